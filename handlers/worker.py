"""The inbox is worked off: claim, handle in one transaction, tell who waits for the answer."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import uuid4

import structlog
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.base.lanes import Leased, State, all_still_mine, bury, lease_rows, release, retry_later, still_mine
from app.inbox import service as inbox
from app.inbox.models import Incoming
from app.outbox import service as outbox
from app.outbox.service import Place
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.ports import Answer, answer_to_json, update_from_json
from bot.texts import say
from handlers.context import Together
from handlers.dispatch import Surroundings, handle, look_ahead

HOLD = timedelta(seconds=60)
TOGETHER = 64
"""How many updates may share a transaction, and so what each of them has looked up, and its commit."""
TRIES = 4
"""How often a failure of ours is tried again before the update is set aside and its sender told."""
PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20))

log = structlog.get_logger()


class Worker:
    """Handles what is in the inbox. Any number of them may run, here and in other processes."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        clock: Clock,
        timezone: str,
        answered: Callable[[str, str], None],
        calm: Callable[[], bool] = lambda: True,
        *,
        only_groups: frozenset[str] = frozenset(),
    ) -> None:
        """`answered(once, answer)` is told of every handled update that has an answer, after its commit; `calm` is
        called before updates are claimed, may wait, and says whether a longer transaction is in nobody's way. `only_groups`: no
        other group is served."""
        self._sessions = sessions
        self._clock = clock
        self._timezone = timezone
        self._answered = answered
        self._calm = calm
        self._only_groups = only_groups
        self._behind = False

    @property
    def behind(self) -> bool:
        """Whether there was more to handle than could be taken at once."""
        return self._behind

    def run_once(self) -> int:
        """Handle what is ready: as much as may share a transaction, in a rush one update; how many were taken."""
        limit = TOGETHER if self._calm() else 1
        now = self._clock.now()
        rows = in_transaction(
            self._sessions, lambda s: lease_rows(s, Incoming, now=now, limit=limit, hold=HOLD)
        )
        self._behind = len(rows) == limit
        left = [] if self._handle_together(rows) else self._handle_singly(rows)
        if left:
            in_transaction(self._sessions, lambda s: release(s, Incoming, left))
        return len(rows)

    def _handle_together(self, group: Sequence[Leased]) -> bool:
        """Several updates in one transaction: all of them, or none and False."""

        def work(session: Session) -> list[Incoming]:
            mine = all_still_mine(session, Incoming, [row.id for row in group], group[0].holder)
            around = self._around(alone=False)
            updates = [update_from_json(row.payload) for row in mine]
            look_ahead(session, updates, around)
            answers = [handle(session, update, around) for update in updates]
            return [_done(row, answer, around) for row, answer in zip(mine, answers, strict=True)]

        if len(group) < 2:
            return False
        try:
            handled = in_transaction(self._sessions, work)
        except Together:
            return False
        except Exception:  # whichever it was, it fails again by itself, and is told of then
            log.info("handling one by one", exc_info=True)
            return False
        for row in handled:
            self._tell(row)
        return True

    def _handle_singly(self, group: Sequence[Leased]) -> list[int]:
        """Each update in its own transaction. What follows one that failed in its lane is left as it is: its ids."""
        stopped, left = set[str](), list[int]()
        for row in group:
            if row.lane in stopped:
                left.append(row.id)
            elif not self._handle_row(row):
                stopped.add(row.lane)
        return left

    def _handle_row(self, leased: Leased) -> bool:
        """One update; False when its lane has to wait."""

        def work(session: Session) -> Incoming | None:
            row = still_mine(session, Incoming, leased.id, leased.holder)
            if row is None:
                return None
            around = self._around(alone=True)
            return _done(row, handle(session, update_from_json(row.payload), around), around)

        try:
            handled = in_transaction(self._sessions, work)
        except Exception:  # a bug of ours must neither lose the update nor stop the other chats
            reference = uuid4().hex[:8]
            log.exception("handling failed", reference=reference, row=leased.id, attempt=leased.attempts)
            return self._failed(leased, reference)
        if handled is not None:
            self._tell(handled)
        return True

    def _around(self, *, alone: bool) -> Surroundings:
        return Surroundings(self._clock.now(), self._timezone, alone, self._only_groups)

    def _tell(self, row: Incoming) -> None:
        if row.answer is not None:
            self._answered(row.once, row.answer)

    def _failed(self, leased: Leased, reference: str) -> bool:
        """Try again later, or set it aside and tell its sender; False when its lane has to wait."""

        def record(session: Session) -> Incoming | None:
            row = still_mine(session, Incoming, leased.id, leased.holder)
            if row is None:
                return None
            if row.attempts < TRIES:
                retry_later(row, at=self._clock.now() + PAUSES[row.attempts - 1], why=reference)
            else:
                bury(row, why=reference)
                self._tell_sender(session, row, reference)
            return row

        row = in_transaction(self._sessions, record)
        if row is not None:
            self._tell(row)
        return row is None or row.state != State.WAITING

    def _tell_sender(self, session: Session, row: Incoming, reference: str) -> None:
        """The sender gets the reference under which we find it."""
        update = update_from_json(row.payload)
        where = (
            Place(update.platform, update.tenant, person=update.actor.id)
            if update.chat.private
            else Place(update.platform, update.tenant, chat=update.chat.id)
        )
        sentence = say("bug", ref=reference)
        outbox.owe_notice(session, where, to_json(note(say("refused.title"), sentence, tone="bad")))
        row.answer = answer_to_json(Answer(sentence, "error"))


def _done(row: Incoming, answer: Answer | None, around: Surroundings) -> Incoming:
    """Mark an update as handled, with its answer as it is stored."""
    inbox.handled(row, None if answer is None else answer_to_json(answer), now=around.now)
    return row
