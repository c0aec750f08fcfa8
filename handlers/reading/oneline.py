"""A need in one line: the name first, then 需要A、B部, a date phrase, and the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.reading.departments import KNOWN, TAIL, bare, departments_in, is_department
from handlers.reading.forms import NO_DAY, PersonSlot, When
from handlers.reading.lists import LOOSE, split
from handlers.reading.onetime import is_due, one_time
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in
from handlers.reading.scope import Scope
from handlers.reading.slips import Words, fold
from handlers.reading.times import Reading, find_times
from handlers.reading.urgency import URGENT, without_urgency
from handlers.reading.whens import when_of

_HELP = "的?(?:配合|支持|协助|参与|协作|协同|帮忙|支援|合作|出人|参加)"
_CHAR = "(?:(?!部(?!门))[^\\W_和及与跟])"
_BOUND = f"(?=$|[ \t\n、,，;；。/&+(|]|和|及|与|跟|以及|等|一起|共同|{_HELP})"
_ITEM = f"(?:{_CHAR}{{1,10}}?{TAIL}{_BOUND}|(?:{KNOWN}){_BOUND}|{_CHAR}{{1,7}}?(?:部|组|中心))(?:[(][^()\n]{{0,20}}[)])?"
_SEPARATOR = "(?:[ ]*(?:[、,，;；/&+\n]|和|及|与|跟|以及)[ ]*|[ ]+)"
_CLAUSE = Pattern(
    f"(?:还|并|也)?(?:需要|需|请|找|拉上|联合|协作部门|协作)[ ]*[:：]?[ ]*(?P<list>{_ITEM}(?:{_SEPARATOR}{_ITEM})*)(?P<help>(?:等部门|等)?(?:一起|共同|来)?(?:{_HELP})*)"
)
_LOOSE_CLAUSE = Pattern(
    f"需要(?P<list>[^\\W\\d_]{{1,6}}(?:[、,，和及与跟/][^\\W\\d_]{{1,6}}){{0,9}}?)(?P<help>(?:一起|共同|来)?{_HELP})"
)
_TASKS = Pattern("[^ \t\n。]+")
_INITIATOR = Pattern("(?:由|我们)?([^\\W_]{1,10}?(?:部|组|中心|处|科))(?:发起|牵头|提出)")
_DEADLINE_WORDS = Pattern(
    "^(?:前|之前|完成|上线|交付|提交|截止|到位|即可|要|请|希望|期望|务必|落地|搞定|就要|要用|[:： ,，。;；])+|(?:期望|希望|要求|计划|预计|请|务必|截止|于|在|时间|要在|[:： ,，;；])+$"
)
_WORD = Pattern("[^ \t\n,，;；]+")
_BARS = Pattern("[|｜]|(?<![ \t])[ \t]+[-—–/]+[ \t]+|(?<=[\u4e00-\u9fff])[-—/](?=[\u4e00-\u9fff0-9])")
_BRACKETED = Pattern("[^()]+(?P<open>[(])[^(),，;；]*[,，;；][^()]*(?P<close>[)])[ 。.]*")
_GOAL = Pattern(
    "[,，;；。\n][ ]*(?:协作)?目标(?:是|为|(?=[达完实提降增减签上把让0-9一二两三四五六七八九十]))[ ]*(?P<goal>[^,，;；。\n]+)"
)
_STOP = Pattern("[,，;；。\n]")
_DATE_LIKE = Pattern("[0-9](?=[月日号./:-])|[0-9]{8}|[周天日底]|个月|明")


@dataclass(frozen=True, slots=True)
class OneLine:
    """What a line without keys holds. Departments, people and description as typed."""

    project: str = ""
    initiator: str = ""
    goal: str = ""
    departments: tuple[str, ...] = ()
    people: tuple[PersonSlot, ...] = ()
    deadline: When = NO_DAY
    description: str = ""


def read_one_line(words: Words, scope: Scope) -> OneLine:
    """Read the free text of a need."""
    if not words:
        return OneLine()
    words = _unparted(words)
    mentions = mentioned_in(words, scope.mentions)
    rest = words.without((one.start, one.end) for one in mentions)
    initiator, rest = _initiator(rest)
    goal, rest = _goal(rest)
    departments, description, rest, before = _departments(rest, scope)
    start, end = _name_end(rest, scope, before)
    name, rest = rest.cut(start, end), rest.without([(start, end)])
    project = URGENT.sub("", name.plain).strip() and without_urgency(name).typed
    if not departments:
        departments, rest = _bare_list(rest)
    deadline, rest = _deadline(rest, scope)
    left = without_urgency(_trimmed(rest)).typed
    return OneLine(
        project=project,
        initiator=initiator,
        goal=goal,
        departments=departments,
        people=tuple(one.person for one in mentions),
        deadline=deadline,
        description="；".join(filter(None, (description, left))),
    )


def _unparted(words: Words) -> Words:
    """双十一备货|仓储部|10月20日 and 新品上市（研发部协作，6月30日前） with commas for what parts them; else as it was."""
    plain = words.plain
    spans = [match.span() for match in _BARS.finditer(plain)]
    if not any(_all_departments(piece) for piece in split(words, _BARS)[1:]):
        inside = _BRACKETED.fullmatch(plain)
        if inside is None:
            return words
        spans = [inside.span("open"), inside.span("close")]
    for start, end in reversed(spans):
        words = Words(
            f"{words.typed[:start]} , {words.typed[end:]}", f"{words.plain[:start]} , {words.plain[end:]}"
        )
    return words


def _initiator(words: Words) -> tuple[str, Words]:
    match = _INITIATOR.search(words.plain)
    if match is None:
        return "", words
    return words.typed[match.start(1) : match.end(1)], words.without([match.span()])


def _goal(words: Words) -> tuple[str, Words]:
    """目标达成50万销量 as a clause behind the name."""
    match = _GOAL.search(words.plain)
    if match is None:
        return "", words
    goal = words.typed[match.start("goal") : match.end("goal")].strip()
    return goal, words.without([(match.start(), match.end())])


def _departments(words: Words, scope: Scope) -> tuple[tuple[str, ...], str, Words, int]:
    """The departments, what they shall do if it is said, the rest, and how much stands before them."""
    match = _CLAUSE.search(words.plain) or _LOOSE_CLAUSE.search(words.plain)
    if match is None:
        return (), "", words, len(words.plain)
    end = match.end()
    names = departments_in(words.cut(match.start("list"), match.end("list")))
    doing = _TASKS.match(words.plain, end)
    if doing is None or match["help"] or doing[0][0] in "、,，;；。/&+":
        return names, "", words.without([(match.start(), end)]), match.start()
    task = words.cut(match.start("list"), doing.end())
    more = re.findall(f"(?:^|[、,，;；和及与])({_CHAR}{{1,7}}?(?:部|组|中心))", task.plain)
    names = tuple(dict.fromkeys((*names, *more)))
    times = find_times(task.typed, now=scope.now, calendar=scope.calendar)
    when = " ".join(task.typed[one.start : one.end] for one in times)
    task = _around(task, times)
    description = "" if task.plain == words.plain[match.start("list") : end] else " ".join(task.typed.split())
    rest = words.without([(match.start(), doing.end())])
    return names, description, Words(f"{rest.typed} {when}", f"{rest.plain} {fold(when)}"), match.start()


def _name_end(words: Words, scope: Scope, before: int) -> tuple[int, int]:
    """Where the name stands: from the first word to the first comma, date or 需要."""
    times = find_times(words.typed, now=scope.now, calendar=scope.calendar)
    start = _after_blank(words, 0)
    first = next((one for one in times if one.start <= start < one.end), None)
    if first is not None and _opens_with_date(first, words):
        return (at := _after_blank(words, first.end)), _first_stop(
            words, at, [one for one in times if one.start > at]
        )
    limit = _first_stop(words, start, times)
    return start, min(limit, before) if before > start else limit


def _opens_with_date(reading: Reading, words: Words) -> bool:
    alone = words.plain[reading.end : reading.end + 1] in {"", " ", ",", "，", "\n"}
    return reading.deadline or (
        alone and _DATE_LIKE.search(words.plain[reading.start : reading.end]) is not None
    )


def _first_stop(words: Words, start: int, times: list[Reading] | tuple[Reading, ...]) -> int:
    stop = _STOP.search(words.plain, start)
    end = len(words.plain) if stop is None else stop.start()
    bare = (
        match.start()
        for match in _WORD.finditer(words.plain, start)
        if _all_departments(words.cut(*match.span()))
    )
    end = min(end, next((at for at in bare if at > start), end))
    for one in times:
        free = words.plain[one.start - 1 : one.start] in {" ", "\t", "", ",", "，"} or one.deadline
        if start < one.start < end and free:
            return one.start
    return end


def _after_blank(words: Words, at: int) -> int:
    while at < len(words.plain) and words.plain[at] in " \t\n,，、:：;；。-":
        at += 1
    return at


def _bare_list(words: Words) -> tuple[tuple[str, ...], Words]:
    """市场部、研发部 standing alone."""
    spans = [
        match.span() for match in _WORD.finditer(words.plain) if _all_departments(words.cut(*match.span()))
    ]
    names = [name for span in spans for name in departments_in(words.cut(*span))]
    return tuple(dict.fromkeys(names)), words.without(spans) if spans else words


def _all_departments(word: Words) -> bool:
    pieces = [bare(piece) for piece in split(word, LOOSE)]
    return bool(pieces) and all(is_department(one.plain) and one.plain[-1] in "部组心" for one in pieces)


def _deadline(words: Words, scope: Scope) -> tuple[When, Words]:
    reading = one_time(words, scope, is_due)
    if reading.start < 0 or reading.kind == "duration":
        return NO_DAY, words
    typed = words.typed[reading.start : reading.end].strip()
    when = when_of(reading, typed, now=scope.now, calendar=scope.calendar)
    left = words.cut(0, reading.start), words.cut(reading.end)
    cut = [_trimmed(part) for part in left]
    return when, Words(" ".join(p.typed for p in cut if p), " ".join(p.plain for p in cut if p))


def _around(words: Words, times: Sequence[Reading]) -> Words:
    """What stands between times, without the words that belong to them: 完成 in 6月30日完成."""
    ends = [0, *(one.end for one in times)]
    starts = [*(one.start for one in times), len(words.plain)]
    first, *behind = (words.cut(end, start) for end, start in zip(ends, starts, strict=True))
    kept = [part.strip() for part in (first, *map(_behind, behind)) if part.strip()]
    return Words(" ".join(one.typed for one in kept), " ".join(one.plain for one in kept))


def _behind(words: Words) -> Words:
    head = _DEADLINE_WORDS.match(words.plain)
    return words if head is None else words.cut(head.end())


def _trimmed(words: Words) -> Words:
    words = _behind(words)
    tail = [match for match in _DEADLINE_WORDS.finditer(words.plain) if match.end() == len(words.plain)]
    return words.strip() if not tail else words.cut(0, tail[-1].start()).strip()
