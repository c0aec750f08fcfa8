"""What we send to DingTalk, over a real socket, and what becomes of it when the platform says no."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.cards.model import Button, Buttons, Card, Form, Notice, PersonField, TextField
from bot.cards.parts import button, buttons, called, p, t
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.errors import to_error
from bot.dingtalk.links import Asked
from bot.ports import Answer, Busy, Document, Member, Refused, Target
from tests.chat.on_dingtalk import unhurried
from tests.standins.dingtalk import Hand, Pusher, Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock

CARD = Card("第一面", (p("内容"), buttons(button("接受", "task.accept", task=3))), summary="一句话")
SECOND = Card("第二面", (p("内容二"),))
FORM = Card("表单卡", (Form("f", (TextField("a", "人力"),), (button("提交", "support.accept"),)),))
CREATE = "/v1.0/card/instances/createAndDeliver"
UPDATE = "/v1.0/card/instances"
GROUP_SEND = "/v1.0/robot/groupMessages/send"
ERRORS = json.loads((Path(__file__).parents[1] / "data" / "dingtalk" / "errors.json").read_text())


@dataclass
class Setting:
    """The stand-in, the adapter, two people, one group. Time passes for both when somebody sleeps."""

    clock: HandClock
    standin: Standin
    template: str = ""
    slept: list[float] = field(default_factory=list)
    platform: DingTalkPlatform = field(init=False)

    def __post_init__(self) -> None:
        self.platform = self.connect()
        self.wang = self.standin.add_user("王芳", "市场部")
        self.zhang = self.standin.add_user("张伟", "研发部")
        self.group_id = self.standin.add_group("新品群", [self.wang, self.zhang])
        self.group = Target(CORP, chat=self.group_id)
        self.private = Target(CORP, person=self.wang)

    def connect(self, **changes: Any) -> DingTalkPlatform:
        app = self.standin.app
        given: dict[str, Any] = {
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "card_secret": "card-secret",
            "public_url": "https://huiban.example.com",
            "linker": self.link,
            "api_url": self.standin.base_url,
            "oapi_url": self.standin.base_url,
            "now": self.clock.now,
            "monotonic": lambda: self.clock.now().timestamp(),
            "sleep": self.sleep,
        }
        return DingTalkPlatform(**given | changes)

    def link(self, asked: Asked) -> str:
        return f"https://huiban.example.com/forms/{asked.person}.{asked.message_id}"

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.move(seconds=seconds)

    def send(self, once: str = "once-1", card: Card = CARD) -> str:
        return self.platform.send(self.group, card, once=once)

    def titles(self, where: str = "") -> list[str]:
        return [shown.title for shown in self.standin.shown(where or self.group_id)]

    def asked(self, path: str) -> int:
        return sum(asked.path == path for asked in self.standin.asked)


@pytest.fixture
def site() -> Iterator[Setting]:
    clock = HandClock()
    with Standin(clock=clock) as standin:
        setting = Setting(clock, standin)
        yield setting
        setting.platform.close()


def test_a_card_stands_in_the_group(site: Setting) -> None:
    track = site.send()
    (shown,) = site.standin.shown(site.group_id)
    assert (shown.id, shown.title) == (track, "第一面")
    assert "内容" in shown.text
    assert [tap.label for tap in shown.buttons] == ["接受"]
    created = next(asked for asked in site.standin.asked if asked.path == CREATE).body
    assert created["imGroupOpenSpaceModel"]["lastMessageI18n"] == {"ZH_CN": "一句话"}
    assert created["callbackRouteKey"] in site.standin.site.world.callbacks


def test_a_card_goes_to_a_person(site: Setting) -> None:
    site.platform.send(site.private, CARD, once="once-1")
    assert site.titles(site.wang) == ["第一面"]


def test_one_card_costs_one_call(site: Setting) -> None:
    site.send("first")
    before = site.standin.site.calls()
    site.send("second")
    assert site.standin.site.calls() == before + 1


def test_the_same_intent_is_the_same_card(site: Setting) -> None:
    assert site.send() == site.send()
    assert site.titles() == ["第一面"]


def test_a_card_whose_answer_was_lost_is_not_doubled(site: Setting) -> None:
    site.standin.fail(CREATE, drop=True, after=True)
    with pytest.raises(Busy):
        site.send()
    site.send()
    assert site.titles() == ["第一面"]


def test_a_card_that_is_there_already_is_brought_up_to_date(site: Setting) -> None:
    track = site.send()
    site.standin.fail(CREATE, "param.cardAlreadyExist")
    assert site.send(card=SECOND) == track
    assert site.titles() == ["第二面"]


def test_a_card_is_changed_in_place(site: Setting) -> None:
    track = site.send()
    site.platform.replace(site.group, track, SECOND)
    (shown,) = site.standin.shown(site.group_id)
    assert (shown.id, shown.title, shown.buttons) == (track, "第二面", ())


def test_a_press_answers_only_the_one_who_pressed(site: Setting) -> None:
    track = site.send()

    def deliver(path: str, headers: Any, body: bytes) -> tuple[int, bytes]:
        return 200, site.platform.answer(Answer("已接受", "success", SECOND))

    hand = Hand(site.standin, Pusher(site.standin, deliver))
    seen = hand.press(track, site.wang, "接受")
    assert seen.title == "第二面"
    assert "✅ 已接受" in seen.text
    assert hand.sees(track, site.zhang).title == "第一面"
    site.platform.replace(site.group, track, SECOND)
    assert hand.sees(track, site.zhang).title == "第二面"
    assert "已接受" not in hand.sees(track, site.wang).text


def test_a_failed_delivery_inside_a_success_is_a_failure(site: Setting) -> None:
    site.standin.site.world.groups[site.group_id].bot_in = False
    with pytest.raises(Refused) as refused:
        site.send()
    assert refused.value.cause == "target"
    site.standin.site.world.groups[site.group_id].bot_in = True
    site.standin.site.undelivered = "system busy"
    with pytest.raises(Busy):
        site.send("once-2")


def test_without_the_card_permission_a_message_goes_out_with_the_page(site: Setting) -> None:
    site.standin.site.scopes.discard("Card.Instance.Write")
    site.platform.send(site.private, CARD, once="once-1")
    (shown,) = site.standin.shown(site.wang)
    assert shown.title == CARD.title
    assert site.standin.site.world.said[-1].param["title"] == "一句话"
    assert "内容" in shown.text
    assert shown.buttons[0].url == f"https://huiban.example.com/forms/{site.wang}.hb1m-once-1"
    site.send("once-2")
    assert "@会办" in site.standin.shown(site.group_id)[0].text
    assert site.asked(CREATE) == 1
    assert any("互动卡片" in finding.what for finding in site.platform.check())


def test_cards_are_tried_again_later(site: Setting) -> None:
    site.standin.fail(CREATE, "param.templateUnpublished")
    site.send("once-1")
    site.clock.move(minutes=11)
    site.send("once-2")
    assert len(site.standin.cards(site.group_id)) == 1


def test_a_plain_message_stays_as_it_is(site: Setting) -> None:
    site.standin.site.scopes.discard("Card.Instance.Write")
    sent = site.send()
    site.platform.replace(site.group, sent, SECOND)
    assert site.titles() == [CARD.title]


def test_people_reply_to_what_they_see(site: Setting) -> None:
    track = site.send()
    carrier = site.standin.cards(site.group_id)[0].carrier
    pusher = Pusher(site.standin, lambda *_: (200, b""))
    said = pusher.message(site.wang, site.group_id, "@会办 完成", quoting=carrier)
    assert said is not None
    reception = site.platform._reception
    update = reception.message(said, site.clock.now()).update
    assert update is not None
    assert getattr(update.body, "reply_to", None) == track


def test_a_file_is_sent_as_it_is_or_in_a_zip(site: Setting) -> None:
    for name in ("表1.xlsx", "图.png", "会议.ics"):
        site.platform.send_document(site.group, Document(name, b"content"), once=name)
    sent = {upload.name: upload for upload in site.standin.documents(site.group_id)}
    assert set(sent) == {"表1.xlsx", "图.png", "会议.zip"}
    with zipfile.ZipFile(io.BytesIO(sent["会议.zip"].content)) as archive:
        assert archive.read("会议.ics") == b"content"


def test_a_file_for_nobody_is_refused(site: Setting) -> None:
    with pytest.raises(Refused) as refused:
        site.platform.send_document(Target(CORP, person="nosuch"), Document("a.pdf", b"x"), once="1")
    assert refused.value.cause == "target"
    site.standin.site.flowing.add(site.wang)
    with pytest.raises(Busy):
        site.platform.send_document(site.private, Document("a.pdf", b"x"), once="1")


def test_a_card_is_shown_at_the_top_of_its_group(site: Setting) -> None:
    track = site.send()
    site.platform.pin(site.group, track)
    site.platform.pin(site.group, track)
    assert [shown.title for shown in site.standin.boxed(site.group_id)] == ["第一面"]


def test_a_token_that_is_no_longer_accepted_is_fetched_once(site: Setting) -> None:
    site.send()
    site.standin.site.expire()
    site.send("once-2")
    assert site.asked("/v1.0/oauth2/accessToken") == 2


def test_a_token_is_renewed_before_its_end(site: Setting) -> None:
    site.send()
    site.clock.move(minutes=114)
    site.send("once-2")
    assert site.asked("/v1.0/oauth2/accessToken") == 1
    site.clock.move(minutes=2)
    site.send("once-3")
    assert site.asked("/v1.0/oauth2/accessToken") == 2


def test_wrong_credentials_are_the_operators(site: Setting) -> None:
    stranger = site.connect(client_secret="wrong")
    with pytest.raises(Refused) as refused:
        stranger.send(site.group, CARD, once="1")
    assert refused.value.cause == "setup"
    assert any("Client Secret" in finding.effect for finding in stranger.check())
    stranger.close()


def test_our_pace_stays_below_the_platforms(site: Setting) -> None:
    whys: set[str] = set()
    for number in range(60):
        while True:
            try:
                site.send(f"once-{number}")
                break
            except Busy as busy:
                whys.add(busy.why)
                site.clock.move(seconds=busy.wait or 1)
    assert len(site.titles()) == 60
    assert whys == {"our own pace"}
    assert all(asked.status == 200 for asked in site.standin.asked)


@pytest.mark.parametrize(
    ("raw", "wait"), [(b"<html>banned</html>", 300.0), (b'{"status":1111,"punish":"deny"}', 300.0)]
)
def test_an_address_that_is_shut_out_falls_silent(site: Setting, raw: bytes, wait: float) -> None:
    site.send()
    site.standin.fail(CREATE, raw=raw)
    with pytest.raises(Busy) as busy:
        site.send("once-2")
    assert busy.value.wait == wait
    with pytest.raises(Busy):
        site.platform.send_document(site.group, Document("a.pdf", b"x"), once="1")
    site.clock.move(seconds=301)
    site.send("once-2")


@pytest.mark.parametrize(
    "name", [name for name in ERRORS if not name.startswith(("todo", "calendar", "ip", "webhook_rate"))]
)
def test_every_recorded_refusal_is_sorted(name: str) -> None:
    case = ERRORS[name]
    body = case["body"]
    code = str(body.get("sub_code") or body.get("errcode") or body.get("code"))
    error = to_error(code, status=case["status"])
    said = str(case["class"])
    if said.startswith("transient") or "blocked" in said:
        assert isinstance(error, Busy)
    else:
        assert isinstance(error, Refused)
    if any(word in said for word in ("month", "configuration", "the missing scope", "refresh token")):
        assert isinstance(error, Refused)
        assert error.cause == "setup"
    if "group" in said or "bot is added" in said:
        assert isinstance(error, Refused)
        assert error.cause == "target"


def test_a_gone_card_is_posted_anew(site: Setting) -> None:
    with pytest.raises(Refused) as refused:
        site.platform.replace(site.group, "hb1p-gone", SECOND)
    assert refused.value.cause == "expired"


def test_the_network_is_only_busy(site: Setting) -> None:
    site.standin.fail(CREATE, drop=True)
    with pytest.raises(Busy):
        site.send()


def test_a_person_is_known_and_remembered(site: Setting) -> None:
    assert site.platform.member(CORP, site.zhang) == Member(site.zhang, "张伟", "研发部")
    assert site.platform.member(CORP, site.zhang) == Member(site.zhang, "张伟", "研发部")
    assert site.asked("/topapi/v2/user/get") == 1
    assert site.platform.member(CORP, "nosuch") is None
    site.standin.site.world.people[site.wang].hidden = True
    assert site.platform.member(CORP, site.wang) is None
    assert site.standin.site.calls() == 0


def test_members_are_told_or_not(site: Setting) -> None:
    assert site.platform.members(CORP, site.group_id) is None
    said = Pusher(site.standin, lambda *_: (200, b"")).message(site.wang, site.group_id, "@会办 帮助")
    assert said is not None
    site.platform._reception.message(said, site.clock.now())
    site.standin.site.tells_members = True
    third = site.standin.add_user("李娜", "销售部")
    site.standin.site.world.groups[site.group_id].members.append(third)
    found = site.platform.members(CORP, site.group_id)
    assert found is not None
    assert [member.name for member in found] == ["王芳", "张伟", "李娜"]


def test_a_refusal_to_tell_members_is_remembered(site: Setting) -> None:
    said = Pusher(site.standin, lambda *_: (200, b"")).message(site.wang, site.group_id, "@会办 帮助")
    assert said is not None
    site.platform._reception.message(said, site.clock.now())
    assert site.platform.members(CORP, site.group_id) is None
    assert site.platform.members(CORP, site.group_id) is None
    assert site.asked("/v1.0/im/innerGroups/members/query") == 1


def test_a_form_opens_in_private_and_is_asked_for_in_a_group(site: Setting) -> None:
    track = site.platform.send(site.private, FORM, once="once-1")
    (shown,) = site.standin.shown(site.wang)
    assert shown.buttons[0].url == f"https://huiban.example.com/forms/{site.wang}.{track}"
    site.send(card=FORM)
    assert site.standin.shown(site.group_id)[0].button("填写").id


def test_without_an_address_a_form_says_what_to_type() -> None:
    clock = HandClock()
    with Standin(clock=clock) as standin:
        setting = Setting(clock, standin)
        bare = setting.connect(linker=None, public_url="", stream=True)
        draft = Card(
            "需求草稿", (Form("f", (TextField("a", "协作目标"),), (button("登记", "draft.submit"),)),)
        )
        bare.send(setting.group, draft, once="1")
        (shown,) = standin.shown(setting.group_id)
        assert "请 @会办 发送“需求 促销”" in shown.text
        assert "可填写：协作目标" in shown.text
        assert shown.buttons == ()
        bare.close()


def test_ones_own_template_shows_its_own_form() -> None:
    clock = HandClock()
    with Standin(clock=clock) as standin:
        standin.site.templates.add("own.schema")
        setting = Setting(clock, standin)
        own = setting.connect(card_template="own.schema")
        people = Card("部门", (Form("f", (PersonField("a", "对接人"),), (button("保存", "x.y"),)),))
        own.send(setting.group, FORM, once="1")
        own.send(setting.group, people, once="2")
        native, page = standin.shown(setting.group_id)
        assert native.form is not None
        assert [one["type"] for one in native.form["fields"]] == ["TEXT", "TEXT"]
        assert page.form == {"fields": []}
        assert page.button("填写").id
        own.close()


def test_the_same_label_is_told_apart_by_numbers(site: Setting) -> None:
    notices = tuple(
        Notice("warn", (t(f"{name}还没有决策人"),), (Button("同对接人", "n.same", {"s": number}),))
        for number, name in enumerate(("研发部", "销售部"))
    )
    site.send(card=Card("需求", (*notices, Buttons((Button("关闭", "n.close"),)))))
    (shown,) = site.standin.shown(site.group_id)
    assert [tap.label for tap in shown.buttons] == ["① 同对接人", "② 同对接人", "关闭"]
    assert shown.button("同对接人", after="销售部").label.startswith("②")


def test_people_cannot_mark_up_a_card(site: Setting) -> None:
    site.send(card=Card("卡", (p("[点我](https://evil.example) **粗** <font> # 题\n1. 一 &lt; R&D a_b"),)))
    data = site.standin.cards(site.group_id)[0].data["staticMsgContent"]
    assert "](" not in data
    assert "**" not in data
    assert "<" not in data
    assert "R&D a_b" in data


def test_a_long_card_says_that_it_was_cut(site: Setting) -> None:
    site.send(card=Card("卡", tuple(p("很长的一段话" * 20) for _ in range(100))))
    data = site.standin.cards(site.group_id)[0].data["staticMsgContent"]
    assert len(data.encode()) <= 3000
    assert data.endswith("内容较多，其余请导出查看")


def test_who_is_called_is_notified_when_a_card_is_posted_in_a_group(clock: HandClock) -> None:
    with Standin(clock=clock) as standin:
        wang = standin.add_user("王芳")
        group = standin.add_group("项目群", [wang])
        platform = unhurried(standin, clock)
        card = Card("今日提醒", (p("T1 已逾期"),), calls=called((wang, "王芳"), ("", "无名")))
        platform.send(Target(CORP, chat=group), card, once="a")
        platform.send(Target(CORP, person=wang), card, once="b")
        platform.send(Target(CORP, chat=group), Card("别的"), once="c")
        assert [one.called for one in standin.cards(group)] == [{wang: "王芳"}, {}]
        assert [one.called for one in standin.cards(wang)] == [{}]
        bodies = [one.body for one in standin.asked if one.path.endswith("createAndDeliver")]
        assert ["atUserIds" in str(one) for one in bodies] == [True, False, False]
        platform.close()
