"""What somebody said is answered with 任务, and becomes a task (product section 3)."""

from collections.abc import Iterator

import pytest

from tests.chat.everywhere import chat_on
from tests.chat.faces import GROUP, ChatTest
from tests.chat.on_feishu import FeishuFace
from tests.standins.feishu import HandClock

SAID = "渠道那边的报价\n需要在5月24日前更新一版"


def test_it_becomes_a_draft_with_what_it_says(chat: ChatTest) -> None:
    chat.answers("王芳", "@会办 任务", said=SAID, by="李娜")
    form = chat.card("新任务")
    assert "渠道那边的报价" in form.text
    assert "2024-05-24" in form.text
    chat.submits("王芳", {"负责人": "李娜"}, "交办", "新任务")
    assert "渠道那边的报价" in chat.card("任务 T1").text
    assert "5月24日(周五)" in chat.card("任务 T1").text


def test_nothing_is_given_before_somebody_has_looked(chat: ChatTest) -> None:
    chat.answers("王芳", "@会办 任务", said="李娜 5月24日前 更新渠道报价", by="张伟")
    assert not [title for title in chat.titles() if "任务 T1" in title]


def test_with_whom_and_when_it_is_given_at_once(chat: ChatTest) -> None:
    chat.answers("王芳", "@会办 任务 @李娜 5月28日前", said="更新渠道报价", by="张伟")
    card = chat.card("任务 T1")
    assert "更新渠道报价" in card.text
    assert "5月28日(周二)" in card.text


def test_what_cannot_be_read_is_asked_for(chat: ChatTest) -> None:
    chat.answers("王芳", "@会办 任务", said="", by="李娜")
    assert "读不到原文" in chat.card("读不到那条消息").text
    assert "新任务" in chat.titles()[-1]


def test_what_is_forwarded_in_private_can_become_one(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 帮助")
    chat.says("王芳", "渠道那边的报价需要在5月24日前更新一版", where="王芳")
    chat.presses("王芳", "把这段话做成任务", "会办能做什么", where="王芳")
    form = chat.card("新任务", where="王芳")
    assert "渠道那边的报价" in form.text
    assert "2024-05-24" in form.text


def test_a_filter_is_a_list_all_the_same(chat: ChatTest) -> None:
    chat.answers("王芳", "@会办 任务 逾期", said=SAID, by="李娜")
    assert not [title for title in chat.titles() if "新任务" in title]
    assert "逾期" in chat.face.cards(GROUP)[-1].title


MESSAGE = "*/im/v1/messages/*"


@pytest.fixture
def feishu(sqlite_url: str, clock: HandClock) -> Iterator[tuple[ChatTest, FeishuFace]]:
    """Feishu has to be asked what was said."""
    with chat_on("feishu", sqlite_url, clock) as chat:
        assert isinstance(chat.face, FeishuFace)
        yield chat, chat.face


def test_what_the_platform_refuses_to_tell_is_asked_for(feishu: tuple[ChatTest, FeishuFace]) -> None:
    chat, face = feishu
    face.standin.fail(MESSAGE, method="GET", code=230027)
    chat.answers("王芳", "@会办 任务", said=SAID, by="李娜")
    assert "读不到原文" in chat.card("读不到那条消息").text
    assert "新任务" in chat.titles()[-1]


def test_a_platform_that_is_busy_is_asked_again_and_then_no_more(feishu: tuple[ChatTest, FeishuFace]) -> None:
    chat, face = feishu
    face.standin.fail(MESSAGE, method="GET", code=1500, status=500)
    chat.answers("王芳", "@会办 任务", said=SAID, by="李娜")
    assert not [title for title in chat.titles() if "新任务" in title]
    chat.says("李娜", "@会办 帮助")
    assert "会办能做什么" in chat.titles()[-1], "nobody waits behind it"
    face.clock.move(minutes=1)
    chat.process.settle()
    assert "渠道那边的报价" in chat.card("新任务").text
    face.standin.fail(MESSAGE, method="GET", code=1500, status=500, times=None)
    chat.answers("王芳", "@会办 任务", said="没有人知道的一句话", by="李娜")
    for _ in range(4):
        face.clock.move(minutes=3)
        chat.process.settle()
    assert "读不到原文" in chat.card("读不到那条消息").text
