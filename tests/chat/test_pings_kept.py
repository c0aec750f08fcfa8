"""G9: whoever gets a task back has not forgotten how often they have heard of it."""

from sqlalchemy import select

from app.tasks.models import Task
from tests.chat.faces import ChatTest
from tests.support.time import shanghai


def pings(chat: ChatTest) -> int:
    """How often the owner has been reminded."""
    with chat.process.runtime.sessions() as session:
        return session.scalars(select(Task.pings)).one()


def hand_over(chat: ChatTest, giver: str, taker: str) -> None:
    """Offer it and take it."""
    chat.says(giver, f"@会办 T1 转 @{taker}")
    chat.presses(taker, "接下", "转", taker)


def test_a_task_that_comes_back_goes_on_counting(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月15日前 交渠道清单")
    for day in (15, 16, 17):
        chat.moves_to(shanghai(2024, 5, day, 11))
    heard = pings(chat)
    assert heard >= 3
    hand_over(chat, "李娜", "张伟")
    assert pings(chat) == 0
    hand_over(chat, "张伟", "李娜")
    assert pings(chat) >= heard
