"""One whole phrase: a moment, a range, a length or a repetition, with the words that make it a deadline."""

from datetime import datetime, timedelta

from handlers.reading.patterns import Pattern
from handlers.reading.times import lengths
from handlers.reading.times.counting import INSTANTS
from handlers.reading.times.found import Found
from handlers.reading.times.moments import FIRST as MOMENTS_FIRST
from handlers.reading.times.moments import Moment, Settled, read_moment, settle
from handlers.reading.times.parts import Rules, Scene
from handlers.reading.times.ranges import read_end, read_length_behind, settle_range, with_length
from handlers.reading.times.reading import Length, Span
from handlers.reading.times.recurring import FIRST as RECURRING_FIRST
from handlers.reading.times.recurring import read_recurring

_PREFIX = Pattern(
    "(?:不晚于|不得晚于|不迟于|不得迟于|不能晚于|最晚|最迟|至迟|截止日期?|截止时间|截止|截至|赶在|早于|ddl|deadline|due date|due|by|before|until)"
    "[是为到至于在:]{0,2} ?"
)
_SUFFIX = Pattern(
    " ?(?:(?:之前|以前|前(?!后|端|台|期|置|往|沿|景|线|者))(?:截止)?|截止|截至|为止|止(?!损|付|血)"
    "|之内|以内|内(?!部|容|测|审|网|训|存|场|外|控|购|衣)|(?:ddl|deadline|due)(?![a-z]))"
)
_OPEN_SUFFIX = Pattern(
    "(?:之后|以后|过后|后(?!台|端|续|勤|期|面|半|方|来|果|援|备|悔|厨|门|排|卫|天)|前后|or later|onwards?)"
)
_STARTING = {"起", "开始", "为期", "持续", "共", "历时", "一共", "总共"}
_UNFIXED = "后前起"
_FIXED_BEHIND = (
    "今后",
    "往后",
    "此后",
    "然后",
    "最后",
    "目前",
    "今天起",
    "即日起",
    "现在起",
    "之后",
    "以后",
    "随后",
)
_COUNTED = Pattern("之?[后内]|以[后内]")
_BESIDE = Pattern("之?([前后])的?")
_LENGTHS = Rules(lengths.RULES)
FIRST = "".join({*MOMENTS_FIRST, *RECURRING_FIRST, *lengths.FIRST, *INSTANTS.first, *"不最至截赶早dbua"})


def phrase_at(text: str, at: int, scene: Scene) -> Found | None:
    """The phrase that begins here, or None."""
    prefix = _PREFIX.match(text, at)
    if prefix is not None:
        found = _phrase(text, prefix.end(), scene)
        return None if found is None else _limited(found, at, found.end)
    return _phrase(text, at, scene)


def _phrase(text: str, at: int, scene: Scene) -> Found | None:
    recurring = read_recurring(text, at, scene)
    if recurring is not None:
        return recurring
    unfixed = _unfixed(text, at, scene)
    if unfixed is not None:
        return unfixed
    moment = read_moment(text, at, scene)
    if moment is None:
        return _instant(text, at, scene) or _length(text, at, scene)
    return _finished(moment, text, at, scene)


def _finished(moment: Moment, text: str, at: int, scene: Scene) -> Found | None:
    """The moment with what follows it: an end, a length, 前."""
    second = read_end(moment, text, moment.end, scene)
    if second is not None:
        return _suffixed(
            _found(moment, settle_range(moment, second, scene), at, second.end, until=second), text
        )
    if moment.clock is not None and moment.clock.range_only:
        return None
    settled = settle(moment.days, moment.clock, scene)
    behind = read_length_behind(text, moment.end, scene)
    if behind is not None and _belongs(moment, behind[0], behind[1]):
        return _found(moment, with_length(settled, behind[0]), at, behind[2], length=behind[0])
    found = _found(moment, settled, at, moment.end)
    return _suffixed(found if moment.clock is None else _moved(found, text, scene), text)


def _belongs(moment: Moment, length: Length, words: str) -> bool:
    """Whether a length behind a start is its length: minutes behind an hour, days only behind 起 or 为期."""
    if moment.clock is not None:
        return length.unit == "minutes" and moment.clock.problem != "hour_missing"
    return (
        length.unit == "days"
        and any(word in words for word in _STARTING)
        and not (moment.days and moment.days.is_span)
    )


def _found(
    moment: Moment,
    settled: Settled,
    at: int,
    end: int,
    *,
    until: Moment | None = None,
    length: Length | None = None,
) -> Found:
    days = moment.days
    problem = settled.problem or ("loose" if not settled.options else None)
    return Found(
        at,
        end,
        settled.options,
        problem,
        settled.nearest,
        deadline=days is not None and days.deadline,
        moment=moment,
        until=until,
        length=length,
        weak=days is not None and days.weak and moment.clock is None,
    )


def _suffixed(found: Found, text: str) -> Found:
    """With 前 or 截止 a deadline; with 后 or 前后 no fixed time."""
    suffix = _SUFFIX.match(text, found.end)
    if suffix is not None:
        return _limited(found, found.start, suffix.end())
    loose = _OPEN_SUFFIX.match(text, found.end)
    if loose is None or not found.options:
        return found
    return found.but(end=loose.end(), problem=found.problem or "loose")


def _limited(found: Found, start: int, end: int) -> Found:
    """A deadline. On a whole stretch of days (最晚下周) it does not say which day."""
    vague = any(isinstance(option, Span) for option in found.options)
    return found.but(
        start=start, end=end, deadline=True, problem=found.problem or ("loose" if vague else None)
    )


def _unfixed(text: str, at: int, scene: Scene) -> Found | None:
    """会后两天内, 签约后3个工作日: counted from something we do not know."""
    before = text[:at]
    if before[-1:] not in _UNFIXED or not before or before.endswith(_FIXED_BEHIND):
        return None
    read = _LENGTHS.read(text, at, scene)
    if read is None:
        return None
    counted = _COUNTED.match(text, read[1])
    length = read[0].length
    return Found(at, counted.end() if counted else read[1], () if length is None else (length,), "no_anchor")


def _instant(text: str, at: int, scene: Scene) -> Found | None:
    read = INSTANTS.read(text, at, scene)
    if read is None:
        return None
    instant, end = read
    if instant.moment is None:
        return Found(at, end, (), "loose")
    return Found(at, end, (instant.moment,), deadline=instant.deadline)


def _length(text: str, at: int, scene: Scene) -> Found | None:
    read = _LENGTHS.read(text, at, scene)
    if read is None:
        return None
    length, end = read[0].length, read[1]
    return Found(at, end, (), "loose") if length is None else Found(at, end, (length,))


def _moved(found: Found, text: str, scene: Scene) -> Found:
    """下午3点前30分钟 is half an hour before three: a length behind 前 or 后 of a moment."""
    option = found.options[0] if len(found.options) == 1 and found.problem is None else None
    match = _BESIDE.match(text, found.end)
    if match is None or not isinstance(option, datetime):
        return found
    read = _LENGTHS.read(text, match.end(), scene)
    if (
        read is None
        or read[0].length is None
        or read[0].length.unit != "minutes"
        or text[read[1] : read[1] + 1] == "内"
    ):
        return found
    step = timedelta(minutes=read[0].length.amount)
    return found.but(end=read[1], options=(option - step if match[1] == "前" else option + step,))
