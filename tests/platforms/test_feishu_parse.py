"""What people type and press, as the platform pushes it, becomes an update or is dropped as chatter."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.model import Button, Buttons, Card
from bot.feishu import FeishuPlatform
from bot.feishu.parse import parse
from bot.feishu.render import render
from bot.ports import Answer, Joined, Left, Message, Press, RawRequest, Update
from tests.platforms.feishu_cards import ELEMENTS
from tests.standins.feishu import Client, Hand, HandClock, Pusher, Standin
from tests.support.wire import envelope, raw_headers


class Ear:
    """The product's side of the webhook: it listens, and answers a press with `answer`."""

    def __init__(self, standin: Standin) -> None:
        self.standin = standin
        self.platform = FeishuPlatform(
            app_id=standin.app.app_id,
            app_secret=standin.app.app_secret,
            encrypt_key=standin.app.encrypt_key,
            verification_token=standin.app.verification_token,
        )
        self.heard: list[Update] = []
        self.answer = Answer()
        self.pusher = Pusher(standin, self.deliver)

    def deliver(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        received = self.platform.receive(
            RawRequest(raw_headers(headers), body, self.standin.site.clock.now())
        )
        if received.reply is not None:
            return 200, received.reply
        if received.update is None:
            return 200, b"{}"
        self.heard.append(received.update)
        pressed = isinstance(received.update.body, Press)
        return 200, self.platform.answer(self.answer) if pressed else b"{}"

    def said(self) -> Message:
        assert isinstance(self.heard[-1].body, Message)
        return self.heard[-1].body

    def pressed(self) -> Press:
        assert isinstance(self.heard[-1].body, Press)
        return self.heard[-1].body


@pytest.fixture
def standin() -> Standin:
    return Standin(clock=HandClock())


@pytest.fixture
def ear(standin: Standin) -> Iterator[Ear]:
    ear = Ear(standin)
    yield ear
    ear.platform.close()


@pytest.fixture
def wang(standin: Standin) -> str:
    return standin.add_user("王芳", "市场部")


@pytest.fixture
def chat(standin: Standin, wang: str) -> str:
    standin.site.scopes.add("im:message.group_msg")
    return standin.add_chat("新品群", [wang, standin.add_user("张伟", "研发部")])


def test_the_address_is_verified(ear: Ear) -> None:
    ear.pusher.verify_address()


def test_a_mention_in_a_group(ear: Ear, wang: str, chat: str) -> None:
    ear.pusher.say(wang, chat, "@会办 /任务 @张伟 5月28日前 渠道建议")
    update = ear.heard[0]
    assert (update.platform, update.tenant, update.actor.id) == ("feishu", ear.standin.site.tenant_key, wang)
    assert (update.chat.id, update.chat.private) == (chat, False)
    assert ear.said().text == "@_user_1 /任务 @_user_2 5月28日前 渠道建议"
    assert [(m.key, m.name, m.me, m.bot) for m in ear.said().mentions] == [
        ("@_user_1", "会办", True, True),
        ("@_user_2", "张伟", False, False),
    ]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/需求 上市", True),
        ("  ／需求 上市", True),
        ("、任务", True),
        ("@张伟 /任务", True),
        ("@所有人 /任务", True),
        ("需求 上市", False),
        ("大家好 /需求", False),
        ("@张伟 看一下", False),
        ("@所有人 今天补材料", False),
    ],
)
def test_without_our_name_only_a_command_is_heard(
    ear: Ear, wang: str, chat: str, text: str, heard: bool
) -> None:
    ear.pusher.say(wang, chat, text)
    assert bool(ear.heard) is heard


def test_a_bare_mention_is_heard(ear: Ear, wang: str, chat: str) -> None:
    ear.pusher.say(wang, chat, "@会办")
    assert ear.said().text == "@_user_1"


def test_everybody_is_named_in_words(ear: Ear, wang: str, chat: str) -> None:
    ear.pusher.say(wang, chat, "@会办 记 @所有人 周五交")
    assert ear.said().text == "@_user_1 记 @所有人 周五交"


def test_in_private_everything_is_heard(ear: Ear, wang: str) -> None:
    ear.pusher.say(wang, None, "需求 上市")
    update = ear.heard[0]
    assert update.chat.private
    assert update.lane == f"feishu:{ear.standin.site.tenant_key}:p:{wang}"


def test_a_file_in_private_is_a_message_without_text(ear: Ear, wang: str) -> None:
    ear.pusher.send(wang, None, "file", {"file_key": "file_v3_1", "file_name": "纪要.docx"})
    assert ear.said().text == ""


def test_a_picture_in_a_group_is_chatter(ear: Ear, wang: str, chat: str) -> None:
    ear.pusher.send(wang, chat, "image", {"image_key": "img_v3_1"})
    assert ear.heard == []


def test_a_message_recalled_before_it_came_is_dropped(ear: Ear, wang: str) -> None:
    ear.pusher.send(wang, None, "text", {})
    ear.pusher.send(wang, None, "text", {"text": ""})
    assert ear.heard == []


def test_a_post_keeps_its_lines_and_links(ear: Ear, wang: str, chat: str) -> None:
    lines = [
        [{"tag": "text", "text": "@会办 /会议 评审"}],
        [{"tag": "a", "text": "清单", "href": "https://example.com"}, {"tag": "img", "image_key": "img_1"}],
        [{"tag": "a", "text": "https://example.com", "href": "https://example.com"}],
    ]
    ear.pusher.send(wang, chat, "post", {"title": "标题", "content": lines})
    expected = "@_user_1 /会议 评审\n标题\n[清单](https://example.com)\nhttps://example.com"
    assert ear.said().text == expected


def test_a_posts_title_may_be_the_command(ear: Ear, wang: str, chat: str) -> None:
    lines = [[{"tag": "text", "text": "目标：上市"}]]
    ear.pusher.send(wang, chat, "post", {"title": "/需求 新品", "content": lines})
    assert ear.said().text == "/需求 新品\n目标：上市"


def test_a_reply_names_its_message_and_thread(ear: Ear, wang: str, chat: str) -> None:
    first = ear.standin.site.world.add_message(
        ear.standin.chats[chat], wang, "text", {"text": "旧"}, at=ear.standin.site.clock.now()
    )
    ear.pusher.say(wang, chat, "@会办 任务", reply_to=first.id, in_thread=True)
    assert ear.said().reply_to == first.id
    assert ear.said().thread is not None


def test_the_same_message_has_the_same_key(ear: Ear, wang: str, chat: str) -> None:
    delivery = ear.pusher.say(wang, chat, "@会办 帮助")
    ear.pusher.again(delivery, times=2, new_event_id=True)
    assert len({update.key for update in ear.heard}) == 1
    assert len(ear.heard) == 3


def test_once_we_know_who_we_are_other_bots_are_not_us(ear: Ear, wang: str, chat: str) -> None:
    event = ear.pusher.say(wang, chat, "@会办 /帮助").event
    now = ear.standin.site.clock.now()
    own = ear.standin.site.world.bot_open_id
    assert parse(envelope(event), me=None, now=now) is not None
    assert parse(envelope(event), me=own, now=now) is not None
    assert parse(envelope(event), me="ou_another", now=now) is None


def test_whoever_is_mentioned_without_an_id_is_a_name(ear: Ear, wang: str, chat: str) -> None:
    event = ear.pusher.say(wang, chat, "@会办 任务 给@张伟 看").event
    message = event["event"]["message"]
    message["mentions"][1]["id"] = {"open_id": ""}
    message["content"] = json.dumps({"text": "@_user_1 任务 @_user_2和@_user_20"})
    update = parse(envelope(event), me=None, now=ear.standin.site.clock.now())
    assert update is not None
    assert isinstance(update.body, Message)
    assert update.body.text == "@_user_1 任务 @张伟和@_user_20"
    assert [mention.name for mention in update.body.mentions] == ["会办"]


def test_another_bots_message_is_not_heard(ear: Ear, wang: str, chat: str) -> None:
    event = ear.pusher.say(wang, chat, "@会办 /帮助").event
    event["event"]["sender"]["sender_type"] = "bot"
    assert parse(envelope(event), me=None, now=ear.standin.site.clock.now()) is None


def test_coming_and_going(ear: Ear, wang: str, chat: str) -> None:
    ear.pusher.bot_added(chat, wang)
    ear.pusher.bot_removed(chat, wang)
    ear.pusher.disband(chat, wang)
    assert [type(update.body) for update in ear.heard] == [Joined, Left, Left]
    assert ear.heard[0].chat.name == "新品群"


def test_a_chat_that_ends_without_anybodys_doing_is_heard(ear: Ear, wang: str, chat: str) -> None:
    event = ear.pusher.disband(chat, wang).event
    del event["event"]["operator_id"]
    update = parse(envelope(event), me=None, now=ear.standin.site.clock.now())
    assert update is not None
    assert isinstance(update.body, Left)


def test_an_old_envelope_is_understood(ear: Ear, wang: str, chat: str) -> None:
    new = ear.pusher.bot_removed(chat, wang).event
    old: dict[str, Any] = {"uuid": "u-1", "token": "t", "ts": "1502199207.7171419", "type": "event_callback"}
    old["event"] = new["event"] | {"type": "im.chat.member.bot.deleted_v1", "tenant_key": "t1"}
    update = parse(envelope(old), me=None, now=ear.standin.site.clock.now())
    assert update is not None
    assert (update.key, update.tenant) == ("u-1", "t1")


def posted(ear: Ear, where: str, card: Card, *, private: bool = False) -> str:
    """A card that stands in a chat; its message id."""
    site = ear.standin.site
    content = render(card, private=private)
    return site.world.add_message(
        site.world.chat_of(where), "bot", "interactive", content, at=site.clock.now()
    ).id


PLAIN = Card("卡", (Buttons((Button("完成", "task.finish", {"task": 3, "by": "王芳"}),)),))


@pytest.mark.parametrize("client", [Client(), Client(beside=True)])
def test_a_press(ear: Ear, wang: str, chat: str, client: Client) -> None:
    message = posted(ear, chat, PLAIN)
    Hand(ear.standin, ear.pusher, client).press(message, wang, "完成")
    assert ear.pressed() == Press(message, "task.finish", {"task": 3, "by": "王芳"}, {})
    assert (ear.heard[0].chat.id, ear.heard[0].chat.private, ear.heard[0].actor.id) == (chat, False, wang)


def test_a_press_in_private_says_so(ear: Ear, wang: str) -> None:
    message = posted(ear, wang, PLAIN, private=True)
    Hand(ear.standin, ear.pusher).press(message, wang, "完成")
    assert ear.heard[0].chat.private
    assert ear.heard[0].lane.endswith(f"p:{wang}")


@pytest.mark.parametrize(
    "client", [Client(), Client(value=False), Client(empty="absent"), Client(beside=True)]
)
def test_a_form(ear: Ear, wang: str, chat: str, client: Client) -> None:
    message = posted(ear, chat, replace(ELEMENTS["form"], elements=ELEMENTS["form"].elements[:1]))
    # People that are offered must be in the chat for the client to choose them.
    typed = {
        "标题": "新\n标题",
        "负责人": wang,
        "截止": "2024-06-28",
        "时间": "2024-06-28 09:30",
        "级别": "高",
    }
    Hand(ear.standin, ear.pusher, client).submit(message, wang, {**typed, "抄送": []}, "保存")
    pressed = ear.pressed()
    assert (pressed.action, pressed.args) == ("form.save", {"id": 1})
    sent = {
        "title": "新\n标题",
        "level": "P1",
        "tags": ["b"],
        "owner": wang,
        "guest": "user-7",
        "due": "2024-06-28",
        "at": "2024-06-28 09:30",
        "urgent": True,
    }
    if client.empty == "blank":
        sent |= {"goal": "", "cc": [], "unset": ""}
    assert pressed.values == sent


def test_an_empty_choice_comes_back_empty(ear: Ear, wang: str, chat: str) -> None:
    message = posted(ear, chat, replace(ELEMENTS["form"], elements=ELEMENTS["form"].elements[:1]))
    Hand(ear.standin, ear.pusher).submit(message, wang, {"级别": "无", "负责人": wang, "抄送": []}, "保存")
    assert ear.pressed().values["level"] == ""


def test_the_second_form_of_a_card_has_its_own_fields(ear: Ear, wang: str, chat: str) -> None:
    message = posted(ear, chat, replace(ELEMENTS["form"], elements=ELEMENTS["form"].elements))
    card = ear.standin.site.world.messages[message].card
    name = card["body"]["elements"][1]["elements"][-1]["name"]
    Hand(ear.standin, ear.pusher, Client(value=False)).submit(message, wang, {"标题": "二"}, name)
    assert ear.pressed().values == {"title": "二"}
    assert ear.pressed().args == {"id": 2}


def test_a_press_is_answered_with_toast_and_card(ear: Ear, wang: str, chat: str) -> None:
    message = posted(ear, chat, PLAIN)
    ear.answer = Answer("已完成", "success", Card("任务完成", tone="good"))
    pressed = Hand(ear.standin, ear.pusher).press(message, wang, "完成")
    assert (pressed.toast, pressed.toast_type) == ("已完成", "success")
    assert ear.standin.last_card(chat).card["header"]["title"]["content"] == "任务完成"


def test_an_answer_of_nothing_is_accepted(ear: Ear, wang: str, chat: str) -> None:
    pressed = Hand(ear.standin, ear.pusher).press(posted(ear, chat, PLAIN), wang, "完成")
    assert (pressed.toast, pressed.card) == ("", None)


def _press_event(action: dict[str, Any]) -> dict[str, Any]:
    return {
        "header": {"event_type": "card.action.trigger", "event_id": "e", "tenant_key": "t"},
        "event": {
            "operator": {"open_id": "ou_1"},
            "action": action,
            "context": {"open_message_id": "om_1", "open_chat_id": "oc_1"},
        },
    }


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ({"option": "2024-04-01 +0800"}, "2024-04-01"),
        ({"option": "2024-04-29 07:07 +0800"}, "2024-04-29 07:07"),
        ({"option": "09:30 +0800"}, "09:30"),
        ({"option": "2024-04-01"}, "2024-04-01"),
        ({"options": ["a", "b"]}, ["a", "b"]),
        ({"checked": False}, False),
        ({"input_value": "今日18点前"}, "今日18点前"),
    ],
)
def test_an_element_outside_a_form_sends_one_value(sent: dict[str, Any], value: object) -> None:
    event = _press_event({"value": {"a": "task.set"}, **sent})
    update = parse(envelope(event), me=None, now=HandClock().now())
    assert update is not None
    assert isinstance(update.body, Press)
    assert update.body.values == {"value": value}


def test_a_form_keeps_what_can_be_read() -> None:
    filled = {"a": 3, "b": None, "c": {"x": 1}, "d": ["p", 7], "e": "2024-04-01", "f": "明天"}
    event = _press_event({"value": {"a": "task.set"}, "form_value": filled})
    update = parse(envelope(event), me=None, now=HandClock().now())
    assert update is not None
    assert isinstance(update.body, Press)
    assert update.body.values == {"a": "3", "d": ["p"], "e": "2024-04-01", "f": "明天"}


@pytest.mark.parametrize("content", ["", "no json", "[]", "{}", '"text"'])
def test_a_message_without_content_is_dropped(ear: Ear, wang: str, content: str) -> None:
    event = ear.pusher.say(wang, None, "帮助").event
    event["event"]["message"]["content"] = content
    assert parse(envelope(event), me=None, now=ear.standin.site.clock.now()) is None


def test_a_post_may_name_everybody_and_have_no_title(ear: Ear, wang: str, chat: str) -> None:
    line = [
        {"tag": "text", "text": "@会办 记 "},
        {"tag": "at", "user_id": "all"},
        {"tag": "text", "text": " 周五"},
    ]
    ear.pusher.send(wang, chat, "post", {"title": "", "content": [line, []]})
    assert ear.said().text == "@_user_1 记 @所有人 周五\n"


def test_a_value_that_is_text_is_read_as_json() -> None:
    event = _press_event({"value": json.dumps({"a": "task.set", "p": {"task": 1}})})
    update = parse(envelope(event), me=None, now=HandClock().now())
    assert update is not None
    assert isinstance(update.body, Press)
    assert update.body.args == {"task": 1}


@pytest.mark.parametrize(
    "action",
    [{}, {"value": "x"}, {"value": {"act": "y"}}, {"name": "hb1_!"}, {"name": "hb1_AAAA"}, {"name": 3}],
)
def test_a_press_of_nobodys_button_is_none_of_ours(action: dict[str, Any]) -> None:
    assert parse(envelope(_press_event(action)), me=None, now=HandClock().now()) is None
