"""what a chat sets for itself, and its further admins"""

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORDS = {"office_hours": 30, "holidays": 10, "naming": 10, "names_in_files": 12, "scenario": 20}
DEFAULTS = {"holidays": "official", "naming": "later", "names_in_files": "department"}
NUMBERS = ("default_project_id", "keep_days")


def upgrade() -> None:
    with op.batch_alter_table("chats") as chats:
        for name, length in WORDS.items():
            default = DEFAULTS.get(name, "")
            chats.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default=default)
            )
        for name in NUMBERS:
            chats.add_column(sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "chat_admins",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("chat_id", "person_id"),
    )


def downgrade() -> None:
    op.drop_table("chat_admins")
    with op.batch_alter_table("chats") as chats:
        for name in (*NUMBERS, *WORDS):
            chats.drop_column(name)
