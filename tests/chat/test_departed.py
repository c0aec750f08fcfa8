"""The platform tells that somebody has left (D17)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Company, Person
from app.tasks.models import Task
from bot.feishu.parse import parse
from bot.ports import Actor, Chat, Departed, Update
from handlers.dispatch import Surroundings, handle
from tests.chat.ended_meeting import in_store
from tests.chat.faces import ChatTest
from tests.support.time import shanghai
from tests.support.wire import envelope

NOW = shanghai(2024, 5, 14, 10)


def _said(open_id: str) -> dict[str, Any]:
    return {
        "schema": "2.0",
        "header": {"event_id": "e1", "event_type": "contact.user.deleted_v3", "tenant_key": "t1"},
        "event": {"object": {"open_id": open_id, "name": "somebody"}, "old_object": {"status": {}}},
    }


def test_a_departure_is_read_as_about_the_person() -> None:
    update = parse(envelope(_said("ou_1")), me=None, now=NOW)
    assert update is not None
    assert (update.actor.id, update.tenant, update.body) == ("ou_1", "t1", Departed())
    assert update.lane == "feishu:t1:p:ou_1"


def test_a_departure_of_nobody_is_none_of_our_business() -> None:
    assert parse(envelope(_said("")), me=None, now=NOW) is None


def test_the_initiator_is_asked_to_hand_on(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
    in_store(chat, _departs)
    assert "任务 T1 技术参数定稿" in chat.card("的工作交接", where="王芳").text


def test_several_leave_at_once(chat: ChatTest) -> None:
    chat.says("张伟", "@会办 帮助")
    chat.says("李娜", "@会办 帮助")
    with chat.process.runtime.sessions.begin() as session:
        zhang, li = (
            session.scalars(select(Person).where(Person.name == who)).one() for who in ("张伟", "李娜")
        )
        company = session.get_one(Company, zhang.company_id)
        update = Update(
            company.platform,
            company.tenant,
            "e2",
            Chat("departed", private=True),
            Actor(zhang.external_id),
            NOW,
            Departed(("nobody we know", li.external_id)),
        )
        assert handle(session, update, Surroundings(NOW, "Asia/Shanghai")) is None
        assert (zhang.active, li.active) == (False, False)


def test_a_group_whose_only_admin_left_can_be_set_again(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @王芳 5月28日前 技术参数定稿")
    chat.says("李娜", "@会办 设置")
    assert "王芳" in chat.presses("李娜", "时间", "本群设置")
    in_store(chat, _departs)
    chat.presses("李娜", "时间", "本群设置")
    assert chat.submits("李娜", {}, "保存", "设置 · 时间").startswith("已保存")


def _departs(session: Session) -> None:
    """As the platform would say it, in the company that is there."""
    task = session.scalars(select(Task)).one()
    owner = session.get_one(Person, task.owner_id)
    company = session.get_one(Company, owner.company_id)
    where = Chat("departed", private=True)
    update = Update(company.platform, company.tenant, "e1", where, Actor(owner.external_id), NOW, Departed())
    assert handle(session, update, Surroundings(NOW, "Asia/Shanghai")) is None
    assert not owner.active
