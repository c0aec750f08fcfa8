"""How often the app may ask: per API, per chat, per message. And what it must not have said twice."""

import math
from collections import defaultdict, deque
from datetime import datetime, timedelta

from tests.standins.feishu.clock import Clock
from tests.standins.feishu.refusals import Refusal

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
API_A_SECOND = 50
API_A_MINUTE = 1000
PLACE_A_SECOND = 5
REMEMBERED = timedelta(hours=1)


class Limits:
    """Sliding windows. A refused request does not count. With `on` False everything passes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[str, deque[datetime]] = defaultdict(deque)
        self.on = True

    def api(self, name: str) -> None:
        """One more call of an API by the app. Raises Refusal with the seconds to wait in a header."""
        if not self.on:
            return
        now = self._clock.now()
        for window, most in ((SECOND, API_A_SECOND), (MINUTE, API_A_MINUTE)):
            recent = self._recent(f"api:{name}", now, window)
            if len(recent) >= most:
                wait = math.ceil((recent[-most] + window - now).total_seconds())
                headers = {"x-ogw-ratelimit-limit": str(most), "x-ogw-ratelimit-reset": str(max(1, wait))}
                raise Refusal(99991400, headers=headers)
        self._seen[f"api:{name}"].append(now)

    def place(self, name: str) -> None:
        """One more message to a chat, or one more update of a message. Raises Refusal."""
        if not self.on:
            return
        now = self._clock.now()
        if len(self._recent(f"place:{name}", now, SECOND)) >= PLACE_A_SECOND:
            raise Refusal(230020)
        self._seen[f"place:{name}"].append(now)

    def _recent(self, key: str, now: datetime, window: timedelta) -> list[datetime]:
        seen = self._seen[key]
        while seen and now - seen[0] >= MINUTE:
            seen.popleft()
        return [at for at in seen if now - at < window]


class SaidOnce:
    """The `uuid` of a send: within an hour the same one means the same message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._said: dict[str, tuple[datetime, str]] = {}

    def before(self, uuid: str) -> str | None:
        """The id of the message that was sent under this uuid, while it is remembered."""
        at, message_id = self._said.get(uuid, (None, None))
        if at is None or self._clock.now() - at >= REMEMBERED:
            return None
        return message_id

    def remember(self, uuid: str, message_id: str) -> None:
        """This message was sent under this uuid."""
        if uuid:
            self._said[uuid] = (self._clock.now(), message_id)
