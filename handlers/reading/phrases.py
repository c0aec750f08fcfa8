"""Free phrases without a noun (product.md section 3): 查 · 记 · 缺席 · 报风险 · 我请假 · 撤销 · 设置."""

import re
from datetime import date, datetime
from typing import Literal, TypeAlias

from handlers.reading.forms import (
    AbsenceForm,
    Form,
    LeaveForm,
    PersonSlot,
    RecordForm,
    SearchForm,
    SettingsForm,
    UndoForm,
)
from handlers.reading.ids import leading_id
from handlers.reading.patterns import Pattern
from handlers.reading.people import people_in
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.taskdeeds import read_risk
from handlers.reading.times import Reading, Span, read_time

Kind: TypeAlias = Literal["decision", "task", "dispute", "parked", "note"]
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("decision", "决议|结论|决定"),
    ("task", "任务|待办"),
    ("dispute", "分歧|争议"),
    ("parked", "停车场|暂存|搁置"),
    ("note", "备忘|笔记|备注|要点"),
)
_RECORD = Pattern(
    f"记(?:录|一下|下|一条|个)?[ :：]*(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _KINDS)})(?=$|[ \t\n:：,，])[ :：,，]*"
)
_NOTE = Pattern("记(?:录|一下|下|一条)?[ \t:：]+(?=[^ ])")
_BASIS = Pattern("[ ,，;；。]*(?:依据|根据)[ ]*[:：][ ]*")
_SEARCH = Pattern(
    "(?:查|查询|查一下|查下|搜|搜索|搜一下)[ \t:：]+(?=[^ ])|(?:查询|查一下|搜索)(?=[^ 到不得了])"
)
_UNDO = Pattern("撤销(?:上一步|刚才的?|操作|修改|改动|一下)*|撤回(?:上一步|刚才的?)|undo")
_SETTINGS = Pattern("(?:群)?设置|settings?")
_LEAVE = Pattern(
    "(?:我|本人)(?:要|想|需要)?(?P<before>.{0,20}?)(?:请假|休假|请年假|休年假|请病假)[ :：,，]*|请假[ :：,，]+(?P<short>)"
)
_DEPUTY = Pattern(
    "[ ,，;；]*(?:由|请|让)?(?:代理人|代理)?[:：]?[ ]*(?P<name>[^ ,，。;；]{1,24}?)[ ]*(?:代理|代办|接手|代我|顶替|代班|负责)"
)
_ABSENCE = Pattern("(?:我)?(?:缺席|不能参加|无法参加|参加不了|来不了|不参加)")
_DELEGATE = Pattern(
    "(?:由|请|让)?[ ]*(?P<name>[^ ,，。;；由请让]{1,24}?)[ ]*(?:代表|代替|代)(?:我|参加|出席|参会)?(?P<note>[ ]*[(][^()]*[)])?|代表人?[ :：]*(?P<after>[^ ,，。;；]{1,24})"
)
_DECIDES = Pattern("(?<![不没无])(?:可以?|能|有权|有)决策")
_ASKS = Pattern("[?？]|[吗呢么][ 。!！]*$")
_RISK = Pattern("(?:上报|报告?|报一?个|有|存在)风险(?=[ \t\n:：,，]|$)|报风险")


def read_phrase(words: Words, scope: Scope) -> Form | None:
    """A free phrase at the beginning of a message for us; None when there is none."""
    plain = words.plain
    if _UNDO.fullmatch(plain):
        return UndoForm()
    if _SETTINGS.fullmatch(plain):
        return SettingsForm()
    if _RISK.match(plain) is not None:
        return read_risk(words)
    if _ASKS.search(plain):
        return None
    search = _SEARCH.match(plain)
    if search is not None:
        return SearchForm(words.cut(search.end()).strip().typed)
    return _record(words) or _leave(words, scope) or _absence(words, scope)


def _record(words: Words) -> RecordForm | None:
    match = _RECORD.match(words.plain)
    if match is None:
        note = _NOTE.match(words.plain)
        return None if note is None else RecordForm("note", words.cut(note.end()).strip().typed)
    kind = next(name for name, _ in _KINDS if match[name])
    rest = words.cut(match.end())
    basis = _BASIS.search(rest.plain)
    if basis is None:
        return RecordForm(kind, rest.strip().typed)
    return RecordForm(kind, rest.cut(0, basis.start()).strip().typed, rest.cut(basis.end()).strip().typed)


def _leave(words: Words, scope: Scope) -> LeaveForm | None:
    match = _LEAVE.match(words.plain)
    if match is None:
        return None
    rest = words.without([match.span()]) if match["before"] is None else words
    deputy = _deputy(rest, scope)
    reading = read_time(words.typed, now=scope.now, calendar=scope.calendar)
    start, end = _days(reading)
    typed = words.typed[reading.start : reading.end].strip() if reading.start >= 0 else ""
    return LeaveForm(start, end, typed, deputy)


def _deputy(words: Words, scope: Scope) -> PersonSlot | None:
    match = _DEPUTY.search(words.plain)
    if match is None:
        return None
    name = words.cut(match.start("name"), match.end("name")).strip()
    again = max(name.plain.rfind(mark) for mark in "由请让")
    name = name.cut(again + 1) if again >= 0 else name
    return next((one for one in people_in(name, scope.mentions) if one.name or one.key), None)


def _days(reading: Reading) -> tuple[date | None, date | None]:
    value = reading.value
    if isinstance(value, Span):
        return _day(value.start), _day(value.end)
    return (_day(value), _day(value)) if isinstance(value, date) else (None, None)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _absence(words: Words, scope: Scope) -> AbsenceForm | None:
    named = leading_id(words, "m") if words.plain[:1] in "m会" else None
    rest = words if named is None else words.cut(named.end).strip()
    match = _ABSENCE.match(rest.plain)
    if match is None:
        return None
    rest = rest.cut(match.end()).strip(" :：,，")
    if named is None and rest.plain[:1] == "m" and (named := leading_id(rest, "m")) is not None:
        rest = rest.cut(named.end).strip(" :：,，")
    delegate = _DELEGATE.search(rest.plain)
    before = rest if delegate is None else rest.cut(0, delegate.start())
    stand_in, reason = None, ""
    if delegate is not None:
        group = "name" if delegate["name"] is not None else "after"
        who = rest.cut(delegate.start(group), delegate.end(group))
        stand_in = next(iter(people_in(who, scope.mentions)), None)
    because = re.search("(?:原因[:：]?|因为|由于)(?P<text>.+)$", before.plain)
    if because is not None:
        reason = before.cut(because.start("text")).strip().typed
        before = before.cut(0, because.start())
    return AbsenceForm(
        None if named is None else named.numbers[0],
        next(iter(people_in(before.strip(" :：,，。"), scope.mentions)), None),
        stand_in,
        bool(_DECIDES.search(rest.plain)),
        reason,
    )
