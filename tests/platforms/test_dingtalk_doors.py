"""A link in a group that anybody can click: who did is asked of DingTalk, and nobody acts as somebody else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from app.adapters import make_dingtalk
from app.base.db import make_engine, make_sessions
from app.needs.models import Need
from app.people.models import Person
from app.web.forms import Door, Ticket, Tickets
from bot.abilities import Visitor
from bot.cards.model import Buttons, Card
from bot.cards.parts import button
from bot.dingtalk.sso import SCRIPT
from bot.ports import Target
from tests.chat.on_dingtalk import KEY, PUBLIC_URL, DingTalkFace, settings_for, unhurried
from tests.chat.web_page import Page
from tests.platforms.test_dingtalk_forms import GOOD, POSTED
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process


@dataclass
class Visit:
    """A browser in front of a door: what it was shown, and the cookie it was given."""

    address: str
    page: httpx.Response
    cookie: str

    @property
    def state(self) -> str:
        """What the page posts along."""
        found = re.search(r'name="state" value="([^"]+)"', self.page.text)
        assert found is not None
        return found[1]


@pytest.fixture
def face(sqlite_url: str, clock: HandClock) -> Iterator[DingTalkFace]:
    """A group where DingTalk takes no cards: all there is, is a message with a link."""
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        standin.site.scopes.discard("Card.Instance.Write")
        yield DingTalkFace(standin, process, clock)


@pytest.fixture
def door(face: DingTalkFace) -> str:
    """The link of an empty draft in the group."""
    face.say("王芳", "@会办 需求")
    face.process.settle()
    (tap,) = face.standin.shown(face.group)[-1].buttons
    assert tap.url.startswith(f"{PUBLIC_URL}/forms/door/")
    return tap.url.removeprefix(PUBLIC_URL)


def visit(face: DingTalkFace, address: str) -> Visit:
    page = face.process.request("GET", address)
    assert page.status_code == 200
    return Visit(address, page, page.headers["set-cookie"].partition(";")[0])


def knock(face: DingTalkFace, at: Visit, code: str, *, cookie: str | None = None) -> httpx.Response:
    """What the page posts once the client has given it a code."""
    headers = POSTED | {"cookie": at.cookie if cookie is None else cookie}
    body = f"state={at.state}&code={code}".encode()
    return face.process.request("POST", at.address, headers=headers, content=body)


def test_who_opens_the_link_acts_as_themselves(face: DingTalkFace, door: str) -> None:
    for name in ("李娜", "王芳"):
        code = face.standin.issue_code(face.people[name])
        answer = knock(face, visit(face, door), code)
        assert answer.status_code == 303
        inside = face.process.request("GET", answer.headers["location"])
        assert f"以 {name} 的身份操作" in inside.text
    page = Page(inside.text)
    for label, value in GOOD.items():
        page.fill(label, value)
    sent = face.process.request("POST", answer.headers["location"], headers=POSTED, content=page.send("登记"))
    assert "已登记需求 N1" in sent.text
    with face.process.runtime.sessions() as session:
        initiator = session.scalars(select(Need)).one().initiator_id
        assert session.get_one(Person, initiator).external_id == face.people["王芳"]


def test_asking_who_somebody_is_costs_nothing_of_the_month(face: DingTalkFace, door: str) -> None:
    calls = face.standin.site.calls()
    knock(face, visit(face, door), face.standin.issue_code(face.people["王芳"]))
    assert face.standin.site.calls() == calls


def test_the_page_runs_dingtalks_script_and_ours_and_nothing_else(face: DingTalkFace, door: str) -> None:
    at = visit(face, door)
    policy = at.page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert f"script-src 'self' {SCRIPT};" in policy
    assert "form-action 'self'" in policy
    assert re.findall(r'<script src="([^"]+)"', at.page.text) == ["/forms/static/door.js", SCRIPT]
    assert f'data-corp="{CORP}"' in at.page.text
    assert f'data-client="{face.standin.app.client_id}"' in at.page.text
    cookie = at.page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    script = face.process.request("GET", "/forms/static/door.js")
    assert script.headers["content-type"].startswith("text/javascript")


def test_the_link_says_how_to_go_on_without_a_script_and_names_nobody(face: DingTalkFace, door: str) -> None:
    page = visit(face, door).page.text
    stuck = page[page.index('id="stuck"') :]
    assert not stuck.startswith('id="stuck" hidden')
    assert "请在钉钉客户端里打开" in stuck
    assert "私信会办" in stuck
    kept = Tickets(KEY).read_door(door.rpartition("/")[2])
    assert kept is not None
    assert not set(face.people.values()) & {kept.chat, kept.message_id, kept.tenant}


def test_a_code_is_good_once_and_not_for_long(face: DingTalkFace, door: str) -> None:
    code = face.standin.issue_code(face.people["王芳"])
    assert knock(face, visit(face, door), code).status_code == 303
    again = knock(face, visit(face, door), code)
    assert (again.status_code, "没能确认您是谁" in again.text) == (403, True)
    old = face.standin.issue_code(face.people["王芳"])
    at = visit(face, door)
    face.clock.move(minutes=6)
    assert knock(face, at, old).status_code == 403
    assert knock(face, visit(face, door), "made-up").status_code == 403


def test_somebody_of_another_company_is_not_let_in(face: DingTalkFace, door: str) -> None:
    code = face.standin.issue_code(face.people["王芳"], corp="dingother")
    assert knock(face, visit(face, door), code).status_code == 403
    kept = Tickets(KEY).read_door(door.rpartition("/")[2])
    assert kept is not None
    elsewhere = Door("dingtalk", "dingother", kept.chat, False, kept.message_id, kept.until)
    signed = f"/forms/door/{Tickets(KEY).sign_door(elsewhere)}"
    asked = len(face.standin.asked)
    code = face.standin.issue_code(face.people["王芳"])
    assert knock(face, visit(face, signed), code).status_code == 403
    assert len(face.standin.asked) == asked, "nobody is asked about another company"


def test_who_is_not_known_in_the_group_is_told_to_speak_there_first(face: DingTalkFace, door: str) -> None:
    stranger = face.standin.add_user("吴迪", "财务部")
    answer = knock(face, visit(face, door), face.standin.issue_code(stranger))
    assert answer.status_code == 403
    assert "请先在群里 @会办 说一句话" in answer.text
    assert "需求" not in answer.text
    face.people["吴迪"] = stranger
    face.say("吴迪", "@会办 帮助")
    face.process.settle()
    assert knock(face, visit(face, door), face.standin.issue_code(stranger)).status_code == 303


def test_nobody_is_led_into_somebody_elses_name(face: DingTalkFace, door: str) -> None:
    """Another page posts a code of its own person from our visitor's browser: it has not got the visitor's state."""
    at = visit(face, door)
    code = face.standin.issue_code(face.people["李娜"])
    assert knock(face, at, code, cookie="").status_code == 403
    assert knock(face, at, code, cookie=visit(face, door).cookie).status_code == 403
    body = f"code={code}".encode()
    headers = POSTED | {"cookie": at.cookie}
    assert face.process.request("POST", door, headers=headers, content=body).status_code == 403
    assert knock(face, at, code).status_code == 303, "and the code was not spent on it"


def test_a_forged_door_opens_nothing(face: DingTalkFace, door: str) -> None:
    kept = Tickets(KEY).read_door(door.rpartition("/")[2])
    assert kept is not None
    ticket = Ticket("dingtalk", CORP, kept.chat, False, face.people["王芳"], kept.message_id, kept.until)
    forged = [
        f"{door}x",
        "/forms/door/nonsense",
        f"/forms/door/{Tickets('another key').sign_door(kept)}",
        f"/forms/door/{Tickets(KEY).sign(ticket)}",
        f"/forms/{door.rpartition('/')[2]}",
    ]
    headers = POSTED | {"cookie": "huiban_door=a"}
    code = face.standin.issue_code(face.people["王芳"])
    for address in forged:
        assert face.process.request("GET", address).status_code == 404
        posted = face.process.request(
            "POST", address, headers=headers, content=f"state=a&code={code}".encode()
        )
        assert posted.status_code == 404


def test_a_door_ends_and_so_does_what_one_gets_there(face: DingTalkFace, door: str) -> None:
    answer = knock(face, visit(face, door), face.standin.issue_code(face.people["王芳"]))
    at = visit(face, door)
    face.clock.move(minutes=31)
    assert face.process.request("GET", answer.headers["location"]).status_code == 410
    face.clock.move(days=7)
    assert face.process.request("GET", door).status_code == 410
    assert knock(face, at, face.standin.issue_code(face.people["王芳"])).status_code == 410


def test_dingtalk_is_away_and_the_page_says_so(face: DingTalkFace, door: str) -> None:
    face.standin.fail("/topapi/v2/user/getuserinfo", drop=True)
    answer = knock(face, visit(face, door), face.standin.issue_code(face.people["王芳"]))
    assert answer.status_code == 503
    assert "请稍后再试一次" in answer.text
    assert f'href="{door}"' in answer.text


def test_without_a_code_nobody_is_asked(face: DingTalkFace, door: str) -> None:
    asked = len(face.standin.asked)
    for code in ("", "x" * 201):
        assert knock(face, visit(face, door), code).status_code == 400
    assert len(face.standin.asked) == asked


@pytest.mark.parametrize("corp", ["", CORP])
def test_only_where_dingtalk_can_be_asked_a_group_gets_a_link(
    sqlite_url: str, clock: HandClock, corp: str
) -> None:
    with Standin(clock=clock, limited=False) as standin:
        standin.site.scopes.discard("Card.Instance.Write")
        group = standin.add_group("项目群", [standin.add_user("王芳")])
        settings = settings_for(standin, sqlite_url).model_copy(update={"dingtalk_corp_id": corp})
        engine = make_engine(sqlite_url)
        platform = make_dingtalk(settings, make_sessions(engine), clock)
        card = Card("需求", (Buttons((button("登记", "need.new"),)),))
        platform.send(Target(CORP, chat=group), card, once="a")
        (shown,) = standin.shown(group)
        assert bool(shown.buttons) is bool(corp)
        assert ("在这里按不了按钮" in shown.text) is not bool(corp)
        platform.close()
        engine.dispose()


def test_a_door_of_private_messages_gives_a_private_ticket(clock: HandClock) -> None:
    door = Door("dingtalk", CORP, "", True, "hb1m-a", 2**40)
    ticket = door.ticket(Visitor("0420", "private:0420"), clock.now() + timedelta(minutes=1))
    assert (ticket.chat, ticket.private, ticket.person) == ("private:0420", True, "0420")
    assert ticket.place.person == "0420"
