"""Requests as the server hands them on, and events in clear."""

import json
from collections.abc import Mapping

from bot.feishu.envelope import Envelope, read_envelope


def raw_headers(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """Headers as ASGI gives them: bytes, their names in lower case."""
    return {name.lower().encode(): value.encode() for name, value in headers.items()}


def envelope(event: object) -> Envelope:
    """A Feishu event as it is read."""
    read = read_envelope(json.dumps(event))
    assert read is not None
    return read
