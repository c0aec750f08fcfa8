"""Where a long connection goes, and how the platform wants it to behave."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.ports import Busy
from bot.wire.shapes import loads, part, text

PATH = "/callback/ws/endpoint"


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds: between pings, between attempts to connect, and at most before the first of these.

    How often to try is not among them: whoever gives up is deaf until somebody notices.
    """

    ping_interval: float = 120.0
    reconnect_interval: float = 120.0
    reconnect_nonce: float = 30.0

    def told(self, config: dict[str, Any]) -> "Manners":
        """As the platform's ClientConfig has it; what makes no sense in it stays as it was."""
        found = {
            name: float(config[key])
            for name, key, least in _CONFIG
            if isinstance(config.get(key), int | float) and least <= config[key] <= LONGEST
        }
        return replace(self, **found)


SHORTEST, LONGEST = 0.01, 3600.0
_CONFIG = (
    ("ping_interval", "PingInterval", SHORTEST),
    ("reconnect_interval", "ReconnectInterval", SHORTEST),
    ("reconnect_nonce", "ReconnectNonce", 0.0),
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that works once; there is a ticket in it, so it is never logged."""

    url: str
    service: int
    config: dict[str, Any]


def read_endpoint(data: dict[str, Any]) -> Endpoint:
    """From the platform's answer. Raises `Busy` for one without an address that can be used."""
    url = text(data, "URL")
    try:
        asked = parse_qs(urlsplit(url).query)
        service = int(asked["service_id"][0])
    except (KeyError, ValueError) as error:
        raise Busy("an answer without an address") from error
    if "device_id" not in asked:
        raise Busy("an answer without an address")
    return Endpoint(url, service, part(data, "ClientConfig"))


def read_config(payload: bytes | None) -> dict[str, Any]:
    """The ClientConfig of a pong; empty if it brings none."""
    return loads(payload or b"") or {}
