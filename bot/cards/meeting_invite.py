"""What each invited person gets in private: the invitation, and the forms to answer it (S28, S30–S33, S37)."""

from dataclasses import replace

from app.meetings.models import MeetingStatus, Rsvp, Stance
from app.meetings.views import AttendeeView, OpinionView, PreWorkView, TopicView
from app.people.views import PersonView
from bot.cards.meeting import begin_button
from bot.cards.meeting_parts import Sight, agenda, head, power_words
from bot.cards.meeting_people import Pick
from bot.cards.model import (
    Button,
    Card,
    ChoiceField,
    Element,
    Form,
    Notice,
    Option,
    TextField,
    Tone,
)
from bot.cards.parts import button, buttons, heading, note, p, quiet, row, rows, t
from bot.texts import say

_SIGNS: dict[Stance, str] = {Stance.FINE: "✅", Stance.COMMENT: "💬", Stance.OBJECTION: "❗"}
_TAGS: dict[Rsvp, tuple[str, Tone]] = {
    Rsvp.WAITING: ("invite.waiting", "warn"),
    Rsvp.YES: ("invite.yes", "good"),
    Rsvp.NO: ("invite.no", "quiet"),
}


def invite_card(sight: Sight, attendee: AttendeeView, viewer: PersonView) -> Card:
    """The invitation of one attendee: what it is about, what is asked of them, and the answer."""
    meeting = sight.meeting
    title = say("invite.title", number=meeting.number, title=sight.title)
    if meeting.status != MeetingStatus.PUBLISHED:
        return _over(sight, title, settled=attendee.rsvp != Rsvp.WAITING)
    if attendee.cc:
        return note(title, say("invite.copied"), tone="quiet")
    tag, tone = _TAGS[attendee.rsvp]
    elements: list[Element] = [
        *_answered(attendee),
        head(sight, invited=True),
        *agenda(sight, viewer=viewer.external_id),
    ]
    elements += _asked(sight, viewer)
    elements.append(buttons(begin_button(sight) if viewer.id == meeting.host.id else None, *_rsvp(attendee)))
    elements.append(buttons(*_ways(sight, attendee, viewer)))
    return Card(
        title,
        tuple(elements),
        tone="info" if attendee.rsvp == Rsvp.WAITING else tone,
        tag=say(tag),
        tag_tone=tone,
        summary=title,
    )


def delegate_card(sight: Sight, attendee: AttendeeView, viewer: PersonView) -> Card:
    """The delegate's own invitation, with the authority they were given (S37)."""
    meeting = sight.meeting
    title = say("invite.delegate_title", number=meeting.number, title=sight.title)
    if meeting.status != MeetingStatus.PUBLISHED:
        return _over(sight, title)
    if attendee.delegate is None or attendee.delegate.id != viewer.id:
        return note(title, say("invite.delegate_over"), tone="quiet")
    told = say(
        "invite.delegate",
        who=attendee.shown,
        power=power_words(attendee.delegate_decides),
        reason=attendee.reason,
    )
    elements: list[Element] = [
        Notice("hint", (t(told, bold=True),)),
        head(sight, invited=True),
        *agenda(sight),
        *_asked(sight, viewer),
        buttons(*_ways(sight, attendee, viewer)),
    ]
    return Card(title, tuple(elements), summary=title)


def _over(sight: Sight, title: str, *, settled: bool = False) -> Card:
    """Answers end here. `settled`: this one has answered, and only a meeting that was dropped is news."""
    state = sight.meeting.status
    if state == MeetingStatus.CANCELLED:
        return note(title, say("meeting.cancelled_line"), tone="quiet")
    return replace(note(title, say("invite.over"), tone="quiet"), settled=settled)


def _answered(attendee: AttendeeView) -> list[Element]:
    if attendee.rsvp == Rsvp.YES:
        return [Notice("ok", (t(say("invite.you_come")),))]
    if attendee.rsvp == Rsvp.WAITING:
        return []
    if attendee.delegate is None:
        return [Notice("warn", (t(say("invite.you_away_alone")),))]
    power = power_words(attendee.delegate_decides)
    return [Notice("ok", (t(say("invite.you_away", delegate=attendee.delegate.shown, power=power)),))]


def _asked(sight: Sight, viewer: PersonView) -> list[Element]:
    """What this person prepares: topics of theirs, and pre-work."""
    found: list[Element] = []
    owned = [topic.title for topic in owned_topics(sight, viewer)]
    if owned:
        found.append(Notice("hint", (t(say("invite.your_topic", topics="、".join(owned))),)))
    for prework in sight.meeting.preworks:
        given = [text for person, text in prework.materials if person.id == viewer.id]
        if given:
            found.append(Notice("ok", (t(say("invite.handed_in", text=given[0])),)))
        elif any(person.id == viewer.id for person in prework.owed_by):
            found.append(Notice("warn", (t(say("invite.your_prework", text=prework.text)),)))
    return found


def owned_topics(sight: Sight, viewer: PersonView) -> list[TopicView]:
    """The topics somebody speaks to."""
    return [
        topic for topic in sight.meeting.topics if topic.owner is not None and topic.owner.id == viewer.id
    ]


def _rsvp(attendee: AttendeeView) -> list[Button]:
    come = button(
        say("invite.come"),
        "invite.come",
        style="primary" if attendee.rsvp == Rsvp.WAITING else "default",
        attendee=attendee.id,
    )
    if attendee.rsvp == Rsvp.NO:
        delegate = button(say("invite.name_delegate"), "invite.cannot", style="primary", attendee=attendee.id)
        return [delegate, come] if attendee.delegate is None else [come]
    cannot = button(say("invite.cannot"), "invite.cannot", attendee=attendee.id)
    return [cannot] if attendee.rsvp == Rsvp.YES else [come, cannot]


def _ways(sight: Sight, attendee: AttendeeView, viewer: PersonView) -> list[Button | None]:
    meeting = sight.meeting
    topics = [
        button(
            say("invite.fill_topic", position=meeting.topics.index(topic) + 1), "topic.edit", topic=topic.id
        )
        for topic in owned_topics(sight, viewer)[:2]
    ]
    return [
        button(say("invite.material"), "invite.material", attendee=attendee.id) if meeting.preworks else None,
        button(say("invite.opinion"), "invite.opinion", attendee=attendee.id),
        *topics,
        button(say("invite.calendar"), "meeting.calendar", meeting=meeting.id),
    ]


def absence_card(sight: Sight, attendee: AttendeeView, pick: Pick, *, own: bool) -> Card:
    """Why, who stands in, and with which authority (S37). `own`: it is filled in by the absentee."""
    meeting = sight.meeting
    title = say("absence.title", number=meeting.number, title=sight.title)
    if meeting.status != MeetingStatus.PUBLISHED:
        return _over(sight, title)
    elements: list[Element] = []
    if attendee.delegate is not None:
        done = say(
            "absence.done",
            reason=attendee.reason,
            delegate=attendee.delegate.shown,
            power=power_words(attendee.delegate_decides),
        )
        elements.append(Notice("ok", (t(done),)))
    else:
        elements.append(p(say("absence.body")))
    if not own:
        elements.insert(0, p(t(say("absence.of", who=attendee.shown), bold=True)))
    absent = 0 if attendee.person is None else attendee.person.id
    delegate = () if attendee.delegate is None else (attendee.delegate.external_id,)
    fields = (
        TextField("reason", say("absence.reason"), attendee.reason, say("absence.example.reason")),
        pick.field("delegate", say("absence.delegate"), delegate, but=absent),
        ChoiceField(
            "power",
            say("absence.power"),
            (Option("decides", say("meeting.decides")), Option("listens", say("meeting.listens"))),
            ("listens" if attendee.delegate is not None and not attendee.delegate_decides else "decides",),
        ),
    )
    submit = button(say("absence.submit"), "absence.submit", style="primary", attendee=attendee.id)
    elements.append(Form(f"absence_{attendee.id}", fields, (submit,)))
    return Card(title, tuple(elements), tone="warn", summary=title)


def material_card(sight: Sight, attendee: AttendeeView, viewer: PersonView) -> Card:
    """提交材料: one link or text for one piece of pre-work (S31)."""
    meeting = sight.meeting
    title = say("material.title", number=meeting.number, title=sight.title)
    if meeting.status != MeetingStatus.PUBLISHED:
        return _over(sight, title)
    mine = _preparing(sight, viewer)
    if not mine:
        return note(title, say("material.none"), tone="quiet")
    given = {
        prework.id: next((text for person, text in prework.materials if person.id == viewer.id), "")
        for prework in mine
    }
    elements: list[Element] = [_asked_for(prework, given[prework.id]) for prework in mine]
    fields = [TextField("text", say("material.text"), "", say("material.example"), lines=2)]
    which = ChoiceField(
        "prework",
        say("material.which"),
        tuple(Option(str(prework.id), prework.text[:60]) for prework in mine),
        (str(mine[0].id),),
    )
    submit = button(say("material.submit"), "material.submit", style="primary", attendee=attendee.id)
    form = Form(f"material_{attendee.id}", (which, *fields) if len(mine) > 1 else tuple(fields), (submit,))
    return Card(title, (*elements, form), summary=title)


def _preparing(sight: Sight, viewer: PersonView) -> list[PreWorkView]:
    return [
        prework
        for prework in sight.meeting.preworks
        if prework.owner is None or viewer.id in {prework.owner.id, sight.meeting.host.id}
    ]


def _asked_for(prework: PreWorkView, given: str) -> Element:
    if given:
        return Notice("ok", (t(say("invite.handed_in", text=given)),))
    return Notice("warn", (t(say("invite.your_prework", text=prework.text)),))


def opinion_card(sight: Sight, attendee: AttendeeView, viewer: PersonView) -> Card:
    """What was handed in, each topic's brief, and what one thinks of it (S32, S40)."""
    meeting = sight.meeting
    title = say("opinion.title", number=meeting.number, title=sight.title)
    if meeting.status != MeetingStatus.PUBLISHED:
        return _over(sight, title)
    elements = _material(sight)
    said = [opinion for opinion in meeting.opinions if opinion.person.id == viewer.id]
    if said:
        elements.append(heading(say("opinion.yours")))
        elements += [p(_said(sight, opinion, "opinion.line")) for opinion in said]
    topics = (Option("0", say("opinion.all")), *(Option(str(o.id), o.title) for o in meeting.topics))
    fields = (
        ChoiceField("topic", say("opinion.topic"), topics, ("0",)),
        TextField("text", say("opinion.text"), "", say("opinion.example"), lines=2),
    )
    submits = (
        button(say("opinion.fine"), "opinion.fine", style="primary", attendee=attendee.id),
        button(say("opinion.comment"), "opinion.comment", attendee=attendee.id),
        button(say("opinion.objection"), "opinion.objection", style="danger", attendee=attendee.id),
    )
    elements.append(Form(f"opinion_{attendee.id}", fields, submits))
    return Card(title, tuple(elements), summary=title)


def _material(sight: Sight) -> list[Element]:
    lines: list[Element] = []
    for prework in sight.meeting.preworks:
        for person, text in prework.materials:
            lines.append(p(t(say("opinion.material", who=person.shown, text=text))))
    if not lines and sight.meeting.preworks:
        lines = [quiet(say("opinion.no_material"))]
    for topic in sight.meeting.topics:
        brief = [
            row(say("topic.field.progress"), topic.progress),
            row(say("topic.field.problem"), topic.problem),
            row(say("topic.field.decision_asked"), topic.decision_asked),
        ]
        if any(span.text for one in brief for span in one.value):
            lines += [heading(topic.title), rows(*brief)]
    return lines


def _said(sight: Sight, opinion: OpinionView, key: str) -> str:
    topic = next(
        (one.title for one in sight.meeting.topics if one.id == opinion.topic_id), say("opinion.all")
    )
    stance = f"{_SIGNS[opinion.stance]} {say(f'opinion.{opinion.stance.value}')}"
    return say(key, who=opinion.person.shown, topic=topic, stance=stance, text=opinion.text).strip()


def opinions_said(sight: Sight) -> list[str]:
    """Everybody's opinions, for who plans the meeting."""
    return [_said(sight, opinion, "opinion.by") for opinion in sight.meeting.opinions]


def talk_card(sight: Sight, topic: TopicView, talkers: list[PersonView]) -> Card:
    """S33: somebody objects, so those concerned had better talk first; its result is noted on the topic."""
    title = say("talk.title", number=sight.meeting.number, topic=topic.title)
    objections = [
        o for o in sight.meeting.opinions if o.topic_id == topic.id and o.stance == Stance.OBJECTION
    ]
    elements: list[Element] = [p(say("talk.body"))]
    elements += [
        Notice("warn", (t(say("talk.objection", who=o.person.shown, text=o.text)),)) for o in objections
    ]
    names = "、".join(person.shown for person in talkers)
    elements.append(quiet(say("talk.contacts", names=names)))
    if topic.prior_talk:
        elements.append(Notice("ok", (t(say("talk.done", text=topic.prior_talk)),)))
    field = TextField("result", say("talk.result"), topic.prior_talk, say("talk.example"), lines=2)
    submit = button(say("talk.save"), "talk.save", style="primary", topic=topic.id)
    elements.append(Form(f"talk_{topic.id}", (field,), (submit,)))
    return Card(title, tuple(elements), tone="good" if topic.prior_talk else "warn", summary=title)
