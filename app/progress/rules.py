"""Where a project stands: its phase, and what is missing (S1)."""

import enum
from collections.abc import Collection
from dataclasses import dataclass

from app.meetings.models import MeetingStatus


class Phase(enum.StrEnum):
    """The guide's four phases, and what comes after them."""

    START = "start"
    PREPARE = "prepare"
    RUN = "run"
    FOLLOW = "follow"
    CLOSED = "closed"


PHASES: tuple[Phase, ...] = (Phase.START, Phase.PREPARE, Phase.RUN, Phase.FOLLOW)


def phase_of(meetings: Collection[MeetingStatus], *, tasks: int, closed: bool) -> Phase:
    """启动 until a meeting is planned, 筹备 until one is held, 执行 while one is held, 跟进 once there is work to follow."""
    if closed:
        return Phase.CLOSED
    if MeetingStatus.LIVE in meetings:
        return Phase.RUN
    if tasks or MeetingStatus.ENDED in meetings:
        return Phase.FOLLOW
    if MeetingStatus.DRAFT in meetings or MeetingStatus.PUBLISHED in meetings:
        return Phase.PREPARE
    return Phase.START


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a project: all of each kind, and how many of them wait for somebody."""

    unnamed: int
    unanswered: int
    undecided: int
    gaps: int
    unpublished: int
    minutes_owed: int
    unaccepted: int
    overdue: int
    disputes_late: int


def missing(figures: Figures, phase: Phase) -> tuple[tuple[str, int], ...]:
    """What is missing, most pressing first: the text's key and its number (0: none is told)."""
    if phase == Phase.CLOSED:
        return ()
    found = (
        ("overdue", figures.overdue),
        ("disputes_late", figures.disputes_late),
        ("minutes_owed", figures.minutes_owed),
        ("unnamed", figures.unnamed),
        ("unanswered", figures.unanswered),
        ("gaps", figures.gaps),
        ("undecided", figures.undecided),
        ("unpublished", figures.unpublished),
        ("unaccepted", figures.unaccepted),
    )
    counted = tuple((key, count) for key, count in found if count)
    if phase == Phase.START:
        return (*counted, ("no_meeting", 0))
    return counted
