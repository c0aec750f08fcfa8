"""What the stand-in pushes: sealed as the platform seals, again on its schedule, and strict about the answers."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.standins.feishu import Hand, HandClock, Pusher, Sealing, Standin
from tests.standins.feishu.crypto import decrypt, encrypt, sign

DATA = Path(__file__).parents[1] / "data" / "feishu"
VECTORS = json.loads((DATA / "webhook_vectors.json").read_text())
SEALED = [c for c in VECTORS["cases"] if c["iv_hex"] and not c["name"].startswith("neg_")]
CARD: dict[str, Any] = {
    "schema": "2.0",
    "config": {"update_multi": True},
    "header": {"title": {"tag": "plain_text", "content": "卡"}},
    "body": {
        "elements": [
            {
                "tag": "button",
                "text": {"tag": "plain_text", "content": "完成"},
                "behaviors": [{"type": "callback", "value": {"a": "done"}}],
            }
        ]
    },
}
TOAST = b'{"toast":{"type":"success","content":"ok"}}'


class Product:
    """Answers what it is told to, and keeps what it got."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.got: list[tuple[dict[str, str], bytes]] = []

    def deliver(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        assert path == "/webhooks/feishu"
        self.got.append((dict(headers), body))
        return self.answers.pop(0) if self.answers else (200, b"{}")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def standin(clock: HandClock) -> Standin:
    return Standin(clock=clock)


@pytest.fixture
def product() -> Product:
    return Product()


@pytest.fixture
def pusher(standin: Standin, product: Product) -> Pusher:
    return Pusher(standin, product.deliver)


@pytest.fixture
def wang(standin: Standin) -> str:
    return standin.add_user("王芳")


@pytest.fixture
def message(standin: Standin, wang: str, clock: HandClock) -> str:
    chat = standin.site.world.private(wang)
    return standin.site.world.add_message(chat, "bot", "interactive", CARD, at=clock.now()).id


@pytest.mark.parametrize("case", SEALED, ids=lambda case: str(case["name"]))
def test_sealing_gives_the_recorded_bytes(case: dict[str, Any]) -> None:
    body = json.loads(case["body"])
    iv = bytes.fromhex(case["iv_hex"])
    assert encrypt(case["plaintext"], case["encrypt_key"], iv) == body["encrypt"]
    assert decrypt(body["encrypt"], case["encrypt_key"]) == case["plaintext"]


def test_the_signature_is_the_recorded_one() -> None:
    (case,) = [c for c in SEALED if c["name"] == "message_event_encrypted_signed"]
    headers = case["headers"]
    stamp, nonce = headers["X-Lark-Request-Timestamp"], headers["X-Lark-Request-Nonce"]
    assert sign(stamp, nonce, case["encrypt_key"], case["body"].encode()) == headers["X-Lark-Signature"]


def test_the_documented_vector_is_read() -> None:
    vector = VECTORS["documented_vector"]
    assert decrypt(vector["encrypt"], vector["encrypt_key"]) == vector["plaintext"]


def test_header_names_change_their_case(pusher: Pusher, product: Product, wang: str) -> None:
    for _ in range(3):
        pusher.say(wang, None, "帮助")
    names = {name for headers, _ in product.got for name in headers if name.lower() == "x-lark-signature"}
    assert names == {"X-Lark-Signature", "x-lark-signature", "X-LARK-SIGNATURE"}


def test_what_is_not_taken_is_pushed_four_times_more(
    pusher: Pusher, product: Product, clock: HandClock, wang: str
) -> None:
    product.answers = [(500, b"")] * 9
    delivery = pusher.say(wang, None, "帮助")
    for pause in (timedelta(seconds=15), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6)):
        clock.move_to(clock.now() + pause - timedelta(seconds=1))
        assert pusher.retry_due() == []
        clock.move(seconds=1)
        assert pusher.retry_due() == [delivery]
    clock.move(days=1)
    assert pusher.retry_due() == []
    assert len(delivery.attempts) == 5
    assert not delivery.taken


def test_a_retry_that_is_taken_is_the_last(
    pusher: Pusher, product: Product, clock: HandClock, wang: str
) -> None:
    product.answers = [(503, b"")]
    delivery = pusher.say(wang, None, "帮助")
    clock.move(seconds=15)
    pusher.retry_due()
    clock.move(days=1)
    assert pusher.retry_due() == []
    assert delivery.taken


def test_a_late_answer_is_none(standin: Standin, product: Product, clock: HandClock, wang: str) -> None:
    def slowly(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        clock.move(seconds=4)
        return product.deliver(path, headers, body)

    assert not Pusher(standin, slowly).say(wang, None, "帮助").taken


def test_a_message_without_our_name_is_not_pushed_in_a_group(
    standin: Standin, pusher: Pusher, product: Product, wang: str
) -> None:
    chat = standin.add_chat("群", [wang])
    pusher.say(wang, chat, "大家好")
    assert product.got == []
    standin.site.scopes.add("im:message.group_msg")
    pusher.say(wang, chat, "大家好")
    assert len(product.got) == 1


@pytest.mark.parametrize(
    ("sealing", "header"),
    [
        (Sealing(signed=False), None),
        (Sealing(signature="0" * 64), "0" * 64),
    ],
)
def test_a_forged_request(
    pusher: Pusher, product: Product, wang: str, sealing: Sealing, header: str | None
) -> None:
    event = pusher.say(wang, None, "帮助").event
    pusher.push(event, sealing)
    lowered = {name.lower(): value for name, value in product.got[-1][0].items()}
    assert lowered.get("x-lark-signature") == header


def test_a_press_shows_its_toast(
    standin: Standin, pusher: Pusher, product: Product, message: str, wang: str
) -> None:
    product.answers = [(200, TOAST)]
    pressed = Hand(standin, pusher).press(message, wang, "完成")
    assert (pressed.toast, pressed.toast_type, pressed.code) == ("ok", "success", 0)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (500, b"{}", 200671),
        (200, b"null", 200672),
        (200, b'{"toast":{"type":"danger","content":"x"}}', 200672),
        (200, b'{"card":{"schema":"2.0"}}', 200673),
        (200, b'{"card":{"type":"raw","data":{"elements":[]}}}', 200830),
        (
            200,
            b'{"card":{"type":"raw","data":{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}}}',
            200673,
        ),
    ],
)
def test_a_bad_answer_is_an_error_the_person_sees(
    standin: Standin,
    pusher: Pusher,
    product: Product,
    message: str,
    wang: str,
    status: int,
    body: bytes,
    code: int,
) -> None:
    hand = Hand(standin, pusher)
    product.answers = [(status, body), (status, body)]
    assert hand.press(message, wang, "完成", broken_ok=True).code == code
    with pytest.raises(AssertionError, match=str(code)):
        hand.press(message, wang, "完成")


def test_a_press_that_waits_too_long(
    standin: Standin, product: Product, clock: HandClock, message: str, wang: str
) -> None:
    def slowly(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        clock.move(seconds=3.5)
        return product.deliver(path, headers, body)

    hand = Hand(standin, Pusher(standin, slowly))
    assert hand.press(message, wang, "完成", broken_ok=True).code == 200341


def test_the_card_of_the_answer_replaces_the_one_that_was_pressed(
    standin: Standin, pusher: Pusher, product: Product, message: str, wang: str
) -> None:
    after = {**CARD, "header": {"title": {"tag": "plain_text", "content": "完成了"}}}
    product.answers = [(200, json.dumps({"card": {"type": "raw", "data": after}}).encode())]
    Hand(standin, pusher).press(message, wang, "完成")
    assert standin.text(standin.last_card(wang)).startswith("完成了")


def test_an_old_card_cannot_be_pressed(
    standin: Standin, pusher: Pusher, clock: HandClock, message: str, wang: str
) -> None:
    clock.move(days=15)
    with pytest.raises(AssertionError, match="days old"):
        Hand(standin, pusher).press(message, wang, "完成")


def test_a_button_that_is_not_there_names_those_that_are(
    standin: Standin, pusher: Pusher, message: str, wang: str
) -> None:
    with pytest.raises(AssertionError, match="「完成」"):
        Hand(standin, pusher).press(message, wang, "取消")


def test_a_stranger_cannot_press(standin: Standin, pusher: Pusher, message: str) -> None:
    with pytest.raises(AssertionError, match="cannot see"):
        Hand(standin, pusher).press(message, standin.add_user("别人"), "完成")
