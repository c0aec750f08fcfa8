"""The playground's own clock: the machine's, moved by whoever plays. It moves nobody else's."""

from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock, SystemClock
from app.base.db import in_transaction
from bot.playground.models import PlaygroundTime

ONLY_ROW = 1
_MICROSECOND = timedelta(microseconds=1)


class PlaygroundClock:
    """A clock that can be moved; where it stands survives a restart.

    The shift is read once: `now` is asked inside transactions, where reading the store again would wait for itself.
    """

    def __init__(self, sessions: sessionmaker[Session], system: Clock | None = None) -> None:
        self._sessions = sessions
        self._system = system or SystemClock()
        self._lock = Lock()
        self._shift = in_transaction(sessions, _read)

    def now(self) -> datetime:
        """This moment in the playground: aware, UTC."""
        return self._system.now() + self._shift

    def move_to(self, moment: datetime) -> None:
        """Make it `moment` (aware) now, earlier or later; from there the clock runs on."""
        with self._lock:
            shift = moment - self._system.now()
            in_transaction(self._sessions, lambda session: _write(session, shift))
            self._shift = shift


def _read(session: Session) -> timedelta:
    row = session.get(PlaygroundTime, ONLY_ROW)
    return timedelta() if row is None else timedelta(microseconds=row.shift)


def _write(session: Session, shift: timedelta) -> None:
    session.merge(PlaygroundTime(id=ONLY_ROW, shift=shift // _MICROSECOND))
