"""The command line. Exit status: 0 done, 1 refused with a reason, 2 wrong usage."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal, TypeAlias

import typer
import uvicorn
from pydantic import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.base.db import make_engine
from app.base.logs import set_up_logs
from app.base.migrations import is_current, migrate
from app.base.settings import Settings, load_settings
from app.documents.bundle import apart
from app.documents.project import project_files
from app.main import build_runtime, create_app
from app.meetings.models import Meeting
from app.needs.models import Need
from app.people.models import Company
from app.projects.models import Project
from app.readiness import Readiness
from app.replay.player import Stopped, play
from app.replay.stage import FaceName
from app.replay.transcript import Unreadable, read_transcript
from app.runtime import Runtime
from app.tasks.models import Task
from handlers.reading import lines as command_lines
from handlers.reading.times import lines as time_lines
from scheduler.rehearsal import rehearse as rehearse_all
from scheduler.rehearsal import subjects_of_meeting, subjects_of_project, subjects_of_task

Known: TypeAlias = Project | Meeting | Need | Task
"""What can be rehearsed."""

app = typer.Typer(
    name="huiban",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show what variables hold
    help="会办：跨部门协作机器人",
)


def _complain(text: str) -> None:
    """To standard error."""
    typer.echo(text, err=True)


def _settings() -> Settings:
    try:
        return load_settings()
    except ValidationError as error:
        for one in error.errors():
            name = "_".join(str(part) for part in one["loc"]).upper()
            _complain(f"设置 HUIBAN_{name} 不对：{one['msg']}")
        raise typer.Exit(1) from None


def _engine(settings: Settings) -> Engine:
    engine = make_engine(settings.database_url)
    try:
        engine.connect().close()
    except SQLAlchemyError:
        _complain("连接不上数据库，请检查 HUIBAN_DATABASE_URL。")
        raise typer.Exit(1) from None
    return engine


def _ready(settings: Settings) -> None:
    """See to it that the tables are there: SQLite is brought to the newest revision, PostgreSQL has to be already."""
    engine = _engine(settings)
    if engine.dialect.name == "sqlite":
        migrate(engine)
    elif not is_current(engine):
        _complain("数据库表结构不是最新版本，请先运行 huiban migrate。")
        raise typer.Exit(1)
    engine.dispose()


@app.command()
def serve(host: str | None = None, port: int | None = None) -> None:
    """启动服务。SQLite 会自动升级到最新表结构，PostgreSQL 请先运行 migrate。"""
    settings = _settings()
    set_up_logs(settings)
    _ready(settings)
    runtime = build_runtime(settings)
    where = f"http://{host or settings.host}:{port or settings.port}"
    if settings.has_playground:
        _complain(f"会办已启动，演练场：{where}/playground")
    else:
        _complain(f"会办已启动：{where}（平台：{'、'.join(runtime.platforms) or '无'}）")
    config = uvicorn.Config(
        create_app(runtime),
        host=host or settings.host,
        port=port or settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    _Server(config, runtime).run()


class _Server(uvicorn.Server):
    """A server that lets go of open pages first: their streams would hold up its end."""

    def __init__(self, config: uvicorn.Config, runtime: Runtime) -> None:
        super().__init__(config)
        self._runtime = runtime

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal to stop."""
        if (playground := self._runtime.platforms.get("playground")) is not None:
            playground.close()
        super().handle_exit(sig, frame)


@app.command("migrate")
def migrate_command() -> None:
    """把数据库升级到最新表结构。"""
    settings = _settings()
    migrate(_engine(settings))
    typer.echo("数据库已是最新版本。")


@app.command()
def parse(what: Literal["dates", "commands"]) -> None:
    """从标准输入读 JSON 行，把理解的结果逐行写到标准输出。"""
    readers: dict[str, Callable[[Iterable[str]], Iterator[str]]] = {
        "dates": time_lines.answer_lines,
        "commands": command_lines.answer_lines,
    }
    for line in readers[what](sys.stdin):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


@app.command()
def doctor() -> None:
    """自检：逐项列出缺少的设置、权限和订阅，以及因此不能用的功能。"""
    settings = _settings()
    _ready(settings)
    findings = Readiness(build_runtime(settings)).examine()
    for finding in findings:
        mark = typer.style("✔", "green") if finding.ok else typer.style("✘", "red")
        typer.echo(f"{mark} {finding.what}" + (f" — {finding.effect}" if finding.effect else ""))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
def export(
    project: Annotated[str, typer.Argument(help="项目名称或需求编号，例如 N1")],
    to: Annotated[Path, typer.Option(help="写到哪个文件夹")],
) -> None:
    """把一个项目的表1、协作需求清单、表2、会议纪要和表3写成文件（保密会议除外）。"""
    settings = _settings()
    _ready(settings)
    runtime = build_runtime(settings)
    number = project.upper().removeprefix("N")
    with runtime.sessions() as session:
        query = select(Project)
        query = (
            query.where(Project.id.in_(select(Need.project_id).where(Need.number == int(number))))
            if number.isdecimal()
            else query.where(Project.name == project)
        )
        found = session.scalars(query.order_by(Project.id)).all()
        if not found:
            _complain(f"没有找到项目“{project}”。")
            raise typer.Exit(1)
        to.mkdir(parents=True, exist_ok=True)
        for file in apart([file for one in found for file in project_files(session, one)]):
            (to / file.name).write_bytes(file.content)
            typer.echo(to / file.name)


@app.command()
def rehearse(
    about: Annotated[str, typer.Argument(help="项目名称，或需求、会议、任务的编号，例如 M1")],
    as_json: Annotated[bool, typer.Option("--json", help="每条消息一行 JSON")] = False,
    weeks: Annotated[int, typer.Option(min=1, max=52, help="往后看几周")] = 8,
) -> None:
    """预演：如果什么都不变，关于一个项目、需求、会议或任务接下来会发出哪些消息。"""
    settings = _settings()
    _ready(settings)
    runtime = build_runtime(settings)
    with runtime.sessions() as session:
        platforms = {
            session.get_one(Company, one.company_id).platform for one in _found(session, about)
        } & runtime.clocks.keys()
    if not platforms:
        _complain(f"没有找到“{about}”。")
        raise typer.Exit(1)
    for platform in sorted(platforms):
        now = runtime.clocks[platform].now()
        subjects = partial(_subjects, about=about)
        until = now + timedelta(weeks=weeks)
        for one in rehearse_all(runtime.sessions, platform, now=now, until=until, about=subjects):
            at = one.at.isoformat(timespec="minutes")
            if as_json:
                typer.echo(json.dumps({"at": at, "to": one.to, "lines": one.lines}, ensure_ascii=False))
            else:
                typer.echo(f"{at}  {one.to}  {'；'.join(one.lines)}")


def _found(session: Session, about: str) -> Sequence[Known]:
    """What a name, or a number with its letter, stands for: in every company that has it."""
    numbered: dict[str, Callable[[int], Sequence[Known]]] = {
        "N": lambda number: session.scalars(select(Need).where(Need.number == number)).all(),
        "M": lambda number: session.scalars(select(Meeting).where(Meeting.number == number)).all(),
        "T": lambda number: session.scalars(select(Task).where(Task.number == number)).all(),
    }
    find = numbered.get(about[:1].upper())
    if find is not None and about[1:].isdecimal():
        return find(int(about[1:]))
    return session.scalars(select(Project).where(Project.name == about)).all()


def _subjects(session: Session, about: str) -> set[str]:
    found: set[str] = set()
    for one in _found(session, about):
        if isinstance(one, Meeting):
            found |= subjects_of_meeting(session, one.id)
        elif isinstance(one, Task):
            found |= subjects_of_task(session, one.id)
        else:
            found |= {f"need:{one.id}"} if isinstance(one, Need) else subjects_of_project(session, one.id)
    return found


@app.command()
def replay(
    transcript: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="对话记录，格式见 docs/replay.md")
    ],
    face: Annotated[FaceName, typer.Option(help="按哪个平台的收发格式重放")] = "playground",
) -> None:
    """离线重放一份对话记录：不需要账号，不碰现有数据，逐行写出谁做了什么、谁收到什么。"""
    try:
        for line in play(read_transcript(transcript.read_text("utf-8").splitlines()), face):
            typer.echo(line)
    except (Unreadable, Stopped, UnicodeDecodeError) as error:
        _complain(str(error))
        raise typer.Exit(1) from None


@app.command()
def backup(file: Path) -> None:
    """在运行中也可以安全地备份 SQLite 数据库。"""
    source = _sqlite_file()
    if file.exists():
        _complain(f"{file} 已存在，请换一个文件名。")
        raise typer.Exit(1)
    with closing(sqlite3.connect(source)) as store, closing(sqlite3.connect(file)) as copy:
        store.backup(copy)
    typer.echo(f"已备份到 {file}")


@app.command()
def restore(file: Path) -> None:
    """用备份替换 SQLite 数据库；请先停止服务。"""
    target = _sqlite_file(must_exist=False)
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
            target.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(target)) as store:
                copy.backup(store)
    except sqlite3.Error:
        _complain(f"{file} 不是会办的完好备份，没有改动现有数据。")
        raise typer.Exit(1) from None
    typer.echo("已恢复。")


def _sqlite_file(*, must_exist: bool = True) -> Path:
    address = make_url(_settings().database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        _complain("当前是 PostgreSQL，请用 pg_dump 备份、pg_restore 恢复。")
        raise typer.Exit(1)
    path = Path(address.database)
    if must_exist and not path.exists():
        _complain("还没有数据库，没有可备份的内容。")
        raise typer.Exit(1)
    return path
