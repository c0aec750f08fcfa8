"""From here to there: 5月20日-22日, 下周一至周五, 下午2点到3点半, 晚11点到凌晨1点; and a start with its length."""

from datetime import date, datetime, time, timedelta

from handlers.reading.patterns import Pattern
from handlers.reading.times import lengths
from handlers.reading.times.dates import number_of_month
from handlers.reading.times.hours import DAY_MINUTES, HOUR, clock_at
from handlers.reading.times.moments import Moment, Settled, read_moment, settle
from handlers.reading.times.numerals import DAY, whole
from handlers.reading.times.parts import Clock, Days, DayValue, Rules, Scene
from handlers.reading.times.reading import Length, Span
from handlers.reading.times.rooms import NOUNS
from handlers.reading.times.weekdays import NAMES, coming

SEPARATOR = Pattern("(?:开始|起)?[,，]?(?: ?(?:-{1,2}|~{1,2}|一?直?到|至) ?| (?:to|until|till) )(?:了)?")
_BARE_DAY = Pattern(f"({DAY})(?:日|号(?!{NOUNS})|(?![0-9.:点时个天月周小人年家万%号楼层/]))")
_BARE_WEEKDAY = Pattern("([一二三四五六日天])(?=$|[,，。;；前之以上下早晚每的])")
_BARE_HOUR = Pattern(f"({HOUR})(?=$|[,，。;；前之以\n ])")
_LONGEST_NIGHT = timedelta(hours=12)
_LATE = 18  # from this hour on, an end at 2:00 of a named later day is in the night
_LENGTHS = Rules(lengths.RULES)
_WITH_LENGTH = Pattern(
    "[,，;；、 ]*(?:(?:时长|历时|为期|持续|预计|大概|大约|约|一?共|总共|开始|开会?|用时|需要?|进行|会议|会期|起|讨论|沟通|for|lasting)[:：为是]?,?){0,3} ?(?:时间)?[:：]?"
)
_COUNTED = Pattern("之?(?:后(?!端|台|勤|期|续|面)|内(?!部|容|测|审|网|训)|前(?!端|台|期|往|置))|以[后内前]")


def read_end(first: Moment, text: str, at: int, scene: Scene) -> Moment | None:
    """What stands behind a 到: a day, an hour, or the bare figure of one. 上午 alone begins nothing: its hour is missing."""
    separator = SEPARATOR.match(text, at)
    if separator is None or (first.clock is not None and first.clock.problem == "hour_missing"):
        return None
    second = read_moment(text, separator.end(), scene)
    if second is not None and _fits(first, second):
        return second
    return _bare_end(first, text, separator.end(), scene)


def _fits(first: Moment, second: Moment) -> bool:
    if first.clock is None:
        return second.days is not None and second.clock is None
    return second.clock is not None and second.clock.problem != "hour_missing"


def _bare_end(first: Moment, text: str, at: int, scene: Scene) -> Moment | None:
    """5月20日-22, 周一到五, 14:00-15."""
    if first.clock is not None:
        hour = _BARE_HOUR.match(text, at)
        if hour is None or not 0 <= whole(hour[1]) <= 24:
            return None
        return Moment(None, clock_at("", whole(hour[1]), 0), hour.end())
    if first.days is not None and first.days.unit == "weekday":
        weekday = _BARE_WEEKDAY.match(text, at)
        return None if weekday is None else Moment(coming(NAMES[weekday[1]], scene), None, weekday.end())
    day = _BARE_DAY.match(text, at)
    if day is None or first.days is None or first.days.is_span or not 1 <= whole(day[1]) <= 31:
        return None
    return Moment(number_of_month(whole(day[1]), scene), None, day.end())


def settle_range(first: Moment, second: Moment, scene: Scene) -> Settled:
    """Every stretch that two ends may mean."""
    if first.clock is None:
        assert first.days is not None
        assert second.days is not None
        return _day_range(first.days, second.days)
    assert second.clock is not None
    start = settle(first.days, first.clock, scene)
    if not start.options or start.problem in {"no_such_time", "no_such_day"}:
        return start
    if second.clock.problem == "no_such_time":
        return Settled((), "no_such_time")
    return _time_range(start, first, second, second.clock)


def _day_range(first: Days, second: Days) -> Settled:
    if not first.options or (not second.options and second.after is None):
        bad = first if not first.options else second
        return Settled((), bad.problem, bad.nearest)
    spans: list[DayValue] = []
    for option in first.options:
        start = option.start if isinstance(option, Span) else option
        end = _end_after(start, second)
        if end is not None and end >= start:
            spans.append(Span(start, end))
    if not spans:
        return Settled((), "end_before_start")
    problem = first.problem or (second.problem if second.after is None else None)
    return Settled(tuple(spans), problem)


def _end_after(start: date, second: Days) -> date | None:
    if second.after is not None:
        return second.after(start)
    last = second.options[-1]
    if not isinstance(last, Span):
        return last
    # 4月到6月 seen from May: the months without a year may lie a year apart.
    fitting = (one.end for one in second.options if isinstance(one, Span) and one.end >= start)
    return next(fitting, last.end)


def _time_range(start: Settled, first: Moment, second: Moment, clock: Clock) -> Settled:
    spans: list[DayValue] = []
    vague = clock.problem if clock.bare is None else None
    for moment in start.options:
        assert isinstance(moment, datetime)
        end = _end_of(moment, first.clock, second, clock)
        if end is not None:
            spans.append(Span(moment, end))
    if not spans:
        return Settled((), "end_before_start")
    problem = (
        start.problem
        or vague
        or (second.days.problem if second.days is not None and second.days.after is None else None)
    )
    return Settled(tuple(spans), problem)


def _end_of(start: datetime, first: Clock | None, second: Moment, clock: Clock) -> datetime | None:
    if second.days is not None:
        return _end_on_day(start, first, second.days, clock)
    midnight = datetime.combine(start.date(), time())
    if first is not None and DAY_MINUTES in first.options and start == midnight:
        midnight -= timedelta(days=1)
    choices = clock.options if clock.bare is None else (clock.bare, clock.bare + 720)
    ends = sorted(
        midnight + timedelta(minutes=minutes + extra) for minutes in choices for extra in (0, DAY_MINUTES)
    )
    end = next((one for one in ends if one > start), None)
    over_night = end is not None and end.date() > start.date() and end - start > _LONGEST_NIGHT
    return None if over_night else end


def _end_on_day(start: datetime, first: Clock | None, days: Days, clock: Clock) -> datetime | None:
    day = days.after(start.date()) if days.after is not None else days.options[-1] if days.options else None
    if day is None or isinstance(day, Span):
        return None
    late = start.hour >= _LATE or (first is not None and first.period == "evening")
    night = late and clock.bare is not None and clock.bare < 6 * 60
    choices = (clock.bare,) if night and clock.bare is not None else clock.options
    ends = [datetime.combine(day, time()) + timedelta(minutes=minutes) for minutes in choices]
    return next((end for end in ends if end > start), None)


def read_length_behind(text: str, at: int, scene: Scene) -> tuple[Length, str, int] | None:
    """A length that follows a start: 下午3点，90分钟. Also gives the words between, without signs."""
    joint = _WITH_LENGTH.match(text, at)
    if joint is None:
        return None
    read = _LENGTHS.read(text, joint.end(), scene)
    if read is None or read[0].length is None or _COUNTED.match(text, read[1]):
        return None
    return read[0].length, joint.group().strip(",，;；、 "), read[1]


def with_length(start: Settled, length: Length) -> Settled:
    """The start plus the length, for every start it may be."""
    if length.unit == "minutes":
        step = timedelta(minutes=length.amount)
        spans = tuple(Span(one, one + step) for one in start.options if isinstance(one, datetime))
    else:
        days = timedelta(days=length.amount - 1)
        spans = tuple(Span(one, one + days) for one in start.options if not isinstance(one, Span))
    return Settled(spans, start.problem, start.nearest)
