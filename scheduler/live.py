"""L2, the live rows: cues to the host while a meeting runs, the closing by the clock, and the redraw of the minutes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings import live
from app.meetings.live_queries import running_of
from app.meetings.live_shown import host_place, redraw_clock
from app.meetings.models import Meeting, Outcome
from app.meetings.timeline import Running, still_true, stretch_of
from app.outbox import service as outbox
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.reminders.service import Due
from bot.cards.console import cue_card
from bot.cards.live_parts import clock
from bot.cards.model import to_json
from bot.texts import say


def remind_of_live(session: Session, due: Due, now: datetime) -> None:
    """Do what a due step says, if the meeting still runs and it is still true (G6)."""
    meeting = session.get(Meeting, int(due.subject.partition(":")[2]), with_for_update=True)
    running = None if meeting is None else running_of(meeting)
    if meeting is None or running is None:
        return
    if due.step == "live_minute":
        redraw_clock(session, meeting, now=now)
        return
    if still_true(due.step, running, now):
        calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
        _STEPS[due.step](session, meeting, running, now, calendar)
    redraw_clock(session, meeting, now=now)


def _opening(
    session: Session, meeting: Meeting, _running: Running, _now: datetime, _calendar: Calendar
) -> None:
    _tell(session, meeting, say("live.cue.opening"))


def _intro(
    session: Session, meeting: Meeting, _running: Running, _now: datetime, _calendar: Calendar
) -> None:
    topic = live.current_topic(meeting)
    if topic is not None:
        _tell(session, meeting, say("live.cue.intro", topic=topic.title))


def _near(session: Session, meeting: Meeting, running: Running, now: datetime, calendar: Calendar) -> None:
    topic, stretch = live.current_topic(meeting), stretch_of(running)
    if topic is not None and stretch.ends_at is not None:
        at = clock(stretch.ends_at, calendar)
        text = say("live.cue.near", topic=topic.title, minutes=stretch.left(now), at=at)
        _tell(session, meeting, text)


def _out_of_time(
    session: Session, meeting: Meeting, _running: Running, _now: datetime, _calendar: Calendar
) -> None:
    """S92: the host has to choose; the newer card takes the place of the older (G5)."""
    topic = live.current_topic(meeting)
    if topic is not None and topic.outcome == Outcome.NONE:
        outbox.retire_at(session, host_place(session, meeting), f"leave:{topic.id}")
        outbox.owe_card(session, host_place(session, meeting), f"leave:{topic.id}")


def _closing(
    session: Session, meeting: Meeting, _running: Running, now: datetime, _calendar: Calendar
) -> None:
    """S47: ten minutes before the end the closing begins by itself."""
    live.close_up(session, meeting, by=None, now=now)
    _tell(session, meeting, say("live.cue.closing"))


def _end(session: Session, meeting: Meeting, _running: Running, _now: datetime, _calendar: Calendar) -> None:
    outbox.retire_at(session, host_place(session, meeting), f"ending:{meeting.id}")
    outbox.owe_card(session, host_place(session, meeting), f"ending:{meeting.id}")


def _tell(session: Session, meeting: Meeting, text: str) -> None:
    """The host alone, in private (S39, S91)."""
    outbox.owe_notice(session, host_place(session, meeting), to_json(cue_card(text, meeting.id)))


_STEPS: dict[str, Callable[[Session, Meeting, Running, datetime, Calendar], None]] = {
    "live_opening": _opening,
    "live_intro": _intro,
    "live_near": _near,
    "live_full": _out_of_time,
    "live_over": _out_of_time,
    "live_closing": _closing,
    "live_end": _end,
}
