"""The stand-in's state, and what happens to every call before it is performed."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from tests.standins.dingtalk.refusals import Refusal
from tests.standins.dingtalk.world import World
from tests.standins.feishu.clock import Clock

EACH_SECOND = 20
TOKEN_LIFE = timedelta(seconds=7200)
GRANTED = {"qyapi_robot_sendmsg", "Card.Instance.Write", "qyapi_get_member", "qyapi_get_department_list"}
PRESET = "382e4302-551d-4880-bf29-a30acfab2e71.schema"


@dataclass(frozen=True)
class App:
    """The internal app whose robot the product is."""

    client_id: str = "dingstandinappkey"
    client_secret: str = "stand-in-app-secret"
    aes_key: str = "k3Vw9qZt5yNb7mXc1sDf8gHj2kLp4rTu6iOa0eWzQxM"
    token: str = "standInToken01"


@dataclass
class Failure:
    """What goes wrong with the next `times` calls whose path fits. `after`: they took effect all the same."""

    path: str
    times: int
    refusal: Refusal | None = None
    raw: bytes | None = None
    drop: bool = False
    after: bool = False


@dataclass
class Site:
    """Whoever touches it holds `lock`."""

    app: App
    clock: Clock
    world: World = field(default_factory=World)
    scopes: set[str] = field(default_factory=lambda: set(GRANTED))
    templates: set[str] = field(default_factory=lambda: {PRESET})
    failures: list[Failure] = field(default_factory=list)
    limited: bool = True
    month_calls: int = 5000
    month_pushes: int = 3000
    used: Counter[tuple[str, str]] = field(default_factory=Counter)
    lock: threading.RLock = field(default_factory=threading.RLock)
    undelivered: str = ""
    """Words with which every delivery of a card fails, inside an answer of success."""
    tells_members: bool = False
    page: int = 2
    """How many members are told at once."""
    flowing: set[str] = field(default_factory=set)
    early_updates: list[str] = field(default_factory=list)
    """Cards that were updated while the answer to a press on them was still awaited."""
    _token: str = ""
    _until: datetime | None = None
    _stale: set[str] = field(default_factory=set)
    _second: Counter[tuple[str, int]] = field(default_factory=Counter)

    def issue(self) -> str:
        """The token: the same one again while it is good."""
        now = self.clock.now()
        if not self._token or self._until is None or now >= self._until or self._token in self._stale:
            self._token = self.world.fresh("accessToken")
            self._until = now + TOKEN_LIFE
        return self._token

    def expire(self) -> None:
        """No token is accepted any longer."""
        self._stale.add(self._token)

    def accepts(self, token: str) -> bool:
        """Whether this token is good now."""
        good = bool(token) and token == self._token and token not in self._stale
        return good and self._until is not None and self.clock.now() < self._until

    def fail(self, method: str, path: str) -> Failure | None:
        """The failure that befalls this call."""
        for failure in self.failures:
            if fnmatchcase(path, failure.path):
                failure.times -= 1
                if failure.times <= 0:
                    self.failures.remove(failure)
                return failure
        return None

    def throttle(self, api: str) -> None:
        """Raises Refusal over 20 calls a second of one API."""
        key = (api, int(self.clock.now().timestamp()))
        self._second[key] += 1
        if self.limited and self._second[key] > EACH_SECOND:
            raise Refusal("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", status=403)

    def count_call(self) -> None:
        """Raises Refusal when the month is used up, and counts otherwise."""
        key = self._month("calls")
        if self.used[key] >= self.month_calls:
            raise Refusal("Forbidden.AccessDenied.ApiCountLimitForOrg", status=403)
        self.used[key] += 1

    def count_push(self) -> bool:
        """Whether the month has a push left; then it is counted."""
        key = self._month("pushes")
        if self.used[key] >= self.month_pushes:
            return False
        self.used[key] += 1
        return True

    def calls(self) -> int:
        """Metered calls of this month."""
        return self.used[self._month("calls")]

    def pushes(self) -> int:
        """What was pushed this month and counted."""
        return self.used[self._month("pushes")]

    def need(self, *scopes: str) -> None:
        """Raises Refusal unless all of these are granted."""
        missing = [scope for scope in scopes if scope not in self.scopes]
        if missing:
            raise Refusal(
                "Forbidden.AccessDenied.AccessTokenPermissionDenied", status=403, scopes=tuple(missing)
            )

    def _month(self, kind: str) -> tuple[str, str]:
        return f"{self.clock.now():%Y-%m}", kind
