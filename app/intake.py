"""Stored, then answered: many arrivals share one commit, and a press waits for its own handling."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep
from typing import TypeAlias

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import in_transaction, one_statement
from app.inbox import service as inbox
from app.inbox.service import Arrival
from app.outbox import faces
from bot.arriving import arrival_of
from bot.ports import Answer, Press, Update, answer_from_json
from bot.texts import say

BATCH = 32
"""How many arrivals a commit takes at most. The next ones gather meanwhile: with all of them in it, whoever waits for an
acknowledgement before the next event would wait for the same commit, and nothing would be read during it."""
CROWD = 8
"""So many arrivals in one commit are a rush."""
ANSWER_WITHIN = 2.4
"""Seconds a press waits for its handling: Feishu gives up after three."""
CALM = 0.02
"""Seconds without an arrival after which a rush is over."""
PATIENCE = 0.8
"""Seconds that handling and sending wait for a rush to be over, each time: what arrives is acknowledged first."""
LATEST = 60.0
"""Seconds after which a press that is still not handled is somebody else's concern."""
LOOK_AGAIN = 0.2
"""Seconds between looks at the store, for a press that another process handles."""


_Kept: TypeAlias = "tuple[Arrival, asyncio.Future[None]]"


class Intake:
    """The one way into the inbox. Lives in the event loop; the commits happen in a thread of its own."""

    def __init__(self, engine: Engine, sessions: sessionmaker[Session], wake: Callable[[], None]) -> None:
        self._engine = engine
        self._sessions = sessions
        self._wake = wake
        self._gathering: list[_Kept] = []
        self._arriving: SimpleQueue[_Kept | None] = SimpleQueue()
        self._calm = Event()
        self._calm.set()
        self._writer = Thread(target=self._write_all, name="intake", daemon=True)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="answers")
        self._waiting: dict[str, list[asyncio.Future[str]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
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
        while self._calm.wait(until - monotonic()) and behind() and monotonic() < until:
            sleep(CALM)
        return self._calm.is_set()

    def answered(self, once: str, answer: str) -> None:
        """A worker has handled a press. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._resolve, once, answer)

    def close(self) -> None:
        """Wait for what has arrived to be kept."""
        self._hand_over()
        self._arriving.put(None)
        if self._writer.is_alive():
            self._writer.join()
        self._readers.shutdown()

    def _resolve(self, once: str, answer: str) -> None:
        for future in self._waiting.get(once, ()):
            if not future.done():
                future.set_result(answer)

    async def _store(self, arrival: Arrival) -> None:
        loop = self._loop or self._begin()
        stored = loop.create_future()
        if not self._gathering:
            loop.call_soon(self._hand_over)
        self._gathering.append((arrival, stored))
        await stored

    def _begin(self) -> asyncio.AbstractEventLoop:
        self._loop = asyncio.get_running_loop()
        self._writer.start()
        return self._loop

    def _hand_over(self) -> None:
        """What was read in one go of the event loop goes to the writer together: woken up by the first of it, it would take
        Python away from the loop, and make a commit of that alone."""
        gathered, self._gathering = self._gathering, []
        for kept in gathered:
            self._arriving.put(kept)

    def _write_all(self) -> None:
        """The writer: whatever has gathered during a commit makes the next one."""
        while (batch := self._gathered())[0] is not None:
            kept = [one for one in batch if one is not None]
            error = self._write([arrival for arrival, _ in kept])
            waiting = [stored for _, stored in kept]
            with suppress(RuntimeError):  # the event loop is gone, and who waited with it
                waiting[0].get_loop().call_soon_threadsafe(_tell, waiting, error)
            if len(kept) < len(batch):
                return

    def _gathered(self) -> "list[_Kept | None]":
        """At least one; None, the last ever, says that nothing more comes."""
        batch = [self._next()]
        with suppress(Empty):
            while batch[-1] is not None and len(batch) < BATCH:
                batch.append(self._arriving.get_nowait())
        if len(batch) >= CROWD:
            self._calm.clear()
        return batch

    def _next(self) -> "_Kept | None":
        """The next arrival; if it keeps us waiting, the rush is over."""
        if not self._calm.is_set():
            with suppress(Empty):
                return self._arriving.get(timeout=CALM)
            self._calm.set()
        return self._arriving.get()

    def _write(self, arrivals: list[Arrival]) -> BaseException | None:
        """Commit them; what went wrong, if anything did. Whatever it is, the writer goes on."""
        try:
            with one_statement(self._engine) as cursor:
                cursor.execute(*inbox.storing(self._engine.dialect, arrivals))
            self._wake()
        except BaseException as error:  # noqa: BLE001  (everybody who waits is told of it)
            return error
        return None

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


def _tell(waiting: "list[asyncio.Future[None]]", error: BaseException | None) -> None:
    for stored in waiting:
        if stored.done():
            continue
        if error is None:
            stored.set_result(None)
        else:
            stored.set_exception(error)
