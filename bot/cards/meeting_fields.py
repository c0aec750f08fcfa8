"""The forms of 表2: the few fields a draft still lacks, and all of them to be changed (S21–S31)."""

from app.meetings.models import MeetingStatus
from app.meetings.rules import FORMS, NECESSITIES
from app.meetings.views import MeetingView, TopicView
from bot.cards.meeting_parts import Sight
from bot.cards.meeting_people import Pick
from bot.cards.model import (
    ButtonStyle,
    Card,
    ChoiceField,
    DateField,
    Element,
    Field,
    Form,
    Option,
    TextField,
    ToggleField,
)
from bot.cards.parts import button, buttons, note, quiet
from bot.texts import say

LENGTHS = (30, 45, 60, 75, 90, 105, 120)


def quick_form(sight: Sight) -> Form | None:
    """Only what the draft lacks: what a notice needs, the objective and the agenda (S23, S28, S29)."""
    meeting = sight.meeting
    fields: list[Field] = []
    if not meeting.title:
        fields.append(_text("title", ""))
    if not meeting.objective:
        fields.append(_text("objective", ""))
    if meeting.starts_at is None:
        fields.append(_starts_at(sight))
    if meeting.length is None:
        fields.append(_length(meeting))
    if "where" in meeting.missing:
        fields.append(_text("where", ""))
    if not meeting.required:
        fields.append(_text("departments", ""))
    if not meeting.topics:
        fields.append(_text("topics", "", lines=3))
    if not fields:
        return None
    style: ButtonStyle = "primary" if meeting.missing else "default"
    save = button(say("meetform.save"), "meeting.fill", style=style, meeting=meeting.id)
    return Form(f"meetquick_{meeting.id}", tuple(fields), (save,))


def form_card(sight: Sight, pick: Pick) -> Card:
    """All of 表2, and a way into each topic."""
    meeting = sight.meeting
    title = say("meetform.title", number=meeting.number)
    if meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return _closed(title, meeting)
    chosen = tuple(a.person.external_id for a in meeting.required if a.person is not None)
    departments = "、".join(a.shown for a in meeting.required if a.person is None)
    texts = texts_of(meeting)
    fields: tuple[Field, ...] = (
        _text("title", meeting.title),
        ChoiceField(
            "necessity",
            say("meeting.field.necessity"),
            tuple(Option(why, say(f"meeting.need.{why}")) for why in (*NECESSITIES, "none")),
            (meeting.necessity,) if meeting.necessity else (),
            say("meeting.example.choose"),
        ),
        _text("objective", texts["objective"]),
        _starts_at(sight),
        _length(meeting),
        _text("where", meeting.where),
        _people("attendees", chosen, pick, many=True),
        _text("departments", departments),
        _text("topics", texts["topics"], lines=4),
        _text("prework", texts["prework"], lines=2),
    )
    submits = (
        button(say("meetform.save"), "meeting.save", style="primary", meeting=meeting.id),
        button(say("meeting.more"), "meeting.more", meeting=meeting.id),
    )
    elements: list[Element] = [Form(f"meetform_{meeting.id}", fields, submits)]
    if meeting.topics:
        elements.append(quiet(say("meetform.topics")))
        elements.append(
            buttons(
                *(
                    button(say("meetform.topic", position=number), "topic.edit", topic=topic.id)
                    for number, topic in enumerate(meeting.topics[:10], start=1)
                )
            )
        )
    return Card(title, tuple(elements), summary=title)


def more_card(sight: Sight, pick: Pick, projects: tuple[Option, ...]) -> Card:
    """What is seldom changed: form, who leads, who is copied, secrecy."""
    meeting = sight.meeting
    title = say("meetmore.title", number=meeting.number)
    if meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return _closed(title, meeting)
    copied = tuple(a.person.external_id for a in meeting.copied if a.person is not None)
    fields: list[Field] = [
        ChoiceField(
            "form",
            say("meeting.field.form"),
            tuple(Option(form, say(f"meeting.form.{form}")) for form in FORMS),
            (meeting.form,) if meeting.form else (),
            say("meeting.example.choose"),
        ),
        _people("host", (meeting.host.external_id,), pick),
        _people("recorder", (meeting.recorder.external_id,), pick),
        _people("copied", copied, pick, many=True),
        ToggleField("confidential", say("meeting.field.confidential"), meeting.confidential),
    ]
    if len(projects) > 1:
        current = (str(meeting.project_id),) if meeting.project_id is not None else ()
        fields.insert(0, ChoiceField("project", say("meeting.field.project"), projects, current))
    save = button(say("meetform.save"), "meeting.save_more", style="primary", meeting=meeting.id)
    return Card(title, (Form(f"meetmore_{meeting.id}", tuple(fields), (save,)),), summary=title)


def topic_card(sight: Sight, topic: TopicView, pick: Pick) -> Card:
    """One topic: its row of 表2 and the brief its owner fills in (S40)."""
    number = sight.meeting.number
    position = next(n for n, one in enumerate(sight.meeting.topics, start=1) if one.id == topic.id)
    title = say("topic.title", number=number, position=position, title=topic.title)
    if sight.meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return _closed(title, sight.meeting)
    owner = () if topic.owner is None else (topic.owner.external_id,)
    owners = pick.field("owner", say("topic.field.owner"), owner)
    fields: tuple[Field, ...] = (
        _topic_text("title", topic.title),
        _topic_text("discussion", topic.discussion),
        owners,
        _topic_text("minutes", "" if topic.minutes is None else str(topic.minutes)),
        _topic_text("output", topic.output),
        _topic_text("criterion", topic.criterion),
        _topic_text("progress", topic.progress, lines=2),
        _topic_text("problem", topic.problem, lines=2),
        _topic_text("decision_asked", topic.decision_asked, lines=2),
    )
    save = button(say("topic.save"), "topic.save", style="primary", topic=topic.id)
    return Card(title, (quiet(say("topic.brief_hint")), Form(f"topic_{topic.id}", fields, (save,))))


def texts_of(meeting: MeetingView) -> dict[str, str]:
    """What the form's longer inputs are filled with, by their names."""
    return {
        "objective": meeting.objective,
        "topics": "\n".join(topic_line(topic) for topic in meeting.topics),
        "prework": "\n".join(one.text for one in meeting.preworks),
    }


def topic_line(topic: TopicView) -> str:
    """A topic as it is typed: what the agenda's reader reads back."""
    owner = topic.owner_shown if topic.owner is None or not topic.department else topic.department
    parts = [
        topic.title,
        "" if topic.minutes is None else f"{topic.minutes}分钟",
        f"负责人：{owner}" if owner else "",
        f"输出：{topic.output}" if topic.output else "",
        f"标准：{topic.criterion}" if topic.criterion else "",
    ]
    return " ".join(part for part in parts if part)


def _closed(title: str, meeting: MeetingView) -> Card:
    return note(
        title, say("meetform.closed", state=say(f"meeting.state.{meeting.status.value}")), tone="quiet"
    )


def _text(name: str, value: str, *, lines: int = 1) -> TextField:
    return TextField(
        name,
        say(f"meeting.field.{name}"),
        value,
        say(f"meeting.example.{name}"),
        lines=lines,
        max_length=2000,
    )


def _topic_text(name: str, value: str, *, lines: int = 1) -> TextField:
    return TextField(name, say(f"topic.field.{name}"), value, say(f"topic.example.{name}"), lines=lines)


def _people(name: str, value: tuple[str, ...], pick: Pick, *, many: bool = False) -> Field:
    return pick.field(name, say(f"meeting.field.{name}"), value, many=many)


def _starts_at(sight: Sight) -> DateField:
    starts_at = sight.meeting.starts_at
    value = "" if starts_at is None else f"{sight.calendar.local(starts_at):%Y-%m-%d %H:%M}"
    return DateField(
        "starts_at", say("meeting.field.starts_at"), value, say("meeting.example.starts_at"), clock=True
    )


def _length(meeting: MeetingView) -> ChoiceField:
    lengths = sorted({*LENGTHS, *(() if meeting.length is None else (meeting.length,))})
    return ChoiceField(
        "length",
        say("meeting.field.length"),
        tuple(Option(str(one), say("meeting.minutes", minutes=one)) for one in lengths),
        () if meeting.length is None else (str(meeting.length),),
        say("meeting.example.length"),
    )
