"""A door in a real browser, with DingTalk's script played by the test."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from bot.dingtalk.sso import SCRIPT
from tests.chat.on_dingtalk import PUBLIC_URL, DingTalkFace, settings_for, unhurried
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.browser import WAIT, chromium, served
from tests.support.process import Process

CLIENT = """
window.asked = [];
window.dd = {
  env: {platform: "android"},
  requestAuthCode: function (given) {
    window.asked.push([given.corpId, given.clientId]);
    %s
  }
};
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; it ends with the module."""
    with chromium() as launched:
        yield launched


@pytest.fixture
def face(sqlite_url: str, clock: HandClock) -> Iterator[DingTalkFace]:
    """A group where DingTalk takes no cards."""
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        standin.site.scopes.discard("Card.Instance.Write")
        yield DingTalkFace(standin, process, clock)


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, face: DingTalkFace) -> Iterator[Open]:
    """Opens the link of an empty draft on a phone. `script` is what DingTalk's address answers; None: it cannot be
    reached."""
    face.say("王芳", "@会办 需求")
    face.process.settle()
    door = face.standin.shown(face.group)[-1].buttons[0].url.removeprefix(PUBLIC_URL)
    with served(face.process.app) as address:
        contexts = []

        def opens(script: str | None, *, runs: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, locale="zh-CN", java_script_enabled=runs
            )
            contexts.append(context)
            context.set_default_timeout(WAIT)
            page = context.new_page()
            page.on("pageerror", lambda error: pytest.fail(str(error)))

            def answer(route: Route) -> None:
                if script is None:
                    route.abort()
                else:
                    route.fulfill(body=script, content_type="text/javascript")

            context.route(SCRIPT, answer)
            page.goto(address + door)
            return page

        yield opens
        for context in contexts:
            context.close()


def test_opened_in_dingtalk_the_page_becomes_the_persons_own_form(opened: Open, face: DingTalkFace) -> None:
    code = json.dumps({"code": face.standin.issue_code(face.people["李娜"])})
    page = opened(CLIENT % f"setTimeout(function () {{ given.onSuccess({code}); }}, 0);")
    page.get_by_text("以 李娜 的身份操作").wait_for()
    assert "/forms/door/" not in page.url
    page.get_by_label("项目名称").fill("秋季促销")
    assert page.get_by_role("button", name="登记").is_visible()
    assert page.context.cookies() == [], "what tied the code to this browser is gone"


def test_the_client_is_asked_in_our_apps_and_companys_name(opened: Open, face: DingTalkFace) -> None:
    page = opened(CLIENT % "")
    assert page.evaluate("window.asked") == [[CORP, face.standin.app.client_id]]
    assert page.get_by_text("正在向钉钉确认您是谁").is_visible()
    assert not page.get_by_text("还不知道是谁打开了此页").is_visible()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(CLIENT % "given.onFail({});", id="the client gives no code"),
        pytest.param('window.dd = {env: {platform: "notInDingTalk"}};', id="another browser"),
        pytest.param("", id="a script without a client"),
        pytest.param(None, id="the script cannot be reached"),
    ],
)
def test_elsewhere_the_page_says_how_to_go_on(opened: Open, script: str | None) -> None:
    page = opened(script)
    page.get_by_text("还不知道是谁打开了此页").wait_for()
    assert page.get_by_text("请在钉钉客户端里打开").is_visible()
    assert page.get_by_text("私信会办").is_visible()
    assert not page.get_by_text("正在向钉钉确认您是谁").is_visible()
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= screen


def test_without_scripts_the_page_says_so_too(opened: Open) -> None:
    page = opened(CLIENT % "", runs=False)
    assert page.get_by_text("请在钉钉客户端里打开").is_visible()
    assert not page.get_by_text("正在向钉钉确认您是谁").is_visible()


def test_a_code_that_dingtalk_does_not_know_leads_to_one_more_try(opened: Open) -> None:
    page = opened(CLIENT % 'given.onSuccess({code: "made-up"});')
    page.get_by_role("heading", name="没能确认您是谁").wait_for()
    assert page.get_by_role("link", name="再试一次").is_visible()
