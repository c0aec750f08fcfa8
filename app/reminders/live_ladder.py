"""L2, the live rows: cues to the host of a running meeting, and the next redraw of its cards. Pure.

Cues come when they are due, at night and on the minute: they are exempt from working time and offsets (G12).
"""

from collections.abc import Sequence
from datetime import datetime

from app.reminders.ladder import Planned


def plan_live(
    host_id: int, cues: Sequence[tuple[str, datetime, int]], redraw_at: datetime
) -> tuple[Planned, ...]:
    """The cues (step, moment, topic or 0) and one redraw. Moments are aware.

    Of the redraws only the next one is planned; it plans the one after it. So a stop of an hour is made up for by one
    redraw, the plan stays readable, and nobody's cards are touched more than once a minute by the clock.
    """
    host = f"person:{host_id}"
    planned = [Planned(step, host, at, f"{about}@{int(at.timestamp())}") for step, at, about in cues]
    planned.append(Planned("live_minute", host, redraw_at, f"{int(redraw_at.timestamp())}"))
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step)))
