"""Whether what a platform did not take is tried again: decided apart from the sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Busy, Refused, SendError

WANTED_FOR = timedelta(hours=24)
"""For how long a person would still want a message that could not be delivered."""
SETUP_PAUSE = timedelta(minutes=5)
"""An operator has to act first."""
LONGEST_PAUSE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at that moment (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Stop, and let a person see it."""


def decide(error: SendError, *, attempts: int, now: datetime, give_up_at: datetime) -> Again | GiveUp:
    """What follows a failed attempt. `attempts` counts this one."""
    match error:
        case Busy(wait=wait):
            pause = (
                timedelta(seconds=wait)
                if wait is not None
                else min(timedelta(seconds=2.0**attempts), LONGEST_PAUSE)
            )
        case Refused(cause="setup"):
            pause = SETUP_PAUSE
        case Refused(cause="expired"):
            pause = timedelta(0)
        case _:
            return GiveUp()
    return Again(now + pause) if now + pause <= give_up_at else GiveUp()
