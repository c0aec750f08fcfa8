"""The command line: what it does, and how it refuses."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.base.db import make_engine, make_sessions
from app.calendars import CHINA
from app.cli import app
from app.people import service as people
from app.people.models import Chat, Person
from app.projects import service as projects
from app.tasks import service as tasks

FEISHU = ("HUIBAN_FEISHU_APP_ID", "HUIBAN_FEISHU_APP_SECRET")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A command line on a database of its own, without a platform."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIBAN_DATABASE_URL", f"sqlite:///{tmp_path}/huiban.db")
    for name in FEISHU:
        monkeypatch.delenv(name, raising=False)
    return CliRunner()


def called(run: CliRunner, *arguments: str, said: str = "") -> Result:
    """One command."""
    return run.invoke(app, arguments, input=said)


def test_the_doctor_of_a_fresh_machine_is_content(run: CliRunner) -> None:
    result = called(run, "doctor")
    assert result.exit_code == 0
    assert "✔ 数据库" in result.output


def test_a_bad_setting_is_named(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBAN_PORT", "many")
    result = called(run, "doctor")
    assert result.exit_code == 1
    assert "HUIBAN_PORT" in result.output


def test_a_database_that_is_away_is_named(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIBAN_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    result = called(run, "migrate")
    assert result.exit_code == 1
    assert "HUIBAN_DATABASE_URL" in result.output


def test_json_lines_go_in_and_come_out(run: CliRunner) -> None:
    line = json.dumps({"id": 1, "now": "2026-07-08T09:40:00+08:00", "text": "明天下午3点"})
    result = called(run, "parse", "dates", said=f"{line}\n不是 JSON\n")
    first, second = (json.loads(answer) for answer in result.output.splitlines())
    assert first["value"] == "2026-07-09T15:00"
    assert second["error"] == "第 2 行不是 JSON"


def test_a_project_nobody_knows_is_refused(run: CliRunner) -> None:
    result = called(run, "export", "没有的项目", "--to", "out")
    assert result.exit_code == 1
    assert "没有找到项目“没有的项目”" in result.output


def test_a_backup_can_be_restored_and_nothing_else_can(run: CliRunner, tmp_path: Path) -> None:
    called(run, "migrate")
    assert called(run, "backup", "copy.db").exit_code == 0
    assert called(run, "backup", "copy.db").exit_code == 1
    (tmp_path / "not-a-backup").write_text("hello")
    assert called(run, "restore", "not-a-backup").exit_code == 1
    assert called(run, "restore", "copy.db").exit_code == 0


def test_wrong_usage_ends_with_two(run: CliRunner) -> None:
    assert called(run, "parse").exit_code == 2
    assert called(run, "nonsense").exit_code == 2


def test_a_rehearsal_of_nothing_is_refused(run: CliRunner) -> None:
    assert called(run, "migrate").exit_code == 0
    result = called(run, "rehearse", "M7", "--json")
    assert result.exit_code == 1
    assert "没有找到“M7”" in result.output


def _give_a_task(folder: Path) -> None:
    """A task in a project's group, due next week."""
    engine = make_engine(f"sqlite:///{folder}/huiban.db")
    with make_sessions(engine).begin() as session:
        company = people.company_of(session, "playground", "demo")
        person = Person(company_id=company.id, external_id="u1", name="李娜")
        chat = Chat(
            company_id=company.id, external_id="g1", private=False, name="项目群", timezone="Asia/Shanghai"
        )
        session.add_all((person, chat))
        session.flush()
        now = datetime.now(UTC)
        project = projects.create(session, chat=chat, owner=person, name="秋促", scenario="joint", now=now)
        tasks.create(
            session,
            chat=chat,
            owner=person,
            assigner=person,
            description="交渠道清单",
            due_on=now.date() + timedelta(days=9),
            by=person,
            now=now,
            calendar=CHINA,
            project_id=project.id,
        )
    engine.dispose()


@pytest.mark.parametrize("about", ["秋促", "T1", "t1"])
def test_a_rehearsal_tells_who_hears_what_and_when(run: CliRunner, tmp_path: Path, about: str) -> None:
    assert called(run, "migrate").exit_code == 0
    _give_a_task(tmp_path)
    result = called(run, "rehearse", about, "--json")
    assert result.exit_code == 0, result.output
    told = [json.loads(line) for line in result.output.splitlines()]
    assert {one["to"] for one in told} == {"李娜", "项目群"}
    lines = [line for one in told for line in one["lines"]]
    assert "T1 交渠道清单：今天到期" in lines or "T1 交渠道清单：下一个工作日到期" in lines
    assert [one["at"] for one in told] == sorted(one["at"] for one in told)
    assert called(run, "rehearse", about, "--json").output == result.output
