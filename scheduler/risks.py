"""L10: a risk that was told of at night, in the morning."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.reminders.service import Due
from app.tasks import risks
from app.tasks.models import Risk
from bot.texts import say
from scheduler.word import Word


def remind_of_risk(session: Session, due: Due, now: datetime) -> Word | None:  # noqa: ARG001
    """Its card to somebody concerned, unless it is settled by then."""
    risk = session.get(Risk, int(due.subject.partition(":")[2]))
    if risk is None or risk.settled_at is not None:
        return None
    view = risks.view(session, risk)
    place = risks.private_place(session, int(due.recipient.partition(":")[2]))
    return Word(
        place,
        say("risk.told_late", who=view.by.shown, text=view.text),
        brings=(f"risk:{risk.id}",),
    )
