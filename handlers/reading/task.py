"""任务 (表3, S77): a list, a new one, or what happens to those that are named."""

import re

from handlers.reading.actions import deed_of
from handlers.reading.departments import is_department
from handlers.reading.exports import exported
from handlers.reading.forms import TaskForm
from handlers.reading.ids import link_spans, task_ids_at
from handlers.reading.names import is_name
from handlers.reading.newtask import read_new_task
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.taskdeeds import about, read_risk

_FILTER = Pattern(
    "(?:已?逾期|超期|过期|今[天日]|明[天日]|(?:本|这|下|上)(?:个?[周月]|个?星期|季度)(?:到期)?|我的|我负责的?|我交办的?|我派的?|我发起的?|我发出的?|我创建的?|分配给我的?|进行中|未开始|未完成|没完成|已完成|延期中|已延期|已取消|待接受|待验收|全部|所有|待办|本群|部门|今天到期|即将到期|快到期|高风险|有风险)"
)
_FILTERS = Pattern(f"{_FILTER.pattern}{{1,3}}")
_LIST = Pattern("(?:(?:的)?(?:列表|清单|一览|任务|有哪些|都有哪些|还有哪些|有什么|list|汇总|的))*")
_VERB_FIRST = Pattern(
    "[ ]*(?:把|将|请|帮我)?(?P<verb>已?完成|做完|搞定|done|延期|推迟|顺延|延后|改期|转交|转给|转派|转|取消|作废|导出|查看|进行中|报?风险|提前|✅)了?[ :：]*(?:任务)?[ :：]*(?=[t#0-9])"
)
_ALONE = Pattern(
    "(?P<done>完成|做完|搞定|办结|完成了|搞定了|做完了|done|✅)|(?P<delay>延期|推迟|顺延)|(?P<reschedule>改期)|(?P<transfer>转交|转派|转)|(?P<cancel>取消|作废)|(?P<risk>报风险)"
    f"|(?P<export>{exported('任务|列表|清单')})"
)
_TAIL = Pattern("[ ]*的?(?:任务|列表|清单|有哪些|导出)+$|^的$|(?<=[^我责办派起出建的])的$")
_CREATES = Pattern("(?:新建|创建|新增|添加)[ :：]+")
_NEAR = 8


def read_task(words: Words, scope: Scope, *, verb: str = "", mine: bool = False) -> TaskForm:
    """What follows 任务. `verb` stood before the noun, `mine` for 我的任务."""
    words = words.strip(" \t\n,，。;；、:：!！~-")
    if not words:
        return TaskForm(action="export" if verb == "导出" else "list", filter="我的" if mine else "")
    named = _named(words)
    if named is not None:
        ids, rest = named
        return about(ids, _prefixed(verb, rest), scope)
    alone = _ALONE.fullmatch(words.plain)
    if alone is not None:
        return TaskForm(
            action=next(
                n for n in ("done", "delay", "reschedule", "transfer", "cancel", "export", "risk") if alone[n]
            )
        )
    wanted = _filter(words, scope)
    if wanted is not None:
        return TaskForm(action="export" if verb == "导出" or "导出" in words.plain else "list", filter=wanted)
    if words.plain.startswith(("报风险", "风险:", "有风险", "风险 ")):
        return read_risk(words)
    creates = _CREATES.match(words.plain)
    return read_new_task(words if creates is None else words.cut(creates.end()), scope)


def _prefixed(verb: str, words: Words) -> Words:
    return (
        Words(f"{verb} {words.typed}", f"{verb} {words.plain}")
        if verb and verb not in {"查看", "看", "打开"}
        else words
    )


def _named(words: Words) -> tuple[tuple[int, ...], Words] | None:
    """The ids a text begins with, and the rest; a verb before them goes behind."""
    lead = re.match("(?:把|将)[ ]*(?=[t#0-9])", words.plain)
    ids = task_ids_at(words, 0 if lead is None else lead.end())
    if ids is not None:
        return ids.numbers, words.cut(ids.end)
    first = _VERB_FIRST.match(words.plain)
    if first is not None and (ids := task_ids_at(words, first.end())) is not None:
        verb = words.cut(first.start("verb"), first.end("verb"))
        rest = words.cut(ids.end)
        return ids.numbers, Words(f"{verb.typed}{rest.typed}", f"{verb.plain}{rest.plain}")
    return _inside(words)


def _inside(words: Words) -> tuple[tuple[int, ...], Words] | None:
    """把T18转给周敏: ids with their letter a little way in."""
    links = link_spans(words.plain)
    for match in re.finditer("(?<![a-z0-9_./@-])t[ ]?[0-9]", words.plain[:30]):
        if any(start <= match.start() < end for start, end in links):
            continue
        ids = task_ids_at(words, match.start())
        if (
            ids is not None
            and match.start() <= _NEAR
            and deed_of(words.without([(ids.start, ids.end)]).strip()) is not None
        ):
            return ids.numbers, words.without([(ids.start, ids.end)])
    return None


def _filter(words: Words, scope: Scope) -> str | None:
    """What a list is narrowed to; None when the text is no filter but a new task."""
    if _LIST.fullmatch(words.plain):
        return ""
    people = mentioned_in(words, scope.mentions)
    rest = words.without((one.start, one.end) for one in people).strip()
    names = [one.person.name for one in people]
    tail = _TAIL.search(rest.plain)
    core = rest if tail is None else rest.cut(0, tail.start()).strip()
    core = core.cut(2).strip() if core.plain.startswith("导出") else core
    if people and not rest:
        return None
    owned = tail is not None and "的" in tail[0] and is_name(core.plain)
    parts = [core.cut(*match.span()) for match in re.finditer("[^ ]+", core.plain)]
    if owned or ((parts or people) and all(map(_narrows, parts))):
        return " ".join([*names, *(part.typed for part in parts)])
    return None


def _narrows(part: Words) -> bool:
    return any(
        _FILTERS.fullmatch(plain) or re.fullmatch("[nm][0-9]{1,6}", plain) or is_department(plain)
        for plain in (part.plain, part.plain.removesuffix("的"))
    )
