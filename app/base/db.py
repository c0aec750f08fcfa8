"""The database: engines that behave alike on SQLite and PostgreSQL, and the one way to run a transaction."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy import Enum as Choice
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from app.base.turns import go_first, take_turns

T = TypeVar("T")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, stored as UTC without a zone. A naive one is refused."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What undo makes of it again."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the store."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the store."""
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(kind: type[StrEnum]) -> Choice:
    """A column that holds one value of an enumeration, stored as its text."""
    return Choice(
        kind, native_enum=False, length=12, values_callable=lambda known: [one.value for one in known]
    )


class Base(DeclarativeBase):
    """Every table. Constraints are named, so that a migration can speak of them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012  (SQLAlchemy reads it as a plain attribute)


def make_engine(url: str) -> Engine:
    """An engine for a `sqlite:///…` or `postgresql+psycopg://…` address; a SQLite file's folder is made.

    Parameters are hidden from its errors and logs: they hold what people typed.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True, pool_size=12, max_overflow=12, hide_parameters=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        address,
        pool_size=12,
        max_overflow=12,
        pool_use_lifo=True,
        connect_args={"timeout": 30},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    take_turns(engine)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver must not begin by itself: see _begin_immediate.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # With a deferred BEGIN, a transaction that reads and then writes dies of "database is locked" as soon as
    # another connection commits in between; taking the write lock first makes it wait its turn instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose objects stay readable after the commit, and stay loaded as long as the session lives.

    A session forgets what nobody holds, and a card names the same people many times: without this each mention would
    be a query.
    """
    sessions = sessionmaker(engine, expire_on_commit=False)
    for moment in ("loaded_as_persistent", "pending_to_persistent"):
        event.listen(sessions, moment, _hold)
    return sessions


def _hold(session: Session, row: object) -> None:
    session.info.setdefault("huiban.held", []).append(row)


@contextmanager
def one_statement(engine: Engine) -> Iterator[DBAPICursor]:
    """The driver's cursor for a single statement, which goes before whatever else is to be written and is kept for good when
    the block ends. Raises the driver's errors.

    SQLAlchemy's own transaction holds up Python longer than the rest of it takes, and SQLite needs no BEGIN and COMMIT
    around one statement.
    """
    with closing(engine.raw_connection()) as connection:
        go_first(engine, connection)
        with closing(connection.cursor()) as cursor:
            yield cursor
        connection.commit()


def in_transaction(sessions: sessionmaker[Session], work: Callable[[Session], T]) -> T:
    """Run `work` in one transaction. A lost race is run again, once: somebody else was first, so look again."""
    try:
        with sessions.begin() as session:
            return work(session)
    except (IntegrityError, StaleDataError, OperationalError) as error:
        if isinstance(error, OperationalError) and not _is_lost_race(error):
            raise
        with sessions.begin() as session:
            return work(session)


def _is_lost_race(error: DBAPIError) -> bool:
    """Serialization failure or deadlock, by PostgreSQL's SQLSTATE."""
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}
