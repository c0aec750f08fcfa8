"""how often a project is told of, and its sync meeting"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("projects") as projects:
        projects.add_column(
            sa.Column("cadence", sa.String(length=12), nullable=False, server_default="weekly")
        )
        projects.add_column(sa.Column("cadence_from", sa.Date(), nullable=True))
        projects.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        projects.add_column(sa.Column("sync_weekday", sa.Integer(), nullable=True))
        projects.add_column(sa.Column("sync_clock", sa.String(length=5), nullable=False, server_default=""))
        projects.add_column(sa.Column("sync_place", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("projects") as projects:
        for name in ("sync_place", "sync_clock", "sync_weekday", "urgent", "cadence_from", "cadence"):
            projects.drop_column(name)
