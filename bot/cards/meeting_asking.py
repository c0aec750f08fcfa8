"""What is asked with one form each: who is meant (U4), criteria (S89), who is copied (S88), reasons (S5, section 4)."""

from app.meetings.people import Unknown
from app.meetings.rules import CRITERIA, Finding
from bot.cards.meeting_parts import Sight
from bot.cards.meeting_people import Pick
from bot.cards.model import Card, ChoiceField, Form, Option, TextField
from bot.cards.parts import button, note, p
from bot.texts import say


def who_card(sight: Sight, unknown: tuple[Unknown, ...], pick: Pick) -> Card:
    """One field for each department or name nobody is known by yet."""
    title = say("meetwho.title", number=sight.meeting.number)
    if not unknown:
        return note(title, say("meetwho.done"), tone="quiet")
    fields = tuple(
        pick.field(
            one.key,
            say("meetwho.department" if one.department_id is not None else "meetwho.name", name=one.label),
        )
        for one in unknown
    )
    submit = button(say("meetwho.save"), "meeting.choose", style="primary", meeting=sight.meeting.id)
    form = Form(f"meetwho_{sight.meeting.id}", fields, (submit,))
    return Card(title, (p(say("meetwho.body")), form), tone="warn", summary=title)


def criteria_card(sight: Sight) -> Card:
    """R5: one pick list a topic that has none."""
    title = say("meetcriteria.title", number=sight.meeting.number)
    open_topics = [topic for topic in sight.meeting.topics if not topic.criterion]
    if not open_topics:
        return note(title, say("meetcriteria.done"), tone="quiet")
    options = tuple(Option(one, one) for one in CRITERIA)
    fields = tuple(
        ChoiceField(f"topic_{topic.id}", topic.title, options, placeholder=say("meeting.example.choose"))
        for topic in open_topics
    )
    submit = button(
        say("meetcriteria.save"), "meeting.set_criteria", style="primary", meeting=sight.meeting.id
    )
    form = Form(f"meetcriteria_{sight.meeting.id}", fields, (submit,))
    return Card(title, (p(say("meetcriteria.body")), form), summary=title)


def cc_card(sight: Sight) -> Card:
    """R4: who need not come (S88)."""
    title = say("meetcc.title", number=sight.meeting.number)
    options = tuple(
        Option(str(attendee.id), attendee.shown)
        for attendee in sight.meeting.required
        if attendee.person is None or attendee.person.id != sight.meeting.host.id
    )
    if not options:
        return note(title, say("meetwho.done"), tone="quiet")
    field = ChoiceField("attendees", say("meetcc.field"), options, many=True)
    submit = button(say("meetcc.save"), "meeting.set_cc", style="primary", meeting=sight.meeting.id)
    form = Form(f"meetcc_{sight.meeting.id}", (field,), (submit,))
    return Card(title, (p(say("meetcc.body")), form), summary=title)


def urgent_card(sight: Sight) -> Card:
    """R2: short notice on purpose, with its reason."""
    title = say("meeturgent.title", number=sight.meeting.number)
    if sight.meeting.urgent_reason:
        return note(title, say("meeturgent.done", reason=sight.meeting.urgent_reason), tone="quiet")
    field = TextField("reason", say("meeting.urgent_reason"), "", say("meeting.example.urgent"))
    submit = button(say("meeturgent.save"), "meeting.set_urgent", style="primary", meeting=sight.meeting.id)
    form = Form(f"meeturgent_{sight.meeting.id}", (field,), (submit,))
    return Card(title, (p(say("meeturgent.body")), form), summary=title)


def keep_card(sight: Sight) -> Card:
    """A waiver: which findings stay, and why."""
    title = say("meetkeep.title", number=sight.meeting.number)
    findings = sight.meeting.checks
    if not findings:
        return note(title, say("meetkeep.done"), tone="quiet")
    options = tuple(Option(f"{f.rule}:{f.about_id}", _label(f)) for f in findings)
    fields = (
        ChoiceField("findings", say("meetkeep.field"), options, many=True),
        TextField("reason", say("meeting.keep_reason"), "", say("meeting.example.keep")),
    )
    submit = button(say("meetkeep.save"), "meeting.set_keep", style="primary", meeting=sight.meeting.id)
    form = Form(f"meetkeep_{sight.meeting.id}", fields, (submit,))
    return Card(title, (p(say("meetkeep.body")), form), summary=title)


def _label(finding: Finding) -> str:
    name = say(f"meetkeep.rule.{finding.rule}")
    return f"{name}：{finding.about}" if finding.about else name
