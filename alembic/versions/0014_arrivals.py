"""an arrival is kept without what its payload says too"""

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FILL = {
    "sqlite": "UPDATE inbox SET platform = substr(once, 1, instr(once, ':') - 1), at = ready_at",
    "postgresql": "UPDATE inbox SET platform = split_part(once, ':', 1), at = ready_at",
}


def upgrade() -> None:
    op.drop_column("inbox", "platform")
    op.drop_column("inbox", "at")


def downgrade() -> None:
    """What is in the inbox gets its platform back; of the time it came, only when it was last looked at is known."""
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("platform", sa.String(length=20), nullable=True))
        inbox.add_column(sa.Column("at", sa.DateTime(), nullable=True))
    op.execute(FILL[op.get_bind().dialect.name])
    with op.batch_alter_table("inbox") as inbox:
        inbox.alter_column("platform", existing_type=sa.String(length=20), nullable=False)
        inbox.alter_column("at", existing_type=sa.DateTime(), nullable=False)
