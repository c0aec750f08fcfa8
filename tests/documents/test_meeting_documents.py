"""表2 as the guide fills it, cell by cell; the minutes; the calendar's file (S51, S74, S75, S89)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar as CalendarFile

from app.calendars import CHINA
from app.documents.agenda import agenda_table
from app.documents.calendarfile import calendar_file
from app.documents.columns import AGENDA_COLUMNS, AGENDA_HEAD
from app.documents.minutes import assemble, minutes_sheet
from app.meetings.minutes_views import MinutesMaterial, NextMeeting
from app.meetings.models import MeetingKind, MeetingStatus, Outcome, Rsvp
from app.meetings.views import (
    AttendeeView,
    DecisionView,
    MeetingView,
    ParkedView,
    PreWorkView,
    TopicView,
)
from app.people.views import PersonView
from tests.support.time import shanghai

WANG = PersonView(1, "wangfang", "王芳", "市场部")
ZHANG = PersonView(2, "zhangwei", "张伟", "研发部")
LI = PersonView(3, "lina", "李娜", "销售部")
CHEN = PersonView(4, "chenchen", "陈晨", "产品部")


def topic(place: int, title: str, discussion: str, owner: PersonView, minutes: int, output: str) -> TopicView:
    """A row of the guide's agenda."""
    return TopicView(
        id=place,
        position=place,
        title=title,
        discussion=discussion,
        owner=owner,
        department="",
        label="",
        minutes=minutes,
        output=output,
        criterion="",
        progress="",
        problem="",
        decision_asked="",
        outcome=Outcome.NONE,
        outcome_note="",
        began_at=None,
        ended_at=None,
        extended=False,
        prior_talk="",
    )


def attendee(person: PersonView) -> AttendeeView:
    """Somebody invited."""
    return AttendeeView(
        id=person.id,
        person=person,
        department=person.department,
        label="",
        cc=False,
        rsvp=Rsvp.YES,
        reason="",
        delegate=None,
        delegate_decides=False,
        opened_at=None,
        present_at=None,
        stance=None,
        objection="",
    )


PREWORK = PreWorkView(
    id=1,
    text="请各部门于5月19日前提交《功能需求清单》（含用户价值、开发周期预估）",
    owner=None,
    due_on=date(2024, 5, 19),
    materials=(),
    owed_by=(),
)
MEETING = MeetingView(
    id=1,
    number=1,
    chat_id=1,
    home_chat="launch",
    private_home=False,
    zone="Asia/Shanghai",
    project="新产品上市推广",
    project_id=1,
    initiator=WANG,
    host=WANG,
    recorder=WANG,
    kind=MeetingKind.NORMAL,
    title="新产品上市功能优先级评审会",
    necessity="decide",
    objective="确定上线功能优先级",
    form="offline",
    place="3号会议室",
    link="",
    starts_at=shanghai(2024, 5, 20, 14),
    length=90,
    urgent_reason="",
    confidential=False,
    status=MeetingStatus.ENDED,
    published_at=shanghai(2024, 5, 14, 11),
    began_at=None,
    ended_at=shanghai(2024, 5, 20, 15, 30),
    segment=None,
    segment_at=None,
    topic_id=None,
    attendees=tuple(attendee(person) for person in (WANG, ZHANG, LI, CHEN)),
    topics=(
        topic(
            1,
            "市场需求反馈与功能优先级梳理",
            "基于用户调研数据，明确核心功能需求",
            WANG,
            20,
            "核心功能清单(初稿)",
        ),
        topic(2, "技术可行性评估", "评估各功能的开发难度与资源需求", ZHANG, 30, "技术可行性报告"),
        topic(3, "销售渠道适配性分析", "分析功能与销售渠道的匹配度", LI, 20, "渠道适配建议"),
        topic(4, "功能优先级最终确认", "综合各方意见，确定上线优先级", CHEN, 20, "功能优先级排序表"),
    ),
    preworks=(PREWORK,),
    opinions=(),
    decisions=(),
    disputes=(),
    parked=(),
    checks=(),
    missing=(),
)


def test_table_two_equals_the_guides_sample() -> None:
    sheet = agenda_table(MEETING, CHINA)
    assert sheet.title == "表2：会议通知与议程表"
    assert tuple(label for label, _ in sheet.head) == AGENDA_HEAD
    assert tuple(value for _, value in sheet.head) == (
        "新产品上市功能优先级评审会",
        "2024-05-20 14:00-15:30（线下：3号会议室）",
        "市场部、研发部、销售部、产品部",
        "请各部门于5月19日前提交《功能需求清单》（含用户价值、开发周期预估）",
    )
    assert sheet.columns == AGENDA_COLUMNS
    assert sheet.rows == (
        (
            "1",
            "市场需求反馈与功能优先级梳理",
            "基于用户调研数据，明确核心功能需求",
            "市场部*",
            "20分钟",
            "核心功能清单(初稿)",
        ),
        ("2", "技术可行性评估", "评估各功能的开发难度与资源需求", "研发部*", "30分钟", "技术可行性报告"),
        ("3", "销售渠道适配性分析", "分析功能与销售渠道的匹配度", "销售部*", "20分钟", "渠道适配建议"),
        ("4", "功能优先级最终确认", "综合各方意见，确定上线优先级", "产品部*", "20分钟", "功能优先级排序表"),
    )


def test_the_criterion_stands_under_what_is_discussed() -> None:
    first = replace(MEETING.topics[0], criterion="用户优先级")
    sheet = agenda_table(replace(MEETING, topics=(first,)), CHINA)
    assert sheet.rows[0][2] == "基于用户调研数据，明确核心功能需求\n决策标准：用户优先级"


def test_what_is_not_known_yet_is_a_dash() -> None:
    bare = replace(
        MEETING.topics[0], owner=None, department="", minutes=None, output="", discussion="", criterion=""
    )
    unknown = replace(MEETING.attendees[0], person=None, department="法务部")
    sheet = agenda_table(
        replace(MEETING, topics=(bare,), attendees=(unknown,), preworks=(), starts_at=None, place=""), CHINA
    )
    assert sheet.rows[0] == ("1", bare.title, "-", "-", "-", "-")
    assert [value for _, value in sheet.head] == [MEETING.title, "线下", "法务部", "-"]


@pytest.mark.parametrize(
    ("text", "due_on", "cell"),
    [
        ("提交《功能需求清单》", date(2024, 5, 17), "提交《功能需求清单》（5月17日前）"),
        ("5月17日前提交清单", date(2024, 5, 17), "5月17日前提交清单"),
        ("5月19日前提交清单", date(2024, 5, 17), "5月19日前提交清单（5月17日前）"),
        ("提交清单", None, "提交清单"),
    ],
)
def test_the_day_of_prework_is_said_once(text: str, due_on: date | None, cell: str) -> None:
    meeting = replace(MEETING, preworks=(replace(PREWORK, text=text, due_on=due_on),))
    assert agenda_table(meeting, CHINA).head[3][1] == cell


def test_a_department_is_listed_once_and_a_person_without_one_by_name() -> None:
    visitor = PersonView(9, "v", "周律师")
    two = (attendee(ZHANG), attendee(replace(ZHANG, id=8, name="孙工")), attendee(visitor))
    assert agenda_table(replace(MEETING, attendees=two), CHINA).head[2][1] == "研发部、周律师"


@pytest.mark.parametrize(
    ("form", "place", "link", "said"),
    [
        ("offline", "3号会议室", "", "（线下：3号会议室）"),
        ("online", "", "https://meet.example/1", "（线上：https://meet.example/1）"),
        ("hybrid", "3号会议室", "https://meet.example/1", "（混合：3号会议室；https://meet.example/1）"),
        ("offline", "3号会议室（线下）", "", "（3号会议室（线下））"),
        ("", "3号会议室", "", "（3号会议室）"),
    ],
)
def test_the_place_is_told_with_its_form(form: str, place: str, link: str, said: str) -> None:
    meeting = replace(MEETING, form=form, place=place, link=link)
    assert agenda_table(meeting, CHINA).head[1][1] == f"2024-05-20 14:00-15:30{said}"


def test_the_sections_of_an_empty_meeting_say_so() -> None:
    bare = replace(MEETING, topics=())
    sections = assemble(MinutesMaterial(bare, (), None), CHINA)
    assert (sections["topics"], sections["tasks"], sections["plan"]) == ("无", "无", "无")
    assert "会议：M1 新产品上市功能优先级评审会" in sections["basic"]


def test_who_signed_in_is_told_from_who_did_not() -> None:
    came = replace(MEETING.attendees[0], present_at=shanghai(2024, 5, 20, 14))
    sections = assemble(
        MinutesMaterial(replace(MEETING, attendees=(came, *MEETING.attendees[1:])), (), None), CHINA
    )
    assert "出席：王芳" in sections["basic"].splitlines()
    assert "未签到：张伟、李娜、陈晨" in sections["basic"]


def test_the_next_meeting_and_parked_items_are_the_plan() -> None:
    parked = (ParkedView(1, "包装换供应商", "followup"), ParkedView(2, "年会", ""))
    upcoming = NextMeeting(2, "渠道评审会", shanghai(2024, 5, 27, 14))
    sections = assemble(MinutesMaterial(replace(MEETING, parked=parked), (), upcoming), CHINA)
    assert sections["plan"].splitlines() == [
        "停车场：包装换供应商（会后专项）",
        "停车场：年会（待安排）",
        "下次会议：M2 渠道评审会，5月27日(周一) 14:00",
    ]


def test_a_major_decision_is_pending_until_a_head_confirms_it() -> None:
    major = DecisionView(1, 1, "预算追加20万", "", "", major=True, confirmed_by=None)
    meeting = replace(MEETING, decisions=(major,))
    sections = assemble(MinutesMaterial(meeting, (), None), CHINA)
    sheet = minutes_sheet(meeting, sections, None, CHINA)
    assert sheet.notes == ("重大结论待部门负责人确认：预算追加20万",)
    confirmed = replace(meeting, decisions=(replace(major, confirmed_by=ZHANG),))
    assert minutes_sheet(confirmed, sections, None, CHINA).notes == ()
    assert dict(sheet.head)["状态"] == "草稿，尚未发布"


def test_the_calendar_file_has_place_link_agenda_and_an_alarm() -> None:
    file = calendar_file(replace(MEETING, form="hybrid", link="https://meet.example/1"), changed=3)
    assert file is not None
    assert file.name == "会议-新产品上市功能优先级评审会.ics"
    read = CalendarFile.from_ical(file.content)
    (event,) = read.walk("VEVENT")
    assert event["summary"] == MEETING.title
    assert event["location"] == "混合：3号会议室；https://meet.example/1"
    assert event["url"] == "https://meet.example/1"
    assert event.decoded("dtstart") == shanghai(2024, 5, 20, 14)
    assert event.decoded("dtend") == shanghai(2024, 5, 20, 15, 30)
    assert event["sequence"] == 3
    assert "1. 市场需求反馈与功能优先级梳理（20分钟） 王芳" in str(event["description"])
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-10)


def test_a_cancelled_meeting_leaves_the_calendars() -> None:
    file = calendar_file(replace(MEETING, status=MeetingStatus.CANCELLED), changed=4)
    assert file is not None
    assert CalendarFile.from_ical(file.content)["method"] == "CANCEL"


def test_a_meeting_without_a_time_has_no_calendar_file() -> None:
    assert calendar_file(replace(MEETING, starts_at=None), changed=1) is None
