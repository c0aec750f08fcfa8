"""what a posted card shows, so that it is redrawn only when that changes"""

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posted") as posted:
        posted.add_column(sa.Column("shown", sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("posted") as posted:
        posted.drop_column("shown")
