"""Every kind of reminder knows how it is told, what it is called, and whose days it heeds."""

from scheduler import chats, saying
from scheduler.jobs import REMINDERS


def test_every_kind_of_reminder_has_a_home_and_a_name() -> None:
    assert set(REMINDERS) == set(chats.HOMES)
    assert set(REMINDERS) == set(saying._ABOUT)
