"""A PostgreSQL of our own: a private cluster from the installed binaries, or the server HUIBAN_TEST_POSTGRES names."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

ADDRESS = "HUIBAN_TEST_POSTGRES"
_names = count(1)


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[URL | None]:
    """A server's address as long as it is needed; None where there is none."""
    if given := os.environ.get(ADDRESS):
        yield make_url(given)
        return
    tools = binaries()
    if tools is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="hb"))
    try:
        yield _start(tools, folder)
    finally:
        _run(tools, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(address: URL, template: str = "template1") -> Iterator[URL]:
    """A new database, a copy of `template`; dropped afterwards."""
    name = f"huiban_{os.getpid()}_{next(_names)}"
    _order(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield address.set(database=name)
    finally:
        _order(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _order(address: URL, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _start(tools: Path, folder: Path) -> URL:
    owner = _owner()
    if owner is not None:
        shutil.chown(folder, owner)
    data = folder / "data"
    _run(tools, "initdb", "-D", str(data), "-U", "huiban", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=200"
    )
    _run(tools, "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    return URL.create(
        "postgresql+psycopg", username="huiban", database="postgres", query={"host": str(folder)}
    )


def _run(tools: Path, program: str, *arguments: str) -> None:
    subprocess.run(
        [str(tools / program), *arguments],
        user=_owner(),
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
    )


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; its own user, or nobody, then runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
