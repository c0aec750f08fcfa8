"""What is taken from a transcript after the minutes were published waits, and is said, for the next edition (X6)."""

from tests.chat.ended_meeting import end_meeting
from tests.chat.faces import ChatTest
from tests.chat.live_stage import Unhurried

PASTED = "@会办 纪要 M1\n张伟：结论是C放到二期\n李娜：渠道方案我5月28日前提交"


def test_a_decision_and_a_task_taken_later_come_into_the_next_edition(chat: ChatTest) -> None:
    chat = Unhurried(chat.face)
    end_meeting(chat)
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    chat.says("王芳", PASTED, where="王芳")
    for _ in range(2):
        chat.presses("王芳", "收下 1", "粘贴", where="王芳")
    desk = chat.card("纪要进展", where="王芳")
    assert "有修改还没有发布" in desk.text
    chat.presses("王芳", "发布第2版", "纪要进展", where="王芳")
    text = chat.card("会议纪要 · M1", where="张伟").text
    assert "C放到二期" in text
    assert "T2" in text
    assert "5月28日(周二)前" in text
