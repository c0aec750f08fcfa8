"""Bringing a database to the newest revision, and knowing whether it is there.

Alembic itself is loaded only when there is something to migrate: a start without that does not wait for it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, column, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).resolve().parents[2]
_VERSION = table("alembic_version", column("version_num"))


def alembic_config(engine: Engine) -> "Config":
    """Alembic, told where its revisions lie and which database they are for."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "alembic"))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Run every revision the database has not seen."""
    if is_current(engine):
        return
    from alembic import command  # noqa: PLC0415

    command.upgrade(alembic_config(engine), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    if not inspect(engine).has_table(_VERSION.name):
        return False
    with engine.connect() as connection:
        return connection.execute(select(_VERSION.c.version_num)).scalar() == newest()


def newest() -> str:
    """The newest revision: its number begins the name of its file."""
    return max(path.name.partition("_")[0] for path in (ROOT / "alembic" / "versions").glob("*_*.py"))
