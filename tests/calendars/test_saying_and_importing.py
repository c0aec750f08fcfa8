"""How dates are printed, and how a company's own days off are read from a file."""

from datetime import UTC, date, datetime

import pytest

from app.calendars import (
    BadDaysFile,
    TooManyDays,
    read_company_days,
    say_date,
    say_days,
    say_moment,
    say_span,
    write_company_days,
)


def test_dates_are_said_with_their_weekday() -> None:
    assert say_date(date(2024, 6, 28), this_year=2024) == "6月28日(周五)"
    assert say_date(date(2024, 6, 30), this_year=2025) == "2024年6月30日(周日)"
    assert say_days(date(2024, 5, 20), date(2024, 5, 20), this_year=2024) == "5月20日(周一)"
    assert say_days(date(2024, 5, 20), date(2024, 5, 22), this_year=2024) == "5月20日(周一)–5月22日(周三)"


def test_moments_are_said_on_the_chats_clock() -> None:
    start = datetime(2024, 5, 22, 6, 0, tzinfo=UTC)
    assert say_moment(start, this_year=2024) == "5月22日(周三) 14:00"
    assert say_span(start, start.replace(hour=7, minute=30), this_year=2024) == "5月22日(周三) 14:00–15:30"
    over = say_span(start, start.replace(day=23), this_year=2024)
    assert over == "5月22日(周三) 14:00–5月23日(周四) 14:00"


CSV = "日期,类型,说明\n2026-05-04,休,厂庆\n\n2026/05/09,上班\n20260601,2026-06-03,休\n2026年7月1日\n"
ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260504
DTEND;VALUE=DATE:20260506
SUMMARY:厂
 庆
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260509
SUMMARY:补班
END:VEVENT
END:VCALENDAR
"""


def test_a_csv_of_company_days() -> None:
    assert read_company_days("days.csv", CSV) == {
        date(2026, 5, 4): False,
        date(2026, 5, 9): True,
        date(2026, 6, 1): False,
        date(2026, 6, 2): False,
        date(2026, 6, 3): False,
        date(2026, 7, 1): False,
    }


def test_an_ics_of_company_days() -> None:
    assert read_company_days("days.ics", ICS) == {
        date(2026, 5, 4): False,
        date(2026, 5, 5): False,
        date(2026, 5, 9): True,
    }


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("days.csv", "2026-05-04,休\n2026-02-30,休\n", 2),
        ("days.csv", "2026-05-04,休\n厂庆,休\n", 2),
        ("days.csv", "2026-05-04,也许\n", 1),
        ("days.csv", "2026-05-09,2026-05-04,休\n", 1),
        ("days.csv", "2026-05-01,2029-05-04,休\n", 1),
        ("days.csv", "2026-05-04,休\n" + "x" * 200_000, 2),
        ("days.csv", '2026-05-04,休\n"' + "x" * 200_000, 2),
        ("days.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:厂庆\nEND:VEVENT\n", 4),
    ],
)
def test_a_bad_line_is_named(name: str, text: str, line: int) -> None:
    with pytest.raises(BadDaysFile) as refused:
        read_company_days(name, text)
    assert refused.value.details["line"] == line
    assert len(str(refused.value.details["typed"])) <= 40


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{year:04}-01-01,{year:04}-12-31,休" for year in range(1, 9999)),
        "\n".join(f"2026-{month:02}-{day:02},休" for month in range(1, 13) for day in range(1, 28, 2)),
    ],
)
def test_more_days_than_a_card_holds_are_refused(text: str) -> None:
    with pytest.raises(TooManyDays):
        read_company_days("days.csv", text)


def test_what_is_written_reads_the_same() -> None:
    days = read_company_days("days.csv", CSV)
    assert read_company_days("days.csv", write_company_days(days)) == days
