"""The bot says hello once, and never writes where it is not (Feishu: the playground's bot never leaves)."""

from tests.chat.faces import GROUP
from tests.guarantees.conftest import Line
from tests.support.time import shanghai

REQUEST = (
    "@会办 需求 秋季促销\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部\n对接人：研发部@张伟\n"
    "需求：研发部提供技术参数\n期望完成：2024-06-28"
)


def test_hello_is_said_once(line: Line) -> None:
    line.face.pusher.bot_added(line.face.group, by=line.face.people["张伟"])
    line.process.settle()
    assert [card.title for card in line.face.cards(GROUP)] == ["大家好，我是会办"]


def test_who_brought_the_bot_is_its_admin(line: Line) -> None:
    line.face.say("李娜", REQUEST)
    line.process.settle()
    card = next(card for card in line.face.cards(GROUP) if "需求 N1" in card.title)
    assert line.face.press("王芳", "关闭", card) == "需求 N1 已关闭"
    assert "需要由 李娜 来操作" in line.face.press("陈晨", "重新打开", card)


def test_nothing_is_sent_to_a_chat_the_bot_has_left(line: Line) -> None:
    line.face.say("王芳", REQUEST)
    line.process.settle()
    line.face.pusher.bot_removed(line.face.group, by=line.face.people["王芳"])
    line.process.settle()
    before = len(line.standin.messages(line.face.group))
    line.clock.move_to(shanghai(2024, 5, 17, 18))
    line.process.tick()
    assert len(line.standin.messages(line.face.group)) == before
    assert "提醒" not in [card.title for card in line.face.cards(GROUP)]
    assert "提醒" in [card.title for card in line.face.cards("张伟")]


def test_the_bot_can_come_back(line: Line) -> None:
    line.face.pusher.bot_removed(line.face.group, by=line.face.people["王芳"])
    line.face.pusher.bot_added(line.face.group, by=line.face.people["王芳"])
    line.face.say("王芳", REQUEST)
    line.process.settle()
    assert "需求 N1 · 秋季促销" in [card.title for card in line.face.cards(GROUP)]
