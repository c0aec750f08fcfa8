"""Retrospectives as they are shown."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import service as people
from app.people.models import Person
from app.projects.chats import here
from app.projects.models import Project
from app.reviews.models import Retro, RetroSkip, RetroWord
from app.reviews.views import RetroView, WordView
from app.rulepacks import service as rulepacks


def view(session: Session, retro: Retro) -> RetroView:
    """A retrospective with its words and proposals."""
    return RetroView(
        id=retro.id,
        project_id=retro.project_id,
        project=session.get_one(Project, retro.project_id).name,
        by=people.view(session, session.get_one(Person, retro.by_id)),
        opened_at=retro.opened_at,
        closes_at=retro.closes_at,
        closed_at=retro.closed_at,
        words=tuple(word_view(session, word) for word in words(session, retro.id)),
        proposals=tuple(rulepacks.proposals_of(session, retro.id)),
    )


def words(session: Session, retro_id: int) -> list[RetroWord]:
    """Everybody who is asked, in the order they were."""
    return list(
        session.scalars(select(RetroWord).where(RetroWord.retro_id == retro_id).order_by(RetroWord.id))
    )


def word_view(session: Session, word: RetroWord) -> WordView:
    """One of them."""
    person = people.view(session, session.get_one(Person, word.person_id))
    return WordView(
        word.id, word.retro_id, person, word.good, word.figures, word.improve, word.said_at is not None
    )


def word_of(session: Session, retro_id: int, person_id: int) -> RetroWord | None:
    """What somebody is asked in a retrospective."""
    return session.scalar(
        select(RetroWord).where(RetroWord.retro_id == retro_id, RetroWord.person_id == person_id)
    )


def newest(session: Session, project_id: int) -> Retro | None:
    """The project's last retrospective, open or closed."""
    return session.scalar(
        select(Retro).where(Retro.project_id == project_id).order_by(Retro.id.desc()).limit(1)
    )


def open_in(session: Session, project_id: int) -> Retro | None:
    """The one that is being held."""
    found = newest(session, project_id)
    return found if found is not None and found.closed_at is None else None


def is_settled(session: Session, project_id: int, occasion: str, *, since: datetime) -> bool:
    """Whether an occasion needs no question any more: skipped, or looked back upon since (aware)."""
    if session.get(RetroSkip, (project_id, occasion)) is not None:
        return True
    last = newest(session, project_id)
    return last is not None and (last.closed_at is None or last.opened_at >= since)


def projects_of(session: Session, chat_id: int, *, limit: int = 5) -> list[Project]:
    """The projects of a chat, running ones first, newest first."""
    return list(
        session.scalars(
            select(Project)
            .where(Project.id.in_(here(chat_id)))
            .order_by(Project.closed_at.is_not(None), Project.id.desc())
            .limit(limit)
        )
    )
