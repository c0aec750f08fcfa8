"""Where presses go when they come over HTTP: an address and a secret, registered by us under one name."""

from collections.abc import Callable
from threading import Lock

import structlog

from bot.dingtalk.calls import Call
from bot.dingtalk.client import Client
from bot.ports import SendError

ROUTE = "huiban"
CARD_PATH = "/webhooks/dingtalk/card"
TRY_AGAIN = 60.0
"""Seconds between attempts."""

log = structlog.get_logger()


class Registration:
    """Without a public address there is nothing to register. `monotonic` gives seconds."""

    def __init__(self, client: Client, public_url: str, secret: str, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._address = public_url.rstrip("/") + CARD_PATH if public_url else ""
        self._secret = secret
        self._monotonic = monotonic
        self._lock = Lock()
        self._done = not public_url
        self._again_at = 0.0

    def ensure(self) -> None:
        """Register unless it is done. A failure holds up no card: its buttons work once it succeeds."""
        with self._lock:
            if self._done or self._monotonic() < self._again_at:
                return
            body = {
                "callbackRouteKey": ROUTE,
                "callbackUrl": self._address,
                "apiSecret": self._secret,
                "forceUpdate": True,
            }
            try:
                self._client.call(Call("POST", "/v1.0/card/callbacks/register", body=body))
                self._done = True
            except SendError as error:
                self._again_at = self._monotonic() + TRY_AGAIN
                log.warning("dingtalk does not register our address for presses", why=str(error))
