"""From a frame of the long connection to its acknowledgement, by way of the store."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TypeAlias

import structlog

from bot.feishu.answer import answer_body
from bot.feishu.frames import Frame
from bot.feishu.parse import parse
from bot.feishu.verify import PRESS, Verifier
from bot.ports import Answer, Unauthentic, Update

Accept: TypeAlias = Callable[[Update], "Future[Answer | None]"]
"""Keeps an update for good, in the order of the calls; gives a press its answer. Fails when it could not be kept."""
Finish: TypeAlias = Callable[[], bytes]
"""Waits until an update is kept; the payload of the acknowledgement."""

PATIENCE = 10.0
"""Seconds after which an update that is not kept yet is asked for once more: the platform gave up long before."""
TAKEN = json.dumps({"code": 200}).encode()
AGAIN = json.dumps({"code": 500}).encode()

log = structlog.get_logger()


class Incoming:
    """Hands updates over as they arrive, so that a slow one holds up none behind it."""

    def __init__(
        self,
        verifier: Verifier,
        accept: Accept,
        *,
        me: Callable[[], str | None],
        now: Callable[[], datetime],
    ) -> None:
        """`me` gives our own open_id if known, `now` this moment (aware, UTC)."""
        self._verifier = verifier
        self._accept = accept
        self._me = me
        self._now = now

    def begin(self, frame: Frame) -> Finish:
        """Hand over what a frame says. Never raises."""
        try:
            said = self._verifier.open_clear(frame.payload or b"")
            pressed = frame.header("type") == "card" or said.header.event_type == PRESS
            update = parse(said, me=self._me(), now=self._now())
            if update is None:
                return lambda: _taken(None, pressed=pressed)
            keeping = self._accept(update)
        except Unauthentic as refusal:
            log.warning("refused a frame", platform="feishu", why=str(refusal))
            return lambda: AGAIN
        except Exception:  # not stored: the platform must not be told it was
            log.exception("could not read a frame", platform="feishu")
            return lambda: AGAIN
        return lambda: _kept(keeping, pressed=pressed)


def _kept(keeping: "Future[Answer | None]", *, pressed: bool) -> bytes:
    try:
        return _taken(keeping.result(PATIENCE), pressed=pressed)
    except Exception:  # not stored: the platform must not be told it was
        log.exception("could not store an update", platform="feishu")
        return AGAIN


def _taken(answer: Answer | None, *, pressed: bool) -> bytes:
    """A press is always answered with something: without `data` the client shows an error."""
    if not pressed:
        return TAKEN
    body = b"{}" if answer is None else answer_body(answer)
    return json.dumps({"code": 200, "data": base64.b64encode(body).decode()}).encode()
