"""What Feishu's codes mean for us: try again, or never, and why. A table, since they follow no order."""

import re
from typing import Literal

from bot.ports import Busy, Refused, SendError

TOKEN_STALE = frozenset({99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677})
"""The token was not accepted: fetch another one, once."""
TOO_OFTEN_APP = 99991400
TOO_OFTEN_PLACE = 230020
TOO_MANY_CONNECTIONS = 1000040350
_BUSY: dict[int, float | None] = {
    TOO_OFTEN_APP: None,
    TOO_OFTEN_PLACE: 1.0,
    230049: 1.0,  # the same uuid is being sent
    18121: 1.0,
    232019: 1.0,  # somebody else is changing the chat
    **dict.fromkeys((11232, 11233, 11247), 1.0),
    **dict.fromkeys((1, 1000040343)),  # no long connection right now
    TOO_MANY_CONNECTIONS: None,  # until another process lets go of its own
    **dict.fromkeys((1500, 1663, 1668, 2200, 5000, 10101, 10500)),
}
"""Seconds to wait, None for our own pace."""

Cause = Literal["setup", "target", "content", "expired"]
_CAUSES: dict[Cause, tuple[int, ...]] = {
    "setup": (
        *(99991672, 99991679, 99991662, 99991673, 99991401, 99991403, 99991201, 99991301),
        *(230006, 230027, 230035, 230036, 10003, 10014, 10015, *TOKEN_STALE),
        *(403, 514, 1000040344),  # of the long connection
    ),
    "target": (
        *(230002, 232009, 232011, 230013, 230029, 230034, 230038, 230053, 230018, 41050),
        *(99992351, 99992352, 99992360, 99992361, 99992355, 99992356),
    ),
    "expired": (
        *(230011, 230110, 230031, 230111, 230019, 230015, 230017, 230012, 230050, 230075),
        99992354,
    ),
}
_REFUSED: dict[int, Cause] = {code: cause for cause, codes in _CAUSES.items() for code in codes}
"""What is not listed is our fault: `content`."""
_CARD = 230099
_LOCKED = "card action is lock"
_SUB_CODE = re.compile(r"ErrCode:\s*(\d+)")
UNKNOWN_PERSON = "unknown person"


def to_error(code: int, msg: str, *, status: int, wait: float | None = None, scopes: str = "") -> SendError:
    """The error a code stands for. `wait` is what the platform asked for (seconds), `scopes` what it wants granted."""
    why = f"{code} {scopes}".strip()
    if code == _CARD:
        return _card_error(msg)
    if code in _BUSY:
        return Busy(why, wait if wait is not None else _BUSY[code])
    if code in _REFUSED:
        return Refused(why, _REFUSED[code])
    if status >= 500:
        return Busy(why)
    return Refused(why, "content")


def _card_error(msg: str) -> SendError:
    """A card that is being pressed is locked for a moment; the other sub-codes are about what is on it."""
    if _LOCKED in msg:
        return Busy(f"{_CARD} locked", 1.0)
    found = _SUB_CODE.search(msg)
    sub_code = found[1] if found else "?"
    if sub_code == "100290":
        return Refused(UNKNOWN_PERSON, "content")
    return Refused(f"{_CARD}/{sub_code}", "content")
