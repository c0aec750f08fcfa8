"""预演 tells what is sent: the same code says it, and takes it back."""

from datetime import datetime, timedelta

import pytest

from scheduler.rehearsal import Rehearsed, rehearse, subjects_of_meeting
from tests.chat.ended_meeting import TITLE, end_meeting
from tests.chat.faces import GROUP, PEOPLE, ChatTest
from tests.support.time import shanghai


def rehearsed(chat: ChatTest, until: datetime, subjects: set[str] | None = None) -> list[Rehearsed]:
    """What would be said up to then."""
    runtime = chat.process.runtime
    (platform,) = runtime.clocks
    about = None if subjects is None else lambda _session: subjects
    return rehearse(runtime.sessions, platform, now=chat.process.clock.now(), until=until, about=about)


def assert_sent(chat: ChatTest, planned: list[Rehearsed]) -> None:
    """Time passes; at each moment everybody gets as many messages as were rehearsed."""
    for at in sorted({one.at for one in planned}):
        before = {where: len(chat.titles(where)) for where in (GROUP, *PEOPLE)}
        chat.moves_to(at)
        for where, count in before.items():
            due = [one for one in planned if one.at == at and one.to in {where, ""}]
            said = len(chat.titles(where)) - count
            assert said == sum(one.to == where for one in due) or where == GROUP, (where, at, due)


def test_what_is_rehearsed_is_what_is_sent(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 交渠道清单")
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 约经销商")
    chat.says("王芳", "@会办 /任务 @张伟 5月16日前 评估接口")
    planned = rehearsed(chat, shanghai(2024, 5, 24))
    assert [one.to for one in planned if one.at < shanghai(2024, 5, 16, 13)].count("张伟") == 2
    together = [one for one in planned if len(one.lines) > 1 and one.to == "李娜"]
    assert together
    assert "T1 交渠道清单：下一个工作日到期" in "".join(together[0].lines)
    assert_sent(chat, planned)


def test_nothing_is_left_behind_by_a_rehearsal(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 交渠道清单")
    first = rehearsed(chat, shanghai(2024, 6, 1))
    titles = {where: chat.titles(where) for where in (GROUP, *PEOPLE)}
    chat.process.settle()
    assert rehearsed(chat, shanghai(2024, 6, 1)) == first
    assert {where: chat.titles(where) for where in (GROUP, *PEOPLE)} == titles


def test_minutes_nobody_writes_are_rehearsed_to_their_escalation(chat: ChatTest) -> None:
    end_meeting(chat)
    planned = rehearsed(chat, shanghai(2024, 5, 24))
    assert any("纪要逾期升级" in line for one in planned for line in one.lines)
    assert_sent(chat, planned)


def test_one_meeting_is_rehearsed_by_itself(chat: ChatTest) -> None:
    end_meeting(chat)
    with chat.process.runtime.sessions() as session:
        subjects = subjects_of_meeting(session, 1)
    lines = [line for one in rehearsed(chat, shanghai(2024, 5, 21, 9), subjects) for line in one.lines]
    assert lines
    assert {line.partition("：")[0] for line in lines} == {f"M1 {TITLE}"}


@pytest.mark.parametrize("weeks", [1, 4])
def test_a_rehearsal_looks_as_far_as_it_is_asked_to(chat: ChatTest, weeks: int) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 6月7日前 交渠道清单")
    until = chat.process.clock.now() + timedelta(weeks=weeks)
    assert max(one.at for one in rehearsed(chat, until)) <= until
