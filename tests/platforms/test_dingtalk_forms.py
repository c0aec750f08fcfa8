"""The web page of a card: one person's, for a while, without a script, and nothing typed is lost."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import select

from app.needs.models import Need
from app.people.models import Person
from app.web.forms import Ticket, Tickets
from app.web.forms.values import fill
from bot.cards.model import ChoiceField, DateField, Form, Option, PersonField, TextField, ToggleField
from tests.chat.faces import GROUP
from tests.chat.on_dingtalk import KEY, DingTalkFace, settings_for, unhurried
from tests.chat.web_page import Page
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process

POSTED = {"content-type": "application/x-www-form-urlencoded"}
GOOD = {
    "项目名称": "秋季促销",
    "发起部门": "市场部",
    "协作目标": "达成50万销量",
    "需协作部门": "研发部",
    "需求描述（需支持的具体事项）": "研发部提供技术参数",
    "期望完成时间": "2024-06-28",
}


@pytest.fixture
def face(sqlite_url: str, clock: HandClock) -> Iterator[DingTalkFace]:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        yield DingTalkFace(standin, process, clock)


@pytest.fixture
def address(face: DingTalkFace) -> str:
    """王芳's page of an empty draft."""
    face.say("王芳", "@会办 需求")
    face.process.settle()
    return face._address(face.cards(GROUP)[-1].id, face.people["王芳"])


def get(face: DingTalkFace, address: str) -> httpx.Response:
    return face.process.request("GET", address)


def post(face: DingTalkFace, address: str, body: bytes) -> httpx.Response:
    return face.process.request("POST", address, headers=POSTED, content=body)


def needs(face: DingTalkFace) -> int:
    with face.process.runtime.sessions() as session:
        return len(session.scalars(select(Need)).all())


def filled(face: DingTalkFace, address: str, **changes: str) -> Page:
    page = Page(get(face, address).text)
    for label, value in (GOOD | changes).items():
        page.fill(label, value)
    return page


def test_a_form_is_filled_in_and_sent_without_a_script(face: DingTalkFace, address: str) -> None:
    answer = post(face, address, filled(face, address).send("登记"))
    assert answer.status_code == 200
    assert "已登记需求 N1" in answer.text
    assert "<script" not in answer.text
    assert needs(face) == 1


def test_the_page_can_do_nothing_but_be_read_and_sent(face: DingTalkFace, address: str) -> None:
    answer = get(face, address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert 'name="viewport"' in answer.text
    assert "以 王芳 的身份操作" in answer.text
    for style in re.findall(r'href="(/forms/static/[^"]+)"', answer.text):
        assert get(face, style).headers["content-type"].startswith("text/css")
    assert get(face, "/forms/static/router.py").status_code == 404


def test_a_refusal_keeps_what_was_typed(face: DingTalkFace, address: str) -> None:
    answer = post(face, address, filled(face, address, 期望完成时间="哪天都行").send("登记"))
    assert answer.status_code == 422
    assert "不是一个日期" in answer.text
    page = Page(answer.text)
    assert page.inputs["project"] == ["秋季促销"]
    assert page.inputs["description"] == ["研发部提供技术参数"]
    page.fill("期望完成时间", "2024-06-28")
    assert "已登记需求 N1" in post(face, address, page.send("登记")).text


def test_sending_twice_acts_once(face: DingTalkFace, address: str) -> None:
    body = filled(face, address).send("登记")
    first, second = post(face, address, body), post(face, address, body)
    assert "已登记需求 N1" in first.text
    assert "已登记需求 N1" in second.text
    assert needs(face) == 1


def test_nobody_elses_ticket_is_believed(face: DingTalkFace, address: str) -> None:
    assert get(face, address + "x").status_code == 404
    assert get(face, "/forms/nonsense").status_code == 404
    stranger = Tickets("another key").sign(
        Ticket("dingtalk", CORP, face.group, False, face.people["李娜"], "hb1g-x", 2**40)
    )
    assert get(face, f"/forms/{stranger}").status_code == 404
    assert post(face, f"/forms/{stranger}", b"").status_code == 404


def test_a_ticket_opens_only_the_card_of_its_place(face: DingTalkFace, address: str) -> None:
    ticket = Tickets(KEY).read(address.rpartition("/")[2])
    assert ticket is not None
    elsewhere = Ticket(
        ticket.platform, CORP, "cidOther", False, ticket.person, ticket.message_id, ticket.until
    )
    assert get(face, f"/forms/{Tickets(KEY).sign(elsewhere)}").status_code == 410


def test_a_link_asked_for_in_a_group_ends_after_half_an_hour(face: DingTalkFace, address: str) -> None:
    page = filled(face, address)
    face.clock.move(minutes=31)
    assert get(face, address).status_code == 410
    assert post(face, address, page.send("登记")).status_code == 410
    assert needs(face) == 0


def test_a_private_card_gets_a_new_link_when_its_old_one_is_opened(face: DingTalkFace) -> None:
    wang = face.people["王芳"]
    face.say("王芳", "需求", where="王芳")
    face.process.settle()
    track = face.cards("王芳")[-1].id
    old = face._link(track, wang)
    assert old is not None
    face.clock.move(days=8)
    answer = get(face, old)
    assert (answer.status_code, "正在换上新的链接" in answer.text) == (410, True)
    face.process.settle()
    new = face._link(track, wang)
    assert new not in {None, old}
    assert get(face, str(new)).status_code == 200


def test_a_button_that_is_gone_says_so(face: DingTalkFace, address: str) -> None:
    page = filled(face, address)
    body = page.send("登记")
    post(face, address, body)
    again = re.sub(b"_once=[^&]+", b"_once=another-number-of-a-page", body)
    answer = post(face, address, again)
    assert answer.status_code == 422
    assert "刚刚有了变化" in answer.text
    assert needs(face) == 1


def test_what_was_written_into_a_form_that_is_gone_is_given_back(face: DingTalkFace, address: str) -> None:
    body = urlencode(
        [("_press", "0" * 16), ("_once", "o" * 20), ("text", "先做A"), ("owner", "0420"), ("more", "")]
    )
    answer = post(face, address, body.encode())
    assert answer.status_code == 422
    assert "您刚才填写的：先做A<" in answer.text


def test_a_page_without_its_number_is_not_taken(face: DingTalkFace, address: str) -> None:
    body = re.sub(b"_once=[^&]+", b"_once=x", filled(face, address).send("登记"))
    assert post(face, address, body).status_code == 422
    assert needs(face) == 0


def test_too_much_is_refused(face: DingTalkFace, address: str) -> None:
    assert post(face, address, b"project=" + b"x" * 300_000).status_code == 413
    assert post(face, address, b"a=1&" * 2000).status_code == 413


def test_what_people_typed_is_only_text(face: DingTalkFace, address: str) -> None:
    answer = post(face, address, filled(face, address, 项目名称='<b>"x"</b>', 期望完成时间="?").send("登记"))
    assert "<b>" not in answer.text
    assert Page(answer.text).inputs["project"] == ['<b>"x"</b>']


def test_the_page_acts_as_its_person(face: DingTalkFace, address: str) -> None:
    post(face, address, filled(face, address).send("登记"))
    with face.process.runtime.sessions() as session:
        initiator = session.scalars(select(Need)).one().initiator_id
        assert session.get_one(Person, initiator).external_id == face.people["王芳"]


PEOPLE = (Option("u1", "张伟"), Option("u2", "李娜"))
FORM = Form(
    "f",
    (
        TextField("note", "备注", required=True, max_length=5),
        ChoiceField("kind", "类别", (Option("a", "甲"), Option("b", "乙"))),
        ChoiceField("many", "多选", (Option("a", "甲"), Option("b", "乙")), many=True),
        PersonField("who", "谁"),
        DateField("at", "何时", clock=True),
        ToggleField("yes", "是否"),
    ),
    (),
)


def test_what_a_browser_sends_becomes_what_a_form_sends() -> None:
    sent = {"note": [" 好\r\n的 "], "kind": ["b"], "many": ["a", "b"], "who": ["u2"]}
    done = fill(FORM, sent | {"at": ["2024-06-30T14:00"], "yes": ["on"], "other": ["x"]}, PEOPLE)
    assert done.wrong == []
    assert done.values == {
        "note": "好\n的",
        "kind": "b",
        "many": ["a", "b"],
        "who": "u2",
        "at": "2024-06-30 14:00",
        "yes": True,
    }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("note", "", "请填写“备注”"),
        ("note", "超过五个字了", "最多 5 字"),
        ("kind", "c", "没有这个选项"),
        ("who", "u9", "没有这个选项"),
        ("at", "明天", "2024-06-30 14:00"),
    ],
)
def test_what_a_form_could_not_have_sent_is_refused(name: str, value: str, said: str) -> None:
    done = fill(FORM, {"note": ["好"], name: [value]}, PEOPLE)
    assert len(done.wrong) == 1
    assert said in done.wrong[0]


def test_a_ticket_lives_as_long_as_it_says(clock: HandClock) -> None:
    until = int((clock.now() + timedelta(minutes=1)).timestamp())
    ticket = Ticket("dingtalk", CORP, "c", False, "u", "m", until)
    assert Tickets(KEY).read(Tickets(KEY).sign(ticket)) == ticket
    assert not ticket.is_over(clock.now() + timedelta(minutes=1))
    assert ticket.is_over(clock.now() + timedelta(minutes=1, seconds=1))
    assert Tickets(KEY).read(urlencode({"a": 1})) is None
