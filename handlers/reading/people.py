"""People in a text: mentions, names after @, names beside a department, and who of them decides (S12, S13)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from handlers.reading.departments import is_department
from handlers.reading.forms import PersonSlot
from handlers.reading.lists import STRONG, split
from handlers.reading.patterns import Pattern
from handlers.reading.scope import MentionName
from handlers.reading.slips import Words

Mentions: TypeAlias = Mapping[str, MentionName]

_FEISHU = "@_user_[0-9]+|@_all"
_TAIL = Pattern(
    "(?:来|去)?(?:负责|跟进|处理|完成|提交|接手|代表|代理|参加|出席|吧|了|谢谢|收|确认|今天|明天|后天|下?周[一二三四五六日天末]|本周|月底|下班|尽快|帮忙|请|在|的|做|$).*$"
)
_NAME = "[\\u4e00-\\u9fff]{1,4}(?:[·•][\\u4e00-\\u9fff]{1,6})?|[a-z][a-z0-9_.\\-]{0,30}(?: [a-z][a-z\\-]{1,20}(?=[ (]|$))?"
_AT = Pattern(f"@(?:{_NAME})(?:[(][^()\n]{{1,20}}[)])?")
_DECIDES = Pattern("决策|拍板|可决|有决策权")
_NOTE = Pattern("[(（\\[【]([^()（）\\[\\]【】\n]*)[)）\\]】]")
_TOKEN = Pattern("[^ \t/:：\\-—=>→|*]+")
_GLUED = Pattern(
    "(?P<dept>[\\u4e00-\\u9fffa-z&]{1,9}?(?:事业部|部门|部|组|中心|处|科|团队))(?P<name>[\\u4e00-\\u9fff]{2,4}|[a-z.]{2,20})$"
)
_TITLE = Pattern("^(?:主?对接人|联系人|接口人|负责人|决策人|由|请|和|及|与)[:：]?|(?:负责|对接|牵头)$")
_AND = Pattern("(?<=[^ ]{2})(?:和|及|与|跟|以及|&|\\+)(?=[^ ]{2})")
NOBODY = {"无", "暂无", "待定", "没有", "同上", "tbd", "-"}


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody named by @, and where in the text."""

    start: int
    end: int
    person: PersonSlot


def mentioned_in(words: Words, mentions: Mentions) -> list[Mentioned]:
    """Everybody named by a mention's key or by @name, in order."""
    if "@" not in words.plain:
        return []
    keys = sorted((key for key in mentions if key and key in words.typed), key=len, reverse=True)
    keyed = "".join(
        f"{re.escape(key)}(?![0-9])|" if key[-1].isdigit() else f"{re.escape(key)}|" for key in keys
    )
    found: list[Mentioned] = []
    for match in re.finditer(f"(?P<key>{keyed}{_FEISHU})|@", words.typed):
        start, end = match.span()
        if found and start < found[-1].end:
            continue
        if match["key"]:
            known = mentions.get(match["key"])
            found.append(Mentioned(start, end, PersonSlot("" if known is None else known.name, match["key"])))
        elif (at := _AT.match(words.plain, start)) is not None:
            found.append(_by_name(words, at))
    return found


def _by_name(words: Words, at: re.Match[str]) -> Mentioned:
    start, end = at.span()
    name = words.cut(start + 1, end)
    note = _NOTE.search(name.plain)
    if note is not None:
        name = name.cut(0, note.start())
    tail = _TAIL.search(name.plain, 2 if len(name.plain) > 2 else 1)
    if tail is not None and tail.start() < len(name.plain):
        name = name.cut(0, tail.start())
        end = start + 1 + len(name.plain)
    return Mentioned(
        start,
        end,
        PersonSlot(name.typed.strip(), decides=note is not None and bool(_DECIDES.search(note[1]))),
    )


def people_in(words: Words, mentions: Mentions) -> tuple[PersonSlot, ...]:
    """Everybody of a list of people, with department and whether they decide where that is typed."""
    found = [slot for piece in split(words, STRONG) for slot in _piece(piece, mentions)]
    return tuple(dict.fromkeys(found))


def person_of(words: Words, mentions: Mentions) -> PersonSlot | None:
    """The first person of a piece of text; None when it names nobody."""
    return next(iter(people_in(words, mentions)), None)


def _piece(piece: Words, mentions: Mentions) -> Iterator[PersonSlot]:
    named = mentioned_in(piece, mentions)
    at = 0
    department: str | None = None
    for one in named:
        for slot in _tokens(piece.cut(at, one.start)):
            department = slot.department if not slot.name else department
            if slot.name:
                yield slot
        note = _NOTE.match(piece.plain, one.end)
        at = one.end if note is None else note.end()
        text = "" if note is None else note[1]
        inside = text if is_department(text) else None
        decides = one.person.decides or bool(_DECIDES.search(text))
        yield PersonSlot(one.person.name, one.person.key, inside or department, decides)
    yield from _tokens(piece.cut(at))


def _tokens(words: Words) -> Iterator[PersonSlot]:
    """People without @: 市场部 周敏, 研发部张伟(决策), 周敏和何静."""
    department: str | None = None
    named = False
    for part in split(words, _AND):
        decides = bool(_DECIDES.search("".join(_NOTE.findall(part.plain))))
        inside = next((text for text in _NOTE.findall(part.plain) if is_department(text)), None)
        for match in _TOKEN.finditer(_NOTE.sub(lambda note: " " * len(note[0]), part.plain)):
            token = part.cut(match.start(), match.end()).strip()
            title = _TITLE.search(token.plain)
            token = (
                token
                if title is None or len(title[0]) == len(token.plain)
                else Words(_TITLE.sub("", token.typed), _TITLE.sub("", token.plain))
            )
            if (
                not token
                or token.plain in NOBODY
                or (title is not None and title[0].rstrip(":") == token.plain)
            ):
                continue
            glued = _GLUED.match(token.plain)
            if is_department(token.plain):
                if department is not None and not named:
                    yield PersonSlot(department=department)
                department, named = token.typed, False
            elif glued is not None:
                named = True
                department = token.typed[: glued.end("dept")]
                yield PersonSlot(token.typed[glued.start("name") :], None, department, decides)
            else:
                named = True
                yield PersonSlot(token.typed, None, inside or department, decides)
    if department is not None and not named:
        yield PersonSlot(department=department)
