"""What L2 says: one sentence and the way to do it; the group's card of the eve."""

from app.calendars import say_date
from app.meetings.models import Rsvp
from bot.cards.meeting import publish_button
from bot.cards.meeting_parts import Sight, agenda, power_words
from bot.cards.model import Button, Card, Element, Notice
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say


def publish_reminder(sight: Sight, step: str) -> Card:
    """To the organiser, while the notice is not out (S27)."""
    opened = button(say("meeting.open"), "meeting.show", meeting=sight.meeting.id)
    if sight.meeting.missing:
        return _card(sight, f"remind.{step}", opened)
    return _card(sight, f"remind.{step}", publish_button(sight), opened)


def rsvp_reminder(sight: Sight, attendee_id: int) -> Card:
    """To who has not answered: both answers at hand."""
    return _card(
        sight,
        "remind.rsvp",
        button(say("invite.come"), "invite.come", style="primary", attendee=attendee_id),
        button(say("invite.cannot"), "invite.cannot", attendee=attendee_id),
    )


def delegate_reminder(sight: Sight, attendee_id: int) -> Card:
    """To who cannot come and named nobody (S37)."""
    name = button(say("invite.name_delegate"), "invite.cannot", style="primary", attendee=attendee_id)
    come = button(say("invite.come"), "invite.come", attendee=attendee_id)
    return _card(sight, "remind.delegate", name, come)


def no_delegate_reminder(sight: Sight) -> Card:
    """To the organiser: who stays away without anybody in their place."""
    names = "、".join(a.shown for a in sight.meeting.required if a.rsvp == Rsvp.NO and a.delegate is None)
    coming = button(say("meeting.who_comes"), "meeting.coming", style="primary", meeting=sight.meeting.id)
    return _card(sight, "remind.no_delegate", coming, names=names)


def prework_reminder(sight: Sight, person_id: int, attendee_id: int | None) -> Card | None:
    """To who owes pre-work (S30): what, by when, and where it goes."""
    owed = [
        one
        for one in sight.meeting.preworks
        if one.due_on is not None and any(person.id == person_id for person in one.owed_by)
    ]
    if not owed or owed[0].due_on is None:
        return None
    submit = (
        button(say("invite.material"), "invite.material", style="primary", attendee=attendee_id)
        if attendee_id is not None
        else button(say("meeting.open"), "meeting.show", meeting=sight.meeting.id)
    )
    day = say_date(min(one.due_on for one in owed if one.due_on is not None), this_year=sight.year)
    return _card(sight, "remind.prework", submit, day=day, text="；".join(one.text for one in owed))


def material_reminder(sight: Sight) -> Card:
    """To the organiser: whose material has not come (S31)."""
    coming = button(say("meeting.open"), "meeting.show", style="primary", meeting=sight.meeting.id)
    return _card(sight, "remind.material", coming, names=_owing(sight))


def read_reminder(sight: Sight, attendee_id: int) -> Card:
    """To who has not opened it: read ahead, say what one thinks (S32)."""
    read = button(say("invite.opinion"), "invite.opinion", style="primary", attendee=attendee_id)
    return _card(sight, "remind.read_ahead", read)


def _owing(sight: Sight, *, public: bool = False) -> str:
    """Each piece of pre-work that is not complete, with who owes it; in public their departments (D8)."""
    return "；".join(
        say(
            "remind.missing_line",
            who="、".join(
                dict.fromkeys(
                    (person.department or say("eve.somebody")) if public else person.shown
                    for person in one.owed_by
                )
            ),
            text=one.text,
        )
        for one in sight.meeting.preworks
        if one.owed_by
    )


def eve_card(sight: Sight) -> Card:
    """The group on the eve: 议程, 缺材料 by department, 代表人."""
    meeting = sight.meeting
    title = say("eve.title", number=meeting.number, title=sight.title)
    elements: list[Element] = [
        rows(
            row(say("meeting.field.starts_at"), t(sight.at, bold=True)),
            row(say("meeting.field.where"), meeting.where),
            row(say("meeting.objective"), meeting.objective),
        ),
        *agenda(sight),
    ]
    owing = _owing(sight, public=True)
    if owing:
        elements.append(Notice("warn", (t(say("eve.missing", names=owing)),)))
    else:
        elements.append(quiet(say("eve.ready" if meeting.preworks else "eve.no_prework")))
    stand_ins = [
        say(
            "eve.delegate_line",
            who=a.shown,
            delegate=a.delegate.shown,
            power=power_words(a.delegate_decides),
        )
        for a in meeting.required
        if a.rsvp == Rsvp.NO and a.delegate is not None
    ]
    if stand_ins:
        elements += [heading(say("eve.delegates")), *(p(text) for text in stand_ins)]
    return Card(title, tuple(elements), summary=title)


def _card(sight: Sight, key: str, *ways: Button, **details: str | int) -> Card:
    text = say(key, number=sight.meeting.number, title=sight.title, at=sight.at, **details)
    return Card(say("remind.meeting_title"), (p(text), buttons(*ways)), tone="warn", summary=text)
