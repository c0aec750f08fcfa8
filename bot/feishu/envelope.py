"""What stands around an event. Both envelopes (schema 2.0 and 1.0) are understood."""

from typing import Any

from msgspec import Raw, Struct

from bot.wire.shapes import loads
from bot.wire.typed import reader


class Header(Struct, frozen=True):
    """Schema 2.0's own part."""

    event_id: str = ""
    event_type: str = ""
    create_time: str = ""
    token: str = ""
    tenant_key: str = ""


class Envelope(Struct, frozen=True):
    """An event in clear. `uuid`, `token` and `ts` are schema 1.0's; `context` some clients put beside the event."""

    header: Header = Header()
    event: Raw = Raw()
    context: Raw = Raw()
    type: str = ""
    challenge: str = ""
    uuid: str = ""
    token: str = ""
    ts: str = ""


read_envelope = reader(Envelope)


def opened(part: Raw) -> dict[str, Any]:
    """A part of it whose shape is not certain; empty if it is no object."""
    return loads(bytes(part)) or {}
