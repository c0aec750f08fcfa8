"""The revisions make exactly the tables the code speaks of, on both kinds of database, and can be taken back."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

import app.tables  # noqa: F401  (every table has to be known)
from alembic import command
from app.base.db import Base, make_engine
from app.base.migrations import alembic_config, is_current, migrate, newest


def test_the_revisions_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_is_no_change(engine: Engine) -> None:
    before = inspect(engine).get_table_names()
    migrate(engine)
    assert is_current(engine)
    assert inspect(engine).get_table_names() == before


def test_the_newest_revision_is_the_one_alembic_goes_to(engine: Engine) -> None:
    assert newest() == ScriptDirectory.from_config(alembic_config(engine)).get_current_head()


def test_a_database_that_is_behind_is_brought_up(engine: Engine) -> None:
    command.downgrade(alembic_config(engine), "-1")
    assert not is_current(engine)
    migrate(engine)
    assert is_current(engine)


def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/empty.db")
    assert not is_current(engine)
    engine.dispose()


def test_the_revisions_can_be_taken_back(engine: Engine) -> None:
    command.downgrade(alembic_config(engine), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
