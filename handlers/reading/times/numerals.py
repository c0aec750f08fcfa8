"""Chinese and Arabic numerals."""

import re
from functools import lru_cache

# Pieces of patterns. A day or a month has at most two figures, a count up to four.
FIGURES = "0-9〇零一二两三四五六七八九十廿卅百"
DAY = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅〇零]{1,3})"
COUNT = "(?:[0-9]{1,4}(?:\\.[0-9]+)?|[零〇一二两三四五六七八九十廿卅百]{1,5})"
YEAR = "(?:[0-9]{4}|[〇零一二三四五六七八九]{4})"

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The whole number a numeral stands for: 12, 十二, 廿二, 两, 一百二十, 二〇二六. None when it is not one."""
    if text.isdecimal():
        return int(text)
    if not any(char in "十廿卅百" for char in text):
        digits = [_DIGITS.get(char) for char in text]
        return None if None in digits or not digits else int("".join(map(str, digits)))
    return _counted(text)


def _counted(text: str) -> int | None:
    hundreds, found, rest = text.rpartition("百")
    total = 100 * (_DIGITS.get(hundreds, 1)) if found else 0
    match = re.fullmatch("零?(?:([一二三四五六七八九])?十|([廿卅]))?([一二两三四五六七八九])?", rest)
    if match is None:
        return None
    if match[2]:
        total += _TENS[match[2]]
    elif "十" in rest:
        total += 10 * _DIGITS.get(match[1] or "一", 1)
    return total + _DIGITS.get(match[3] or "零", 0)


def whole(text: str) -> int:
    """The number of a numeral that a pattern has let through; −1 stands for one that is none, so no rule accepts it."""
    value = number(text)
    return -1 if value is None else value
