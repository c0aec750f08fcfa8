"""Failing on demand: refusals, dropped connections, answers that keep one waiting."""

import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from tests.standins.feishu.refusals import Refusal

When = Literal["before", "after"]


@dataclass
class Failure:
    """What goes wrong with the next requests that fit.

    `when`: before the request is performed, or after (it took effect, the app never learns).
    `times` None goes on until `heal`. `skip` lets so many fitting requests pass first.
    """

    path: str
    method: str
    times: int | None
    skip: int
    when: When
    code: int | None
    status: int | None
    msg: str
    headers: dict[str, str]
    raw: bytes | None
    drop: bool
    hold: threading.Event | None
    waiting: threading.Event = field(default_factory=threading.Event)

    def fits(self, method: str, path: str) -> bool:
        """Whether it is about this request."""
        return self.method in ("", method) and fnmatchcase(path, self.path)

    def refusal(self) -> Refusal | None:
        """What to answer instead, if anything."""
        if self.code is None and self.status is None:
            return None
        return Refusal(self.code or 1500, self.msg, self.status or 0, dict(self.headers))

    def wait(self) -> None:
        """Keep the caller waiting until the test releases it. `waiting` tells the test that somebody is."""
        if self.hold is not None:
            self.waiting.set()
            self.hold.wait()


class Failures:
    """The failures that were asked for, used up in order."""

    def __init__(self) -> None:
        self._asked: list[Failure] = []
        self._holds: list[threading.Event] = []
        self._lock = threading.Lock()

    def add(self, failure: Failure) -> Failure:
        """From now on."""
        with self._lock:
            self._asked.append(failure)
            if failure.hold is not None:
                self._holds.append(failure.hold)
        return failure

    def take(self, method: str, path: str) -> Failure | None:
        """The failure that befalls this request, or None."""
        with self._lock:
            for failure in self._asked:
                if not failure.fits(method, path):
                    continue
                if failure.skip:
                    failure.skip -= 1
                    continue
                if failure.times is not None:
                    failure.times -= 1
                    if failure.times <= 0:
                        self._asked.remove(failure)
                return failure
        return None

    def heal(self) -> None:
        """Nothing fails any more, and nobody is kept waiting."""
        with self._lock:
            self._asked.clear()
            for hold in self._holds:
                hold.set()
            self._holds.clear()
