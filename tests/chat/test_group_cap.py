"""G9: a group gets so many posts a day by the clock; what has no room is a line of 今日提醒, or waits."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.meetings import service as meetings
from app.meetings.views import MeetingFields, TopicField, WhoField
from app.people.calendars import calendar_of
from tests.chat.ended_meeting import Cast, end_meeting, in_store
from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

EVE = shanghai(2024, 5, 20, 16, 30)
TOMORROW = shanghai(2024, 5, 21, 14)


def plan_meetings(chat: ChatTest, count: int, starts_at: datetime = TOMORROW) -> None:
    """So many meetings on one afternoon, all published."""

    def plan(session: Session) -> None:
        cast, now = Cast(session), chat.process.clock.now()
        calendar, who = calendar_of(session, cast.chat), WhoField(name="王芳")
        for number in range(count):
            fields = MeetingFields(
                title=f"评审{number}",
                necessity="决策",
                objective="确定优先级",
                form="offline",
                place="3号会议室",
                starts_at=starts_at,
                length=60,
                attendees=(who, WhoField(name="张伟")),
                topics=(TopicField(title="排序", owner=who, minutes=40, criterion="价值"),),
            )
            made = meetings.create(
                session, fields, chat=cast.chat, by=cast["王芳"], now=now, calendar=calendar
            )
            meetings.publish(session, made, by=cast["王芳"], now=now, calendar=calendar)

    chat.says("王芳", "@会办 帮助")
    in_store(chat, plan)


def test_the_agendas_of_one_day_leave_room(chat: ChatTest) -> None:
    plan_meetings(chat, 4)
    chat.process.clock.move_to(shanghai(2024, 5, 20, 8))
    before = len(chat.titles(GROUP))
    for at in (shanghai(2024, 5, 20, 9, 50), EVE):
        chat.moves_to(at)
    new = chat.titles(GROUP)[before:]
    assert len(new) == 3
    assert sum("今日提醒" in title for title in new) == 1
    post = chat.card("今日提醒 · 5月20日(周一)").text
    assert all(f"评审{number}" in post for number in range(4)), "what has no post of its own has its line"


def test_final_minutes_wait_for_a_day_with_room(chat: ChatTest) -> None:
    end_meeting(chat)
    plan_meetings(chat, 2, shanghai(2024, 5, 22, 14))
    chat.process.clock.move_to(shanghai(2024, 5, 20, 16, 30))
    chat.presses("王芳", "发布", "纪要", "王芳")
    for at in (shanghai(2024, 5, 21, 9, 50), shanghai(2024, 5, 21, 16, 20), shanghai(2024, 5, 21, 17)):
        chat.moves_to(at)
    assert not any("已定稿" in title for title in chat.titles()), (
        "the post of the day and two agendas were all"
    )
    chat.moves_to(shanghai(2024, 5, 22, 9, 50))
    assert sum("已定稿" in title for title in chat.titles()) == 1
