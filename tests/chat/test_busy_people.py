"""R16 in a chat: who is in another meeting of ours at that time is said, and not what it is."""

from tests.chat.faces import ChatTest
from tests.chat.test_group_cap import plan_meetings

ASKED = "@会办 /会议 5月21日下午2点半 60分钟 功能优先级评审 @张伟"


def test_somebody_is_in_another_meeting(chat: ChatTest) -> None:
    plan_meetings(chat, 1)
    chat.says("王芳", ASKED)
    assert "张伟 这段时间已有别的会议" in chat.card("功能优先级评审").text


def test_a_meeting_before_or_after_is_no_clash(chat: ChatTest) -> None:
    plan_meetings(chat, 1)
    chat.says("王芳", ASKED.replace("2点半", "3点"))
    assert "已有别的会议" not in chat.card("功能优先级评审").text
