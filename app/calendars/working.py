"""The office's calendar: working days and working hours of one chat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from app.calendars.statutory import year_days

ONE_DAY = timedelta(days=1)
Shift: TypeAlias = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days by the State Council's notices plus the chat's own exceptions, and the hours worked on them.

    `exceptions` says of single days whether they are working days, and wins over the notices. `shifts` is the working
    window of G1, in the zone's wall clock; `day_starts` and `day_ends` are what 上班 and 下班 mean, and a deadline
    without an hour ends at `day_ends`. Not `official`: the State Council's notices do not count, only the week does.
    """

    exceptions: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    shifts: tuple[Shift, ...] = ((time(9), time(12)), (time(13, 30), time(18, 30)))
    day_starts: time = time(9)
    day_ends: time = time(18)
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    official: bool = True

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        excepted = self.exceptions.get(day)
        if excepted is not None:
            return excepted
        if not self.official:
            return day.weekday() < 5
        year = year_days(day.year)
        return day not in year.off and (day.weekday() < 5 or day in year.working)

    def is_estimated(self, year: int) -> bool:
        """Whether the year's days off are not announced yet (or older than the table)."""
        return self.official and year_days(year).estimated

    def notice(self, year: int) -> str | None:
        """What to tell people about a year that is only estimated; None when it is announced."""
        return f"{year} 年调休未公布，按周一至周五并扣除固定法定假日" if self.is_estimated(year) else None

    def previous_workday_on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def next_workday_on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The count-th working day after `day`, or before it when negative; `day` itself is not counted (0: `day`)."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier.

        Publishing on 2024-05-14 for 2024-05-20 gives 4 (R2).
        """
        if end < start:
            return -self.workdays_between(end, start)
        days = (end - start).days
        return sum(self.is_workday(start + timedelta(days=shift)) for shift in range(1, days + 1))

    def local(self, moment: datetime) -> datetime:
        """The moment on the zone's wall clock, still aware."""
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """The aware moment at which the zone's wall clock shows `clock` on `day`."""
        return datetime.combine(day, clock, self.zone)

    def end_of_day(self, day: date) -> datetime:
        """When a deadline that names only a day ends: 18:00 of that day by default."""
        return self.at(day, self.day_ends)


CHINA = Calendar()
