"""The one time a text means, out of all the phrases in it; and the way from phrases to readings."""

import re
from datetime import date, datetime

from app.calendars import CHINA, Calendar
from handlers.reading.patterns import Pattern
from handlers.reading.times.found import Found
from handlers.reading.times.moments import Moment, settle
from handlers.reading.times.normalise import Plain, normalise
from handlers.reading.times.parts import Scene
from handlers.reading.times.phrases import FIRST, phrase_at
from handlers.reading.times.ranges import settle_range, with_length
from handlers.reading.times.reading import Kind, Length, Reading, Span, Value
from handlers.reading.times.traps import token_end, trap_end

NOTHING = Reading("none", problem="no_time")
_START = Pattern(
    f"[{re.escape(FIRST)}a-z_0-9#@这那以如下上面有共提补强注达形几说分早晚快慢好多少大小高低近远差先轻重第任需工单编尾路街弄巷版一十三成老哪某改头午点]"
)
_CHANGED = Pattern(
    "(?:[改调]期?[到为至成在]|改期|调整[到为至成在]|[推延][迟后期]?[到至]|顺延[到至]|提前[到至]|挪[到至]|换[到成]|变更?[到为成]|更[改新]为|移[到至]|定[在到为]|以)[了]?[:：]?(?:本|在)?$"
)
_REFUSED = Pattern("(?:的?(?:会|时间)?)?(?:不行|没空|不可以|不方便|没时间|有事|不在|来不了|请假)")
_NOT = Pattern("(?:不是|别在|除了|不要)$")
_SIGN = Pattern("[,，。;；!！?？\n、]")
_LONGEST_GAP = 12


def read_time(text: str, *, now: datetime, calendar: Calendar = CHINA) -> Reading:
    """The one time phrase of a slot or a sentence. Never raises.

    `now` is aware; days and hours are those of the calendar's zone, and so are the datetimes of the answer. Several
    phrases that compete give "ambiguous" with all of them as candidates.
    """
    plain, scene = normalise(text), _scene(now, calendar)
    found = _choose(_scan(plain.text, scene), plain.text, scene)
    if not found:
        return NOTHING
    return _reading(found[0], plain, scene) if len(found) == 1 else _several(found, plain, scene)


def find_times(text: str, *, now: datetime, calendar: Calendar = CHINA) -> tuple[Reading, ...]:
    """Every time phrase of a text, in order, with its place. Days that do not exist are among them, as "none" with a
    problem; words that only look like a time are not."""
    plain, scene = normalise(text), _scene(now, calendar)
    return tuple(_reading(found, plain, scene) for found in _scan(plain.text, scene))


def _scene(now: datetime, calendar: Calendar) -> Scene:
    local = calendar.local(now)
    return Scene(local.replace(second=0, microsecond=0, tzinfo=None), local.date(), calendar)


def _scan(text: str, scene: Scene) -> list[Found]:
    found: list[Found] = []
    at = 0
    while (start := _START.search(text, at)) is not None:
        at = start.start()
        skipped = trap_end(text, at)
        if skipped is not None and skipped > at:
            at = skipped
            continue
        phrase = phrase_at(text, at, scene)
        if phrase is None:
            at = token_end(text, at)
            continue
        found.append(phrase)
        at = phrase.end
    return found


def _choose(found: list[Found], text: str, scene: Scene) -> list[Found]:
    """The phrases that are left to compete: one when the sentence means one time."""
    if len(found) < 2:
        return found
    strong = [one for one in found if not one.weak] or found
    moments = [one for one in strong if not one.is_length] or strong
    changed = [one for one in moments if _CHANGED.search(text[: one.start])]
    if len(changed) == 1 and len(moments) > 1:
        return [_with_day_of(moments, changed[0], scene)]
    kept = [
        one for one in moments if not _REFUSED.match(text, one.end) and not _NOT.search(text[: one.start])
    ] or moments
    merged = _merged(kept, text, scene)
    return _distinct(merged)


def _distinct(found: list[Found]) -> list[Found]:
    seen: dict[object, Found] = {}
    for one in found:
        seen.setdefault((one.options, one.problem), one)
    return list(seen.values())


def _with_day_of(moments: list[Found], changed: Found, scene: Scene) -> Found:
    """周五的会改到3点: the new hour is on the day named before."""
    if not changed.only_clock:
        return changed
    earlier = [
        one
        for one in moments
        if one.start < changed.start and one.moment is not None and one.moment.days is not None
    ]
    return _on_day_of(earlier[-1], changed, scene) if earlier else changed


def _on_day_of(day: Found, clock: Found, scene: Scene) -> Found:
    assert day.moment is not None
    assert clock.moment is not None
    moment = Moment(day.moment.days, clock.moment.clock, clock.moment.end)
    settled = (
        settle(moment.days, moment.clock, scene)
        if clock.until is None
        else settle_range(moment, clock.until, scene)
    )
    if clock.length is not None:
        settled = with_length(settled, clock.length)
    return clock.but(options=settled.options, problem=settled.problem, nearest=settled.nearest, moment=moment)


def _merged(found: list[Found], text: str, scene: Scene) -> list[Found]:
    """明天大家下午3点到: a day and, in the same clause, its hour."""
    if len(found) != 2:
        return found
    first, second = found
    if not (first.only_day and second.only_clock) or first.deadline or first.recur is not None:
        return found
    between = text[first.end : second.start]
    closing = second.end == len(text) or _SIGN.match(text, second.end) is not None
    apart = _SIGN.search(between) is not None and not (closing and _SIGN.search(between[:-1]) is None)
    if apart or len(between) > _LONGEST_GAP or any(word in between for word in ("或", "还是", "要么", "和")):
        return found
    return [_on_day_of(first, second, scene).but(start=first.start)]


def _several(found: list[Found], plain: Plain, scene: Scene) -> Reading:
    readings = [_reading(one, plain, scene) for one in found]
    candidates = [
        one for reading in readings for one in (reading.candidates or (reading,)) if one.value is not None
    ]
    return Reading(
        "ambiguous",
        candidates=tuple(dict.fromkeys(candidates)),
        start=readings[0].start,
        end=readings[-1].end,
        deadline=any(reading.deadline for reading in readings),
        problem="several",
    )


def _reading(found: Found, plain: Plain, scene: Scene) -> Reading:
    start, end = plain.place(found.start, found.end)
    values = [_aware(option, scene) for option in found.options]
    if found.is_impossible:
        return Reading(
            "none",
            start=start,
            end=end,
            problem=found.problem,
            nearest=found.nearest,
            deadline=found.deadline,
        )
    if len(values) == 1 and found.problem is None:
        return Reading(_kind(values[0]), values[0], (), found.recur, start, end, found.deadline)
    candidates = tuple(
        Reading(_kind(value), value, recur=found.recur, deadline=found.deadline)
        for value in dict.fromkeys(values)
    )
    return Reading(
        "ambiguous", None, candidates, found.recur, start, end, found.deadline, found.problem or "several"
    )


def _aware(option: date | Span | Length, scene: Scene) -> Value:
    """The option with the calendar's zone; days and lengths have none."""
    if isinstance(option, datetime):
        return option.replace(tzinfo=scene.calendar.zone)
    if isinstance(option, Span) and isinstance(option.start, datetime) and isinstance(option.end, datetime):
        zone = scene.calendar.zone
        return Span(option.start.replace(tzinfo=zone), option.end.replace(tzinfo=zone))
    return option


def _kind(value: Value) -> Kind:
    if isinstance(value, datetime):
        return "datetime"
    if isinstance(value, date):
        return "date"
    return "range" if isinstance(value, Span) else "duration"
