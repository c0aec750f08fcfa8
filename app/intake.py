"""Stored, then answered: many arrivals share one commit, and a press waits for its own handling."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.base.turns import IN_FRONT
from app.inbox import service as inbox
from app.inbox.service import Arrival
from app.outbox import faces
from bot.arriving import arrival_of
from bot.ports import Answer, Press, Update, answer_from_json
from bot.texts import say

BATCH = 256
ANSWER_WITHIN = 2.4
"""Seconds a press waits for its handling: Feishu gives up after three."""
CALM = 0.02
"""Seconds without an arrival after which the rush is over."""
PATIENCE = 0.4
"""Seconds that handling and sending wait for a rush to be over, each time: what arrives is acknowledged first."""
LATEST = 60.0
"""Seconds after which a press that is still not handled is somebody else's concern."""
LOOK_AGAIN = 0.2
"""Seconds between looks at the store, for a press that another process handles."""


class Intake:
    """The one way into the inbox. Lives in the event loop; the commits happen in a thread of its own."""

    def __init__(
        self, engine: Engine, sessions: sessionmaker[Session], clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._engine = engine.execution_options(**{IN_FRONT: True})
        self._sessions = sessions
        self._clock = clock
        self._wake = wake
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="intake")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="answers")
        self._pending: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._flushing = False
        self._waiting: dict[str, list[asyncio.Future[str]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived_at = 0.0
        self._late: set[asyncio.Task[None]] = set()

    async def accept(self, update: Update, *, within: float = ANSWER_WITHIN) -> Answer | None:
        """Keep an update for good; then it may be acknowledged. A press comes back with its answer.

        `within` (seconds): how long a press may wait for its handling.
        """
        arrival = arrival_of(update)
        once = arrival.once
        if not isinstance(update.body, Press):
            await self._store(arrival)
            return None
        answer = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(once, []).append(answer)
        try:
            await self._store(arrival)
            return await self._answer(once, answer, update, within)
        finally:
            waiting = self._waiting[once]
            waiting.remove(answer)
            if not waiting:
                del self._waiting[once]

    def wait_for_calm(self, behind: Callable[[], bool] = lambda: False) -> bool:
        """Let arrivals go first, for a moment, and what is `behind` too. Called by the threads that handle and send, before
        each piece of work; whether it is calm now."""
        until = monotonic() + PATIENCE
        while (now := monotonic()) < until and (now - self._arrived_at < CALM or behind()):
            sleep(CALM)
        return now - self._arrived_at >= CALM

    def answered(self, once: str, answer: str) -> None:
        """A worker has handled a press. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._resolve, once, answer)

    def close(self) -> None:
        """Wait for the commit under way."""
        self._writer.shutdown()
        self._readers.shutdown()

    def _resolve(self, once: str, answer: str) -> None:
        for future in self._waiting.get(once, ()):
            if not future.done():
                future.set_result(answer)

    async def _store(self, arrival: Arrival) -> None:
        self._loop = asyncio.get_running_loop()
        self._arrived_at = monotonic()
        stored = self._loop.create_future()
        self._pending.append((arrival, stored))
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)
        await stored

    def _flush(self) -> None:
        """Send everything that has gathered to the writer; what arrives meanwhile makes the next batch."""
        batch, self._pending = self._pending[:BATCH], self._pending[BATCH:]
        assert self._loop is not None
        writing = self._loop.run_in_executor(self._writer, self._write, [arrival for arrival, _ in batch])
        writing.add_done_callback(lambda done: self._stored(done, [future for _, future in batch]))

    def _write(self, arrivals: list[Arrival]) -> None:
        with self._engine.begin() as connection:
            inbox.store(connection, arrivals, now=self._clock.now())
        self._wake()

    def _stored(self, done: "asyncio.Future[None]", futures: list["asyncio.Future[None]"]) -> None:
        error = done.exception()
        for future in futures:
            if future.done():
                continue
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)
        if self._pending:
            self._flush()
        else:
            self._flushing = False

    async def _answer(
        self, once: str, answer: "asyncio.Future[str]", update: Update, within: float
    ) -> Answer:
        """The answer as soon as there is one, else a neutral toast: the card is redrawn when handling ends."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while (left := until - loop.time()) > 0:
            outcome = await loop.run_in_executor(self._readers, self._look, once)
            if outcome.handled:
                return Answer() if outcome.answer is None else answer_from_json(outcome.answer)
            done, _ = await asyncio.wait({answer}, timeout=min(left, LOOK_AGAIN))
            if done:
                return answer_from_json(answer.result())
        self._spawn(self._show_late(once, update))
        return Answer(say("toast.busy"))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _show_late(self, once: str, update: Update) -> None:
        """The answer did not show what became of the press: once that is known, the card is redrawn."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LATEST
        while not (await loop.run_in_executor(self._readers, self._look, once)).handled:
            if loop.time() > until:
                return
            await asyncio.sleep(LOOK_AGAIN)
        await loop.run_in_executor(self._readers, self._redraw, update)

    def _redraw(self, update: Update) -> None:
        if isinstance(update.body, Press):
            message_id = update.body.message_id
            in_transaction(
                self._sessions, lambda s: faces.redraw(s, update.platform, update.tenant, message_id)
            )
            self._wake()

    def _look(self, once: str) -> inbox.Outcome:
        with self._sessions() as session:
            return inbox.outcome(session, once)
