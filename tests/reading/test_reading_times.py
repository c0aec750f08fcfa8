"""What time phrases mean (the rules a phrase is read by are cited in the table's categories)."""

from datetime import datetime

import pytest

from app.calendars import CHINA
from handlers.reading.times import Length, Reading, Span, read_time
from tests.reading.time_phrases import NOW, phrases
from tests.support.time import SHANGHAI

UNITS = {"minutes": "m", "days": "d", "workdays": "w", "months": "mo"}


def said(reading: Reading) -> str:
    """A reading in the notation of the table."""
    value = reading.value
    if reading.kind == "ambiguous":
        return "?"
    if value is None:
        return "-"
    if isinstance(value, Span):
        return f"{_moment(value.start)}/{_moment(value.end)}"
    if isinstance(value, Length):
        return f"{value.amount}{UNITS[value.unit]}"
    return _moment(value)


def _moment(value: object) -> str:
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else str(value)


def read(phrase: str, now: str = NOW) -> str:
    """The phrase read at that moment."""
    moment = datetime.fromisoformat(now)
    return said(read_time(phrase, now=moment.replace(tzinfo=moment.tzinfo or SHANGHAI), calendar=CHINA))


@pytest.mark.parametrize(("phrase", "answer"), [pytest.param(p, a, id=f"{c}: {p}") for c, p, a in phrases()])
def test_a_phrase_means(phrase: str, answer: str) -> None:
    assert read(phrase) in answer.split("|")


@pytest.mark.parametrize(
    ("now", "phrase", "answer"),
    [
        ("2026-07-12T10:00", "下周一", "2026-07-13"),  # on a Sunday the next week begins tomorrow
        ("2026-07-12T10:00", "周一", "2026-07-13"),
        ("2026-07-12T10:00", "周日", "?"),
        ("2026-07-12T10:00", "本周五", "2026-07-10"),
        ("2026-07-12T10:00", "今天下班前", "?"),
        ("2026-07-12T10:00", "1个工作日内", "2026-07-13"),
        ("2026-07-08T18:30", "下班前", "?"),
        ("2026-07-08T18:30", "今天18点前", "?"),
        ("2026-07-08T18:30", "下午3点", "?"),
        ("2026-07-08T20:00", "8点半", "2026-07-08T20:30|?"),
        ("2026-07-31T10:00", "月底", "2026-07-31"),
        ("2026-07-31T10:00", "30号", "?"),
        ("2026-07-31T10:00", "一个月后", "2026-08-31"),
        ("2026-01-31T10:00", "一个月后", "2026-02-28"),
        ("2026-02-01T10:00", "30号", "2026-03-30|?"),
        ("2026-12-30T10:00", "1月5日", "2027-01-05"),
        ("2026-12-30T10:00", "下周一", "2027-01-04"),
        ("2026-12-30T10:00", "3天后", "2027-01-02"),
        ("2026-12-30T10:00", "3个工作日内", "2027-01-05|?"),
        ("2026-01-20T10:00", "春节前", "2026-02-14"),
        ("2026-01-20T10:00", "年前", "2026-02-14"),
        ("2026-01-20T10:00", "年后第一个工作日", "2026-02-24"),
        ("2026-01-20T10:00", "春节后上班第一天", "2026-02-24"),
        ("2026-01-20T10:00", "春节假期", "2026-02-15/2026-02-23"),
        ("2025-12-20T10:00", "元旦后第一个工作日", "2026-01-04"),
        ("2026-09-18T10:00", "下个工作日", "2026-09-20"),  # a working Sunday
        ("2026-09-18T10:00", "3个工作日内", "2026-09-22"),
        ("2026-10-03T10:00", "节后第一个工作日", "2026-10-08"),
        ("2026-10-03T10:00", "1个工作日内", "2026-10-08"),
        ("2026-10-09T10:00", "1个工作日后", "2026-10-10"),  # a working Saturday
        ("2026-04-28T10:00", "五一前", "2026-04-30"),
        ("2026-04-28T10:00", "五一假期", "2026-05-01/2026-05-05"),
        ("2026-04-28T10:00", "劳动节后第一个工作日", "2026-05-06"),
        ("2024-05-14T10:00", "6月30日", "2024-06-30"),
        ("2024-05-14T10:00", "2024-05-2014:00-15:30", "2024-05-20T14:00/2024-05-20T15:30"),
        ("2024-05-14T10:00", "端午前", "2024-06-07"),
        ("2024-05-20T10:00", "今日18点前", "2024-05-20T18:00"),
        ("2024-05-20T10:00", "2个工作日", "2w"),
        ("2024-05-14T10:00", "下周三下午2点 90分钟", "2024-05-22T14:00/2024-05-22T15:30"),
    ],
)
def test_a_phrase_depends_on_the_day_it_is_said(now: str, phrase: str, answer: str) -> None:
    assert read(phrase, now) in answer.split("|")
