"""Writers of a SQLite file take turns: in order, the intake first, and nobody twice before those who wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from sqlalchemy import text

from app.base.db import make_engine, one_statement
from app.base.turns import _TURNS, Turns

PATIENCE = 10.0


class Queue:
    """Turns, and who had theirs."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.served: list[str] = []
        self._threads: list[Thread] = []

    def wait_as(self, name: str, *, in_front: bool = False) -> None:
        """Somebody begins to wait; returns once they do."""
        before = self._waiting()
        thread = Thread(target=self._take, args=(name, in_front))
        self._threads.append(thread)
        thread.start()
        while self._waiting() == before:
            pass

    @contextmanager
    def everybody(self) -> Iterator[None]:
        """What is done while the turn is held; afterwards everybody has had theirs."""
        self.turns.take(in_front=False)
        yield
        self.turns.leave()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _take(self, name: str, in_front: bool) -> None:
        self.turns.take(in_front=in_front)
        self.served.append(name)
        self.turns.leave()

    def _waiting(self) -> int:
        return len(self.turns._in_front) + len(self.turns._others)


def test_those_in_front_go_first_and_the_others_in_order() -> None:
    queue = Queue()
    with queue.everybody():
        for name in ("sender", "worker"):
            queue.wait_as(name)
        queue.wait_as("intake", in_front=True)
    assert queue.served == ["intake", "sender", "worker"]


def test_who_comes_again_waits_behind_those_who_wait() -> None:
    queue = Queue()
    with queue.everybody():
        queue.wait_as("sender")
        queue.turns.leave()
        queue.turns.take(in_front=False)
        assert queue.served == ["sender"]


def test_a_turn_nobody_waits_for_is_free() -> None:
    turns = Turns()
    for _ in range(3):
        turns.take(in_front=False)
        turns.leave()


def test_a_single_statement_goes_before_a_transaction_that_waits(sqlite_url: str) -> None:
    engine, served = make_engine(sqlite_url), list[str]()
    turns: Turns = engine.get_execution_options()[_TURNS]

    def transaction() -> None:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE a (id INTEGER)"))
            served.append("transaction")

    def statement() -> None:
        with one_statement(engine) as cursor:
            cursor.execute("CREATE TABLE b (id INTEGER)")
            served.append("statement")

    threads = [Thread(target=transaction), Thread(target=statement)]
    with engine.begin():
        for thread, waiting in zip(threads, (turns._others, turns._in_front), strict=True):
            thread.start()
            while thread.is_alive() and not waiting:
                pass
    for thread in threads:
        thread.join(PATIENCE)
    engine.dispose()
    assert served == ["statement", "transaction"]
