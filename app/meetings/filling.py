"""表2 as typed, laid over a meeting: what is given replaces, what is not given stays."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.meetings import people as who
from app.meetings.models import Meeting, PreWork, Topic
from app.meetings.people import find
from app.meetings.views import MeetingFields, PreWorkField, TopicField, WhoField
from app.people import departments as roles
from app.people import service as people
from app.people.models import Company, Department

_PLAIN = (
    "title",
    "necessity",
    "objective",
    "form",
    "place",
    "link",
    "starts_at",
    "length",
    "confidential",
)


def fill(session: Session, meeting: Meeting, fields: MeetingFields, *, adds: bool = False) -> None:
    """Lay what is given over the meeting; with `adds` those invited come on top of those who are."""
    for name in _PLAIN:
        value = getattr(fields, name)
        if value is not None and value != getattr(meeting, name):
            setattr(meeting, name, value)
    for name in ("host", "recorder"):
        field: WhoField | None = getattr(fields, name)
        person_id = None if field is None else find(session, meeting, field).person_id
        if person_id is not None:
            setattr(meeting, f"{name}_id", person_id)
    if fields.attendees is not None:
        standing = [who.as_found(a) for a in meeting.attendees if adds and not a.cc]
        found = [find(session, meeting, one) for one in fields.attendees]
        who.invite(session, meeting, [*standing, *found], cc=False)
    if fields.copied is not None:
        who.invite(session, meeting, [find(session, meeting, one) for one in fields.copied], cc=True)
    if fields.topics is not None:
        _set_topics(session, meeting, fields.topics)
    if fields.preworks is not None:
        _set_preworks(session, meeting, fields.preworks)
    who.resolve(session, meeting)


def _set_topics(session: Session, meeting: Meeting, fields: tuple[TopicField, ...]) -> None:
    """One topic a row, in the order typed. A topic of the same title is the same topic: it keeps its brief, and
    whatever its line does not say."""
    before = {topic.title: topic for topic in meeting.topics}
    kept: list[Topic] = []
    for position, field in enumerate(fields):
        topic = before.pop(field.title, None)
        if topic is None:
            topic = Topic(title=field.title, position=position)
            meeting.topics.append(topic)
        keeps_owner = field.owner == WhoField() or _names_owner(session, topic, field.owner)
        set_topic(session, meeting, topic, _with_what_stands(topic, field), keeps_owner=keeps_owner)
        topic.position = position
        kept.append(topic)
    for topic in [topic for topic in meeting.topics if topic not in kept]:
        meeting.topics.remove(topic)
    session.flush()


def set_topic(
    session: Session, meeting: Meeting, topic: Topic, field: TopicField, *, keeps_owner: bool = False
) -> None:
    """Make a topic what the field says; without an owner it has none, unless it keeps the one it has."""
    topic.title, topic.discussion, topic.minutes = field.title, field.discussion, field.minutes
    topic.output, topic.criterion = field.output, field.criterion
    if not keeps_owner:
        owner = find(session, meeting, field.owner)
        topic.owner_id, topic.department_id, topic.label = owner.person_id, owner.department_id, owner.label


def _names_owner(session: Session, topic: Topic, field: WhoField) -> bool:
    """Whether what is typed is how the standing owner is called: then the person that was found stays."""
    if field.external_id:
        return False
    person = people.person(session, topic.owner_id)
    department = "" if topic.department_id is None else session.get_one(Department, topic.department_id).name
    if field.name:
        return field.name == (topic.label if person is None else person.name)
    return field.department == department


def _with_what_stands(topic: Topic, field: TopicField) -> TopicField:
    return replace(
        field,
        discussion=field.discussion or topic.discussion or "",
        minutes=topic.minutes if field.minutes is None else field.minutes,
        output=field.output or topic.output or "",
        criterion=field.criterion or topic.criterion or "",
    )


def _set_preworks(session: Session, meeting: Meeting, fields: tuple[PreWorkField, ...]) -> None:
    """What came for a piece of pre-work stays as long as its text does."""
    company = session.get_one(Company, meeting.company_id)
    before = {prework.text: prework for prework in meeting.preworks}
    kept: list[PreWork] = []
    for position, field in enumerate(fields):
        prework = before.pop(field.text, None)
        if prework is None:
            prework = PreWork(text=field.text, position=position)
            meeting.preworks.append(prework)
        prework.position, prework.due_on = position, field.due_on
        prework.owner_id = _owner(session, meeting, company, field)
        kept.append(prework)
    for prework in [prework for prework in meeting.preworks if prework not in kept]:
        meeting.preworks.remove(prework)
    session.flush()


def _owner(session: Session, meeting: Meeting, company: Company, field: PreWorkField) -> int | None:
    """Nobody for 各部门; a department's contact only where the company knows that department."""
    if field.owner.department:
        name = roles.rename_to_known(session, company, field.owner.department)
        if people.find_department(session, company.id, name) is None:
            return None
    return find(session, meeting, field.owner).person_id
