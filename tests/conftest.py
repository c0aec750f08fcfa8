"""What every test may ask for: databases that are migrated, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.base.migrations import migrate
from tests.standins.feishu.clock import HandClock
from tests.support import postgres
from tests.support.machine import missing

START = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
"""Tuesday 2024-05-14 10:00 in Shanghai, when the golden script begins."""


@pytest.fixture(autouse=True)
def _logs() -> Iterator[None]:
    """A test that sets logging up does so for itself alone."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands still until the test moves it."""
    return HandClock(START)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest revision, to copy."""
    path = tmp_path_factory.mktemp("template") / "huiban.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()  # the last connection writes the log back into the file
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A PostgreSQL server with a migrated database to copy."""
    with postgres.server() as address:
        if address is None:
            missing("PostgreSQL", f"apt install postgresql, or set {postgres.ADDRESS}")
        yield address


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[str]:
    """The name of a migrated database."""
    with postgres.database(postgres_server) as address:
        engine = make_engine(address.render_as_string(hide_password=False))
        migrate(engine)
        engine.dispose()
        assert address.database is not None
        yield address.database


class Databases:
    """Migrated databases of one kind, as many as a test wants."""

    def __init__(self, kind: str, make: Callable[[], str]) -> None:
        self.kind = kind
        self.make = make


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> Databases:
    template: Path = request.getfixturevalue("migrated_file")
    numbers = count(1)

    def make() -> str:
        path = folder / f"huiban{next(numbers)}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    return Databases("sqlite", make)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Migrated databases, once for each kind."""
    if request.param == "sqlite":
        yield _sqlite(request, tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    with ExitStack() as made:
        yield Databases(
            "postgresql",
            lambda: made.enter_context(postgres.database(server, template)).render_as_string(
                hide_password=False
            ),
        )


@pytest.fixture
def database_url(databases: Databases) -> str:
    """An address of a migrated database, once for each kind."""
    return databases.make()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address of a migrated SQLite database."""
    return _sqlite(request, tmp_path).make()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated database, once for each kind."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions of that engine."""
    return make_sessions(engine)
