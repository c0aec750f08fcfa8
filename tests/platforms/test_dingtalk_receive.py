"""What is let in from DingTalk: authentic, recent, ours; and what becomes of it."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.envelope import Envelope
from bot.dingtalk.links import Asked
from bot.dingtalk.values import OPEN_FORM, Carried, button_id, card_id
from bot.ports import Departed, Left, Message, Press, RawRequest, Received, Unauthentic, Update
from tests.standins.dingtalk.crypto import check_success, event_signature, seal, sign
from tests.support.wire import raw_headers

DATA = Path(__file__).parents[1] / "data" / "dingtalk"


def load(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text())


ROBOT = load("robot_messages")
PRESSES = load("presses")
SIGNATURES = load("signatures")
ENVELOPES = load("envelopes")
EVENTS = load("events")
ROBOT_SECRET = SIGNATURES["robot"]["secret"]
CARD_SECRET = SIGNATURES["card"]["secret"]
AT = datetime.fromtimestamp(1795420800, UTC)
CORP = "ding7a3f0c5e1b9d42860f1e2d3c4b5a6978"
ZHANG = "0420123456789012"
GROUP = "cidHbDemoGroup+Rd7/Q2k5nYw=="


def link(asked: Asked) -> str:
    return f"https://huiban.example.com/forms/{asked.person}/{asked.chat}"


@cache
def platform(corp_id: str = "", *, linked: bool = True) -> DingTalkPlatform:
    return DingTalkPlatform(
        client_id="dinghuibandemoappkey",
        client_secret=ROBOT_SECRET,
        corp_id=corp_id,
        aes_key=ENVELOPES["aes_key"],
        token=ENVELOPES["token"],
        card_secret=CARD_SECRET,
        linker=link if linked else None,
        now=lambda: AT,
    )


def robot(
    body: dict[str, Any], now: datetime = AT, *, at: datetime = AT, to: DingTalkPlatform | None = None
) -> Received:
    stamp = str(int(at.timestamp() * 1000))
    headers = {"timestamp": stamp, "sign": sign(ROBOT_SECRET, f"{stamp}\n{ROBOT_SECRET}")}
    request = RawRequest(raw_headers(headers), json.dumps(body).encode(), now, "/webhooks/dingtalk/robot")
    return (to or platform()).receive(request)


def card(body: dict[str, Any], *, at: datetime = AT, to: DingTalkPlatform | None = None) -> Received:
    stamp = str(int(at.timestamp() * 1000))
    headers = {
        "x-ddpaas-signature-timestamp": stamp,
        "x-ddpaas-signature": sign(CARD_SECRET, stamp),
    }
    request = RawRequest(raw_headers(headers), json.dumps(body).encode(), AT, "/webhooks/dingtalk/card")
    return (to or platform()).receive(request)


def event(query: dict[str, str], sealed: str, now: datetime = AT) -> Received:
    body = json.dumps({"encrypt": sealed}).encode()
    return platform().receive(RawRequest({}, body, now, "/webhooks/dingtalk/event", query))


def sealed_event(plain: dict[str, Any], *, at: datetime = AT) -> tuple[dict[str, str], str]:
    stamp = str(int(at.timestamp() * 1000))
    sealed = seal(ENVELOPES["aes_key"], json.dumps(plain), "dinghuibandemoappkey")
    signature = event_signature(ENVELOPES["token"], stamp, "n", sealed)
    return {"signature": signature, "timestamp": stamp, "nonce": "n"}, sealed


def update_of(received: Received) -> Update:
    assert received.update is not None
    return received.update


def message_of(name: str, **changes: Any) -> Message:
    body = update_of(robot(ROBOT[name] | changes)).body
    assert isinstance(body, Message)
    return body


def press(shape: str, carried: Carried, *, track: str | None = None) -> dict[str, Any]:
    """A recorded press with one of our buttons on one of our cards."""
    body = json.loads(json.dumps(PRESSES[shape]))
    body["outTrackId"] = track or card_id("once", GROUP)
    for name in ("content", "value"):
        if name in body:
            content = json.loads(body[name])
            private = content["cardPrivateData"]
            if private["actionIds"] != ["form"]:
                private["actionIds"] = [button_id(carried)]
            body[name] = json.dumps(content)
    return dict(body)


@pytest.mark.parametrize("case", SIGNATURES["robot"]["cases"], ids=lambda case: str(case["name"]))
def test_the_robots_signature(case: dict[str, Any]) -> None:
    now = datetime.fromtimestamp(case["now_ms"] / 1000, UTC)
    request = RawRequest(
        raw_headers(case["headers"]),
        json.dumps(ROBOT["text_group"]).encode(),
        now,
        "/webhooks/dingtalk/robot",
    )
    if case["accept"]:
        assert platform().receive(request).update is not None
    else:
        with pytest.raises(Unauthentic):
            platform().receive(request)


@pytest.mark.parametrize("headers", [{}, {"timestamp": "1795420800000"}, {"timestamp": "x", "sign": "x"}])
def test_what_is_not_signed_is_refused(headers: dict[str, str]) -> None:
    body = json.dumps(ROBOT["text_group"]).encode()
    with pytest.raises(Unauthentic):
        platform().receive(RawRequest(raw_headers(headers), body, AT, "/webhooks/dingtalk/robot"))


def test_a_press_has_the_recorded_signature() -> None:
    body = json.dumps(press("button", Carried("task.done", {"task": 3}))).encode()
    request = RawRequest(raw_headers(SIGNATURES["card"]["headers"]), body, AT, "/webhooks/dingtalk/card")
    assert platform().receive(request).update is not None
    wrong = {**SIGNATURES["card"]["headers"], "x-ddpaas-signature": "AAAA"}
    with pytest.raises(Unauthentic):
        platform().receive(RawRequest(raw_headers(wrong), body, AT, "/webhooks/dingtalk/card"))


@pytest.mark.parametrize(
    ("age", "accepted"), [(timedelta(hours=1), True), (timedelta(hours=1, seconds=1), False)]
)
def test_a_press_is_taken_for_an_hour(age: timedelta, accepted: bool) -> None:
    body = press("button", Carried("task.done"))
    if accepted:
        assert card(body, at=AT - age).update is not None
    else:
        with pytest.raises(Unauthentic):
            card(body, at=AT - age)


def test_a_group_message() -> None:
    update = update_of(robot(ROBOT["text_group"]))
    assert (update.platform, update.tenant, update.key) == ("dingtalk", CORP, "msgHbDemo0001aAbBcC==")
    assert (update.chat.id, update.chat.private, update.chat.name) == (
        GROUP,
        False,
        "新品上市跨部门协作群",
    )
    assert (update.actor.id, update.actor.name) == (ZHANG, "张三")
    assert isinstance(update.body, Message)
    assert update.body.text == "/需求 采购部 11月30日前提供包装打样"
    assert [mention.me for mention in update.body.mentions] == [True]


def test_a_private_message_is_known_by_its_person() -> None:
    update = update_of(robot(ROBOT["text_single"]))
    assert (update.chat.id, update.chat.private) == (f"private:{ZHANG}", True)
    assert update.lane == f"dingtalk:{CORP}:p:{ZHANG}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("richtext_group", "/需求 附件是样图：请本周确认"),
        ("picture_single", ""),
        ("file_single", ""),
        ("video_single", ""),
        ("unknown_msgtype_single", ""),
    ],
)
def test_other_kinds_of_message(name: str, said: str) -> None:
    assert message_of(name).text == said


def test_a_voice_message_is_what_was_heard() -> None:
    assert message_of("audio_single").text == ROBOT["audio_single"]["content"]["recognition"].strip()


def test_nobody_outside_leaves_anything_behind() -> None:
    received = robot(ROBOT["text_group_external_sender"])
    assert received.update is None
    assert "本公司" in json.loads(received.reply or b"")["text"]["content"]


def test_an_app_that_is_not_published_says_so() -> None:
    unknown = {name: value for name, value in ROBOT["text_group"].items() if name != "senderStaffId"}
    received = robot(unknown)
    assert received.update is None
    assert "发布应用" in json.loads(received.reply or b"")["text"]["content"]


def test_the_end_of_the_months_pushes_is_no_message() -> None:
    assert robot(ROBOT["quota_exhausted_group"]) == Received(reply=b'{"msgtype":"empty"}')


def test_another_company_is_refused() -> None:
    with pytest.raises(Unauthentic):
        robot(ROBOT["text_group"], to=platform("dingother"))
    assert robot(ROBOT["text_group"], to=platform(CORP)).update is not None


def test_a_single_mention_goes_with_the_single_name() -> None:
    message = message_of("text_group_at_two_users", text={"content": " /任务 T12 转给 @李四 "})
    assert [(m.key, m.id) for m in message.mentions if not m.me] == [("@李四", "manager0731")]


def test_a_name_the_client_took_out_is_put_at_the_end() -> None:
    message = message_of("text_group_at_two_users")
    assert message.text == "/任务 T-12 转给 @manager0731"
    assert [(m.key, m.id) for m in message.mentions if not m.me] == [("@manager0731", "manager0731")]


def test_names_we_have_heard_go_with_their_ids() -> None:
    receiver = DingTalkPlatform(client_id="a", client_secret=ROBOT_SECRET, now=lambda: AT)
    users = [{"dingtalkId": f"$:LWCP_v1:${n}", "staffId": n} for n in ("u-li", "u-wang")]
    for user, name in (("u-wang", "王五"), ("u-li", "李四")):
        robot(ROBOT["text_group"] | {"senderStaffId": user, "senderNick": name}, to=receiver)
    said = {"atUsers": users, "text": {"content": "研发部@王五、销售部@李四"}}
    body = update_of(robot(ROBOT["text_group"] | said, to=receiver)).body
    assert isinstance(body, Message)
    assert {(m.key, m.id) for m in body.mentions if not m.me} == {("@李四", "u-li"), ("@王五", "u-wang")}


def test_two_unknown_names_are_not_guessed() -> None:
    users = [{"dingtalkId": f"$:LWCP_v1:${n}", "staffId": n} for n in ("u1", "u2")]
    message = message_of("text_group", atUsers=users, text={"content": "研发部@赵六、销售部@钱七"})
    assert message.text == "研发部@赵六、销售部@钱七"
    assert {(m.key, m.id) for m in message.mentions if not m.me} == {("@u1", "u1"), ("@u2", "u2")}


def test_a_reply_names_our_message_by_its_key() -> None:
    assert message_of("text_group_reply_to_bot_card").reply_to == "hbPqkCard0001"
    assert message_of("text_group_reply_to_bot_card").quoted is None
    assert message_of("text_group_reply_to_person").reply_to is None


def test_what_somebody_else_said_comes_with_the_answer() -> None:
    assert message_of("text_group_reply_to_person").quoted == "下周三前把报价发给客户"
    picture = {"content": "/任务", "isReplyMsg": True, "repliedMsg": {"msgType": "picture", "senderId": "x"}}
    assert message_of("text_group_reply_to_person", text=picture).quoted == ""
    assert message_of("text_group").quoted is None


@pytest.mark.parametrize("missing", ["msgId", "conversationId", "conversationType", "chatbotCorpId"])
def test_a_message_without_what_it_needs_is_chatter(missing: str) -> None:
    body = {name: value for name, value in ROBOT["text_group"].items() if name != missing}
    assert robot(body).update is None


@pytest.mark.parametrize("shape", ["button", "preset_template_button", "button_http_old_shape"])
def test_a_press_in_every_shape(shape: str) -> None:
    update = update_of(card(press(shape, Carried("need.close", {"need": 12, "day": "2024-06-28"}))))
    assert (update.tenant, update.actor.id) == (CORP, ZHANG)
    assert (update.chat.id, update.chat.private) == (GROUP, False)
    body = Press(card_id("once", GROUP), "need.close", {"need": 12, "day": "2024-06-28"}, alone=True)
    assert update.body == body


def test_a_press_on_a_private_card() -> None:
    update = update_of(card(press("button", Carried("x"), track=card_id("once", None))))
    assert (update.chat.id, update.chat.private) == (f"private:{ZHANG}", True)


def test_a_cards_own_form() -> None:
    body = press("form_submit", Carried("-"))
    content = json.loads(body["content"])
    submit = button_id(Carried("support.accept", {"support": 4}))
    content["cardPrivateData"]["params"]["form"]["_submit"] = {"index": 0, "value": submit}
    got = update_of(card(body | {"content": json.dumps(content)})).body
    assert isinstance(got, Press)
    assert (got.action, got.args) == ("support.accept", {"support": 4})
    assert got.values == {"due": "2026-11-30", "result": "accept", "note": "需要样品两套"}


def test_the_same_press_is_the_same_and_the_next_one_is_not() -> None:
    body = press("button", Carried("need.close"))
    first, again = update_of(card(body)), update_of(card(body))
    later = update_of(card(body, at=AT - timedelta(seconds=2)))
    assert first.key == again.key != later.key


@pytest.mark.parametrize("change", [{"outTrackId": "someone-elses"}, {"userId": ""}, {"content": "{"}])
def test_a_press_that_is_not_ours_changes_nothing(change: dict[str, str]) -> None:
    received = card(press("button", Carried("x")) | change)
    assert received == Received(reply=b"{}")


def test_whoever_asks_for_a_form_gets_their_own_link() -> None:
    received = card(press("button", Carried(OPEN_FORM)))
    assert received.update is None
    data = json.loads(received.reply or b"")["cardData"]["cardParamMap"]
    shown = json.loads(data["sys_full_json_obj"])
    assert f"forms%2F{ZHANG}" in shown["msgButtons"][0]["url"]
    assert set(data) == {"sys_full_json_obj"}


def test_without_an_address_the_form_says_so() -> None:
    received = card(press("button", Carried(OPEN_FORM)), to=platform(linked=False))
    assert "公网地址" in (received.reply or b"").decode()


@pytest.mark.parametrize("case", ENVELOPES["cases"], ids=lambda case: str(case["name"]))
def test_a_recorded_envelope(case: dict[str, str]) -> None:
    salt = bytes.fromhex(case["random16_hex"])
    envelope = Envelope(ENVELOPES["aes_key"], ENVELOPES["token"], (case["owner_key"],), lambda _: salt)
    assert envelope.decrypt(case["encrypt"]) == case["msg"]
    assert envelope.encrypt(case["msg"]) == case["encrypt"]
    query = {name: case[name] for name in ("signature", "timestamp", "nonce")}
    body = json.dumps({"encrypt": case["encrypt"]}).encode()
    assert envelope.open(RawRequest({}, body, AT, query=query)) == case["msg"]


@pytest.mark.parametrize("case", ENVELOPES["refused"], ids=lambda case: str(case["name"]))
def test_a_wrong_envelope(case: dict[str, str]) -> None:
    with pytest.raises(Unauthentic):
        event({name: case[name] for name in ("signature", "timestamp", "nonce")}, case["encrypt"])


def test_events_are_answered_with_the_encrypted_word() -> None:
    for plain in EVENTS.values():
        received = event(*sealed_event(plain))
        assert received.reply is not None
        check_success(ENVELOPES["aes_key"], ENVELOPES["token"], "dinghuibandemoappkey", received.reply)
        assert (received.update is not None) == (plain["EventType"] in {"chat_disband", "user_leave_org"})


def test_the_end_of_a_group_is_told() -> None:
    update = update_of(event(*sealed_event(EVENTS["chat_disband"])))
    assert update.body == Left()
    assert (update.tenant, update.chat.id, update.key) == (CORP, GROUP, "event:evtHbDemo0017")


def test_who_has_left_the_company_is_told() -> None:
    plain = EVENTS["user_leave_org"] | {"userId": ["manager0731", ZHANG, "manager0731", ""]}
    update = update_of(event(*sealed_event(plain)))
    assert (update.actor.id, update.body) == ("manager0731", Departed((ZHANG,)))
    assert (update.tenant, update.key) == (CORP, "event:evtHbDemo0012")
    assert update.lane == f"dingtalk:{CORP}:p:manager0731"


@pytest.mark.parametrize(
    "changed", [{"userId": []}, {"userId": "manager0731"}, {"eventId": ""}, {"CorpId": ""}]
)
def test_a_departure_of_nobody_in_particular_is_none_of_our_business(changed: dict[str, Any]) -> None:
    received = event(*sealed_event(EVENTS["user_leave_org"] | changed))
    assert received.update is None
    assert received.reply is not None


@pytest.mark.parametrize(
    ("age", "accepted"),
    [
        (timedelta(hours=8), True),
        (timedelta(hours=8, seconds=1), False),
        (timedelta(minutes=-6), False),
    ],
)
def test_an_event_is_taken_for_eight_hours(age: timedelta, accepted: bool) -> None:
    query, sealed = sealed_event(EVENTS["check_url"], at=AT - age)
    if accepted:
        assert event(query, sealed).reply is not None
    else:
        with pytest.raises(Unauthentic):
            event(query, sealed)


@pytest.mark.parametrize("sealed", ["", "!!!", "AAAA", "A" * 64])
def test_rubbish_in_an_envelope_is_refused(sealed: str) -> None:
    stamp = str(int(AT.timestamp() * 1000))
    signature = event_signature(ENVELOPES["token"], stamp, "n", sealed)
    with pytest.raises(Unauthentic):
        event({"signature": signature, "timestamp": stamp, "nonce": "n"}, sealed)


def test_without_its_keys_no_event_is_believed() -> None:
    bare = DingTalkPlatform(client_id="a", client_secret="s", now=lambda: AT)
    query, sealed = sealed_event(EVENTS["check_url"])
    body = json.dumps({"encrypt": sealed}).encode()
    with pytest.raises(Unauthentic):
        bare.receive(RawRequest({}, body, AT, "/webhooks/dingtalk/event", query))
