"""会议纪要: its four sections put into words (S51), and the document they make."""

import re
from datetime import datetime

from app.calendars import Calendar, say_date, say_moment, say_span
from app.documents.columns import deliverable_cell, names_cell
from app.documents.tables import Sheet
from app.meetings.minutes_views import SECTIONS, MinutesMaterial, MinutesView, Sections
from app.meetings.models import Outcome, Rsvp
from app.meetings.rules import ends_at
from app.meetings.views import AttendeeView, DecisionView, DisputeView, MeetingView, TopicView

MINUTES_TITLE = "会议纪要"
MINUTES_COLUMNS = ("部分", "内容")
SECTION_NAMES: dict[str, str] = {
    "basic": "会议基本信息",
    "topics": "各议题结论",
    "tasks": "待办任务",
    "plan": "下一步行动计划",
}
"""S51, in its order."""
NOTHING = "无"
INDENT = "\u3000"
"""A wide space: cards keep it where they fold others."""
FORMS: dict[str, str] = {"offline": "线下", "online": "线上", "hybrid": "混合"}
"""S24."""
_REPLACED = re.compile(r"，已被 \S+ 替代）$")
GOES_TO: dict[str, str] = {"followup": "会后专项", "next": "列入下次会议"}


def assemble(material: MinutesMaterial, calendar: Calendar) -> Sections:
    """The four sections from what happened; a section with nothing in it says 无."""
    lines = {
        "basic": _basic(material.meeting, calendar),
        "topics": _topics(material.meeting, calendar),
        "tasks": _tasks(material, calendar),
        "plan": _plan(material, calendar),
    }
    return {section: "\n".join(lines[section]) or NOTHING for section in SECTIONS}


def minutes_sheet(
    meeting: MeetingView, sections: Sections, minutes: MinutesView | None, calendar: Calendar
) -> Sheet:
    """The minutes as a document: one row a section. Without `minutes` it is a draft and says so."""
    rows = tuple((SECTION_NAMES[section], sections[section]) for section in SECTIONS)
    head = (("会议名称", meeting.title), ("状态", _state(minutes, calendar)))
    return Sheet(MINUTES_TITLE, head, MINUTES_COLUMNS, rows, notes=_remarks(meeting, minutes))


def place_words(meeting: MeetingView) -> str:
    """线下：3号会议室, as the guide writes it; the form is not said twice."""
    form = FORMS.get(meeting.form, "")
    where = meeting.where
    if not form or form in where:
        return where or form
    return f"{form}：{where}" if where else form


def _state(minutes: MinutesView | None, calendar: Calendar) -> str:
    if minutes is None:
        return "草稿，尚未发布"
    published = calendar.local(minutes.published_at)
    said = f"第{minutes.edition}版，{published:%Y-%m-%d %H:%M} 由{minutes.publisher.shown}发布"
    if not minutes.final:
        return f"{said}，异议期至 {calendar.local(minutes.closes_at):%Y-%m-%d %H:%M}"
    return f"{said}，已定稿，{minutes.confirmed}/{len(minutes.readers)} 已确认"


def _remarks(meeting: MeetingView, minutes: MinutesView | None) -> tuple[str, ...]:
    pending = tuple(
        f"重大结论待部门负责人确认：{decision.text}" for decision in meeting.decisions if decision.pending
    )
    elsewhere = tuple(
        f"结论“{one.text}”已被 {one.replaced_by} 替代" for one in meeting.replaced if "·" in one.replaced_by
    )
    objections = () if minutes is None else minutes.objections
    said = tuple(f"异议（{SECTION_NAMES[o.section]}）：{o.text}{_answered(o.answer)}" for o in objections)
    return pending + elsewhere + said


def _answered(answer: str) -> str:
    return f" → {answer}" if answer else ""


def _basic(meeting: MeetingView, calendar: Calendar) -> list[str]:
    people = [attendee for attendee in meeting.required if attendee.person is not None]
    signed = any(attendee.present_at is not None for attendee in people)
    coming = [a for a in people if a.rsvp != Rsvp.NO]
    there = [a for a in coming if a.present_at is not None] if signed else coming
    not_there = [a for a in coming if a not in there]
    lines = [
        ("会议", f"M{meeting.number} {meeting.title}"),
        ("时间", _when(meeting, calendar)),
        ("地点", place_words(meeting)),
        ("目标", meeting.objective),
        ("主持人", meeting.host.shown),
        ("记录人", meeting.recorder.shown),
        ("出席", "、".join(a.shown for a in there)),
        ("代表", "；".join(_delegate(a) for a in people if a.rsvp == Rsvp.NO and a.delegate is not None)),
        ("缺席", "、".join(a.shown for a in people if a.rsvp == Rsvp.NO and a.delegate is None)),
        ("未签到", "、".join(a.shown for a in not_there)),
        ("抄送", "、".join(a.shown for a in meeting.copied)),
    ]
    return [f"{label}：{value}" for label, value in lines if value]


def _delegate(attendee: AttendeeView) -> str:
    assert attendee.delegate is not None
    scope = "可决策" if attendee.delegate_decides else "仅听会"
    return f"{attendee.delegate.shown} 代表 {attendee.shown}（{scope}）"


def _when(meeting: MeetingView, calendar: Calendar) -> str:
    if meeting.starts_at is None:
        return ""
    start = meeting.began_at or meeting.starts_at
    end = meeting.ended_at or ends_at(meeting.starts_at, meeting.length or 0)
    return say_span(start, end, this_year=0, calendar=calendar)


def _topics(meeting: MeetingView, calendar: Calendar) -> list[str]:
    lines: list[str] = []
    for number, topic in enumerate(meeting.topics, start=1):
        lines.append(f"{number}. {topic.title}")
        lines.extend(INDENT + line for line in _ended_in(meeting, topic, calendar))
    known = {topic.id for topic in meeting.topics}
    others = [decided_line(one) for one in _all_decided(meeting) if one.topic_id not in known]
    others += [
        line
        for dispute in meeting.disputes
        if dispute.topic_id not in known
        for line in _differed(dispute, calendar)
    ]
    if others:
        lines += ["其他", *(INDENT + line for line in others)]
    return lines


def _ended_in(meeting: MeetingView, topic: TopicView, calendar: Calendar) -> list[str]:
    lines = [decided_line(one) for one in _all_decided(meeting) if one.topic_id == topic.id]
    for dispute in meeting.disputes:
        if dispute.topic_id == topic.id:
            lines.extend(_differed(dispute, calendar))
    if topic.outcome == Outcome.SHELVED:
        lines.append(_labelled("搁置", topic.outcome_note))
    elif topic.outcome == Outcome.FOLLOW_UP:
        lines.append(_labelled("会后专项", topic.outcome_note))
    return lines or [_labelled("未形成结论", topic.outcome_note)]


def _all_decided(meeting: MeetingView) -> list[DecisionView]:
    """Those that hold and those that were replaced (X6), in the order they were made."""
    return sorted((*meeting.decisions, *meeting.replaced), key=lambda one: one.id)


def decided_line(decision: DecisionView) -> str:
    """A conclusion as the minutes say it. One that was replaced ends in what it was replaced by (X6)."""
    facts = [
        f"{decision.name}，替代 {decision.replaces}" if decision.replaces else "",
        f"标准：{decision.criterion}" if decision.criterion else "",
        f"依据：{decision.basis}" if decision.basis else "",
        "重大" if decision.major else "",
        f"{decision.name}，已被 {decision.replaced_by} 替代" if decision.replaced_by else "",
    ]
    said = "；".join(fact for fact in facts if fact)
    return f"结论：{decision.text}" + (f"（{said}）" if said else "")


def is_replaced(line: str) -> bool:
    """Whether a line of the minutes is a conclusion that holds no more, to be struck through."""
    return _REPLACED.search(line) is not None


def _differed(dispute: DisputeView, calendar: Calendar) -> list[str]:
    lines = [f"分歧：{dispute.point}"]
    for department, person, demand in dispute.sides:
        name = department or ("" if person is None else person.shown)
        lines.append(f"· {name}：{demand}")
    if dispute.settled:
        return [*lines, f"· 已达成一致：{dispute.settled}"]
    until = say_moment(dispute.due_at, this_year=_year(dispute.due_at, calendar), calendar=calendar)
    return [*lines, f"· 后续：{dispute.way or '双方会后对接'}，{until} 前"]


def _tasks(material: MinutesMaterial, calendar: Calendar) -> list[str]:
    lines = []
    for task in material.tasks:
        department = f"（{task.owner.department}）" if task.owner.department else ""
        year = _year(material.meeting.ended_at, calendar)
        line = f"T{task.number} {task.description}｜{task.owner.shown}{department}｜"
        line += f"{say_date(task.due_on, this_year=year)}前"
        if task.deliverable:
            line += f"｜产出：{deliverable_cell(task.deliverable, task.edition)}"
        if task.departments:
            line += f"｜协作：{names_cell(task.departments.split('、'))}"
        lines.append(line)
    return lines


def _plan(material: MinutesMaterial, calendar: Calendar) -> list[str]:
    meeting = material.meeting
    lines = [
        _labelled("会后专项", f"{topic.title}{f'（{topic.owner_shown}）' if topic.owner_shown else ''}")
        for topic in meeting.topics
        if topic.outcome == Outcome.FOLLOW_UP
    ]
    lines += [
        _labelled("搁置待议", topic.title) for topic in meeting.topics if topic.outcome == Outcome.SHELVED
    ]
    for dispute in meeting.disputes:
        if not dispute.settled:
            until = say_moment(dispute.due_at, this_year=_year(dispute.due_at, calendar), calendar=calendar)
            lines.append(f"解决分歧：{dispute.point}，{until} 前")
    lines += [f"停车场：{item.text}（{GOES_TO.get(item.goes_to, '待安排')}）" for item in meeting.parked]
    upcoming = material.next_meeting
    if upcoming is not None:
        at = say_moment(upcoming.starts_at, this_year=_year(meeting.ended_at, calendar), calendar=calendar)
        lines.append(f"下次会议：M{upcoming.number} {upcoming.title}，{at}")
    return lines


def _labelled(label: str, text: str) -> str:
    return f"{label}：{text}" if text else label


def _year(moment: datetime | None, calendar: Calendar) -> int:
    return 0 if moment is None else calendar.local(moment).year
