"""Numbers of things: N12, M34, T56; lists of them; and digits that are something else."""

import re
from dataclasses import dataclass

from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_LINK = Pattern("https?://[^\\s，。；]+|www\\.[^\\s，。；]+")
_LETTERED = Pattern("(?<![a-z0-9_.@/-])([nmt])[ ]?#?([0-9]{1,6})(?![0-9a-z.])")
_BEHIND = (
    "(?![ ]?%)(?=$|[\\s、,，;；&+)!！?？。~]|\\.(?![0-9])|[:：-](?![0-9])|/(?=t)|和|与|及|的|都|已|还|没|未|完|搞|做(?!个)|弄|办|进(?!口)|开始|延|推|顺|改|转|交|换|风险|有风险|有异议|存在|报风险"
    "|取消|导出|提前|暂|快|马上|来不及|负责|截止|ddl|done|ok|✅|√|✔|提|确认|收到|发布|缺席|归|(?<=号)[0-9]{1,6}号)"
)
_ONE = f"(?:t|#|任务|t#|no\\.?)?[ ]?#?([0-9]{{1,6}})(?:号(?!仓|楼|会议室|线|机|店|门|馆|院|桌|厅|前|之前|下午|上午|以前|库|车间|文))?{_BEHIND}"
_RANGE = "t([0-9]{1,6})[ ]?(?:-|~|到|至)[ ]?t([0-9]{1,6})"
_SEPARATOR = "[ ]*(?:[、,，;；/&+]|和|与|及|以及)?[ ]*"
_FIRST = Pattern(f"[ ]*(?:编号|id)?[:： ]*(?:{_RANGE}|{_ONE})")
_NEXT = Pattern(f"{_SEPARATOR}(?:{_RANGE}|{_ONE})")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers that were named, and where they stand in the text."""

    numbers: tuple[int, ...]
    start: int
    end: int


def link_spans(plain: str) -> list[tuple[int, int]]:
    """Where links stand: their digits are no ids and their colons no keys."""
    return [match.span() for match in _LINK.finditer(plain)] if "://" in plain or "www." in plain else []


def lettered_id(words: Words, letter: str) -> Ids | None:
    """The first id with this letter, wherever it stands outside a link: N12, M34."""
    links = link_spans(words.plain)
    for match in _LETTERED.finditer(words.plain):
        inside = any(start <= match.start() < end for start, end in links)
        if match[1] == letter and not inside:
            return Ids((int(match[2]),), *match.span())
    return None


def leading_id(words: Words, letter: str) -> Ids | None:
    """An id at the beginning, with its letter or without: M20, 20, #20."""
    match = re.match(
        f"[ \n]*(?:编号|id)?[:： ]*(?:{letter}|#|{letter}#)?[ ]?([0-9]{{1,6}})(?:号(?!仓|楼|会议室|线|店|厅))?{_BEHIND}",
        words.plain,
    )
    return None if match is None else Ids((int(match[1]),), *match.span())


def task_ids_at(words: Words, at: int) -> Ids | None:
    """A list of task ids that begins here: 12、T13 和 #14; None when there is none."""
    match = _FIRST.match(words.plain, at)
    numbers: list[int] = []
    end = at
    while match is not None and len(numbers) < _MOST:
        numbers += _numbers(match)
        end = match.end()
        match = _NEXT.match(words.plain, end)
    return Ids(tuple(dict.fromkeys(numbers)), at, end) if numbers else None


def _numbers(match: re.Match[str]) -> list[int]:
    first, last, one = match.groups()
    if one is not None:
        return [int(one)]
    return list(range(int(first), min(int(last), int(first) + _MOST - 1) + 1))
