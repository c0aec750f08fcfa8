"""DingTalk from its wire to the store and back: once, authentic, with an answer in time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.adapters import make_dingtalk
from app.base.db import make_engine, make_sessions
from app.inbox.models import Incoming
from app.people.models import Chat
from bot.cards.model import Card
from bot.cards.parts import button, buttons
from bot.ports import Target
from tests.chat.faces import GROUP
from tests.chat.on_dingtalk import CARD_SECRET, PUBLIC_URL, DingTalkFace, settings_for, unhurried
from tests.standins.dingtalk import Client, Delivery, Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process


@pytest.fixture
def face(sqlite_url: str, clock: HandClock) -> Iterator[DingTalkFace]:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        yield DingTalkFace(standin, process, clock)


def stored(face: DingTalkFace) -> int:
    with face.process.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Incoming)) or 0


def said(face: DingTalkFace, text: str) -> Delivery:
    delivery = face.pusher.say(face.people["王芳"], face.group, text)
    assert delivery is not None
    face.process.settle()
    return delivery


def titles(face: DingTalkFace) -> list[str]:
    return [card.title for card in face.standin.shown(face.group)]


def test_the_first_word_in_a_group_is_met_with_a_hello_once(face: DingTalkFace) -> None:
    said(face, "@会办 帮助")
    assert titles(face).count("大家好，我是会办") == 1


def test_a_message_that_comes_twice_acts_once(face: DingTalkFace) -> None:
    first = said(face, "@会办 需求")
    before = titles(face)
    again = face.pusher.again(first)
    face.process.settle()
    assert (again.status, again.answer) == (first.status, first.answer)
    assert titles(face) == before


def test_a_press_that_comes_twice_is_answered_like_the_first(face: DingTalkFace) -> None:
    card = next(one for one in face.standin.cards(face.group) if "大家好" in one.data["msgTitle"])
    (shown,) = [one for one in face.standin.shown(face.group) if one.id == card.track]
    body = face.pusher.press_body(card, face.people["王芳"], shown.button("登记第一个需求"))
    first = face.pusher.card(card, body)
    again = face.pusher.again(first)
    face.process.settle()
    assert first.status == again.status == 200
    assert first.answer == again.answer
    assert titles(face).count("需求草稿") == 1


@pytest.mark.parametrize("content", [("content",), ("value",), ("content", "value")])
def test_every_client_can_press(face: DingTalkFace, content: tuple[str, ...]) -> None:
    face.pusher.client = Client(content=content)
    card = next(one for one in face.standin.cards(face.group) if "大家好" in one.data["msgTitle"])
    face.hand.press(card.track, face.people["张伟"], "登记第一个需求")
    face.process.settle()
    assert "需求草稿" in titles(face)


def test_what_is_not_authentic_leaves_nothing_behind(face: DingTalkFace) -> None:
    before = stored(face)
    body = face.pusher.message(face.people["王芳"], face.group, "@会办 帮助")
    assert body is not None
    assert face.pusher.robot(body, secret="wrong").status == 401
    assert face.pusher.robot(body, age=timedelta(hours=2)).status == 401
    assert face.pusher.event({"EventType": "check_url"}, token="wrong").status == 401
    assert face.pusher.post("/webhooks/dingtalk/card", {}, b"{}").status == 401
    assert face.pusher.post("/webhooks/dingtalk/other", {}, b"{}").status == 404
    assert stored(face) == before


def test_the_address_of_events_is_answered(face: DingTalkFace) -> None:
    face.pusher.verify_address()


def test_nothing_is_sent_to_a_group_that_is_gone(face: DingTalkFace) -> None:
    event = {"EventType": "chat_disband", "CorpId": CORP, "eventId": "e1", "openConversationId": face.group}
    for _ in range(2):
        assert face.pusher.event(event).status == 200
    face.process.settle()
    with face.process.runtime.sessions() as session:
        (chat,) = session.scalars(select(Chat).where(Chat.external_id == face.group))
        assert not chat.active


def test_the_address_for_presses_is_registered_with_our_secret(face: DingTalkFace) -> None:
    (registered,) = face.standin.site.world.callbacks.values()
    assert registered == (f"{PUBLIC_URL}/webhooks/dingtalk/card", CARD_SECRET)


def test_no_card_is_changed_before_the_press_on_it_is_answered(face: DingTalkFace) -> None:
    said(
        face,
        "@会办 需求 秋季促销\n发起部门：市场部\n目标：达成50万\n协作部门：研发部\n需求：提供参数\n期望完成：6月28日",
    )
    card = face.cards(GROUP)[-1]
    need = next(one for one in face.cards(GROUP) if "需求 N1" in one.title)
    face.press("王芳", "关闭", need)
    face.process.settle()
    assert face.standin.site.early_updates == []
    assert "已关闭" in next(one for one in face.cards(GROUP) if one.id == need.id).text
    assert card is not None


def test_names_without_ids_and_ids_without_names_find_each_other(face: DingTalkFace) -> None:
    face.pusher.client = Client(names_in_text=False)
    said(face, "@会办 任务 5月22日 提交计划 @李娜")
    assert any("提交计划" in title for title in titles(face))
    assert "李娜" in face.standin.shown(face.group)[-1].text


def test_the_settings_make_the_adapter(sqlite_url: str, clock: HandClock) -> None:
    with Standin(clock=clock) as standin:
        settings = settings_for(standin, sqlite_url)
        engine = make_engine(sqlite_url)
        made = make_dingtalk(settings, make_sessions(engine), clock)
        card = Card("卡", (buttons(button("好", "x.y")),))
        made.send(Target(CORP, person=standin.add_user("王芳")), card, once="1")
        (url, secret) = standin.site.world.callbacks["huiban"]
        assert url == f"{PUBLIC_URL}/webhooks/dingtalk/card"
        assert len(secret) == 64
        assert made.budget.used("calls") == 2
        made.start()
        made.close()
        engine.dispose()
