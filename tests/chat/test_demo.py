"""看 2 分钟演示: the golden script, leafed through in private; nothing of it is registered (section 7)."""

import pytest
from sqlalchemy import func, select

from app.needs.models import Need
from app.reminders.models import Reminder
from bot.cards.demo import LAST
from bot.texts import TEXTS
from tests.chat.everywhere import chat_on
from tests.chat.faces import GROUP, ChatTest
from tests.chat.live_stage import Unhurried
from tests.chat.test_golden import follow_up, meet, prepare, register
from tests.standins.feishu import HandClock


@pytest.fixture
def opened(chat: ChatTest) -> ChatTest:
    """李娜 has tapped 看 2 分钟演示 on the join card."""
    assert chat.presses("李娜", "看 2 分钟演示", "我是会办") == "演示已发到您和会办的私聊"
    return chat


def test_it_is_leafed_through_to_its_end_and_back(opened: ChatTest) -> None:
    first = opened.card("2 分钟演示 · 1/8", where="李娜")
    assert "登记需求" in first.text
    assert "上一步" not in first.buttons
    for step in range(2, LAST + 1):
        opened.presses("李娜", "下一步", "2 分钟演示", where="李娜")
        assert opened.card("2 分钟演示", where="李娜").title == f"2 分钟演示 · {step}/8"
    last = opened.card("2 分钟演示", where="李娜")
    assert "下一步" not in last.buttons
    opened.presses("李娜", "上一步", "2 分钟演示", where="李娜")
    assert opened.card("2 分钟演示", where="李娜").title == "2 分钟演示 · 7/8"
    assert len([title for title in opened.titles("李娜") if "演示" in title]) == 1, "it is one card"


def test_only_who_asked_sees_it_and_nothing_is_registered(opened: ChatTest) -> None:
    for _ in range(LAST):
        if "下一步" in opened.card("2 分钟演示", where="李娜").buttons:
            opened.presses("李娜", "下一步", "2 分钟演示", where="李娜")
    assert not [title for title in (*opened.titles(GROUP), *opened.titles("王芳")) if "演示" in title]
    with opened.process.runtime.sessions() as session:
        assert session.scalar(select(func.count(Need.id))) == 0
        assert session.scalar(select(func.count(Reminder.id))) == 0


def test_from_its_end_one_begins(opened: ChatTest) -> None:
    for _ in range(LAST - 1):
        opened.presses("李娜", "下一步", "2 分钟演示", where="李娜")
    opened.presses("李娜", "登记第一个需求", "2 分钟演示", where="李娜")
    assert "需求草稿" in opened.titles("李娜")[-1]


TRUE = (
    "6月28日(周五)",
    "最晚启动：6月14日(周五)",
    "5月17日(周五)",
    "5月21日(周二) 15:30",
    "5月22日(周三) 10:00",
    "5月28日(周二)",
)
"""What the demonstration says that the product says on its own cards for the same input."""


def test_it_says_what_the_product_says(sqlite_url: str, clock: HandClock) -> None:
    told = " ".join(text for key, text in TEXTS.items() if key.startswith("demo."))
    with chat_on("playground", sqlite_url, clock) as plain:
        chat = Unhurried(plain.face)
        register(chat)
        seen = [chat.card("需求 N1").text]
        prepare(chat)
        meet(chat)
        seen += [card.text for card in chat.face.cards(GROUP)]
        follow_up(chat)
        seen += [card.text for where in (GROUP, "王芳", "张伟") for card in chat.face.cards(where)]
    said = " ".join(seen)
    assert [words for words in TRUE if words not in told or words not in said] == []
