"""Reading time phrases: microseconds a phrase, beside libraries of the field."""

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from app.calendars import CHINA
from benchmarks.report import Line, not_installed, show
from handlers.reading.times import read_time

NOW = datetime(2026, 7, 8, 9, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
ROUNDS = 20
PHRASES = [
    "明天下午3点",
    "下周三下午2点90分钟",
    "6月30日前",
    "3个工作日内",
    "月底",
    "国庆前",
    "2024-05-2014:00-15:30",
    "每周二上午10点",
    "三个工作日",
    "会议改到周五上午10点",
    "研发部人力紧张",
    "3号会议室",
    "5月20日-22日",
    "下班前",
    "农历八月十五",
    "大后天",
]
MEDIAN_BAR, P95_BAR = 150.0, 500.0


def main() -> bool:
    """Measure; whether the bars are met."""
    ours = _times(lambda text: read_time(text, now=NOW, calendar=CHINA))
    p95 = quantiles(ours, n=20)[-1]
    lines = [
        Line("huiban, median", (median(ours),), "µs", median(ours), MEDIAN_BAR, at_most=True),
        Line("huiban, 95th", (p95,), "µs", p95, P95_BAR, at_most=True),
        *_others(),
    ]
    return show("Reading a time phrase", lines)


def _others() -> list[Line]:
    if find_spec("dateparser") is None:
        return [not_installed("dateparser", "dateparser")]
    parse = import_module("dateparser").parse
    return [Line("dateparser", (median(_times(lambda text: parse(text, languages=["zh"]))),), "µs")]


def _times(read: Callable[[str], object]) -> list[float]:
    found: list[float] = []
    for turn in range(ROUNDS + 1):
        for phrase in PHRASES:
            began = time.perf_counter()
            read(phrase)
            if turn:  # the first round fills caches
                found.append((time.perf_counter() - began) * 1e6)
    return found
