"""The frames of a Stream connection: what they say, and the answer each kind wants."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import structlog

from bot.dingtalk.reception import Reception, taken
from bot.ports import Answer, Received, Unauthentic, Update
from bot.wire.shapes import dumps, loads, part, text

ROBOT = "/v1.0/im/bot/messages/get"
CARD = "/v1.0/card/instances/callback"
SUBSCRIPTIONS = (
    {"type": "EVENT", "topic": "*"},
    {"type": "CALLBACK", "topic": ROBOT},
    {"type": "CALLBACK", "topic": CARD},
)
Accept: TypeAlias = Callable[[Update], Answer | None]
"""Keeps an update for good; gives a press its answer. Raises when it could not be kept."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `data` is the JSON text it carries."""

    kind: str
    topic: str
    message_id: str
    data: str
    headers: dict[str, Any]


def read_frame(raw: str | bytes) -> Frame | None:
    """The frame; None for what is none."""
    said = loads(raw)
    headers = part(said, "headers")
    if said is None or not text(headers, "messageId"):
        return None
    return Frame(
        text(said, "type"), text(headers, "topic"), text(headers, "messageId"), text(said, "data"), headers
    )


def ack(frame: Frame, data: str, *, code: int = 200, message: str = "OK") -> str:
    """The acknowledgement of a frame."""
    headers = {"messageId": frame.message_id, "contentType": "application/json"}
    return dumps({"code": code, "headers": headers, "message": message, "data": data})


class Incoming:
    """From a frame to its acknowledgement, by way of the store."""

    def __init__(
        self,
        reception: Reception,
        accept: Accept,
        *,
        answer: Callable[[Answer], bytes],
        say_back: Callable[[str, bytes], None],
        now: Callable[[], datetime],
    ) -> None:
        """`say_back` sends a sentence to the address a message brought for its answer."""
        self._reception = reception
        self._accept = accept
        self._answer = answer
        self._say_back = say_back
        self._now = now

    def take(self, frame: Frame) -> str | None:
        """Its acknowledgement; None to have it pushed again."""
        handler = {("CALLBACK", ROBOT): self._message, ("CALLBACK", CARD): self._press}.get(
            (frame.kind, frame.topic), self._event if frame.kind == "EVENT" else None
        )
        if handler is None:
            return ack(frame, "{}", code=404, message="not implemented")
        try:
            return ack(frame, handler(frame))
        except Unauthentic as refusal:
            log.warning("refused a frame", topic=frame.topic, why=str(refusal))
            return ack(frame, "{}")
        except Exception:  # not stored: the platform must not be told it was
            log.exception("could not store a frame", topic=frame.topic)
            return (
                ack(frame, dumps({"status": "LATER", "message": "busy"})) if frame.kind == "EVENT" else None
            )

    def _message(self, frame: Frame) -> str:
        said = loads(frame.data) or {}
        received = self._reception.message(said, self._now())
        self._keep(received)
        if received.reply is not None and not taken(received.reply):
            self._say_back(text(said, "sessionWebhook"), received.reply)
        return dumps({"response": {}})

    def _press(self, frame: Frame) -> str:
        received = self._reception.press(loads(frame.data) or {}, frame.message_id, self._now())
        answer = self._keep(received)
        body = received.reply if answer is None else self._answer(answer)
        return dumps({"response": loads(body or b"{}") or {}})

    def _event(self, frame: Frame) -> str:
        """What HTTP puts beside the fields stands in the headers here."""
        told = {
            "EventType": text(frame.headers, "eventType"),
            "CorpId": text(frame.headers, "eventCorpId"),
            "eventId": text(frame.headers, "eventId"),
        }
        self._keep(self._reception.event({**(loads(frame.data) or {}), **told}, self._now()))
        return dumps({"status": "SUCCESS", "message": "success"})

    def _keep(self, received: Received) -> Answer | None:
        return None if received.update is None else self._accept(received.update)
