"""体检条 of a meeting: each finding with the buttons that settle it. Nothing blocks (section 4)."""

from collections.abc import Callable
from dataclasses import replace

from app.calendars import say_date
from app.meetings.fixes import longest_fit
from app.meetings.models import Stance
from app.meetings.rules import IDLE_OFTEN, NECESSITIES, Finding, TermFacts
from bot.cards.meeting_parts import Sight, missing_names
from bot.cards.model import Button, Element, Notice
from bot.cards.parts import button, heading, t
from bot.texts import say


def checks(sight: Sight) -> list[Element]:
    """What a notice needs first, then who has to be named, then the rules in their order."""
    notices = [*_required(sight), *_grouped(sight), *_talks(sight), *_estimate(sight)]
    if not notices:
        notices = [Notice("ok", (t(say("meeting.check_ok")),))]
    return [heading(say("meeting.check_title")), *notices, *_terms(sight)]


def _required(sight: Sight) -> list[Notice]:
    meeting = sight.meeting
    notices: list[Notice] = []
    if meeting.missing:
        text = say("meeting.check.missing", names=missing_names(meeting.missing))
        notices.append(Notice("bad", (t(text, bold=True),)))
    names = dict.fromkeys(
        [a.shown for a in meeting.attendees if a.person is None]
        + [o.owner_shown for o in meeting.topics if o.owner is None and o.owner_shown]
    )
    if names:
        text = say("meeting.check.people", count=len(names), names="、".join(names))
        ask = button(say("meeting.fix.people"), "meeting.who", style="primary", meeting=meeting.id)
        notices.append(Notice("warn", (t(text),), (ask,)))
    return notices


def _grouped(sight: Sight) -> list[Notice]:
    """A notice a finding; those about criteria and decision-makers share one, since one form settles them all."""
    found: dict[str, list[Finding]] = {}
    undecided = any(finding.rule == "R6" for finding in sight.meeting.checks)
    for finding in sight.meeting.checks:
        if finding.rule == "R12" and undecided:
            continue  # naming the decision-makers settles both
        key = finding.rule if finding.rule in {"R5", "R6"} else f"{finding.rule}:{finding.about_id}"
        found.setdefault(key, []).append(finding)
    return [
        _levelled(_NOTICES.get(group[0].rule, _plain)(sight, group), group[0]) for group in found.values()
    ]


def _levelled(notice: Notice, finding: Finding) -> Notice:
    """As loud as the chat's rules want it."""
    return replace(notice, level="hint" if finding.level == "hint" else "warn")


def _necessity(sight: Sight, _found: list[Finding]) -> Notice:
    """S21: one tap says why; none of the reasons, and no meeting is needed (S22)."""
    number = sight.meeting.id
    if sight.meeting.necessity == "none":
        return Notice(
            "warn",
            (t(say("meeting.check.S21_none")),),
            (
                button(say("meeting.fix.online"), "meeting.online", style="primary", meeting=number),
                button(say("meeting.fix.still"), "meeting.necessity", meeting=number, why=""),
            ),
        )
    reasons = tuple(
        button(say(f"meeting.need.{why}"), "meeting.necessity", meeting=number, why=why)
        for why in (*NECESSITIES, "none")
    )
    return Notice("warn", (t(say("meeting.check.S21"), bold=True),), reasons)


def _length(sight: Sight, found: list[Finding]) -> Notice:
    limit = found[0].limit
    return _notice("R1", found[0], _fix(sight, found[0], say("meeting.fix.R1", minutes=limit)))


def _short_notice(sight: Sight, found: list[Finding]) -> Notice:
    urgent = button(say("meeting.fix.urgent"), "meeting.urgent", meeting=sight.meeting.id)
    return _notice("R2", found[0], _move(sight, found[0]), urgent)


def _too_much(sight: Sight, found: list[Finding]) -> Notice:
    finding = found[0]
    cut = "/".join(str(minutes) for minutes in finding.minutes)
    longer = longest_fit(finding)
    return _notice(
        "R3",
        finding,
        _fix(sight, finding, say("meeting.fix.R3", minutes=cut)),
        None
        if longer is None
        else button(
            say("meeting.fix.R3_longer", minutes=longer),
            "meeting.lengthen",
            meeting=sight.meeting.id,
            length=longer,
        ),
    )


def _too_many(sight: Sight, found: list[Finding]) -> Notice:
    return _notice("R4", found[0], button(say("meeting.fix.R4"), "meeting.cc", meeting=sight.meeting.id))


def _criteria(sight: Sight, found: list[Finding]) -> Notice:
    names = "；".join(finding.about for finding in found)
    text = say("meeting.check.R5", count=len(found), names=names)
    choose = button(say("meeting.fix.R5"), "meeting.criteria", meeting=sight.meeting.id)
    return Notice("warn", (t(text),), (choose,))


def _deciders(sight: Sight, found: list[Finding]) -> Notice:
    text = say("meeting.check.R6", names="、".join(finding.about for finding in found))
    return Notice(
        "warn",
        (t(text),),
        (
            button(say("meeting.fix.R6"), "meeting.deciders", meeting=sight.meeting.id),
            button(say("meeting.fix.R6_other"), "meeting.other_decider", name=found[0].about),
        ),
    )


def _day_off(sight: Sight, found: list[Finding]) -> Notice:
    """R8, of the meeting itself or of a piece of pre-work."""
    finding = found[0]
    if not finding.about_id:
        assert sight.meeting.starts_at is not None
        day = say_date(sight.calendar.local(sight.meeting.starts_at).date(), this_year=sight.year)
        return Notice("hint", (t(say("meeting.check.R8", day=day)),), (_move(sight, finding),))
    text = say("meeting.check.R8_prework", day=_prework_day(sight, finding), about=finding.about)
    return Notice("hint", (t(text),), (_move(sight, finding),))


def _late_material(sight: Sight, found: list[Finding]) -> Notice:
    finding = found[0]
    text = say("meeting.check.R9", day=_prework_day(sight, finding), about=finding.about)
    return Notice("warn", (t(text),), (_move(sight, finding),))


def _not_invited(sight: Sight, found: list[Finding]) -> Notice:
    finding = found[0]
    topic = next(topic for topic in sight.meeting.topics if topic.id == finding.about_id)
    text = say("meeting.check.R10", about=topic.title, who=topic.owner_shown)
    fix = _fix(sight, finding, say("meeting.fix.R10", who=topic.owner_shown))
    return Notice("warn", (t(text),), (fix,))


def _no_part(sight: Sight, found: list[Finding]) -> Notice:
    finding = found[0]
    often = finding.count >= IDLE_OFTEN
    key = "meeting.check.R11_again" if often else "meeting.check.R11"
    text = say(key, about=finding.about, count=finding.count)
    return Notice("hint", (t(text),), (_fix(sight, found[0], say("meeting.fix.R11")),))


def _busy(_sight: Sight, found: list[Finding]) -> Notice:
    """R16. What else they have is nobody's business."""
    text = say("meeting.check.R16", names="、".join(finding.about for finding in found))
    return Notice("hint", (t(text),))


def _differing_terms(sight: Sight, found: list[Finding]) -> Notice:
    """R15: departments mean different things by words of a topic (S82)."""
    topic = next(topic.title for topic in sight.meeting.topics if topic.id == found[0].about_id)
    text = say("meeting.check.R15", topic=topic, about="、".join(finding.about for finding in found))
    return Notice("warn", (t(text),), tuple(_open_term(one.term) for one in found if one.term is not None))


def _terms(sight: Sight) -> list[Notice]:
    """S82: what the words of the topics mean, where everybody means the same."""
    agreed = {term.id: term for term in sight.meeting.terms if not term.conflict}
    return [
        Notice("hint", (t(say("meeting.check.S82", about=term.name, text=term.text)),), (_open_term(term),))
        for term in agreed.values()
    ]


def _open_term(term: TermFacts) -> Button:
    return button(say("meeting.fix.R15", name=term.name), "term.show", term=term.id)


def _plain(_sight: Sight, found: list[Finding]) -> Notice:
    level = "hint" if found[0].rule == "R13" else "warn"
    return Notice("hint" if level == "hint" else "warn", (t(say(f"meeting.check.{found[0].rule}")),))


_NOTICES: dict[str, Callable[[Sight, list[Finding]], Notice]] = {
    "S21": _necessity,
    "R1": _length,
    "R2": _short_notice,
    "R3": _too_much,
    "R4": _too_many,
    "R5": _criteria,
    "R6": _deciders,
    "R8": _day_off,
    "R9": _late_material,
    "R10": _not_invited,
    "R11": _no_part,
    "R15": _differing_terms,
    "R16": _busy,
}


def _notice(rule: str, finding: Finding, *fixes: Button | None) -> Notice:
    text = say(f"meeting.check.{rule}", count=finding.count, limit=finding.limit)
    return Notice("warn", (t(text),), tuple(fix for fix in fixes if fix is not None))


def _move(sight: Sight, finding: Finding) -> Button:
    assert finding.day is not None
    return _fix(sight, finding, say("meeting.fix.move", day=say_date(finding.day, this_year=sight.year)))


def _fix(sight: Sight, finding: Finding, label: str) -> Button:
    return button(label, "meeting.fix", meeting=sight.meeting.id, rule=finding.rule, about=finding.about_id)


def _prework_day(sight: Sight, finding: Finding) -> str:
    due_on = next(one.due_on for one in sight.meeting.preworks if one.id == finding.about_id)
    return "" if due_on is None else say_date(due_on, this_year=sight.year)


def _talks(sight: Sight) -> list[Notice]:
    """S33: a topic somebody objects to, until the talk beforehand has a result."""
    notices: list[Notice] = []
    for topic in sight.meeting.topics:
        count = sum(o.topic_id == topic.id and o.stance == Stance.OBJECTION for o in sight.meeting.opinions)
        if count and not topic.prior_talk:
            notices.append(Notice("warn", (t(say("meeting.check.talk", topic=topic.title, count=count)),)))
    return notices


def _estimate(sight: Sight) -> list[Notice]:
    if sight.meeting.starts_at is None:
        return []
    text = sight.calendar.notice(sight.calendar.local(sight.meeting.starts_at).year)
    return [] if text is None else [Notice("hint", (t(text),))]
