"""A request as the stand-in reads it, and its answer."""

import json
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.standins.feishu.refusals import Refusal, bad_field


@dataclass(frozen=True)
class Part:
    """One field of a multipart form."""

    filename: str
    content: bytes


@dataclass
class Call:
    """What was asked. Header names are lower-case; `params` are the variable parts of the path."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    params: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, method: str, target: str, headers: dict[str, str], body: bytes) -> "Call":
        """From a request line and what follows it."""
        parts = urlsplit(target)
        lowered = {name.lower(): value for name, value in headers.items()}
        return cls(method, unquote(parts.path), parse_qs(parts.query), lowered, body)

    def asked(self, name: str, default: str = "") -> str:
        """A value of the query."""
        return self.query.get(name, [default])[0]

    def json(self) -> dict[str, Any]:
        """The body. Raises Refusal 9499 unless it is a JSON object."""
        try:
            read = json.loads(self.body)
        except ValueError:
            raise Refusal(9499) from None
        if not isinstance(read, dict):
            raise Refusal(9499)
        return read

    def text(self, name: str) -> str:
        """A text of the body that has to be there."""
        value = self.json().get(name)
        if not isinstance(value, str) or not value:
            raise bad_field(name, "is required")
        return value

    def form(self) -> dict[str, Part]:
        """The fields of a multipart body. Raises Refusal 234001 for anything else."""
        kind = self.headers.get("content-type", "")
        if not kind.startswith("multipart/form-data"):
            raise Refusal(234001)
        message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + self.body, policy=HTTP)
        found: dict[str, Part] = {}
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found[str(name)] = Part(part.get_filename() or "", content)
        return found


@dataclass(frozen=True)
class Reply:
    """What is answered: JSON, or `raw` bytes of something in between that is not the platform."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None

    def content(self) -> bytes:
        """The bytes of the body."""
        return json.dumps(self.body, ensure_ascii=False).encode() if self.raw is None else self.raw
