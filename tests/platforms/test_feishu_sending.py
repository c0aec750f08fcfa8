"""What we send to Feishu, over a real socket, and what becomes of it when the platform says no."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from bot.cards.model import Button, Buttons, Card, Form, PersonField, TextField
from bot.cards.parts import p, t
from bot.feishu import FeishuPlatform
from bot.feishu.messages import short
from bot.ports import Busy, Document, Member, Refused, Target
from tests.platforms.feishu_cards import REAL
from tests.standins.feishu import HandClock, Standin

CARD = Card("第一面", (p("内容"),))
SECOND = Card("第二面", (p("内容"),))
CREATE = "/open-apis/im/v1/messages"
TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"


@dataclass
class Setting:
    """The stand-in, the adapter, one person, one chat. Time passes for both when somebody sleeps."""

    clock: HandClock
    standin: Standin
    wang: str = ""
    chat: str = ""
    slept: list[float] = field(default_factory=list)
    platform: FeishuPlatform = field(init=False)

    def __post_init__(self) -> None:
        self.platform = self.connect()
        self.wang = self.standin.add_user("王芳", "市场部")
        self.chat = self.standin.add_chat("新品群", [self.wang])

    def connect(self, secret: str | None = None) -> FeishuPlatform:
        app = self.standin.app
        return FeishuPlatform(
            app_id=app.app_id,
            app_secret=app.app_secret if secret is None else secret,
            encrypt_key=app.encrypt_key,
            verification_token=app.verification_token,
            base_url=self.standin.base_url,
            monotonic=lambda: self.clock.now().timestamp(),
            sleep=self.sleep,
        )

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.move(seconds=seconds)

    @property
    def group(self) -> Target:
        return Target(self.standin.site.tenant_key, chat=self.chat)

    @property
    def private(self) -> Target:
        return Target(self.standin.site.tenant_key, person=self.wang)

    def send(self, once: str = "once-1", card: Card = CARD) -> str:
        return self.platform.send(self.group, card, once=once)

    def titles(self, where: str | None = None) -> list[str]:
        return [m.card["header"]["title"]["content"] for m in self.standin.cards(where or self.chat)]


@pytest.fixture
def site() -> Iterator[Setting]:
    clock = HandClock()
    with Standin(clock=clock) as standin:
        setting = Setting(clock, standin)
        yield setting
        setting.platform.close()


def test_a_card_to_a_chat_and_to_a_person(site: Setting) -> None:
    message = site.send()
    private = site.platform.send(site.private, SECOND, once="once-2")
    assert [m.id for m in site.standin.cards(site.chat)] == [message]
    assert [m.id for m in site.standin.cards(site.wang)] == [private]
    assert site.titles(site.wang) == ["第二面"]


def test_a_cards_buttons_know_that_they_are_private(site: Setting) -> None:
    card = Card("卡", (Buttons((Button("完成", "task.finish"),)),))
    site.platform.send(site.private, card, once="a")
    site.platform.send(site.group, card, once="b")
    assert '"d": 1' in json.dumps(site.standin.last_card(site.wang).card)
    assert '"d": 1' not in json.dumps(site.standin.last_card(site.chat).card)


def test_the_same_intent_is_one_message(site: Setting) -> None:
    assert site.send("k" * 80) == site.send("k" * 80)
    assert len(site.standin.cards(site.chat)) == 1


def test_a_long_key_is_shortened_and_stays_itself() -> None:
    assert short("a" * 50) == "a" * 50
    assert len(short("a" * 51)) == 50
    assert short("a" * 51) != short("a" * 52)


def test_a_card_gets_a_new_face(site: Setting) -> None:
    message = site.send()
    site.platform.replace(site.group, message, SECOND)
    assert site.titles() == ["第二面"]


def test_a_reply_stands_under_its_message(site: Setting) -> None:
    first = site.send()
    target = Target(site.group.tenant, chat=site.chat, reply_to=first)
    reply = site.platform.send(target, SECOND, once="r")
    assert site.standin.site.world.messages[reply].parent_id == first


def test_a_reply_to_what_was_recalled_goes_to_the_end_of_the_chat(site: Setting) -> None:
    first = site.send()
    site.standin.site.world.messages[first].recalled = True
    target = Target(site.group.tenant, chat=site.chat, reply_to=first)
    reply = site.platform.send(target, SECOND, once="r")
    assert site.standin.site.world.messages[reply].parent_id == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [("表1.xlsx", "xls"), ("表1.docx", "doc"), ("说明.PDF", "pdf"), ("日历.ics", "stream")],
)
def test_a_document(site: Setting, name: str, kind: str) -> None:
    message = site.platform.send_document(site.group, Document(name, b"content"), once="d")
    (stored,) = site.standin.documents(site.chat)
    assert (stored.name, stored.type, stored.content) == (name, kind, b"content")
    assert site.platform.send_document(site.group, Document(name, b"content"), once="d") == message
    assert len(site.standin.documents(site.chat)) == 1


def test_pinning_twice_is_no_error(site: Setting) -> None:
    message = site.send()
    site.platform.pin(site.group, message)
    site.platform.pin(site.group, message)
    assert [m.id for m in site.standin.pinned(site.chat)] == [message]


def test_members_page_by_page(site: Setting) -> None:
    people = [site.standin.add_user(f"同事{n}") for n in range(230)]
    chat = site.standin.add_chat("大群", people)
    found = site.platform.members("t", chat)
    assert found == [Member(person, f"同事{n}") for n, person in enumerate(people)]


def test_a_member_with_their_department(site: Setting) -> None:
    assert site.platform.member("t", site.wang) == Member(site.wang, "王芳", "市场部")


def test_a_department_is_asked_for_once(site: Setting) -> None:
    site.platform.member("t", site.wang)
    site.platform.member("t", site.wang)
    assert sum("/departments/" in asked.path for asked in site.standin.asked) == 1


def test_what_a_missing_scope_hides_is_empty(site: Setting) -> None:
    site.standin.site.scopes -= {
        "contact:user.base:readonly",
        "contact:user.department:readonly",
    }
    assert site.platform.member("t", site.wang) == Member(site.wang, "", "")


def test_a_department_we_may_not_know_is_empty(site: Setting) -> None:
    site.standin.fail("*/departments/*", code=99991672)
    assert site.platform.member("t", site.wang) == Member(site.wang, "王芳", "")


def test_somebody_hidden_from_us_is_none(site: Setting) -> None:
    site.standin.people[site.wang].visible = False
    assert site.platform.member("t", site.wang) is None
    assert site.platform.member("t", "ou_" + "0" * 32) is None


@pytest.mark.parametrize("name", ["need", "draft", "support", "contacts", "align", "need_list", "help"])
def test_a_real_card_is_taken_though_its_people_are_unknown(site: Setting, name: str) -> None:
    site.send(card=REAL[name])
    assert len(site.standin.cards(site.chat)) == 1


def test_an_unknown_person_is_shown_by_name(site: Setting) -> None:
    card = Card("卡", (p(t("王芳", person=site.wang), "和", t("李娜", person="ou_" + "9" * 32)),))
    message = site.send(card=card)
    assert site.standin.text(site.standin.last_card(site.chat)) == "卡\n王芳和李娜"
    site.platform.replace(site.group, message, card)
    assert len(site.standin.last_card(site.chat).earlier) == 1


def test_a_known_person_is_shown_by_id(site: Setting) -> None:
    site.send(card=Card("卡", (p(t("旧名", person=site.wang)),)))
    assert site.standin.text(site.standin.last_card(site.chat)) == "卡\n@王芳"


def test_a_form_goes_through(site: Setting) -> None:
    form = Form("f", (TextField("t", "标题"), PersonField("o", "负责人")), (Button("保存", "f.save"),))
    site.send(card=Card("卡", (form,)))
    assert len(site.standin.cards(site.chat)) == 1


BUSY = [
    (99991400, 429, 7.0, {"x-ogw-ratelimit-reset": "7"}),
    (230020, 400, 1.0, {}),
    (230049, 400, 1.0, {}),
    (18121, 400, 1.0, {}),
    (232019, 400, 1.0, {}),
    (11233, 400, 1.0, {}),
    (2200, 200, None, {}),
    (5000, 500, None, {}),
    (123456, 503, None, {}),
]
REFUSED = [
    (99991672, "setup"),
    (99991662, "setup"),
    (99991403, "setup"),
    (230006, "setup"),
    (230002, "target"),
    (232009, "target"),
    (230013, "target"),
    (230029, "target"),
    (99992361, "target"),
    (99992356, "target"),
    (230001, "content"),
    (230025, "content"),
    (230028, "content"),
    (99992402, "content"),
    (123456, "content"),
    (230031, "expired"),
    (230011, "expired"),
    (230110, "expired"),
]


@pytest.mark.parametrize(("code", "status", "wait", "headers"), BUSY)
def test_what_is_tried_again(
    site: Setting, code: int, status: int, wait: float | None, headers: dict[str, str]
) -> None:
    site.standin.fail(CREATE, code=code, status=status, headers=headers)
    with pytest.raises(Busy) as refusal:
        site.send()
    assert refusal.value.wait == wait
    site.clock.move(seconds=10)
    site.send()
    assert len(site.standin.cards(site.chat)) == 1


@pytest.mark.parametrize(("code", "cause"), REFUSED)
def test_what_is_not(site: Setting, code: int, cause: str) -> None:
    site.standin.fail(CREATE, code=code)
    with pytest.raises(Refused) as refusal:
        site.send()
    assert refusal.value.cause == cause


def test_a_chat_the_bot_has_left(site: Setting) -> None:
    site.standin.chats[site.chat].bot_in = False
    with pytest.raises(Refused) as refusal:
        site.send()
    assert refusal.value.cause == "target"


def test_a_card_older_than_14_days_is_to_be_sent_anew(site: Setting) -> None:
    message = site.send()
    site.clock.move(days=14, seconds=1)
    with pytest.raises(Refused) as refusal:
        site.platform.replace(site.group, message, SECOND)
    assert refusal.value.cause == "expired"


def test_a_card_that_is_being_pressed_is_locked_for_a_moment(site: Setting) -> None:
    message = site.send()
    site.standin.site.world.messages[message].being_pressed = True
    with pytest.raises(Busy) as refusal:
        site.platform.replace(site.group, message, SECOND)
    assert refusal.value.wait == 1.0


def test_a_missing_scope_is_named(site: Setting) -> None:
    site.standin.site.scopes.clear()
    for names_scopes in (False, True):
        site.standin.site.violations_name_scopes = names_scopes
        with pytest.raises(Refused, match="im:message") as refusal:
            site.send()
        assert refusal.value.cause == "setup"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_dropped_connection_is_tried_again_and_says_it_once(site: Setting, when: str) -> None:
    site.standin.fail(CREATE, drop=True, when="after" if when == "after" else "before")
    with pytest.raises(Busy):
        site.send()
    site.send()
    assert len(site.standin.cards(site.chat)) == 1


def test_nobody_listening_is_tried_again(site: Setting) -> None:
    site.standin.close()
    with pytest.raises(Busy):
        site.send()


@pytest.mark.parametrize(
    ("status", "raw", "cause"),
    [
        (502, b"<html>", None),
        (200, b"<html>", None),
        (200, b"[]", None),
        (429, b"slow", None),
        (404, b"?", "setup"),
    ],
)
def test_an_answer_that_is_not_the_platforms(
    site: Setting, status: int, raw: bytes, cause: str | None
) -> None:
    site.standin.fail(CREATE, status=status, raw=raw)
    with pytest.raises(Busy if cause is None else Refused):
        site.send()


def test_a_token_is_asked_for_once(site: Setting) -> None:
    for n in range(3):
        site.send(f"once-{n}")
    assert sum(asked.path == TOKEN for asked in site.standin.asked) == 1


def test_a_token_is_renewed_before_it_ends(site: Setting) -> None:
    site.send("a")
    site.clock.move(minutes=89)
    site.send("b")
    assert site.standin.site.tokens.issued == 1
    site.clock.move(minutes=2)
    site.send("c")
    assert site.standin.site.tokens.issued == 2


@pytest.mark.parametrize("raw", [b'{"code":0}', b'{"code":0,"tenant_access_token":"t-1"}'])
def test_an_answer_without_a_token_is_tried_again(site: Setting, raw: bytes) -> None:
    site.standin.fail(TOKEN, status=200, raw=raw)
    with pytest.raises(Busy):
        site.send()
    site.send()
    assert len(site.standin.cards(site.chat)) == 1


def test_an_upload_without_a_key_is_tried_again(site: Setting) -> None:
    site.standin.fail("/open-apis/im/v1/files", status=200, raw=b'{"code":0,"data":{}}')
    with pytest.raises(Busy):
        site.platform.send_document(site.group, Document("a.xlsx", b"x"), once="d")


def test_a_reply_into_a_chat_we_have_left_is_refused(site: Setting) -> None:
    first = site.send()
    site.standin.chats[site.chat].bot_in = False
    with pytest.raises(Refused) as refusal:
        site.platform.send(Target("t", chat=site.chat, reply_to=first), SECOND, once="r")
    assert refusal.value.cause == "target"


def test_a_card_that_is_wrong_is_not_sent_twice(site: Setting) -> None:
    message = site.send()
    site.standin.fail(f"{CREATE}/*", code=230099, msg="ext=ErrCode: 11310; ErrMsg: over limit", times=None)
    with pytest.raises(Refused) as refusal:
        site.platform.replace(site.group, message, SECOND)
    assert (refusal.value.cause, refusal.value.why) == ("content", "230099/11310")
    assert sum(asked.method == "PATCH" for asked in site.standin.asked) == 1


def test_a_member_we_may_not_read_is_a_matter_of_setup(site: Setting) -> None:
    site.standin.fail("*/users/*", code=99991672)
    with pytest.raises(Refused) as refusal:
        site.platform.member("t", site.wang)
    assert refusal.value.cause == "setup"


def test_a_token_that_cannot_be_renewed_is_used_while_it_is_good(site: Setting) -> None:
    site.send("a")
    site.clock.move(minutes=95)
    site.standin.fail(TOKEN, status=503, times=None)
    site.send("b")
    site.clock.move(minutes=30)
    with pytest.raises(Busy):
        site.send("c")


def test_nobody_waits_for_a_renewal_while_the_token_is_good(site: Setting) -> None:
    site.send("a")
    site.clock.move(minutes=95)
    hold = threading.Event()
    renewal = site.standin.fail(TOKEN, hold=hold)
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(site.send, "b")
        assert renewal.waiting.wait(10)
        site.send("c")
        hold.set()
        renewing.result(10)
    assert len(site.standin.cards(site.chat)) == 3


def test_a_token_that_is_no_longer_accepted_is_fetched_again(site: Setting) -> None:
    site.send("a")
    site.standin.expire_tokens()
    site.send("b")
    assert len(site.standin.cards(site.chat)) == 2


def test_a_token_that_is_never_accepted_is_a_matter_of_setup(site: Setting) -> None:
    site.standin.fail(CREATE, code=99991663, times=2)
    with pytest.raises(Refused) as refusal:
        site.send()
    assert refusal.value.cause == "setup"
    assert sum(asked.path == CREATE for asked in site.standin.asked) == 2


def test_a_wrong_secret_is_a_matter_of_setup(site: Setting) -> None:
    stranger = site.connect("wrong")
    with pytest.raises(Refused) as refusal:
        stranger.send(site.group, CARD, once="a")
    assert refusal.value.cause == "setup"
    stranger.close()


def test_many_threads_fetch_one_token(site: Setting) -> None:
    site.standin.site.limits.on = False
    chats = [site.standin.add_chat(f"群{n}", [site.wang]) for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda chat: site.platform.send(Target("t", chat=chat), CARD, once=chat), chats))
    assert sum(asked.path == TOKEN for asked in site.standin.asked) == 1
    assert all(len(site.standin.cards(chat)) == 1 for chat in chats)


def test_one_slow_chat_does_not_hold_up_another(site: Setting) -> None:
    hold = threading.Event()
    slow = site.standin.fail(CREATE, hold=hold)
    other = site.standin.add_chat("另一群", [site.wang])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(site.send)
        assert slow.waiting.wait(10)
        site.platform.send(Target("t", chat=other), CARD, once="b")
        assert site.standin.cards(site.chat) == []
        hold.set()
        waiting.result(10)
    assert len(site.standin.cards(site.chat)) == 1


def patiently(site: Setting, target: Target, once: str) -> None:
    """Send as the outbox does: a pause when asked for one, then again."""
    while True:
        try:
            site.platform.send(target, CARD, once=once)
            return
        except Busy as busy:
            site.clock.move(seconds=busy.wait or 60)


def test_our_pace_stays_below_the_platforms(site: Setting) -> None:
    began = site.clock.now()
    for n in range(40):
        patiently(site, site.group, f"once-{n}")
    assert {asked.code for asked in site.standin.asked} == {0}
    assert (site.clock.now() - began).total_seconds() <= 10


def test_a_refused_chat_is_left_alone_and_the_others_go_on(site: Setting) -> None:
    site.standin.fail(CREATE, code=230020)
    with pytest.raises(Busy):
        site.send()
    asked = len(site.standin.asked)
    with pytest.raises(Busy):
        site.send()
    assert len(site.standin.asked) == asked
    site.platform.send(site.private, CARD, once="b")
    site.clock.move(seconds=1)
    site.send()


def test_the_app_as_a_whole_keeps_its_pace(site: Setting) -> None:
    began = site.clock.now()
    for chat in [site.standin.add_chat(f"群{n}", [site.wang]) for n in range(120)]:
        patiently(site, Target("t", chat=chat), chat)
    assert {asked.code for asked in site.standin.asked} == {0}
    assert (site.clock.now() - began).total_seconds() <= 3


def test_neither_chat_nor_person_is_refused(site: Setting) -> None:
    with pytest.raises(Refused):
        site.platform.send(Target("t"), CARD, once="a")
