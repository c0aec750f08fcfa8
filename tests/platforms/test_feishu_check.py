"""自检 and warming up: what an operator is told, and what the adapter learns at start."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.feishu import FeishuPlatform
from bot.feishu.check import NEEDS
from bot.ports import Finding, RawRequest
from tests.standins.feishu import Pusher, Standin
from tests.support.wire import raw_headers


def connect(
    standin: Standin,
    *,
    secret: str = "",
    key: str | None = None,
    token: str | None = None,
    learn_again: float = 60,
) -> FeishuPlatform:
    app = standin.app
    return FeishuPlatform(
        app_id=app.app_id,
        app_secret=secret or app.app_secret,
        encrypt_key=app.encrypt_key if key is None else key,
        verification_token=app.verification_token if token is None else token,
        base_url=standin.base_url,
        learn_again=learn_again,
    )


@pytest.fixture
def standin() -> Iterator[Standin]:
    with Standin() as standin:
        yield standin


def problems(platform: FeishuPlatform) -> list[Finding]:
    findings = [finding for finding in platform.check() if not finding.ok]
    platform.close()
    return findings


def test_all_is_well(standin: Standin) -> None:
    assert problems(connect(standin)) == []


def test_the_subscriptions_are_named_for_the_operator_to_look_at(standin: Standin) -> None:
    platform = connect(standin)
    assert any("card.action.trigger" in finding.effect for finding in platform.check())
    platform.close()


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.what)
def test_a_missing_permission_is_named_with_its_effect(standin: Standin, need: object) -> None:
    (wanted,) = [known for known in NEEDS if known is need]
    standin.site.scopes -= set(wanted.any_of)
    found = {finding.what: finding.effect for finding in problems(connect(standin))}
    assert f"飞书权限：{wanted.what}" in found
    assert wanted.any_of[0] in found[f"飞书权限：{wanted.what}"]


@pytest.mark.parametrize(
    ("key", "token", "words"),
    [("", "", "所有消息都会被拒绝"), ("", "t", "ENCRYPT_KEY"), ("k", "", "VERIFICATION_TOKEN")],
)
def test_what_is_not_set(standin: Standin, key: str, token: str, words: str) -> None:
    (found,) = problems(connect(standin, key=key, token=token))
    assert words in found.effect


def test_a_wrong_secret(standin: Standin) -> None:
    (found,) = problems(connect(standin, secret="wrong"))
    assert found.what == "飞书凭证"
    assert "App Secret" in found.effect


def test_a_platform_that_cannot_be_reached(standin: Standin) -> None:
    platform = connect(standin)
    standin.close()
    (found,) = problems(platform)
    assert "连不上" in found.effect


def test_a_bot_that_is_not_switched_on(standin: Standin) -> None:
    standin.fail("*/bot/v3/info", raw=b'{"code":0,"bot":{"activate_status":1,"app_name":"x"}}', status=200)
    (found,) = problems(connect(standin))
    assert "启用" in found.effect


def test_a_bot_ability_that_is_missing(standin: Standin) -> None:
    standin.fail("*/bot/v3/info", code=230006)
    (found,) = problems(connect(standin))
    assert "机器人" in found.effect


def test_scopes_that_cannot_be_read(standin: Standin) -> None:
    standin.fail("*/application/v6/scopes", code=99991672)
    (found,) = problems(connect(standin))
    assert found.what == "飞书权限"


def test_after_the_start_other_bots_are_told_apart(standin: Standin) -> None:
    heard = []
    platform = connect(standin)

    def deliver(path: str, headers: object, body: bytes) -> tuple[int, bytes]:
        assert isinstance(headers, dict)
        heard.append(platform.receive(RawRequest(raw_headers(headers), body, datetime.now(UTC))).update)
        return 200, b"{}"

    wang = standin.add_user("王芳")
    chat = standin.add_chat("群", [wang])
    pusher = Pusher(standin, deliver)
    event = pusher.say(wang, chat, "@会办 帮助").event
    event["event"]["message"]["mentions"][0]["id"]["open_id"] = "ou_another"
    pusher.push(event)
    platform.start()
    platform.close()
    pusher.push(event)
    assert [update is not None for update in heard] == [True, True, False]


def test_a_start_without_the_platform_does_no_harm(standin: Standin) -> None:
    platform = connect(standin)
    standin.close()
    platform.start()
    platform.close()


def test_who_we_are_is_asked_again_until_it_is_told(standin: Standin) -> None:
    standin.fail("*/bot/v3/info", status=503)
    hold = threading.Event()
    again = standin.fail("*/bot/v3/info", hold=hold)
    platform = connect(standin, learn_again=0.001)
    platform.start()
    assert again.waiting.wait(30)
    hold.set()
    platform.close()
    assert [asked.status for asked in standin.asked if asked.path.endswith("/bot/v3/info")] == [503, 200]
