"""今日提醒 of a group, drawn from the database."""

from collections.abc import Callable
from math import inf

from app.meetings import day_posts
from app.meetings.models import Meeting
from app.needs import queries as needs
from app.outbox.service import standing
from app.people.calendars import calendar_of
from app.people.models import DIRECT, LATER, NEVER, Chat
from app.reminders.day_posts import day_of_post, today_subject
from app.reminders.ladder import UNANSWERED_DAYS
from app.tasks import queries
from app.tasks.models import Task
from bot.cards.model import Card
from bot.cards.today import Today, TodayLine, UnansweredLine, today_card
from bot.drawers.scene import Scene

NAMED_AFTER: dict[str, float] = {LATER: 3, DIRECT: 0, NEVER: inf}
"""The working day from which an owner's name stands in the group's post: the third (D8), unless the chat wants else."""


def _today(scene: Scene, key: int) -> Card | None:
    """What there is to do; an empty post is not sent, one that stands says that all is done (G11, D1)."""
    chat_id, day = day_of_post(key)
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, chat_id))
    found = [task for task in queries.until(scene.session, chat_id, day) if not _confidential(scene, task)]
    views = [queries.view(scene.session, task) for task in found]
    named_after = NAMED_AFTER[scene.session.get_one(Chat, chat_id).naming]
    late = tuple(
        TodayLine(view, calendar.workdays_between(view.due_on, day) >= named_after)
        for view in views
        if view.due_on < day
    )
    today = Today(
        day,
        tuple(view for view in views if view.due_on == day),
        late,
        day_posts.unwritten_on(scene.session, chat_id, day, calendar),
        day_posts.meetings_on(scene.session, chat_id, day, calendar),
        tuple(
            UnansweredLine(*one)
            for one in needs.unanswered_on(scene.session, chat_id, day, calendar, UNANSWERED_DAYS)
        ),
    )
    if today.empty and standing(scene.session, scene.place, today_subject(chat_id, day)) is None:
        return None
    return today_card(today, now=scene.now, calendar=calendar)


def _confidential(scene: Scene, task: Task) -> bool:
    """What was born in a confidential meeting is left out (X7)."""
    return task.meeting_id is not None and scene.session.get_one(Meeting, task.meeting_id).confidential


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"today": _today}
