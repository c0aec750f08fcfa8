"""The breaks around the festivals, and the lunar days behind them."""

from datetime import date

import pytest

from app.calendars import CHINA, Calendar, break_around, breaks_from, named_break, next_break
from app.calendars.festivals import festival_day
from app.calendars.lunar import lunar_year, month_length, solar_day, solar_term


@pytest.mark.parametrize(
    ("name", "year", "start", "end"),
    [
        ("国庆", 2026, date(2026, 10, 1), date(2026, 10, 7)),
        ("国庆", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("中秋", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("春节", 2026, date(2026, 2, 15), date(2026, 2, 23)),
        ("元旦", 2026, date(2026, 1, 1), date(2026, 1, 3)),
        ("元旦", 2024, date(2023, 12, 30), date(2024, 1, 1)),
        ("端午", 2024, date(2024, 6, 8), date(2024, 6, 10)),
        ("清明", 2026, date(2026, 4, 4), date(2026, 4, 6)),
        ("五一", 2026, date(2026, 5, 1), date(2026, 5, 5)),
    ],
)
def test_a_break_as_published(name: str, year: int, start: date, end: date) -> None:
    found = named_break(CHINA, name, year)
    assert found is not None
    assert (found.start, found.end, found.estimated) == (start, end, False)
    assert name in found.names


def test_next_years_break_is_an_estimate() -> None:
    found = named_break(CHINA, "国庆", 2027)
    assert found is not None
    assert found.estimated
    assert found.start == date(2027, 10, 1)


def test_the_break_we_are_in_comes_first() -> None:
    inside = next_break(CHINA, date(2026, 10, 3))
    assert inside is not None
    assert inside.names == ("国庆",)
    coming = [one.names for one, _ in zip(breaks_from(CHINA, date(2026, 9, 1)), range(2), strict=False)]
    assert coming == [("中秋",), ("国庆",)]


def test_an_ordinary_weekend_is_no_break() -> None:
    assert break_around(CHINA, date(2026, 7, 11)) is None
    assert break_around(CHINA, date(2026, 7, 8)) is None


def test_a_company_day_off_lengthens_the_break() -> None:
    own = Calendar(exceptions={date(2026, 10, 8): False})
    found = named_break(own, "国庆", 2026)
    assert found is not None
    assert found.end == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2026, date(2026, 2, 17)),
        ("中秋", 2026, date(2026, 9, 25)),
        ("端午", 2024, date(2024, 6, 10)),
        ("清明", 2026, date(2026, 4, 5)),
        ("国庆", 2027, date(2027, 10, 1)),
        ("中秋", 2150, None),
        ("清明", 2150, None),
    ],
)
def test_the_festivals_own_day(name: str, year: int, day: date | None) -> None:
    assert festival_day(name, year) == day


def test_lunar_days() -> None:
    assert solar_day(2026, 8, 15) == date(2026, 9, 25)
    assert solar_day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert solar_day(2026, 6, 1, leap=True) is None
    assert solar_day(2025, 12, 30) is None
    assert month_length(2025, 12) == 29
    assert month_length(2026, 13) == 0
    assert lunar_year(date(2026, 2, 16)) == 2025
    assert lunar_year(date(2026, 2, 17)) == 2026
    assert solar_term(2026, "冬至") == date(2026, 12, 22)
    assert solar_term(2026, "小寒") == date(2026, 1, 5)
    assert solar_term(2026, "大雪") == date(2026, 12, 7)
    assert solar_term(2026, "没有") is None
