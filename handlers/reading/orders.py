"""请把N1关闭了，谢谢: an order about one thing by its number, however politely and in whatever order it is put."""

import re
from collections.abc import Callable, Mapping

from handlers.reading.exports import SUPPORT_LIST, exported
from handlers.reading.forms import Form, MeetingForm, MinutesForm, ProgressForm, RequestForm, TaskForm
from handlers.reading.nouns import COURTESY
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_LONGEST = 40
"""A longer text says more than an order."""
_NUMBERED = Pattern("[nmt][ ]?#?[0-9]")
_MINUTES = "(?:会议)?纪要|会议记录"
_NOUN = f"(?:{_MINUTES}|需求|会议|任务|项目)?"
_ID = f"{_NOUN}[ :]*#?(?P<letter>[nmt])[ ]?#?(?P<number>[0-9]{{1,6}})(?![0-9])号?"
PLEASE = f"(?:{COURTESY}|[ ,，])*"
_AFTER = "(?:了|吧|掉|出?来|一?下|谢谢(?:你|您|大家|啦|了)?|多谢|辛苦了?|啊|哈|哦|呀|[ ,，.。!！~])*"
_TABLE = f"(?P<table>(?:的|[ ]|表[123一二三]|文件|excel|word|pdf|{_MINUTES}|议程|协作|需求|清单|会议|任务)*)"
_VERBS = (
    f"(?P<export>{exported(f'{_MINUTES}|会议|议程|任务|需求|协作|清单')})|(?P<close>关闭|关掉|结项|结案|办结)"
    "|(?P<cancel>取消|作废)|(?P<publish>发布|发送?通知)|(?P<start>开始)|(?P<end>结束|散会)"
    "|(?P<show>查看|看看?|打开|显示|(?:协作|需求){1,2}清单)|(?P<edit>修改|更改|编辑|改)"
)
_VERB_BEHIND = Pattern(
    f"{PLEASE}{_NOUN}{PLEASE}(?:把|将)?[ ]*{_ID}{_TABLE}[:。]?{PLEASE}(?:{_VERBS}){_AFTER}"
)
_VERB_BEFORE = Pattern(f"{PLEASE}{_NOUN}{PLEASE}(?:{_VERBS})(?:了|一?下|[ :的])*{_ID}{_TABLE}{_AFTER}")
ASKS = Pattern(
    "[?？]|谁|什么|啥|怎么?样|如何|到哪|哪[儿里个天些]|几[点号个天时]|多少|何时|进度|进展|情况|状态|催|提醒|(?:[吗呢么]|没有?)[ 。!！]*$"
)
"""Behind a thing's number: something is asked about it, so that it is shown."""
_ASKED = (
    Pattern(f"{PLEASE}{_NOUN}(?:把|将)?[ ]*{_ID}(?:的|现在|目前|这个|[ ])*(?:{ASKS.pattern}|请|帮|麻烦).*"),
    Pattern(
        f"{PLEASE}(?:完成|搞定|做完|了解|关注|跟进|问|说|查|看|催|提醒)(?:[ :]|一?下|看)*{_ID}(?:的|[ ])*(?:(?:{ASKS.pattern}).*|{_AFTER})"
    ),
)
_OWN = {"n": "需求", "m": "会议", "t": "任务"}
_OF_REQUEST: Mapping[str, Callable[[int], Form]] = {
    "export": lambda number: RequestForm("export", number),
    "close": lambda number: RequestForm("close", number),
    "end": lambda number: RequestForm("close", number),
    "cancel": lambda number: RequestForm("cancel", number),
    "show": lambda number: RequestForm("show", number),
    "edit": lambda number: RequestForm("edit", number),
}
_OF_SUPPORT_LIST: Mapping[str, Callable[[int], Form]] = {
    "export": lambda number: RequestForm("export", number, support_list=True),
    "show": lambda number: RequestForm("show", number, support_list=True),
}
_OF_MEETING: Mapping[str, Callable[[int], Form]] = {
    "export": lambda number: MeetingForm("export", number),
    "cancel": lambda number: MeetingForm("cancel", number),
    "publish": lambda number: MeetingForm("publish", number),
    "start": lambda number: MeetingForm("start", number),
    "end": lambda number: MeetingForm("end", number),
    "show": lambda number: MeetingForm("show", number),
    "edit": lambda number: MeetingForm("edit", number),
}
_OF_MINUTES: Mapping[str, Callable[[int], Form]] = {
    "export": lambda number: MinutesForm("export", number),
    "publish": lambda number: MinutesForm("publish", number),
    "show": lambda number: MinutesForm("show", number),
}
_OF_TASK: Mapping[str, Callable[[int], Form]] = {
    # 请完成T3 asks somebody to do it and 改T3 says not what: neither is an order to us.
    "export": lambda number: TaskForm("export", (number,)),
    "cancel": lambda number: TaskForm("cancel", (number,)),
    "show": lambda number: TaskForm("show", (number,)),
}
_EXPORT = Pattern(
    f"{PLEASE}{_NOUN}{PLEASE}{exported(f'{_MINUTES}|会议|议程|任务|需求|协作|清单|登记|项目')}{_AFTER}"
)
_OF_NOTHING: tuple[tuple[Pattern, Form], ...] = (
    (Pattern("表格?[1一]"), RequestForm("export")),
    (Pattern("表格?[2二]"), MeetingForm("export")),
    (Pattern("表格?[3三]"), TaskForm("export")),
    (SUPPORT_LIST, RequestForm("export", support_list=True)),
    (Pattern("项目|资料"), ProgressForm()),
)
"""Exports without a number, by what they name: 导出表1. The whole project's button is on the card of its 进度."""


def read_order(words: Words) -> Form | None:
    """The form of a message that is an order and nothing else; None when it says more, or asks."""
    plain = words.plain
    if len(plain) > _LONGEST:
        return None
    if _NUMBERED.search(plain) is None:
        return _unnumbered(plain)
    found = _VERB_BEHIND.fullmatch(plain) or _VERB_BEFORE.fullmatch(plain)
    if found is None:
        return None
    orders, verb = _orders(found["letter"], plain), _verb(found)
    if (
        found["table"].strip(" 的") not in {"", _OWN[found["letter"]]}
        and orders is not _OF_MINUTES
        and verb not in _OF_SUPPORT_LIST
    ):
        return None  # 取消M20议程 cancels no meeting
    make = orders.get(verb)
    return None if make is None else make(int(found["number"]))


def read_asked(words: Words) -> Form | None:
    """The form that shows what a short message names and asks about, where nothing else was understood of it."""
    plain = words.plain
    if len(plain) > _LONGEST or _NUMBERED.search(plain) is None:
        return None
    found = next((match for asked in _ASKED if (match := asked.fullmatch(plain)) is not None), None)
    return None if found is None else _orders(found["letter"], plain)["show"](int(found["number"]))


def _unnumbered(plain: str) -> Form | None:
    if _EXPORT.fullmatch(plain) is None:
        return None
    return next((form for named, form in _OF_NOTHING if named.search(plain)), None)


def _orders(letter: str, plain: str) -> Mapping[str, Callable[[int], Form]]:
    """What can be ordered of the thing with this letter."""
    if letter == "t":
        return _OF_TASK
    if letter == "n":
        return _OF_REQUEST if SUPPORT_LIST.search(plain) is None else _OF_SUPPORT_LIST
    return _OF_MEETING if re.search(_MINUTES, plain) is None else _OF_MINUTES


def _verb(found: re.Match[str]) -> str:
    return next(
        name
        for name, said in found.groupdict().items()
        if said is not None and name not in {"letter", "number", "table"}
    )
