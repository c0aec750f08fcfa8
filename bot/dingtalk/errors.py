"""What DingTalk's codes mean for us: try again, or never, and why. One table for both of its hosts."""

from typing import Literal

from bot.ports import Busy, Refused, SendError

TOKEN_STALE = frozenset(
    {"InvalidAuthentication", "Unauthorized", "40001", "40014", "41001", "42001", "43007"}
)
"""The token was not accepted: fetch another one, once."""
GATEWAY = "88"
"""Says nothing itself: the reason is its `sub_code`."""
NO_PERMISSION = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
MONTH_USED_UP = frozenset({"Forbidden.AccessDenied.ApiCountLimitForOrg", "90020"})
ALREADY_THERE = "param.cardAlreadyExist"
_NO_TEMPLATE = frozenset({"param.templateNotExist", "param.templateUnpublished"})
TOO_OFTEN = frozenset(
    {
        "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
        "Forbidden.AccessDenied.QpsLimitForApi",
        *("90018", "90002", "send.too.fast", "send.byToken.tooFast"),
    }
)
_BUSY: dict[str, float | None] = {
    "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi": 1.0,
    "90018": 1.0,
    "Forbidden.AccessDenied.QpsLimitForApi": None,
    "90002": None,
    **dict.fromkeys(("send.too.fast", "send.byToken.tooFast", "too.many.group", "too.many.people"), 5.0),
    "toomuch.msg": 5.0,
    "410100": 600.0,
    **dict.fromkeys(("-1", "15", "system.error", "system.busy", "service.timeout")),
}
"""Seconds to wait, None for our own pace."""

Cause = Literal["setup", "target", "content", "expired"]
_CAUSES: dict[Cause, tuple[str, ...]] = {
    "setup": (
        *(NO_PERMISSION, "invalidClientIdOrSecret", "40089", "60011", "60020", "310000"),
        *(*MONTH_USED_UP, *_NO_TEMPLATE, *TOKEN_STALE),
    ),
    "target": (
        *("group.disbanded", "bot.stopped", "invalidParameter.robotCode.notExsit", "session.expired"),
        *("invalid.openConversationId", "chatbotId.notAllow.sendOTO", "staffId.notExisted"),
        *("param.userIdNotExist", "param.openSpaceIdInvalid", "50002", "33012", "60121"),
        *("400013", "400101", "400102", "400106"),
    ),
    "expired": ("param.cardNotExist", "robot.processQueryKey.expired"),
}
_REFUSED: dict[str, Cause] = {code: cause for cause, codes in _CAUSES.items() for code in codes}
"""What is not listed is our fault: `content`."""


def to_error(code: str, *, status: int, scopes: str = "") -> SendError:
    """The error a code stands for. `scopes` is what the platform wants granted."""
    why = f"{code} {scopes}".strip()
    if code in _BUSY:
        return Busy(why, _BUSY[code])
    if code in _REFUSED:
        return Refused(why, _REFUSED[code])
    return Busy(why) if status >= 500 else Refused(why, "content")


def undelivered(why: str) -> SendError:
    """A delivery that failed inside an answer that says it went well. It has words, and no code."""
    said = why.lower()
    if any(word in said for word in ("busy", "timeout", "too fast", "limit", "flow")):
        return Busy(f"not delivered: {why}")
    if "template" in said or "permission" in said:
        return Refused(f"{NO_PERMISSION} Card.Instance.Write ({why})", "setup")
    return Refused(f"not delivered: {why}", "target")


def forbids_cards(refusal: Refused) -> bool:
    """Whether it is about cards as such, so that a plain message may still get through."""
    code, _, scopes = refusal.why.partition(" ")
    return code in _NO_TEMPLATE or (code == NO_PERMISSION and "Card." in scopes)
