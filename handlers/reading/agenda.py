"""The agenda of a meeting (S75): a topic a line, its parts behind ｜ or tabs or in plain words."""

import re

from handlers.reading.departments import is_department
from handlers.reading.forms import PersonSlot, TopicSlot
from handlers.reading.keys import KeyTable
from handlers.reading.lists import unbulleted
from handlers.reading.names import is_name
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in, person_of
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.whens import read_minutes

KEYS = KeyTable(
    {
        "output": "输出成果 输出 产出 成果",
        "criterion": "决策标准 判断标准 标准",
        "owner": "负责人 主讲人 主讲 汇报人",
        "minutes": "预计时长 时长 用时",
        "discussion": "讨论内容 内容 说明",
    },
    strong="输出 标准 产出 负责人",
)
_HEADER = Pattern("(?:序号|议题名称|讨论内容|预计时长|输出成果|负责人)(?![:：])")
_NUMBER = Pattern(
    "[ \t|]*(?:议题[0-9一二三四五六七八九十]{1,2}[:：、. ]*|[(]?[0-9]{1,2}[)]?(?:[.、)|\t]|[ ])[ ]*|[①-⑳][ ]*|[一二三四五六七八九十]{1,2}[、.][ ]*|[-*•·●][ ]*)"
)
_CELLS = Pattern("[ ]*\\|[ ]*|\t+")
_LENGTH = Pattern(
    "(?:约|大约|共)?[ ]*[0-9]{1,3}(?:\\.[0-9])?[ ]*(?:分钟|min(?:s|utes)?|小时|h|分)(?![a-z])|[一二两三四五六七八九十半]{1,3}(?:个)?(?:半)?(?:分钟|小时|刻钟)|半小时|(?<![0-9])[0-9]{1,3}'"
)
_RULE = Pattern("[ \t|:+-]+")


def read_agenda(words: Words, scope: Scope) -> tuple[TopicSlot, ...]:
    """Every line of an agenda that names a topic; a single line may hold several, parted by ； or numbered."""
    lines = [line for line in words.lines() if line and _RULE.fullmatch(line.plain) is None]
    if len(lines) == 1:
        lines = _several(lines[0])
    topics = (_topic(line, scope) for line in lines if len(_HEADER.findall(line.plain)) < 2)
    return tuple(topic for topic in topics if topic.title)


def _several(line: Words) -> list[Words]:
    marks = [
        m.start()
        for m in re.finditer("(?:(?<=[ ;；,，、。])|^)(?:[0-9]{1,2}[.、)](?![0-9])|[①-⑳])", line.plain)
    ]
    if len(marks) > 1:
        return [
            line.cut(a, b).strip(" ;；,，、")
            for a, b in zip(marks, [*marks[1:], len(line.plain)], strict=True)
        ]
    parts: list[Words] = []
    at = 0
    for match in re.finditer("[;；]|(?<=[^ ])[、](?=[^ ])", line.plain):
        parts.append(line.cut(at, match.start()))
        at = match.end()
    return [*parts, line.cut(at)]


def _topic(line: Words, scope: Scope) -> TopicSlot:
    number = _NUMBER.match(line.plain)
    line = line if number is None else line.cut(number.end())
    cells = _cut(line)
    return _of_cells(cells, scope) if len(cells) > 1 else _of_words(unbulleted(line), scope)


def _cut(line: Words) -> list[Words]:
    cells: list[Words] = []
    at = 0
    for match in _CELLS.finditer(line.plain):
        cells.append(line.cut(at, match.start()).strip(" "))
        at = match.end()
    cells.append(line.cut(at).strip(" "))
    return [cell for cell in cells if cell]


def _of_cells(cells: list[Words], scope: Scope) -> TopicSlot:
    """名称｜讨论内容｜负责人｜时长｜输出: who and how long are told by their look, the rest by order."""
    owner: PersonSlot | None = None
    minutes: int | None = None
    before: list[Words] = []
    behind: list[Words] = []
    for cell in cells[1:]:
        plain = cell.plain.strip("* ")
        if minutes is None and _LENGTH.fullmatch(plain):
            minutes = read_minutes(cell.typed, now=scope.now, calendar=scope.calendar)
        elif owner is None and (mentioned_in(cell, scope.mentions) or is_department(plain) or is_name(plain)):
            owner = person_of(cell, scope.mentions)
        elif owner is None and minutes is None:
            before.append(cell)
        else:
            behind.append(cell)
    texts = [re.sub("^(?:输出|产出|标准|决策标准)[:：]", "", cell.typed) for cell in behind]
    return TopicSlot(
        cells[0].typed, "；".join(cell.typed for cell in before), owner, minutes, *[*texts, "", ""][:2]
    )


def _of_words(line: Words, scope: Scope) -> TopicSlot:
    sections = KEYS.read(line, first_line=False)
    free = sections.free
    people = mentioned_in(free, scope.mentions)
    length = _LENGTH.search(free.plain)
    spans = [(one.start, one.end) for one in people]
    spans += [] if length is None else [length.span()]
    title = re.sub("[(（][ ]*[)）]", "", free.without(spans).strip().typed)
    typed = sections.text("minutes") or ("" if length is None else length[0])
    return TopicSlot(
        " ".join(title.split()).strip(" ,，。;；:：-—"),
        sections.text("discussion"),
        person_of(sections.get("owner"), scope.mentions) or (people[0].person if people else None),
        read_minutes(typed, now=scope.now, calendar=scope.calendar) if typed else None,
        sections.text("output"),
        sections.text("criterion"),
    )
