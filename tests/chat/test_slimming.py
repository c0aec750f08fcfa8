"""自我瘦身: who sat in twice without a part is offered a copy; a rule waived every time is put up for removal."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Attendee, Meeting, MeetingStatus, Topic, Waiver
from app.people import service as people
from app.projects.models import Project
from tests.chat.ended_meeting import Cast, in_store
from tests.chat.faces import ChatTest
from tests.chat.test_retro import ASK, NEED, REPORT, RUNNING
from tests.support.time import shanghai


def two_meetings(session: Session) -> None:
    """赵强 sat in both without a topic; neither topic had a criterion, and each time somebody said why."""
    cast = Cast(session)
    host, guest = cast["王芳"], cast["赵强"]
    project = session.scalar(select(Project))
    for week in (1, 2):
        began = shanghai(2024, 5, 14, 9) - timedelta(weeks=week)
        meeting = Meeting(
            company_id=host.company_id,
            number=people.next_number(session, host.company_id, "meeting"),
            chat_id=cast.chat.id,
            project_id=None if project is None else project.id,
            initiator_id=host.id,
            host_id=host.id,
            recorder_id=host.id,
            title="周会",
            objective="确定下周安排",
            necessity="decide",
            starts_at=began,
            length=60,
            status=MeetingStatus.ENDED,
            created_at=began - timedelta(days=6),
            published_at=began - timedelta(days=6),
            began_at=began,
            ended_at=began + timedelta(hours=1),
            attendees=[Attendee(person_id=host.id), Attendee(person_id=guest.id)],
            topics=[Topic(position=1, title="安排", owner_id=host.id, minutes=30)],
        )
        session.add(meeting)
        session.flush()
        reason = Waiver(rule="R5", about=meeting.topics[0].id, reason="只通报", by_id=host.id, at=began)
        meeting.waivers.append(reason)


def test_who_sat_in_twice_without_a_part_is_offered_a_copy(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 帮助")
    in_store(chat, two_meetings)
    chat.says("王芳", "@会办 /会议 5月27日下午2点 60分钟 周会 @张伟 @赵强")
    card = chat.card("周会")
    assert "赵强 最近 2 次参会都没有具体任务" in card.text
    assert "张伟 最近" not in card.text
    assert chat.presses("王芳", "改为抄送", "周会") == "已更新"
    assert "赵强 最近" not in chat.card("周会").text


def test_a_rule_that_is_waived_every_time_is_put_up_for_removal(chat: ChatTest) -> None:
    chat.says("王芳", NEED)
    in_store(chat, two_meetings)
    chat.says("王芳", "@会办 复盘")
    chat.presses("王芳", "发起复盘", ASK)
    chat.presses("王芳", "现在汇总", RUNNING)
    text = chat.card(REPORT).text
    assert "规则 R5 的级别：提醒 → 停用，这条规则每次都被放行，建议停用" in text
    chat.presses("王芳", "采纳", REPORT)
    assert "王芳 已采纳" in chat.card(REPORT).text
