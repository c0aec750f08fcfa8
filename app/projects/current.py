"""当前项目 (D19): which of a chat's projects somebody works on, and the question that finds it out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound
from app.people import service as people
from app.people.models import Chat, Person
from app.projects import service as projects
from app.projects.models import CurrentProject, Project, ProjectAsk

KEPT_FOR = timedelta(days=1)
"""How long a question can be answered: what was said reads as of then, and 明天 moves."""


@dataclass(frozen=True, slots=True)
class AskView:
    """A question as it is shown: to whom, the choices, and once it is answered what was chosen (empty: none)."""

    id: int
    who: str
    waits: bool
    offered: tuple[tuple[int, str], ...]
    done: bool
    chosen: str


def current(session: Session, person: Person, chat: Chat) -> Project | None:
    """What somebody chose for a chat, else what the chat has set; None when that has ended or left the chat."""
    running = {project.id: project for project in projects.running_in(session, chat.id)}
    row = session.get(CurrentProject, (person.id, chat.id))
    chosen = None if row is None else running.get(row.project_id)
    return chosen or running.get(chat.default_project_id or 0)


def remember(session: Session, person: Person, chat: Chat, project: Project) -> None:
    """This is what somebody works on in a chat, until they choose another."""
    row = session.get(CurrentProject, (person.id, chat.id))
    if row is None:
        session.add(CurrentProject(person_id=person.id, chat_id=chat.id, project_id=project.id))
    else:
        row.project_id = project.id
    session.flush()


def ask(session: Session, person: Person, chat: Chat, *, said: str, subject: str, now: datetime) -> int:
    """Keep the question until it is answered; its key (`whichproject:<key>` is its card)."""
    row = ProjectAsk(
        person_id=person.id, chat_id=chat.id, said=said, subject=subject, expires_at=now + KEPT_FOR
    )
    session.add(row)
    session.flush()
    return row.id


def answer(
    session: Session, ask_id: int, project_id: int | None, *, by: Person, now: datetime
) -> ProjectAsk | None:
    """What was asked, answered: one's own question alone, once, by a project that runs there (None: by none at all).

    None when it is over. Raises NotAllowed, NotFound.
    """
    row = session.get(ProjectAsk, ask_id)
    if row is None or row.done or row.expires_at <= now:
        return None
    if row.person_id != by.id:
        asked = people.person(session, row.person_id)
        raise NotAllowed(what="what.choose_project", who=asked.shown if asked else "who.changer")
    if project_id is not None:
        offered = {project.id: project for project in projects.running_in(session, row.chat_id)}
        if project_id not in offered:
            raise NotFound(what="what.project", number="")
        remember(session, by, session.get_one(Chat, row.chat_id), offered[project_id])
    row.done, row.project_id = True, project_id
    return row


def view(session: Session, ask_id: int) -> AskView | None:
    """The question as it stands."""
    row = session.get(ProjectAsk, ask_id)
    if row is None:
        return None
    who = people.person(session, row.person_id)
    chosen = None if row.project_id is None else session.get(Project, row.project_id)
    offered = tuple((project.id, project.name) for project in projects.running_in(session, row.chat_id))
    return AskView(
        row.id,
        "" if who is None else who.shown,
        bool(row.said),
        offered,
        row.done,
        "" if chosen is None else chosen.name,
    )


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop questions nobody answered, and what was said with them."""
    session.execute(delete(ProjectAsk).where(ProjectAsk.expires_at <= now))
