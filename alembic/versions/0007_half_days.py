"""half-days in which somebody was written to, and finding one person's reminders"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "half_days",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_half_days_person_id")),
        sa.PrimaryKeyConstraint("person_id", "half", name=op.f("pk_half_days")),
    )
    op.create_index("ix_half_days_said", "half_days", ["said_at"])
    with op.batch_alter_table("reminders") as reminders:
        reminders.add_column(sa.Column("missed_at", sa.DateTime(), nullable=True))
    op.create_index("ix_reminders_recipient", "reminders", ["recipient", "state", "fire_at"])


def downgrade() -> None:
    op.drop_index("ix_reminders_recipient", "reminders")
    with op.batch_alter_table("reminders") as reminders:
        reminders.drop_column("missed_at")
    op.drop_index("ix_half_days_said", "half_days")
    op.drop_table("half_days")
