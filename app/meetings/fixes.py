"""What settles a finding of 体检: its one-tap fix, or a reason to leave it as it is (section 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.base.errors import Invalid
from app.calendars import Calendar
from app.meetings import queries, rules
from app.meetings.models import Attendee, Meeting, Topic, Waiver
from app.meetings.rules import Finding
from app.meetings.service import entry, may_change
from app.meetings.shown import refresh
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Person
from app.projects import service as projects
from app.rulepacks import service as rulepacks


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, where, and when: `now` is aware."""

    session: Session
    by: Person
    chat: Chat
    now: datetime
    calendar: Calendar


ONE_TAP = frozenset({"R3", "R8", "R9", "R10"})
"""What 一键修正 settles. When a meeting takes place and who stays away is nobody's to decide by the way."""


def fixable(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings 一键修正 settles: not the day of the meeting itself, about which people have to agree."""
    return tuple(f for f in findings if f.rule in ONE_TAP and (f.rule != "R8" or f.about_id))


def fix_all(hand: Hand, meeting: Meeting) -> int:
    """Settle all that one tap can; how many. Raises NotAllowed, MeetingOver."""
    return _fix(hand, meeting, fixable(_found(hand, meeting)), "meeting_fix")


def fix(hand: Hand, meeting: Meeting, rule: str, about: int) -> int:
    """Settle one finding the way its button says. Raises NotAllowed, MeetingOver."""
    found = [f for f in _found(hand, meeting) if f.rule == rule and (not about or f.about_id == about)]
    return _fix(hand, meeting, found, "meeting_fix")


def _fix(hand: Hand, meeting: Meeting, findings: Sequence[Finding], verb: str) -> int:
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, verb, hand.by, hand.now):
        for finding in findings:
            _settle(hand, meeting, finding)
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)
    return len(findings)


def _settle(hand: Hand, meeting: Meeting, finding: Finding) -> None:
    match finding.rule:
        case "R1":
            meeting.length = finding.limit
        case "R2" | "R8" if not finding.about_id and finding.day is not None:
            _move_to(meeting, finding.day, hand.calendar)
        case "R3":
            for topic, minutes in zip(meeting.topics, finding.minutes, strict=True):
                topic.minutes = minutes
        case "R8" | "R9" if finding.day is not None:
            _move_prework(meeting, finding.about_id, finding.day)
        case "R10":
            topic = next(one for one in meeting.topics if one.id == finding.about_id)
            _invite(meeting, topic.owner_id)
        case "R11":
            for attendee in meeting.attendees:
                attendee.cc = attendee.cc or attendee.person_id == finding.about_id
        case _:
            pass


def _move_to(meeting: Meeting, day: date, calendar: Calendar) -> None:
    """The same clock on another day."""
    assert meeting.starts_at is not None
    clock = calendar.local(meeting.starts_at).time()
    meeting.starts_at = calendar.at(day, clock)


def _move_prework(meeting: Meeting, prework_id: int, day: date) -> None:
    """The day, and the text where it names the day that no longer holds."""
    prework = next(one for one in meeting.preworks if one.id == prework_id)
    if prework.due_on is not None:
        named = re.compile(rf"(?<!\d){prework.due_on.month}月{prework.due_on.day}[日号]")
        prework.text = named.sub(f"{day.month}月{day.day}日", prework.text)
    prework.due_on = day


def _invite(meeting: Meeting, person_id: int | None) -> None:
    standing = next((one for one in meeting.attendees if one.person_id == person_id), None)
    if standing is not None:
        standing.cc = False
    elif person_id is not None:
        meeting.attendees.append(Attendee(person_id=person_id))


def lengthen(hand: Hand, meeting: Meeting, length: int) -> None:
    """R3 the other way: a longer meeting (minutes). Raises NotAllowed, MeetingOver."""
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, "meeting_edit", hand.by, hand.now):
        meeting.length = length
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def move(hand: Hand, meeting: Meeting, starts_at: datetime, length: int | None = None) -> None:
    """Another time (aware), and if given another length in minutes. Raises NotAllowed, MeetingOver."""
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, "meeting_move", hand.by, hand.now):
        meeting.starts_at = starts_at
        meeting.length = length or meeting.length
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def copy_in(hand: Hand, meeting: Meeting, attendee_ids: Sequence[int]) -> None:
    """R4: these only learn of it through the minutes (S88). Raises NotAllowed, MeetingOver."""
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, "meeting_people", hand.by, hand.now):
        for attendee in meeting.attendees:
            attendee.cc = attendee.cc or attendee.id in attendee_ids
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def set_criteria(hand: Hand, meeting: Meeting, criteria: Sequence[tuple[Topic, str]]) -> None:
    """R5: by what each topic is decided (S89). Raises NotAllowed, MeetingOver."""
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, "meeting_criteria", hand.by, hand.now):
        for topic, criterion in criteria:
            topic.criterion = criterion
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def contacts_decide(hand: Hand, meeting: Meeting) -> None:
    """R6: where nobody decides, who comes for the department does (S13). Remembered as a decision-maker."""
    may_change(hand.session, meeting, hand.by)
    with entry(hand.session, meeting, "meeting_deciders", hand.by, hand.now):
        for finding in _found(hand, meeting):
            department = people.find_department(hand.session, meeting.company_id, finding.about)
            if finding.rule != "R6" or department is None:
                continue
            person = hand.session.get_one(Person, finding.about_id)
            if meeting.project_id is not None:
                projects.set_speaker(
                    hand.session,
                    meeting.project_id,
                    department.id,
                    contact_id=None,
                    decision_maker_id=person.id,
                )
            if department.decision_maker_id is None:
                roles.assign(
                    hand.session,
                    department,
                    "decision_maker",
                    person,
                    by=hand.by,
                    chat=hand.chat,
                    now=hand.now,
                )
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def mark_urgent(hand: Hand, meeting: Meeting, reason: str) -> None:
    """R2: notice is short on purpose, and why (S5). Raises NotAllowed, MeetingOver, Invalid."""
    may_change(hand.session, meeting, hand.by)
    if not reason:
        raise Invalid(field="meeting.urgent_reason", example="meeting.example.urgent")
    with entry(hand.session, meeting, "meeting_urgent", hand.by, hand.now):
        meeting.urgent_reason = reason
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def waive(hand: Hand, meeting: Meeting, given: Sequence[tuple[str, int]], reason: str) -> None:
    """Leave findings as they are, and say why: it is kept as evidence. Raises NotAllowed, MeetingOver, Invalid."""
    may_change(hand.session, meeting, hand.by)
    if not reason:
        raise Invalid(field="meeting.keep_reason", example="meeting.example.keep")
    standing = {(waiver.rule, waiver.about) for waiver in meeting.waivers}
    with entry(hand.session, meeting, "meeting_keep", hand.by, hand.now):
        meeting.waivers.extend(
            Waiver(rule=rule, about=about, reason=reason, by_id=hand.by.id, at=hand.now)
            for rule, about in dict.fromkeys(given)
            if (rule, about) not in standing
        )
    refresh(hand.session, meeting, now=hand.now, calendar=hand.calendar)


def _found(hand: Hand, meeting: Meeting) -> tuple[Finding, ...]:
    facts = queries.facts(hand.session, meeting, hand.calendar, now=hand.now)
    return rules.check(facts, hand.calendar, rulepacks.pack_of(hand.session, meeting.chat_id))


def longest_fit(finding: Finding) -> int | None:
    """R3: the length that holds all topics as they are, if the chat's rules allow it."""
    return finding.count if finding.fits else None
