"""The forms of a live meeting. Each is a card of its own: the console is redrawn every minute, which would empty them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from app.calendars import Calendar
from app.meetings.disputes import DAYS, USUAL_DAYS
from app.meetings.live_views import HeadView, LiveView, NotedView
from app.meetings.models import MeetingStatus, Outcome, Segment
from app.meetings.rules import CRITERIA
from app.meetings.views import DecisionView, DisputeView, TopicView
from app.people.views import PersonView
from bot.cards.live_parts import decision_spans, dispute_spans, ended_in, recorded, task_row
from bot.cards.model import (
    Button,
    Card,
    ChoiceField,
    DateField,
    Element,
    Field,
    Form,
    Notice,
    Option,
    TextField,
    ToggleField,
    Tone,
)
from bot.cards.parts import button, buttons, p, quiet, row, rows, t
from bot.texts import say


def conclude_card(live: LiveView, topic: TopicView | None) -> Card:
    """记结论 (S41, S84, S90): the topic's criterion is chosen already."""
    title = say("live.conclude.title", title=live.meeting.title if topic is None else topic.title)
    topic_id = None if topic is None else topic.id
    elements: list[Element] = []
    for decision in live.decisions_of(topic_id):
        spans = tuple(decision_spans(decision, live.heads.get(decision.id, ()), icon=False))
        drop = button(say("live.act.drop"), "live.drop_decision", decision=decision.id)
        elements.append(Notice("ok", spans, (drop,) if live.running is not None else ()))
    if closed := _closed(live, topic, written=bool(elements)):
        return Card(title, (*elements, quiet(closed)), tone="quiet")
    elements.append(_conclude_form(live, topic))
    return Card(title, tuple(elements), tone="info", summary=title)


def _conclude_form(live: LiveView, topic: TopicView | None) -> Form:
    standing = "" if topic is None else topic.criterion
    known = (standing, *CRITERIA) if standing and standing not in CRITERIA else CRITERIA
    fields = (
        TextField(
            "text", say("live.field.text"), placeholder=say("live.example.text"), lines=2, required=True
        ),
        ChoiceField(
            "criterion",
            say("live.criterion"),
            tuple(Option(one, one) for one in known),
            (standing,) if standing else (),
            say("live.choose"),
        ),
        TextField("basis", say("live.field.basis"), placeholder=say("live.example.basis")),
        ToggleField("major", say("live.field.major")),
    )
    meeting_id, topic_id = live.meeting.id, 0 if topic is None else topic.id
    if topic is None or live.meeting.segment != Segment.TOPIC or live.meeting.topic_id != topic.id:
        only = button(
            say("live.act.keep_only"),
            "live.decide",
            style="primary",
            meeting=meeting_id,
            topic=topic_id,
            next=0,
        )
        return Form(f"conclude_{topic_id}", fields, (only,))
    stay = button(say("live.act.keep"), "live.decide", meeting=meeting_id, topic=topic_id, next=0)
    label = say("live.act.keep_next" if live.next_topic is not None else "live.act.keep_closing")
    go = button(label, "live.decide", style="primary", meeting=meeting_id, topic=topic_id, next=1)
    return Form(f"conclude_{topic_id}", fields, (go, stay))


def leave_card(live: LiveView, topic: TopicView, *, over: bool) -> Card:
    """A topic without a result, or out of time: one of four has to be chosen (S43, S92)."""
    title = say("live.leave.over" if over else "live.leave.title", title=topic.title)
    if closed := _closed(live, topic, written=False):
        return Card(title, (quiet(closed),), tone="quiet")
    decide = button(
        say("live.act.conclude"), "live.conclude", style="primary", meeting=live.meeting.id, topic=topic.id
    )
    more = (
        button(say("live.act.extend"), "live.extend", topic=topic.id) if over and not topic.extended else None
    )
    differ = button(say("live.act.differ"), "live.differ", topic=topic.id)
    note = TextField("note", say("live.field.note"), placeholder=say("live.example.note"))
    submits = (
        button(say("live.act.shelved"), "live.put_off", topic=topic.id, outcome="shelved"),
        button(say("live.act.followup"), "live.put_off", topic=topic.id, outcome="followup"),
    )
    elements: list[Element] = [
        *recorded(live, topic.id),
        p(say("live.leave.over_body" if over else "live.leave.body")),
        buttons(decide, more, differ),
        Form(f"leave_{topic.id}", (note,), submits),
    ]
    return Card(title, tuple(elements), tone="bad" if over else "warn", summary=title)


def differ_card(live: LiveView, topic: TopicView, people: Sequence[PersonView]) -> Card:
    """记分歧 (S44–S46) about a topic."""
    title = say("live.differ.title", title=topic.title)
    elements: list[Element] = [p(*dispute_spans(dispute)) for dispute in live.disputes_of(topic.id)]
    if closed := _closed(live, topic, written=bool(elements)):
        return Card(title, (*elements, quiet(closed)), tone="quiet")
    submit = button(say("live.act.keep_only"), "live.add_dispute", style="primary", topic=topic.id)
    elements.append(Form(f"differ_{topic.id}", _dispute_fields(None, people), (submit,)))
    return Card(title, tuple(elements), tone="warn", summary=title)


def sides_card(live: LiveView, dispute: DisputeView, people: Sequence[PersonView]) -> Card:
    """A dispute that was noted by its point alone: whose, and what they demand."""
    title = say("live.sides.title")
    if live.running is None:
        return Card(title, (quiet(say("live.adjourn.done")),), tone="quiet")
    submit = button(say("live.act.save"), "live.save_dispute", style="primary", dispute=dispute.id)
    form = Form(f"sides_{dispute.id}", _dispute_fields(dispute, people), (submit,))
    tone: Tone = "good" if len(dispute.sides) > 1 else "warn"
    return Card(title, (form,), tone=tone, summary=title)


def _dispute_fields(dispute: DisputeView | None, people: Sequence[PersonView]) -> tuple[Field, ...]:
    options = _names(people)
    sides = () if dispute is None else dispute.sides
    fields: list[Field] = [
        TextField(
            "point",
            say("live.field.point"),
            "" if dispute is None else dispute.point,
            say("live.example.point"),
            lines=2,
            required=True,
        )
    ]
    for place in (1, 2, 3):
        person, demand = (sides[place - 1][1], sides[place - 1][2]) if len(sides) >= place else (None, "")
        required = place <= 2
        fields.append(
            ChoiceField(
                f"side{place}",
                say(f"live.field.side{place}"),
                options,
                (person.external_id,) if person is not None else (),
                say("live.choose_person"),
                required=required,
            )
        )
        fields.append(
            TextField(
                f"demand{place}",
                say(f"live.field.demand{place}"),
                demand,
                say("live.example.demands") if required else "",
                required=required,
            )
        )
    way = "" if dispute is None else dispute.way
    fields.append(TextField("way", say("live.field.way"), way, say("live.example.way")))
    days = tuple(Option(str(count), say("live.days", count=count)) for count in DAYS)
    fields.append(ChoiceField("days", say("live.field.days"), days, (str(USUAL_DAYS),)))
    return tuple(fields)


def task_card(live: LiveView, people: Sequence[PersonView], *, now: datetime, calendar: Calendar) -> Card:
    """记任务 (S48): an empty form, under what was noted already."""
    title = say("live.task.title", number=live.meeting.number)
    elements: list[Element] = []
    if live.noted:
        elements.append(rows(*(task_row(task, now, calendar) for task in live.noted)))
    if live.running is None:
        return Card(title, (*elements, quiet(say("live.adjourn.done"))), tone="quiet")
    submit = button(say("live.act.keep_only"), "live.add_task", style="primary", meeting=live.meeting.id)
    elements.append(Form(f"task_{live.meeting.id}", _task_fields(None, people), (submit,)))
    return Card(title, tuple(elements), tone="info", summary=title)


def noted_card(live: LiveView, task: NotedView, people: Sequence[PersonView]) -> Card:
    """One noted task, to be completed or corrected (S48, R7)."""
    title = say("live.noted.title", text=task.description)
    if live.running is None:
        return Card(title, (quiet(say("live.adjourn.done")),), tone="quiet")
    submits = (
        button(say("live.act.save"), "live.save_task", style="primary", task=task.id),
        button(say("live.act.drop"), "live.drop_task", style="danger", task=task.id),
    )
    tone: Tone = "good" if task.complete else "warn"
    body = () if task.complete else (quiet(say("live.noted.lacks")),)
    form = Form(f"noted_{task.id}", _task_fields(task, people), submits)
    return Card(title, (*body, form), tone=tone, summary=title)


def _task_fields(task: NotedView | None, people: Sequence[PersonView]) -> tuple[Field, ...]:
    owner = None if task is None else task.owner
    due = None if task is None else task.due_on
    risk = "" if task is None else "→".join(part for part in (task.risk, task.countermeasure) if part)
    return (
        TextField(
            "description",
            say("live.field.description"),
            "" if task is None else task.description,
            say("live.example.description"),
            required=True,
        ),
        ChoiceField(
            "owner",
            say("live.owner"),
            _names(people),
            () if owner is None else (owner.external_id,),
            say("live.choose_person"),
        ),
        DateField(
            "due_on", say("live.field.due"), "" if due is None else due.isoformat(), say("live.choose_day")
        ),
        TextField(
            "deliverable",
            say("live.field.deliverable"),
            "" if task is None else task.deliverable,
            say("live.example.deliverable"),
        ),
        TextField("risk", say("live.field.risk"), risk, say("live.example.risk")),
    )


def park_card(live: LiveView) -> Card:
    """停车场 (S42)."""
    title = say("live.park.title")
    elements: list[Element] = [p(item.text) for item in live.meeting.parked]
    if live.running is None:
        return Card(title, (*elements, quiet(say("live.adjourn.done"))), tone="quiet")
    field = TextField("text", say("live.field.parked"), placeholder=say("live.example.parked"), required=True)
    submit = button(say("live.act.keep_only"), "live.add_parked", style="primary", meeting=live.meeting.id)
    elements.append(Form(f"park_{live.meeting.id}", (field,), (submit,)))
    return Card(title, tuple(elements), tone="info", summary=title)


def agenda_card(live: LiveView) -> Card:
    """换议题 (S38): what is taken up out of turn, and what becomes of those before it."""
    title = say("live.agenda.title")
    offered = [topic for topic in live.open_topics if topic.id != live.meeting.topic_id]
    if live.meeting.segment == Segment.CLOSING:
        offered = list(live.open_topics)
    if live.running is None or not offered:
        return Card(title, (quiet(say("live.agenda.none")),), tone="quiet")
    fields = (
        ChoiceField(
            "topic",
            say("live.field.topic"),
            tuple(Option(str(topic.id), topic.title) for topic in offered),
            (str(offered[0].id),),
            required=True,
        ),
        ChoiceField(
            "skipped",
            say("live.field.skipped"),
            tuple(Option(name, say(f"live.skip.{name}")) for name in ("later", "shelved", "followup")),
            ("later",),
        ),
        TextField("note", say("live.field.note"), placeholder=say("live.example.note")),
    )
    submit = button(say("live.act.take_up"), "live.take_up", style="primary", meeting=live.meeting.id)
    form = Form(f"agenda_{live.meeting.id}", fields, (submit,))
    return Card(title, (p(say("live.agenda.body")), form), tone="info", summary=title)


def roll_card(live: LiveView) -> Card:
    """代签到 (S36): those who are there without a phone."""
    title = say("live.roll.title", number=live.meeting.number)
    absent = [a for a in live.meeting.required if a.present_at is None and a.comes is not None]
    if live.running is None or not absent:
        return Card(title, (quiet(say("live.roll.all")),), tone="quiet")
    options = tuple(Option(str(a.id), a.comes.shown if a.comes is not None else a.shown) for a in absent)
    field = ChoiceField("present", say("live.field.present"), options, many=True)
    submit = button(say("live.act.mark"), "live.mark", style="primary", meeting=live.meeting.id)
    form = Form(f"roll_{live.meeting.id}", (field,), (submit,))
    return Card(title, (p(say("live.roll.body")), form), tone="info", summary=title)


def host_card(live: LiveView, people: Sequence[PersonView]) -> Card:
    """换主持 (S35): one tap on a name."""
    meeting = live.meeting
    title = say("live.host.title", number=meeting.number)
    if meeting.status in {MeetingStatus.ENDED, MeetingStatus.CANCELLED}:
        return Card(title, (quiet(say("live.adjourn.done")),), tone="quiet")
    acts: list[Button] = [
        button(person.shown, "live.hand_over", meeting=meeting.id, person=person.id)
        for person in people
        if person.id != meeting.host.id
    ]
    elements: list[Element] = [p(say("live.host.body", who=meeting.host.shown))]
    elements.extend(buttons(*acts[start : start + 4]) for start in range(0, len(acts), 4))
    return Card(title, tuple(elements), tone="info", summary=title)


def major_card(live: LiveView, decision: DecisionView, word: HeadView, *, key: int) -> Card:
    """重大结论 a head is asked to confirm (S84)."""
    meeting = live.meeting
    title = say("live.major.title", number=meeting.number, title=meeting.title)
    topic = next((topic for topic in meeting.topics if topic.id == decision.topic_id), None)
    elements: list[Element] = [
        p(t(decision.text, bold=True)),
        rows(
            row(say("live.topic"), "" if topic is None else topic.title),
            row(say("live.criterion"), decision.criterion),
            row(say("live.field.basis"), decision.basis),
            row(say("live.host_label"), meeting.host.shown),
        ),
    ]
    if word.agreed:
        return Card(
            title, (*elements, quiet(say("live.major.agreed"))), tone="good", tag=say("live.major.yes")
        )
    if word.doubt:
        elements.append(p(t(say("live.major.doubted", text=word.doubt), tone="warn")))
    field = TextField("doubt", say("live.field.doubt"), word.doubt, say("live.example.doubt"), lines=2)
    submits = (
        button(say("live.act.confirm"), "major.confirm", style="primary", word=key),
        button(say("live.act.doubt"), "major.doubt", word=key),
    )
    elements.append(Form(f"major_{key}", (field,), submits))
    return Card(title, tuple(elements), tone="warn", tag=say("live.major.waiting"), tag_tone="warn")


def withdrawn_card() -> Card:
    """A major conclusion that was taken out again."""
    return Card(say("live.major.gone_title"), (quiet(say("live.major.gone")),), tone="quiet")


def dropped_card() -> Card:
    """A noted task that was taken out."""
    return Card(say("live.dropped_title"), (quiet(say("live.dropped")),), tone="quiet")


def which_card(text: str, meeting_id: int) -> Card:
    """`记 …` without saying what it is: one tap says it."""
    kinds = ("decision", "task", "parked")
    acts = [
        button(say(f"live.kind.{kind}"), "record.as", meeting=meeting_id, kind=kind, text=text)
        for kind in kinds
    ]
    return Card(say("live.which.title"), (p(text), buttons(*acts)), tone="info")


def _names(people: Sequence[PersonView]) -> tuple[Option, ...]:
    """People as a plain choice: a picker of people offers only those of the chat it stands in, and this one is private.
    Whoever shares a name is told apart by their department."""
    shared = Counter(person.shown for person in people)
    return tuple(
        Option(
            person.external_id,
            f"{person.shown}（{person.department}）" if shared[person.shown] > 1 else person.shown,
        )
        for person in people
    )


def _closed(live: LiveView, topic: TopicView | None, *, written: bool) -> str:
    """Why the form is not offered any more; empty while it is."""
    if live.running is None:
        return say("live.adjourn.done")
    if topic is None or topic.outcome == Outcome.NONE:
        return ""
    return say("live.kept") if written else say("live.topic_closed", how=ended_in(topic))
