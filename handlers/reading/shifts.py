"""By how much something that has a time is moved: 推迟半小时, 提前一天, 顺延3个工作日."""

from datetime import datetime, timedelta

from app.calendars import Calendar
from handlers.reading.patterns import Pattern
from handlers.reading.scope import Scope
from handlers.reading.slips import Words, words_of
from handlers.reading.times import Length, find_times

_LATER = "推迟|延期|延迟|顺延|延后|推后|押后|往后(?:推迟?|延|拖|挪|移)|后(?:推|延|移)|延|推|晚"
_EARLIER = "提前|提早|往前(?:挪|提|移|推)|早"
_AMOUNT = "(?P<amount>[0-9零一二两三四五六七八九十半个小时分钟头刻工作日天周星期礼拜月. ]{2,12}?)"
_TAIL = "(?:再?(?:开始?|开会|举行|进行)|吧|一下|左右|[ ,，。.!！])*"
_SHIFT = Pattern(
    f"(?:把|将|时间|整体|会议|都|统一|先|再|[ ])*(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))(?:再|了|[ ])*{_AMOUNT}{_TAIL}"
)
_UNSAID = Pattern(
    "(?:把|将)?(?:时间)?(?:改期|改个?时间|换个?时间|改天|另约|推迟|延期|顺延|延后|推后|提前|时间(?:改|调整?|换|变更?))(?:再?开)?(?:一下|了|吧|[ 。.!])*"
)


def read_shift(words: Words, scope: Scope, verb: str = "") -> str:
    """What was typed, when all of it says by how much, or only that, something is moved; else nothing.

    `verb` stood before the number: 推迟 M1 半小时.
    """
    whole = words if not verb else Words(f"{verb}{words.typed}", f"{verb}{words.plain}")
    whole = whole.strip()
    found = _SHIFT.fullmatch(whole.plain)
    told = found is not None and _length(found["amount"], scope.now, scope.calendar) is not None
    return whole.typed if told or _UNSAID.fullmatch(whole.plain) else ""


def shifted(shift: str, moment: datetime, calendar: Calendar) -> datetime | None:
    """The moment (aware) a shift moves one to, on the same clock for days and more; None when it says no amount."""
    found = _SHIFT.fullmatch(words_of(shift).plain)
    if found is None:
        return None
    length = _length(found["amount"], moment, calendar)
    if length is None:
        return None
    sign = -1 if found["earlier"] else 1
    local = calendar.local(moment)
    if length.unit == "minutes":
        return local + timedelta(minutes=sign * length.amount)
    if length.unit == "workdays":
        return calendar.at(calendar.add_workdays(local.date(), sign * length.amount), local.time())
    days = length.amount * (30 if length.unit == "months" else 1)
    return calendar.at(local.date() + timedelta(days=sign * days), local.time())


def _length(amount: str, now: datetime, calendar: Calendar) -> Length | None:
    found = find_times(amount, now=calendar.local(now), calendar=calendar)
    value = found[0].value if len(found) == 1 else None
    return value if isinstance(value, Length) else None
