"""A project's phase, and what it says is missing (S1)."""

import pytest

from app.meetings.models import MeetingStatus as Status
from app.progress.rules import Figures, Phase, missing, phase_of

NOTHING = Figures(0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("meetings", "tasks", "closed", "phase"),
    [
        ((), 0, False, Phase.START),
        ((Status.ONLINE,), 0, False, Phase.START),
        ((Status.DRAFT,), 0, False, Phase.PREPARE),
        ((Status.PUBLISHED,), 0, False, Phase.PREPARE),
        ((Status.LIVE,), 0, False, Phase.RUN),
        ((Status.ENDED, Status.LIVE), 3, False, Phase.RUN),
        ((Status.ENDED,), 0, False, Phase.FOLLOW),
        ((Status.ENDED, Status.DRAFT), 0, False, Phase.FOLLOW),
        ((), 1, False, Phase.FOLLOW),
        ((Status.LIVE,), 1, True, Phase.CLOSED),
    ],
)
def test_phases(meetings: tuple[Status, ...], tasks: int, closed: bool, phase: Phase) -> None:
    assert phase_of(meetings, tasks=tasks, closed=closed) is phase


def test_the_most_pressing_comes_first() -> None:
    figures = Figures(
        unnamed=1,
        unanswered=0,
        undecided=2,
        gaps=0,
        unpublished=0,
        minutes_owed=0,
        unaccepted=3,
        overdue=4,
        disputes_late=0,
    )
    expected = (("overdue", 4), ("unnamed", 1), ("undecided", 2), ("unaccepted", 3))
    assert missing(figures, Phase.FOLLOW) == expected


def test_a_project_without_a_meeting_hears_of_it_only_while_it_starts() -> None:
    assert missing(NOTHING, Phase.START) == (("no_meeting", 0),)
    assert missing(NOTHING, Phase.PREPARE) == ()
    assert missing(NOTHING, Phase.CLOSED) == ()
