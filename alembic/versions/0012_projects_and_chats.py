"""more chats for a project, who works on which project where, and pages of the demonstration"""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project_chats",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_project_chats_chat_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_chats_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "chat_id", name=op.f("pk_project_chats")),
    )
    with op.batch_alter_table("project_chats") as links:
        links.create_index("ix_project_chats_chat", ["chat_id"], unique=False)
    op.create_table(
        "current_projects",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_current_projects_chat_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_current_projects_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_current_projects_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "chat_id", name=op.f("pk_current_projects")),
    )
    op.create_table(
        "project_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_project_asks_chat_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_project_asks_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_asks_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_asks")),
    )
    with op.batch_alter_table("project_asks") as asks:
        asks.create_index("ix_project_asks_expires", ["expires_at"], unique=False)
    op.create_table(
        "demos",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_demos_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_demos")),
    )
    with op.batch_alter_table("task_lists") as lists:
        lists.add_column(sa.Column("project_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task_lists") as lists:
        lists.drop_column("project_id")
    op.drop_table("demos")
    with op.batch_alter_table("project_asks") as asks:
        asks.drop_index("ix_project_asks_expires")
    op.drop_table("project_asks")
    op.drop_table("current_projects")
    with op.batch_alter_table("project_chats") as links:
        links.drop_index("ix_project_chats_chat")
    op.drop_table("project_chats")
