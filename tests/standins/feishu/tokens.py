"""The app's identity: tenant_access_token and the tokens that belong to a press."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from tests.standins.feishu.clock import Clock
from tests.standins.feishu.refusals import Refusal

LIFE = timedelta(hours=2)
RENEWED_BELOW = timedelta(minutes=30)
PRESS_LIFE = timedelta(minutes=30)
PRESS_USES = 2
_numbers = count(1)


class TenantTokens:
    """Issues and checks tenant_access_tokens. While half an hour is left, asking again gives the same one."""

    def __init__(self, app_id: str, app_secret: str, clock: Clock) -> None:
        self._app_id = app_id
        self._secret = app_secret
        self._clock = clock
        self._valid: dict[str, datetime] = {}
        self.issued = 0

    def issue(self, app_id: object, app_secret: object) -> tuple[str, int]:
        """A token and the seconds it lives. Raises Refusal, which this endpoint says with HTTP 200."""
        if not (isinstance(app_id, str) and isinstance(app_secret, str) and app_id and app_secret):
            raise Refusal(10003)
        if app_id != self._app_id:
            raise Refusal(10014)
        if app_secret != self._secret:
            raise Refusal(10015)
        now = self._clock.now()
        for token, until in self._valid.items():
            if until - now >= RENEWED_BELOW:
                return token, int((until - now).total_seconds())
        token = f"t-g{next(_numbers):041x}"
        self._valid[token] = now + LIFE
        self.issued += 1
        return token, int(LIFE.total_seconds())

    def check(self, authorization: str) -> None:
        """Raises Refusal unless the header carries a token of ours that still lives."""
        token = authorization.removeprefix("Bearer ").strip()
        if not token:
            raise Refusal(99991661)
        if not token.startswith(("t-", "u-")):
            raise Refusal(99991671)
        if self._valid.get(token, self._clock.now()) <= self._clock.now():
            raise Refusal(99991663)

    def expire(self) -> None:
        """No token issued until now is accepted any longer."""
        self._valid.clear()


@dataclass
class PressToken:
    """Allows the card that was pressed to be updated later."""

    message_id: str
    at: datetime
    answered: bool = False
    uses: int = 0


class PressTokens:
    """The `c-…` tokens: half an hour, two uses, only once the press was answered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, PressToken] = {}

    def issue(self, message_id: str) -> str:
        """A token for a press of this message."""
        token = f"c-{next(_numbers):032x}"
        self._issued[token] = PressToken(message_id, self._clock.now())
        return token

    def answered(self, token: str) -> None:
        """The press was answered with HTTP 200: the token can be used from now on."""
        self._issued[token].answered = True

    def use(self, token: object) -> str:
        """The message the token belongs to. Raises Refusal; a refused use does not count."""
        held = self._issued.get(token) if isinstance(token, str) else None
        if held is None:
            raise Refusal(300020)
        if not held.answered:
            raise Refusal(300020, "the callback has not been answered yet")
        if self._clock.now() - held.at > PRESS_LIFE:
            raise Refusal(300030)
        if held.uses >= PRESS_USES:
            raise Refusal(300040)
        held.uses += 1
        return held.message_id
