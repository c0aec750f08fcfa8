"""分歧 after the meeting: both sides, the host, the decision-makers, until it is settled (S44–S46, L8)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import CHINA
from app.meetings import settling
from app.meetings.models import Dispute
from app.outbox.models import Outgoing
from app.people import service as people
from app.people.models import Company, Person
from tests.chat.ended_meeting import ENDED, TITLE, Cast, end_meeting, in_store
from tests.chat.faces import ChatTest
from tests.support.time import shanghai

DISPUTE = f"分歧 · M1 {TITLE}"
REMINDER = "分歧提醒"


@pytest.fixture
def ended(chat: ChatTest) -> ChatTest:
    """The meeting is over with one dispute, due 05-22 at 18:00."""
    end_meeting(chat)
    return chat


def test_both_sides_are_asked_in_private(ended: ChatTest) -> None:
    for who in ("张伟", "刘洋"):
        text = ended.card(DISPUTE, who).text
        assert "C功能是否进一期" in text
        assert "研发部的诉求：人手不够，放二期" in text
        assert "销售部的诉求：渠道等着要" in text
        assert "期限：5月22日(周三) 18:00" in text
    assert DISPUTE not in ended.titles("陈晨")
    assert DISPUTE not in ended.titles()


def test_one_side_writes_down_what_both_agreed_on(ended: ChatTest) -> None:
    toast = ended.submits("刘洋", {"双方一致的结果": "C放二期，渠道先给样册"}, "达成一致", DISPUTE, "刘洋")
    assert "已告知双方" in toast
    assert "C放二期，渠道先给样册" in ended.card(DISPUTE, "张伟").text
    ended.moves_to(shanghai(2024, 5, 24, 18))
    assert REMINDER not in ended.titles("张伟")
    assert REMINDER not in ended.titles("王芳")


def test_a_settlement_can_be_taken_back(ended: ChatTest) -> None:
    ended.submits("刘洋", {"双方一致的结果": "C放二期"}, "达成一致", DISPUTE, "刘洋")
    ended.moves_to(shanghai(2024, 5, 20, 15, 31))
    ended.presses("刘洋", "撤销", DISPUTE, "刘洋")
    ended.moves_to(shanghai(2024, 5, 20, 15, 32))
    assert "待解决" in ended.card(DISPUTE, "张伟").text


def test_a_dispute_nobody_settles_climbs(ended: ChatTest) -> None:
    ended.moves_to(shanghai(2024, 5, 22, 13, 59))
    assert REMINDER not in ended.titles("张伟")
    ended.moves_to(shanghai(2024, 5, 22, 14, 10))
    for who in ("张伟", "刘洋"):
        assert "5月22日(周三) 18:00 到期" in ended.card(REMINDER, who).text
    ended.moves_to(shanghai(2024, 5, 22, 18, 20))
    assert "已到期" not in ended.card(REMINDER, "张伟").text  # one message in a half-day (D1)
    ended.moves_to(shanghai(2024, 5, 23, 9, 15))
    assert "已到期" in ended.card(REMINDER, "张伟").text
    ended.moves_to(shanghai(2024, 5, 23, 10, 10))
    assert "请主持人协调" in ended.card(REMINDER, "王芳").text
    assert ended.card(REMINDER, "王芳").buttons == ("写下结果",)
    assert REMINDER not in ended.titles()
    ended.moves_to(shanghai(2024, 5, 24, 10, 10))
    assert "双方决策人拍板" in ended.card(REMINDER, "张伟").text


def test_the_decision_makers_may_settle_it(ended: ChatTest) -> None:
    def name_decider(session: Session) -> None:
        cast = Cast(session)
        company = session.get_one(Company, cast.chat.company_id)
        people.department_of(session, company, "研发部").decision_maker_id = cast["赵强"].id
        cast["张伟"].department_id = people.department_of(session, company, "研发部").id
        settling.raised(session, session.scalars(select(Dispute)).one(), now=ENDED, calendar=CHINA)

    in_store(ended, name_decider)
    ended.moves_to(shanghai(2024, 5, 24, 10, 10))
    assert "双方决策人拍板" in ended.card(REMINDER, "赵强").text
    ended.presses("赵强", "写下结果", REMINDER, "赵强")
    toast = ended.submits("赵强", {"双方一致的结果": "C放二期"}, "达成一致", DISPUTE, "赵强")
    assert "已告知双方" in toast


def test_nobody_outside_a_confidential_meeting_hears_of_its_dispute(chat: ChatTest) -> None:
    def name_decider(session: Session) -> None:
        cast = Cast(session)
        company = session.get_one(Company, cast.chat.company_id)
        for department in ("研发部", "市场部"):
            people.department_of(session, company, department).decision_maker_id = outsider(session).id
        for name, department in (("张伟", "研发部"), ("王芳", "市场部")):
            cast[name].department_id = people.department_of(session, company, department).id
        settling.raised(session, session.scalars(select(Dispute)).one(), now=ENDED, calendar=CHINA)

    def outsider(session: Session) -> Person:
        company = session.get_one(Company, Cast(session).chat.company_id)
        return people.person_of(session, company, people.Known("outsider", "外人"))

    end_meeting(chat, confidential=True)
    in_store(chat, name_decider)
    chat.moves_to(shanghai(2024, 5, 24, 18))
    with chat.process.runtime.sessions() as session:
        assert session.scalars(select(Outgoing.id).where(Outgoing.person == "outsider")).all() == []
    assert not [title for title in chat.titles() if "分歧" in title or "纪要" in title]
