"""What the words find, kind by kind. Each is narrowed to what the asker may read before it is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.glossary.models import Definition, Term
from app.meetings.minutes_models import Minutes
from app.meetings.minutes_queries import sections_of
from app.meetings.minutes_shown import latest
from app.meetings.models import Attendee, Decision, Meeting, Topic
from app.meetings.queries import may_read
from app.meetings.records import decision_name
from app.needs import service as needs
from app.needs.models import Need, SupportItem
from app.people import service as people
from app.people.models import Chat, Membership, Person
from app.projects.chats import here, is_here
from app.projects.models import Project
from app.search.matching import holds
from app.search.views import Hit
from app.tasks import rights
from app.tasks.models import Task, TaskStatus

MOST = 200
"""So many rows of a kind are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks, and where: a group sees what belongs to it, in private one sees what one takes part in."""

    person: Person
    chat: Chat

    @property
    def id(self) -> int:
        """The person's key."""
        return self.person.id


def decisions(session: Session, asker: Asker, words: list[str]) -> Iterator[Hit]:
    """Conclusions by their words, their basis, or the topic and meeting they belong to; those that were replaced say so (X6)."""
    rows = session.execute(
        select(Decision, Meeting, Topic)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .outerjoin(Topic, Topic.id == Decision.topic_id)
        .where(
            _meetings(asker),
            holds(words, Decision.text, Decision.basis, Topic.title, Meeting.title),
        )
        .order_by(Decision.at.desc())
        .limit(MOST)
    )
    for decision, meeting, topic in rows:
        if _may_hear(asker, meeting):
            yield Hit(
                "decision",
                meeting.id,
                meeting.number,
                decision.text,
                meeting.title if decision.topic_id is None else topic.title,
                people.person(session, decision.by_id),
                decision.at,
                published=latest(session, meeting.id) is not None,
                replaced_by=_replaced_by(session, decision),
            )


def _replaced_by(session: Session, decision: Decision) -> str:
    later = None if decision.replaced_by_id is None else session.get(Decision, decision.replaced_by_id)
    return "" if later is None else decision_name(session, later, seen_from=0)


def minutes(session: Session, asker: Asker, words: list[str]) -> Iterator[Hit]:
    """The newest editions whose text, or whose meeting's title, holds the words."""
    rows = session.execute(
        select(Minutes, Meeting)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(_meetings(asker), holds(words, Minutes.text, Meeting.title))
        .order_by(Minutes.published_at.desc())
        .limit(MOST)
    )
    for edition, meeting in rows:
        # They are kept as JSON: a word may stand in the names of its parts only.
        said = "\n".join((meeting.title, *sections_of(edition).values())).casefold()
        newest = latest(session, meeting.id) is edition
        if newest and _may_hear(asker, meeting) and all(word.casefold() in said for word in words):
            yield Hit(
                "minutes",
                meeting.id,
                meeting.number,
                meeting.title,
                "",
                people.person(session, edition.published_by_id),
                edition.published_at,
                published=True,
            )


def tasks(session: Session, asker: Asker, words: list[str]) -> Iterator[Hit]:
    """Tasks that are not cancelled, by what they say, hand in, risk or reported."""
    own = select(Project.id).where(Project.owner_id == asker.id)
    shown = or_(Task.chat_id == asker.chat.id, Task.project_id.in_(here(asker.chat.id)))
    mine = or_(Task.owner_id == asker.id, Task.assigner_id == asker.id, Task.project_id.in_(own))
    rows = session.scalars(
        select(Task)
        .where(
            Task.company_id == asker.chat.company_id,
            Task.status != TaskStatus.CANCELLED,
            mine if asker.chat.private else shown,
            holds(words, Task.description, Task.deliverable, Task.risk, Task.progress_note, Task.departments),
        )
        .order_by(Task.created_at.desc())
        .limit(MOST)
    )
    for task in rows:
        if _may_see_task(session, asker, task):
            project = None if task.project_id is None else session.get(Project, task.project_id)
            where = "" if project is None else project.name
            who = people.person(session, task.owner_id)
            yield Hit("task", task.id, task.number, task.description, where, who, task.created_at)


def requests(session: Session, asker: Asker, words: list[str]) -> Iterator[Hit]:
    """Needs by project, goal, description, note, or what a department was asked for."""
    asked = select(SupportItem.need_id).where(holds(words, SupportItem.content))
    rows = session.execute(
        select(Need, Project)
        .join(Project, Project.id == Need.project_id)
        .where(
            Need.company_id == asker.chat.company_id,
            or_(
                holds(words, Project.name, Need.goal, Need.description, Need.note, Need.deliverables),
                Need.id.in_(asked),
            ),
        )
        .order_by(Need.registered_at.desc())
        .limit(MOST)
    )
    for need, project in rows:
        if is_here(session, project, asker.chat.id) or (
            asker.chat.private and asker.id in needs.takers(session, need)
        ):
            who = people.person(session, need.initiator_id)
            yield Hit("need", need.id, need.number, need.goal, project.name, who, need.registered_at)


def terms(session: Session, asker: Asker, words: list[str]) -> Iterator[Hit]:
    """Terms by name or by what a department means by them: they are the whole company's."""
    meant = select(Definition.term_id).where(holds(words, Definition.text))
    rows = session.scalars(
        select(Term)
        .where(
            Term.company_id == asker.chat.company_id,
            or_(holds(words, Term.name), Term.id.in_(meant)),
        )
        .order_by(Term.changed_at.desc())
        .limit(MOST)
    )
    for term in rows:
        newest = max(term.definitions, key=lambda one: one.at)
        yield Hit("term", term.id, 0, term.name, newest.text, people.person(session, newest.by_id), newest.at)


def _meetings(asker: Asker) -> ColumnElement[bool]:
    """The meetings somebody may hear of: those of the group; in private those of one's groups, and one's own."""
    if not asker.chat.private:
        return or_(Meeting.chat_id == asker.chat.id, Meeting.project_id.in_(here(asker.chat.id)))
    groups = select(Membership.chat_id).where(Membership.person_id == asker.id)
    invited = select(Attendee.meeting_id).where(
        or_(Attendee.person_id == asker.id, Attendee.delegate_id == asker.id)
    )
    return or_(
        Meeting.chat_id.in_(groups),
        Meeting.id.in_(invited),
        Meeting.initiator_id == asker.id,
        Meeting.host_id == asker.id,
        Meeting.recorder_id == asker.id,
    )


def _may_hear(asker: Asker, meeting: Meeting) -> bool:
    """X7: a confidential meeting is never told of in a group, whoever asks."""
    return may_read(meeting, asker.id) if asker.chat.private else not meeting.confidential


def _may_see_task(session: Session, asker: Asker, task: Task) -> bool:
    """A task of a confidential meeting is for those who take part in it."""
    if task.meeting_id is not None and not _may_hear(asker, session.get_one(Meeting, task.meeting_id)):
        return asker.chat.private and asker.id in rights.takers(session, task)
    return True
