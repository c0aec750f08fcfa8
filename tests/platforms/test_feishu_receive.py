"""What is let in: authentic, recent, and nothing else."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feishu import FeishuPlatform
from bot.ports import Message, Press, RawRequest, Received, Unauthentic
from tests.standins.feishu.crypto import encrypt, sign
from tests.support.wire import raw_headers

DATA = Path(__file__).parents[1] / "data" / "feishu"
CASES: dict[str, dict[str, Any]] = {
    case["name"]: case for case in json.loads((DATA / "webhook_vectors.json").read_text())["cases"]
}
SIGNED_AT = datetime.fromtimestamp(1768472431, UTC)
KEY, TOKEN = "an-encrypt-key", "a-verification-token"
MESSAGE = json.loads((DATA / "event_message_text_group_at.json").read_text())
PRESS = json.loads((DATA / "card_action_button.json").read_text())
PRESS["event"]["action"]["value"] = {"a": "task.confirm", "p": {"task": 7}}


@cache
def platform(encrypt_key: str = KEY, token: str = TOKEN) -> FeishuPlatform:
    return FeishuPlatform(app_id="cli_1", app_secret="s", encrypt_key=encrypt_key, verification_token=token)


def sealed(
    plain: dict[str, Any], *, at: datetime = SIGNED_AT, stamp: str = "", token: str = TOKEN
) -> tuple[dict[str, str], bytes]:
    """Headers and body as the platform makes them."""
    said = json.loads(json.dumps(plain))
    said["header"]["token"] = token
    body = json.dumps({"encrypt": encrypt(json.dumps(said), KEY, bytes(16))}).encode()
    stamp = stamp or str(int(at.timestamp()))
    headers = {
        "x-lark-request-timestamp": stamp,
        "x-lark-request-nonce": "42",
        "x-lark-signature": sign(stamp, "42", KEY, body),
    }
    return headers, body


def received(headers: dict[str, str], body: bytes, now: datetime = SIGNED_AT) -> Received:
    return platform().receive(RawRequest(raw_headers(headers), body, now))


@pytest.mark.parametrize("name", CASES)
def test_a_recorded_request(name: str) -> None:
    case = CASES[name]
    receiver = platform(case["encrypt_key"], case["verification_token"])
    request = RawRequest(raw_headers(case["headers"]), case["body"].encode(), SIGNED_AT)
    expect = case["expect"]
    if expect.get("accept") is False:
        with pytest.raises(Unauthentic):
            receiver.receive(request)
        return
    answer = receiver.receive(request)
    if "json" in expect:
        assert answer.reply is not None
        assert json.loads(answer.reply) == expect["json"]
        assert answer.update is None
    else:
        assert (answer.update is not None) == (
            expect.get("event_type", "im.message.receive_v1") == "im.message.receive_v1"
        )


@pytest.mark.parametrize(
    ("event", "age", "accepted"),
    [
        (MESSAGE, timedelta(hours=8), True),
        (MESSAGE, timedelta(hours=8, seconds=1), False),
        (PRESS, timedelta(hours=1), True),
        (PRESS, timedelta(hours=1, seconds=1), False),
        (MESSAGE, -timedelta(minutes=5), True),
        (MESSAGE, -timedelta(minutes=5, seconds=1), False),
    ],
)
def test_how_old_it_may_be(event: dict[str, Any], age: timedelta, accepted: bool) -> None:
    headers, body = sealed(event)
    if accepted:
        assert received(headers, body, SIGNED_AT + age).update is not None
    else:
        with pytest.raises(Unauthentic):
            received(headers, body, SIGNED_AT + age)


def test_a_timestamp_in_milliseconds_is_understood() -> None:
    headers, body = sealed(MESSAGE, stamp=str(int(SIGNED_AT.timestamp() * 1000)))
    assert received(headers, body).update is not None


@pytest.mark.parametrize("stamp", ["yesterday", "nan", "inf", "1e400", "-1e30", "٣"])
def test_a_signed_request_needs_a_date(stamp: str) -> None:
    headers, body = sealed(MESSAGE, stamp=stamp)
    with pytest.raises(Unauthentic):
        received(headers, body)


def test_another_apps_token_is_refused() -> None:
    headers, body = sealed(MESSAGE, token="someone-elses")
    with pytest.raises(Unauthentic):
        received(headers, body)


def test_clear_text_is_refused_where_it_must_be_encrypted() -> None:
    clear = json.loads(json.dumps(MESSAGE))
    clear["header"]["token"] = TOKEN
    with pytest.raises(Unauthentic):
        received({}, json.dumps(clear).encode())


def test_without_key_and_token_nothing_is_believed() -> None:
    with pytest.raises(Unauthentic):
        platform("", "").receive(RawRequest({}, json.dumps(MESSAGE).encode(), SIGNED_AT))


def test_without_a_key_the_events_own_date_counts() -> None:
    clear = json.loads(json.dumps(MESSAGE))
    clear["header"] |= {"token": TOKEN, "create_time": str(int(SIGNED_AT.timestamp() * 1000))}
    request = RawRequest({}, json.dumps(clear).encode(), SIGNED_AT + timedelta(hours=1))
    assert platform("").receive(request).update is not None
    late = RawRequest(request.headers, request.body, SIGNED_AT + timedelta(hours=9))
    with pytest.raises(Unauthentic):
        platform("").receive(late)


def test_a_wrong_challenge_token_is_refused() -> None:
    asked = {"challenge": "c", "token": "other", "type": "url_verification"}
    with pytest.raises(Unauthentic):
        platform("").receive(RawRequest({}, json.dumps(asked).encode(), SIGNED_AT))


def test_a_press_is_read_from_its_envelope() -> None:
    update = received(*sealed(PRESS)).update
    assert update is not None
    assert isinstance(update.body, Press)
    assert (update.key, update.body.action, update.body.args) == (
        PRESS["header"]["event_id"],
        "task.confirm",
        {"task": 7},
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_nothing_else(body: bytes) -> None:
    with pytest.raises(Unauthentic):
        received({}, body)


@given(st.binary(max_size=100), st.text(max_size=20), st.text(max_size=20))
def test_any_ciphertext_with_a_proper_signature_is_refused(raw: bytes, stamp: str, nonce: str) -> None:
    body = json.dumps({"encrypt": base64.b64encode(raw).decode()}).encode()
    signed = (stamp + nonce).encode("utf-8", "replace") + KEY.encode() + body
    headers = {
        "x-lark-request-timestamp": stamp,
        "x-lark-request-nonce": nonce,
        "x-lark-signature": hashlib.sha256(signed).hexdigest(),
    }
    with pytest.raises(Unauthentic):
        received(headers, body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def _disturbed(draw: st.DrawFn) -> dict[str, Any]:
    """A real event with one of its parts replaced by anything."""
    event: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from([MESSAGE, PRESS]))))
    place: Any = event
    while True:
        name = draw(st.sampled_from(sorted(place)))
        if not (isinstance(place[name], dict) and place[name] and draw(st.booleans())):
            place[name] = draw(_JSON)
            return event
        place = place[name]


@given(_disturbed())
def test_an_authentic_event_of_any_shape_is_an_update_or_none(event: dict[str, Any]) -> None:
    if not isinstance(event["header"], dict):
        event["header"] = {}
    try:
        answer = received(*sealed(event))
    except Unauthentic:
        return
    if answer.update is not None:
        update = answer.update
        assert update.key
        assert update.tenant
        assert update.chat.id
        update.lane.encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'{"encrypt":7}',
        b'{"encrypt":""}',
        b'{"encrypt":"a"}',
        b'{"encrypt":"\xe5\xad\x97"}',
        b'{"encrypt":"AAAA"}',
        json.dumps({"encrypt": encrypt("[1]", KEY, bytes(16))}).encode(),
        json.dumps({"encrypt": encrypt("{}", KEY, bytes(16))}).encode(),
        json.dumps({"encrypt": encrypt('{"type":"url_verification"}', KEY, bytes(16))}).encode(),
    ],
)
def test_a_malformed_body_is_refused(body: bytes) -> None:
    with pytest.raises(Unauthentic):
        received({}, body)


def test_an_event_without_a_date_is_refused_where_nothing_is_signed() -> None:
    clear = json.loads(json.dumps(MESSAGE))
    clear["header"] |= {"token": TOKEN, "create_time": ""}
    with pytest.raises(Unauthentic):
        platform("").receive(RawRequest({}, json.dumps(clear).encode(), SIGNED_AT))


def test_without_a_token_the_signature_is_enough() -> None:
    headers, body = sealed(MESSAGE)
    assert platform(KEY, "").receive(RawRequest(raw_headers(headers), body, SIGNED_AT)).update is not None


def test_deeply_nested_json_is_refused() -> None:
    with pytest.raises(Unauthentic):
        received({}, b'{"encrypt":' + b"[" * 200_000)


@pytest.mark.parametrize("broken", ["\ud800", "\x00"])
def test_what_no_store_takes_is_left_out(broken: str) -> None:
    event = json.loads(json.dumps(MESSAGE))
    event["event"]["message"]["content"] = json.dumps({"text": f"@_user_1 /需求{broken} 上市"})
    update = received(*sealed(event)).update
    assert update is not None
    assert isinstance(update.body, Message)
    assert update.body.text.encode().replace(b"?", b"").decode() == "@_user_1 /需求 上市"
