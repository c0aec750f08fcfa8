"""Requests as the server hands them on."""

from collections.abc import Mapping


def raw_headers(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """Headers as ASGI gives them: bytes, their names in lower case."""
    return {name.lower().encode(): value.encode() for name, value in headers.items()}
