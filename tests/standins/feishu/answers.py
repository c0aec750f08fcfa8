"""What the client makes of the answer to a press."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.standins.feishu.card_refused import CardRefused
from tests.standins.feishu.contents import check_card_content
from tests.standins.feishu.site import Site

LATE, UNREACHABLE, STATUS, MALFORMED, BAD_CARD, OLD_CARD = 200341, 200342, 200671, 200672, 200673, 200830
_TOASTS = ("info", "success", "error", "warning")
ACCEPTED = 0


@dataclass(frozen=True)
class Pressed:
    """What the person sees after a press: an error `code` of the client (0: none), a toast, a new card."""

    code: int
    why: str = ""
    toast: str = ""
    toast_type: str = ""
    card: dict[str, Any] | None = None
    event: dict[str, Any] = field(default_factory=dict)


def judge(site: Site, status: int, body: bytes) -> Pressed:
    """Read the answer as strictly as the client does."""
    if status != 200:
        return Pressed(STATUS, f"HTTP status {status}")
    try:
        answer = json.loads(body)
    except ValueError:
        return Pressed(MALFORMED, "the answer is not JSON")
    if not isinstance(answer, dict) or not set(answer) <= {"toast", "card"}:
        return Pressed(MALFORMED, "the answer has a toast and a card, nothing else")
    toast = answer.get("toast", {})
    if not _toast_fits(toast):
        return Pressed(MALFORMED, f"the toast is {toast!r}")
    words, kind = toast.get("content", ""), toast.get("type", "info") if toast else ""
    if "card" not in answer:
        return Pressed(ACCEPTED, toast=words, toast_type=kind)
    code, why = _card_fits(site, answer["card"])
    if code:
        return Pressed(code, why)
    return Pressed(ACCEPTED, toast=words, toast_type=kind, card=answer["card"]["data"])


def _toast_fits(toast: Any) -> bool:
    if not isinstance(toast, dict) or not set(toast) <= {"type", "content", "i18n"}:
        return False
    return toast.get("type", "info") in _TOASTS and isinstance(toast.get("content", ""), str)


def _card_fits(site: Site, given: Any) -> tuple[int, str]:
    if not isinstance(given, dict) or given.get("type") != "raw" or not isinstance(given.get("data"), dict):
        return BAD_CARD, "card is {type: raw, data: the card}"
    if given["data"].get("schema") != "2.0":
        return OLD_CARD, "a 2.0 card is answered with a 2.0 card"
    try:
        check_card_content(site, given["data"])
    except CardRefused as why:
        return BAD_CARD, str(why)
    return ACCEPTED, ""
