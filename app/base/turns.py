"""Whose turn it is to write to a SQLite file: one at a time, those who may not wait first.

SQLite lets waiters sleep and look again, up to a tenth of a second each time, and whoever looks at the right moment
wins. Within one process a lock hands over at once instead, and lets the intake go before everybody else; a worker with
much to do would otherwise take it again before anybody else has woken up.
"""

from collections import deque
from threading import Event, Lock
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

_TURNS = "huiban_turns"
_HELD = "huiban.turn"


class Turns:
    """A lock with two queues. Who leaves hands it to whoever waits longest, so nobody who comes again gets ahead."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._taken = False
        self._in_front: deque[Event] = deque()
        self._others: deque[Event] = deque()

    def take(self, *, in_front: bool) -> None:
        """Wait for one's turn."""
        with self._changing:
            if not self._taken:
                self._taken = True
                return
            mine = Event()
            (self._in_front if in_front else self._others).append(mine)
        mine.wait()

    def leave(self) -> None:
        """Let the next one in."""
        with self._changing:
            waiting = self._in_front or self._others
            if waiting:
                waiting.popleft().set()
            else:
                self._taken = False


def take_turns(engine: Engine) -> None:
    """From now on the engine's transactions take turns, from their begin until their connection is given back."""
    turns = Turns()
    engine.update_execution_options(**{_TURNS: turns})

    def begin(connection: Connection) -> None:
        info = connection.info
        if not info.get(_HELD):
            turns.take(in_front=False)
            info[_HELD] = True

    def give_back(_connection: DBAPIConnection | None, record: ConnectionPoolEntry, *_: Any) -> None:
        if record.info.pop(_HELD, False):
            turns.leave()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", give_back)
    event.listen(engine, "invalidate", give_back)


def go_first(engine: Engine, connection: PoolProxiedConnection) -> None:
    """Wait for a turn before everybody else's, until the connection is given back. Without turns nothing is waited for."""
    turns: Turns | None = engine.get_execution_options().get(_TURNS)
    if turns is not None:
        turns.take(in_front=True)
        connection.info[_HELD] = True
