"""A year that is not announced works, and the group's admin is told once."""

from scheduler.years import tell_admins
from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai


def test_the_admin_is_told_once_in_december(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 设置")
    chat.presses("王芳", "时间", "本群设置")
    chat.submits("王芳", {}, "保存", "设置 · 时间")
    runtime = chat.process.runtime
    for moment in (shanghai(2026, 11, 30, 10), shanghai(2026, 12, 1, 10), shanghai(2026, 12, 20, 10)):
        chat.moves_to(moment)
        tell_admins(runtime.sessions, runtime.clocks)
        chat.process.settle()
    assert sum("明年的调休还没有公布" in title for title in chat.titles("王芳")) == 1
    assert "2027 年的放假安排公布之前" in chat.card("明年的调休", where="王芳").text


def test_a_day_in_that_year_is_taken_with_a_notice(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("6月28日", "2027-06-30"))
    assert "2027 年调休未公布，按周一至周五并扣除固定法定假日" in chat.card("需求 N1").text
