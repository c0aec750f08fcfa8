"""A company's own days off, as an admin sends them: a csv or an ics file becomes exceptions of a calendar."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.base.errors import UserError

WORKING_WORDS = ("上班", "补班", "调休", "班", "工作日", "on", "work")
OFF_WORDS = ("休", "放假", "假", "off", "holiday")
LONGEST_DAYS = 366
MOST_SPANS = 60
"""Days in a row count as one. A year of holidays has about twenty; a card has to hold them."""
LONGEST_LINE = 1000
"""Characters; a line of a calendar has a few dozen."""
MOST_TYPED = 40
"""Characters of a line that are repeated to whoever wrote it."""
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


class BadDaysFile(UserError):
    """A line of the file cannot be read. Details: line (from 1), typed, example."""

    key = "bad_days_file"


class TooManyDays(UserError):
    """More days than a company has of its own. Details: most."""

    key = "too_many_days"


def read_company_days(name: str, text: str) -> dict[date, bool]:
    """Days and whether they are working days, from a file called `name` (.csv or .ics).

    csv: `2026-05-04,休` or `2026-05-01,2026-05-05,休,厂庆`, one line each; a first line without a date is a heading.
    ics: events of whole days; they are days off unless their title says 班. Raises BadDaysFile, which names the line,
    and TooManyDays.
    """
    rows = (
        _ics_rows(text)
        if name.lower().endswith(".ics") or "BEGIN:VCALENDAR" in text[:200]
        else _csv_rows(text)
    )
    days: dict[date, bool] = {}
    for line, first, last, working in rows:
        length = (last - first).days
        if not 0 <= length < LONGEST_DAYS:
            raise _bad(line, f"{first} – {last}")
        days |= {first + timedelta(days=shift): working for shift in range(length + 1)}
        if len(days) > MOST_SPANS * LONGEST_DAYS:
            raise TooManyDays(most=MOST_SPANS)
    if len(_spans(days)) > MOST_SPANS:
        raise TooManyDays(most=MOST_SPANS)
    return days


def write_company_days(days: Mapping[date, bool]) -> str:
    """The days as the csv that `read_company_days` reads, days in a row as one line."""
    return "\n".join(f"{first},{last},{'班' if working else '休'}" for first, last, working in _spans(days))


def _spans(days: Mapping[date, bool]) -> list[tuple[date, date, bool]]:
    """Days in a row: the first, the last, whether they are worked."""
    spans: list[tuple[date, date, bool]] = []
    for day, working in sorted(days.items()):
        if spans and spans[-1][2] == working and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day, working)
        else:
            spans.append((day, day, working))
    return spans


def _csv_rows(text: str) -> Iterator[tuple[int, date, date, bool]]:
    for line, typed in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if len(typed) > LONGEST_LINE:
            raise _bad(line, typed)
        cells = next(csv.reader([typed]), [])
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or (line == 1 and not _DATE.fullmatch(filled[0])):
            continue
        dates = [_date(cell, line) for cell in filled if _DATE.fullmatch(cell)]
        words = [cell for cell in filled if not _DATE.fullmatch(cell)]
        if not dates or len(dates) > 2:
            raise _bad(line, ",".join(cells))
        yield line, dates[0], dates[-1], _is_working(words[0] if words else "休", line)


def _is_working(word: str, line: int) -> bool:
    lowered = word.lower()
    if lowered.startswith(WORKING_WORDS):
        return True
    if lowered.startswith(OFF_WORDS):
        return False
    raise _bad(line, word)


def _ics_rows(text: str) -> Iterator[tuple[int, date, date, bool]]:
    event: dict[str, str] = {}
    line = 0
    for line, content in _unfolded(text):
        key, _, value = content.partition(":")
        key = key.partition(";")[0].upper()
        if (key, value.strip().upper()) == ("BEGIN", "VEVENT"):
            event = {}
        elif (key, value.strip().upper()) == ("END", "VEVENT"):
            first = _date(event.get("DTSTART", ""), line)
            # DTEND of a whole day is the day after the last one (RFC 5545, 3.6.1).
            last = _date(event["DTEND"], line) - timedelta(days=1) if "DTEND" in event else first
            yield line, first, max(first, last), "班" in event.get("SUMMARY", "")
        else:
            event[key] = value.strip()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines with their number; a line that begins with a blank continues the one before."""
    number, current = 1, ""
    for position, raw in enumerate(text.splitlines(), start=1):
        if raw[:1] in {" ", "\t"}:
            current += raw[1:]
            continue
        if current:
            yield number, current
        number, current = position, raw
    if current:
        yield number, current


def _date(text: str, line: int) -> date:
    found = _DATE.fullmatch(text.split("T", maxsplit=1)[0])
    if found is None:
        raise _bad(line, text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise _bad(line, text) from error


def _bad(line: int, typed: str) -> BadDaysFile:
    return BadDaysFile(line=line, typed=typed[:MOST_TYPED], example="2026-05-04,休,厂庆")
