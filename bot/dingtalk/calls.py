"""A call of the platform's API, before it goes over the wire."""

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Call:
    """`host` is one of the platform's two; `metered` calls count against the month.

    `upload` is (field, file name, content) and makes it multipart.
    """

    method: str
    path: str
    host: Literal["api", "oapi"] = "api"
    body: dict[str, Any] = field(default_factory=dict)
    metered: bool = True
    upload: tuple[str, str, bytes] | None = None

    @property
    def api(self) -> str:
        """Its name for limits and logs."""
        return f"{self.method} {self.path}"
