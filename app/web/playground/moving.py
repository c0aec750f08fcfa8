"""Moving the playground's clock: what would have fired on the way fires on the way, each at its own time."""

from asyncio import to_thread
from datetime import datetime, time, timedelta
from typing import Literal

from pydantic import BaseModel

from app.calendars import CHINA
from bot.playground.clock import PlaygroundClock
from bot.playground.hub import Hub
from bot.playground.process import Plan

MORNING = time(9)
STOPS = 40
"""Reminders a single jump stops at; what is left is fired late, at its end."""
SETTLE = 0.4
"""Seconds a stop waits for its reminder to be posted, so that it carries the time it was due."""


class Move(BaseModel):
    """Where the clock shall go. `to` is the office's wall clock: 2024-05-14T10:00."""

    how: Literal["hour", "workday", "next", "to"]
    to: datetime | None = None


def destination(move: Move, plan: Plan, now: datetime) -> datetime | None:
    """The moment asked for (aware), or None: no reminder is planned, or no time was given."""
    if move.how == "hour":
        return now + timedelta(hours=1)
    if move.how == "workday":
        return CHINA.at(CHINA.add_workdays(CHINA.local(now).date(), 1), MORNING)
    if move.how == "next":
        coming = plan.upcoming(limit=1)
        return max(now, coming[0].fire_at) if coming else None
    if move.to is None or not 2000 <= move.to.year <= 2100:
        return None
    return CHINA.at(move.to.date(), move.to.time())


async def travel(clock: PlaygroundClock, plan: Plan, hub: Hub, *, to: datetime) -> None:
    """Go there, stopping at each reminder on the way. Going back fires nothing."""
    with hub.watching() as watcher:
        for _ in range(STOPS):
            coming = await to_thread(lambda: plan.upcoming(limit=1))
            if not coming or coming[0].fire_at > to or coming[0].fire_at <= clock.now():
                break
            await to_thread(clock.move_to, coming[0].fire_at)
            await to_thread(plan.tick)
            await watcher.change(within=SETTLE)
    await to_thread(clock.move_to, to)
    await to_thread(plan.tick)
    hub.changed()
