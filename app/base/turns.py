"""Whose turn it is to write to a SQLite file: one at a time, those who may not wait first.

SQLite lets waiters sleep and look again, up to a tenth of a second each time, and whoever looks at the right moment
wins. Within one process a lock hands over at once instead, and lets the intake go before everybody else.
"""

from threading import Condition
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

IN_FRONT = "huiban_in_front"
"""The execution option of an engine whose transactions go before others."""
_HELD = "huiban.turn"


class Turns:
    """A lock with two queues."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._in_front = 0

    def take(self, *, in_front: bool) -> None:
        """Wait for one's turn."""
        with self._changed:
            if in_front:
                self._in_front += 1
                self._changed.wait_for(lambda: not self._taken)
                self._in_front -= 1
            else:
                self._changed.wait_for(lambda: not self._taken and not self._in_front)
            self._taken = True

    def leave(self) -> None:
        """Let the next one in."""
        with self._changed:
            self._taken = False
            self._changed.notify_all()


def take_turns(engine: Engine) -> None:
    """From now on the engine's transactions take turns, from their begin until their connection is given back."""
    turns = Turns()

    def begin(connection: Connection) -> None:
        info = connection.info
        if not info.get(_HELD):
            turns.take(in_front=bool(connection.get_execution_options().get(IN_FRONT)))
            info[_HELD] = True

    def give_back(_connection: DBAPIConnection | None, record: ConnectionPoolEntry, *_: Any) -> None:
        if record.info.pop(_HELD, False):
            turns.leave()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", give_back)
    event.listen(engine, "invalidate", give_back)
