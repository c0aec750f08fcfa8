"""体检 of a meeting: the guide's rules as pure functions, each number named once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.calendars import Calendar
from app.meetings.models import MeetingKind
from app.rulepacks.pack import Pack
from app.rulepacks.reading import guide_pack

LONGEST_SHORT = 30
"""S63: the short alignment is planned for half an hour, whatever a chat's own rules allow."""
OPENING, CLOSING = 5, 10
"""S34, S47: minutes at both ends that belong to no topic."""
IDLE_OFTEN = 2
"""S26: whoever sat in so many meetings without a part is offered a copy of the minutes instead."""
NECESSITIES: tuple[str, ...] = ("complex", "decide", "confirm")
"""S21: the three reasons to meet."""
FORMS: tuple[str, ...] = ("offline", "online", "hybrid")
"""S24."""
CRITERIA: tuple[str, ...] = ("用户优先级", "开发成本", "ROI", "合规", "时间")
"""S89: the pick list."""
DECISION_VERBS: tuple[str, ...] = (
    "确定",
    "解决",
    "批准",
    "对齐",
    "决定",
    "通过",
    "明确",
    "选定",
    "敲定",
    "达成",
    "评审",
    "确认",
    "定下",
    "排定",
)
"""S23: an objective begins with what will be so afterwards."""
REQUIRED: tuple[str, ...] = ("title", "starts_at", "length", "where", "attendees")
"""S28: what a notice cannot be published without."""


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """What the checks need of a topic."""

    id: int
    title: str
    minutes: int | None
    criterion: str
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class AttendeeFacts:
    """What the checks need of somebody invited. `present_id` is who comes: the person, or the delegate.

    `may_decide`: they are a decision-maker, or a delegate with authority. `has_role`: beside topics, they host,
    record, prepare, or speak for a department. `idle_before`: in how many meetings until now they had no part.
    """

    person_id: int
    name: str
    department: str
    cc: bool
    has_role: bool
    may_decide: bool
    department_has_decider: bool
    idle_before: int = 0


@dataclass(frozen=True, slots=True)
class PreWorkFacts:
    """What the checks need of a piece of pre-work."""

    id: int
    text: str
    due_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term that stands in a topic (S82) and what it means; `conflict`: departments mean different things."""

    id: int
    name: str
    topic_id: int
    text: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """All that 体检 looks at. `notice_on` is the day it was published, or today; the host is there, invited or not.

    `busy` are those who have another meeting at that time, by their keys.
    """

    kind: MeetingKind
    necessity: str
    objective: str
    starts_at: datetime | None
    length: int | None
    notice_on: date
    urgent: bool
    topics: tuple[TopicFacts, ...]
    attendees: tuple[AttendeeFacts, ...]
    preworks: tuple[PreWorkFacts, ...]
    waived: frozenset[tuple[str, int]]
    host_id: int = 0
    terms: tuple[TermFacts, ...] = ()
    busy: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule, what it is about, and what its fix needs.

    `about_id` is a topic, an attendee's person or a pre-work; `day` an offered working day; `minutes` offered
    lengths in the order of the agenda; `count` and `limit` what was found against what is allowed; `fits`: a meeting may be that long. `level` is how
    loudly the chat's rules speak of it.
    """

    rule: str
    about: str = ""
    about_id: int = 0
    day: date | None = None
    minutes: tuple[int, ...] = ()
    count: int = 0
    limit: int = 0
    fits: bool = False
    level: str = ""
    term: TermFacts | None = None


def check(facts: MeetingFacts, calendar: Calendar, pack: Pack | None = None) -> tuple[Finding, ...]:
    """Everything to mind, in the order of the card, by the rules of `pack` (None: 「指南默认」).

    Nothing blocks; what was waived is left out, and so is what the pack has switched off.
    """
    pack = pack or guide_pack()
    found = [
        *_purpose(facts),
        *_time(facts, calendar, pack),
        *_agenda(facts, pack),
        *_people(facts, pack),
        *_preparation(facts, calendar, pack),
    ]
    return tuple(
        replace(finding, level=pack.level(finding.rule))
        for finding in found
        if (finding.rule, finding.about_id) not in facts.waived and pack.on(finding.rule)
    )


def _purpose(facts: MeetingFacts) -> list[Finding]:
    """S21 and S23: why to meet, and what will be so afterwards."""
    found: list[Finding] = []
    if facts.kind == MeetingKind.NORMAL and facts.necessity not in NECESSITIES:
        found.append(Finding("S21"))
    if not facts.objective:
        found.append(Finding("S23"))
    elif not facts.objective.startswith(DECISION_VERBS) and not any(
        char.isdigit() for char in facts.objective
    ):
        found.append(Finding("R13"))
    return found


def _time(facts: MeetingFacts, calendar: Calendar, pack: Pack) -> list[Finding]:
    found: list[Finding] = []
    limit = pack.longest if facts.kind == MeetingKind.NORMAL else pack.short
    if facts.length is not None and facts.length > limit:
        found.append(Finding("R1", count=facts.length, limit=limit))
    if facts.starts_at is None:
        return found
    day = calendar.local(facts.starts_at).date()
    if not calendar.is_workday(day):
        found.append(Finding("R8", day=calendar.previous_workday_on_or_before(day)))
    notice = calendar.workdays_between(facts.notice_on, day)
    if facts.kind == MeetingKind.NORMAL and notice < pack.notice and not facts.urgent:
        earliest = calendar.add_workdays(facts.notice_on, pack.notice)
        found.append(Finding("R2", count=max(notice, 0), limit=pack.notice, day=earliest))
    return found


def _agenda(facts: MeetingFacts, pack: Pack) -> list[Finding]:
    found: list[Finding] = []
    total = sum(topic.minutes or 0 for topic in facts.topics)
    room = None if facts.length is None else facts.length - OPENING - CLOSING
    if room is not None and facts.topics and total > room:
        offered = scale([topic.minutes or 0 for topic in facts.topics], room)
        needed = total + OPENING + CLOSING
        found.append(
            Finding(
                "R3",
                count=needed,
                limit=facts.length or 0,
                minutes=tuple(offered),
                fits=needed <= pack.longest,
            )
        )
    found.extend(Finding("R5", topic.title, topic.id) for topic in facts.topics if not topic.criterion)
    found.extend(Finding("R15", term.name, term.topic_id, term=term) for term in facts.terms if term.conflict)
    return found


def _people(facts: MeetingFacts, pack: Pack) -> list[Finding]:
    required = [attendee for attendee in facts.attendees if not attendee.cc]
    invited = {facts.host_id, *(attendee.person_id for attendee in required)}
    owners = {topic.owner_id for topic in facts.topics}
    found: list[Finding] = []
    if len(required) > pack.most:
        found.append(Finding("R4", count=len(required), limit=pack.most))
    found.extend(
        Finding("R16", attendee.name, attendee.person_id)
        for attendee in required
        if attendee.person_id in facts.busy
    )
    found.extend(
        Finding("R10", topic.title, topic.id)
        for topic in facts.topics
        if topic.owner_id is not None and topic.owner_id not in invited
    )
    if facts.kind == MeetingKind.SYNC:
        return found  # everybody tells how far they are; nothing is decided that needs a decision-maker
    found.extend(
        Finding("R11", attendee.name, attendee.person_id, count=attendee.idle_before)
        for attendee in required
        if (facts.topics or attendee.idle_before >= IDLE_OFTEN)
        and not attendee.has_role
        and attendee.person_id not in owners
    )
    if facts.topics and required and not any(attendee.may_decide for attendee in required):
        found.append(Finding("R12"))
    undecided = {a.department: a.person_id for a in required if a.department and not a.department_has_decider}
    found.extend(Finding("R6", department, person_id) for department, person_id in undecided.items())
    return found


def _preparation(facts: MeetingFacts, calendar: Calendar, pack: Pack) -> list[Finding]:
    found: list[Finding] = []
    for prework in facts.preworks:
        if prework.due_on is None or prework.done:
            continue
        if not calendar.is_workday(prework.due_on):
            day = calendar.previous_workday_on_or_before(prework.due_on)
            found.append(Finding("R8", prework.text, prework.id, day=day))
        elif facts.starts_at is not None and late_material(prework.due_on, facts.starts_at, calendar, pack):
            day = material_day(facts.starts_at, calendar, pack)
            found.append(Finding("R9", prework.text, prework.id, day=day))
    return found


def late_material(due_on: date, starts_at: datetime, calendar: Calendar, pack: Pack) -> bool:
    """R9: material that comes on the day of the meeting, or later, cannot be read ahead (S31)."""
    return due_on > material_day(starts_at, calendar, pack)


def material_day(starts_at: datetime, calendar: Calendar, pack: Pack) -> date:
    """The last day for material: the working day before the meeting, unless the chat wants longer to read."""
    return calendar.add_workdays(calendar.local(starts_at).date(), -pack.material)


def scale(minutes: Sequence[int], room: int) -> list[int]:
    """Cut lengths down to `room` in proportion, in whole minutes, by largest remainder; order and sum are kept.

    20, 30, 20, 20 into 75 gives 17, 25, 17, 16 (U5): of equal remainders the earlier one is rounded up.
    """
    total = sum(minutes)
    if total <= room or not total:
        return list(minutes)
    exact = [length * room / total for length in minutes]
    cut = [int(share) for share in exact]
    by_remainder = sorted(range(len(cut)), key=lambda place: (cut[place] - exact[place], place))
    for place in by_remainder[: room - sum(cut)]:
        cut[place] += 1
    return cut


def missing(
    *, title: str, starts_at: datetime | None, length: int | None, where: str, attendees: int
) -> tuple[str, ...]:
    """What a notice still lacks (S28), in the order of REQUIRED."""
    given: dict[str, object] = {
        "title": title,
        "starts_at": starts_at,
        "length": length,
        "where": where,
        "attendees": attendees,
    }
    return tuple(name for name in REQUIRED if not given[name])


def ends_at(starts_at: datetime, length: int) -> datetime:
    """The planned end."""
    return starts_at + timedelta(minutes=length)
