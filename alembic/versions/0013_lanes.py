"""what waits is found without looking through what is done, and an arrival writes fewer indexes"""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WAITING = "state = 0"
DEAD = "state = 2"
TRIED = "state = 0 AND attempts > 0"


def _create(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    for table in ("inbox", "outbox"):
        op.drop_index(f"ix_{table}_waiting", table)
        op.drop_index(f"ix_{table}_ready", table)
        _create(f"ix_{table}_waiting", table, ["id"], WAITING)
        _create(f"ix_{table}_tried", table, ["lane", "id"], TRIED)
        _create(f"ix_{table}_dead", table, ["id"], DEAD)
    _create("ix_outbox_lane", "outbox", ["lane", "id"], WAITING)


def downgrade() -> None:
    op.drop_index("ix_outbox_lane", "outbox")
    for table in ("inbox", "outbox"):
        op.drop_index(f"ix_{table}_dead", table)
        op.drop_index(f"ix_{table}_tried", table)
        op.drop_index(f"ix_{table}_waiting", table)
        _create(f"ix_{table}_ready", table, ["ready_at"], WAITING)
        _create(f"ix_{table}_waiting", table, ["lane", "id"], WAITING)
