"""保留期限 (D20): closed projects a chat no longer keeps go as a whole, and nothing else does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.db import Base
from app.chats import keeping
from app.chats.keeping import TOLD
from app.history.models import Change
from app.meetings.models import Meeting
from app.needs.models import Need
from app.outbox.models import Posted
from app.projects.models import Project
from app.reminders.models import Reminder
from app.tasks.models import Task, TaskStatus
from bot.drawers import DRAWERS
from tests.chat.ended_meeting import Cast, end_meeting, in_store
from tests.chat.everywhere import chat_on
from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.standins.feishu import HandClock
from tests.support.time import shanghai

CLOSED = shanghai(2024, 5, 20, 18)
ELSEWHERE = {
    *("away", "department", "draft", "leaver", "pack", "proposal", "search", "taskform", "tasklist", "term"),
    *("today", "update", "pulse", "weekdigest", "weekly", "whichproject", "demo"),
    *("settings", "settingsadmins", "settingsdata", "settingsproject", "settingsremind", "settingstime"),
}
"""Cards of nobody's project, and those each day has its own of."""


@pytest.fixture
def chat(sqlite_url: str, clock: HandClock) -> Iterator[ChatTest]:
    """秋季促销 with a need, an ended meeting, its disputes, a task done; and 会员日, which runs on."""
    with chat_on("playground", sqlite_url, clock) as made:
        made.says("王芳", SHORT)
        made.says("王芳", SHORT.replace("秋季促销", "会员日"))
        end_meeting(made)
        made.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案")
        made.presses("王芳", "秋季促销", "是哪个项目")
        in_store(made, close)
        yield made


def close(session: Session) -> None:
    """Everything of 秋季促销 is done, half a year is kept."""
    project = session.scalars(select(Project).where(Project.name == "秋季促销")).one()
    meeting = session.scalars(select(Meeting)).one()
    meeting.project_id = project.id
    for task in session.scalars(select(Task)):
        task.status = TaskStatus.DONE
    project.closed_at = CLOSED
    Cast(session).chat.keep_days = 180


def given(session: Session) -> Task:
    """The task that was typed."""
    return session.scalars(select(Task).where(Task.description == "渠道方案")).one()


def counts(chat: ChatTest, *tables: type[Base]) -> list[int]:
    """How many rows there are."""
    with chat.process.runtime.sessions() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def tidies(chat: ChatTest, *, after: timedelta) -> None:
    """The daily tidying, so long after the project was closed."""
    chat.process.clock.move_to(CLOSED + after)
    chat.process.runtime.tidy()


def test_it_goes_as_a_whole_when_its_time_is_over(chat: ChatTest) -> None:
    tidies(chat, after=timedelta(days=180))
    assert counts(chat, Project, Need, Meeting) == [2, 2, 1]
    tidies(chat, after=timedelta(days=181))
    assert counts(chat, Project, Need, Meeting, Task) == [1, 1, 0, 0]
    with chat.process.runtime.sessions() as session:
        assert session.scalars(select(Project.name)).all() == ["会员日"]
        for table in (Change, Reminder, Posted):
            left = session.scalars(select(table.subject)).all()
            assert not {"need:1", "task:1", "meeting:1", "minutesdraft:1", "mytask:1"} & set(left)
            assert any(":2" in subject for subject in left), table


def test_what_is_still_to_be_done_is_not_over(chat: ChatTest) -> None:
    def reopen(session: Session) -> None:
        born_in_its_meeting = session.scalars(select(Task).where(Task.meeting_id.is_not(None))).first()
        assert born_in_its_meeting is not None
        born_in_its_meeting.status = TaskStatus.DOING

    in_store(chat, reopen)
    tidies(chat, after=timedelta(days=400))
    assert counts(chat, Project, Meeting) == [2, 1]


def test_a_chat_that_set_nothing_keeps_everything(chat: ChatTest) -> None:
    def keep(session: Session) -> None:
        Cast(session).chat.keep_days = None

    in_store(chat, keep)
    tidies(chat, after=timedelta(days=4000))
    assert counts(chat, Project) == [2]


def test_a_task_of_another_project_only_loses_the_meeting(chat: ChatTest) -> None:
    def borrow(session: Session) -> None:
        other = session.scalars(select(Project).where(Project.name == "会员日")).one()
        task, meeting = given(session), session.scalars(select(Meeting)).one()
        task.project_id, task.meeting_id = other.id, meeting.id
        session.flush()
        project = session.scalars(select(Project).where(Project.name == "秋季促销")).one()
        keeping.forget(session, project)

    in_store(chat, borrow)
    with chat.process.runtime.sessions() as session:
        assert given(session).meeting_id is None
        assert counts_in(session, Meeting) == 0


def counts_in(session: Session, table: type[Base]) -> int:
    """How many rows there are, in an open session."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_kind_of_card_is_thought_of() -> None:
    told = {kind for kinds in TOLD.values() for kind in kinds}
    assert told | ELSEWHERE >= set(DRAWERS)
    assert not told & ELSEWHERE
