"""what the DingTalk adapter remembers"""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dingtalk_usage",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", name=op.f("pk_dingtalk_usage")),
    )
    op.create_table(
        "dingtalk_carriers",
        sa.Column("carrier", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("carrier", name=op.f("pk_dingtalk_carriers")),
    )


def downgrade() -> None:
    op.drop_table("dingtalk_carriers")
    op.drop_table("dingtalk_usage")
