"""A call of the platform's API, before it goes over the wire."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """`api` names it for limits and logs; `upload` is (field, file name, content) and makes it multipart."""

    method: str
    path: str
    api: str
    query: tuple[tuple[str, str], ...] = ()
    body: dict[str, Any] = field(default_factory=dict)
    upload: tuple[str, str, bytes] | None = None
