"""需求 (表1, S71): registered in one line or by keys, shown, changed, closed, exported."""

import re
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

from handlers.reading.departments import departments_in, read_departments, says_tasks
from handlers.reading.exports import exported
from handlers.reading.forms import NO_DAY, PersonSlot, RequestForm, When
from handlers.reading.ids import Ids, leading_id, lettered_id
from handlers.reading.keys import KeyTable, Sections
from handlers.reading.milestones import read_milestones
from handlers.reading.oneline import read_one_line
from handlers.reading.orders import ASKS
from handlers.reading.patterns import Pattern
from handlers.reading.people import people_in
from handlers.reading.scope import Scope
from handlers.reading.slips import Words, words_of
from handlers.reading.supports import read_items
from handlers.reading.times import find_times
from handlers.reading.whens import read_due

__all__ = ["read_contacts", "read_departments", "read_due", "read_items", "read_milestones", "read_request"]

KEYS = KeyTable(
    {
        "project": "项目名称 项目名 项目 需求名称 名称 项目主题 主题",
        "initiator": "发起部门 发起方 发起 提出部门 申请部门",
        "goal": "协作目标 目标 项目目标 协作目的",
        "departments": "需协作部门 需要协作部门 协作部门 需要部门 需要协作的部门 配合部门 需要 部门 协作",
        "contacts": "各部门对接人 部门对接人 对接人 联系人",
        "description": "需求描述 具体需求 需求内容 需求说明 支持事项 描述 内容 说明 需求",
        "due": "期望完成时间 期望完成日期 期望完成 期望时间 完成时间 完成日期 截止时间 截止日期 截止 ddl deadline 期限 时间",
        "note": "备注 潜在风险 风险 注意事项 备注说明",
        "scenario": "场景 情景 适用场景",
        "deliverables": "交付成果 核心交付成果 交付物 产出 成果",
        "milestones": "里程碑 时间节点 关键节点 节点",
        "own_resources": "已有资源 本部门资源 自有资源 已具备资源",
    },
    strong="项目名称 部门 发起部门 发起方 目标 协作目标 协作部门 需协作部门 需要部门 对接人 描述 需求描述 期望完成 期望完成时间 完成时间 截止 截止日期 截止时间 ddl 备注 里程碑 交付物",
    glued="需要",
)
RequestAction: TypeAlias = Literal["create", "show", "list", "edit", "close", "cancel", "export"]
Scenario: TypeAlias = Literal["", "joint", "resources", "urgent", "strategy"]
_LIST = Pattern("(?:列表|清单|全部|所有|都?有哪些|我的|本群|一览|list)(?:的?需求)?")
_ACTIONS: tuple[tuple[RequestAction, str], ...] = (
    ("export", exported("需求|登记|协作")),
    ("cancel", "取消|作废|撤销|不做了|撤回"),
    ("close", "关闭|结项|完结|完成|已完成|结束|办结|结案"),
    ("edit", "修改|更改|变更|改|编辑|更新|调整"),
    ("show", "查看|详情|打开|看看?|显示"),
)
_VERB = Pattern("|".join(f"(?P<{name}>{words})" for name, words in _ACTIONS))
_DONE = Pattern(f"(?:{_VERB.pattern})(?:了|吧|一下|需求|掉)*[ 。.!]*")
_CANCELLED = Pattern("(?:取消|作废|不做了)(?:了|吧|掉)*[ ,，。;；:：(（]+(?!.*(?:改到|延期|推迟))")
_MOVED = Pattern("(?:改期?|延期|推迟|顺延|延后|提前|调整|延|推)[ ]*(?:到|至|为|成)[ ]*(?P<day>.+)")
_CHANGED = Pattern(
    f"(?:修改|更改|变更|改|把|将|更新|调整)?[ ]*(?P<key>{KEYS.words})(?:[ ]*(?:改|换|变|调整|更新|修改|变更)?[为成到至]|[ ]*改|(?=[ :]))[ :]*(?P<value>[^\\n]+)"
)
_SCENARIOS: tuple[tuple[Scenario, str], ...] = (
    ("urgent", "紧急|突发|问题"),
    ("joint", "联合|推进"),
    ("resources", "资源|调配|协调"),
    ("strategy", "战略|对齐|目标"),
)
_BY_BUTTON = Pattern(
    "(?:我|我们|本部门|[^ ]{1,8}部)?(?:可以|能)?(?:接受|部分满足|满足不了|有困难|没问题|重新打开|恢复|预演(?:提醒)?|(?:约|开|线上)?(?:个|一个)?(?:短会|会议?|对齐)(?:对齐)?|派任务)(?:了|吧|一下|[ 。.!！])*"
)
"""What the buttons of the request's cards do: they are shown, and nothing about the request is changed."""
_GRASPS = {"把", "将"}
_OPENING = {"", "新建", "创建", "新增", "添加", "发起", "登记", "增加"}


def read_request(words: Words, scope: Scope, *, verb: str = "") -> RequestForm:
    """What follows 需求; `verb` stood before the noun. Never raises; what is not there stays empty."""
    below = "\n" in words.plain[: len(words.plain) - len(words.plain.lstrip())]
    words = words.strip()
    number = _number(words)
    if number is not None:
        before = words.cut(0, number.start).strip().plain
        return _about(number.numbers[0], words.cut(number.end), scope, before or verb)
    if not words and verb in _OPENING:
        return RequestForm()
    if _LIST.fullmatch(words.plain):
        return RequestForm(action="list")
    alone = _DONE.fullmatch(words.plain or verb)
    if alone is not None:
        return RequestForm(action=_action(alone))
    return _filled(words, scope, first_line=not below)


def _number(words: Words) -> Ids | None:
    """The need's number: at the beginning, or behind a verb there."""
    bare = leading_id(words, "n")
    found = bare if bare is not None and _is_id(words, bare) else lettered_id(_first_line(words), "n")
    if found is None:
        return None
    before = words.cut(0, found.start).strip().plain
    return found if not before or _DONE.fullmatch(before) or before in _GRASPS else None


def _is_id(words: Words, ids: Ids) -> bool:
    """A bare number is a need's when a verb, a key or nothing follows: 618 需要设计部 is a name."""
    behind = words.plain[ids.end :].lstrip()
    lettered = re.search("[n#]", words.plain[: ids.end]) is not None
    return (
        lettered
        or not behind
        or re.match(f"(?:{_VERB.pattern})|{_MOVED.pattern}|(?:{KEYS.words})[ ]*[:=]", behind) is not None
    )


def _action(match: re.Match[str]) -> RequestAction:
    return next(name for name in get_args(RequestAction) if name in match.groupdict() and match[name])


def _first_line(words: Words) -> Words:
    return words.lines()[0]


def _about(number: int, words: Words, scope: Scope, verb: str) -> RequestForm:
    """What shall happen to a need that is named."""
    words = words.cut(len(words.plain) - len(words.plain.lstrip(" 的")))
    if _CANCELLED.match(words.strip().plain):
        return RequestForm(action="cancel", request_id=number)
    alone = _DONE.fullmatch(words.strip().plain or verb)
    if alone is not None and _action(alone) != "edit":
        return RequestForm(action=_action(alone), request_id=number)
    if _BY_BUTTON.fullmatch(words.strip().plain):
        return RequestForm(action="show", request_id=number)
    if not words.strip():
        return RequestForm(action="edit" if alone is not None else "show", request_id=number)
    changed = _changed(words, scope)
    asks = changed == RequestForm() and ASKS.search(words.plain) is not None
    return replace(changed, action="show" if asks else "edit", request_id=number)


def _changed(words: Words, scope: Scope) -> RequestForm:
    free = words.strip()
    changed = _CHANGED.fullmatch(free.plain)
    if changed is not None and not KEYS.read(free.cut(changed.start("value"))).fields:
        value = free.cut(changed.start("value")).strip()
        return _from_keys(Sections(words.cut(0, 0), {KEYS.field_of[changed["key"]]: value}), scope)
    sections = KEYS.read(words, first_line=False)
    if sections.fields:
        return _from_keys(sections, scope)
    moved = _MOVED.fullmatch(free.plain)
    if moved is not None:
        due = read_due(free.typed[moved.start("day") :], now=scope.now, calendar=scope.calendar)
        return RequestForm(deadline=due)
    return RequestForm(deadline=read_one_line(free, scope).deadline)


def _filled(words: Words, scope: Scope, *, first_line: bool) -> RequestForm:
    """A new need: by keys, in one line, or the one and then the other."""
    sections = KEYS.read(words, first_line=first_line)
    sections, behind = _without_tails(sections, scope)
    form = _from_keys(sections, scope)
    line = read_one_line(sections.free.strip(), scope)
    more = read_one_line(behind, scope)
    deadline = next((one for one in (form.deadline, line.deadline, more.deadline) if one.typed), NO_DAY)
    return replace(
        form,
        project=form.project or line.project,
        goal=form.goal or line.goal,
        initiator=form.initiator or line.initiator,
        departments=form.departments or line.departments or more.departments,
        contacts=form.contacts or line.people,
        description=form.description or line.description or _tasks(sections.get("departments")),
        deadline=deadline,
    )


def _tasks(words: Words) -> str:
    """需要：设计部出图、物流部运输 says what is needed as well as from whom."""
    return words.typed.strip() if says_tasks(words) else ""


def _without_tails(sections: Sections, scope: Scope) -> tuple[Sections, Words]:
    """In one line a short value ends where the next thing begins: 部门：物流部 8月15日前. What is cut off comes apart."""
    fields = dict(sections.fields)
    cut: list[Words] = []
    for name in ("initiator", "departments", "due", "contacts"):
        value = sections.get(name)
        at = _tail_of(name, value, scope)
        if 0 < at < len(value.plain):
            fields[name] = value.cut(0, at).strip()
            cut.append(value.cut(at))
    behind = Words(" ".join(one.typed for one in cut), " ".join(one.plain for one in cut))
    return Sections(sections.free, fields), behind


def _tail_of(name: str, value: Words, scope: Scope) -> int:
    needs = value.plain.find(" 需要")
    if name == "departments":
        times = find_times(value.typed, now=scope.now, calendar=scope.calendar)
        return times[0].start if times else -1
    return value.plain.find(" ") if name == "initiator" else needs


def _from_keys(sections: Sections, scope: Scope) -> RequestForm:
    return RequestForm(
        project=sections.text("project"),
        initiator=sections.text("initiator"),
        goal=sections.text("goal"),
        departments=departments_in(sections.get("departments")),
        contacts=people_in(sections.get("contacts"), scope.mentions),
        description=sections.text("description"),
        deadline=_due(sections, scope),
        note=sections.text("note"),
        scenario=_scenario(sections.get("scenario").plain),
        deliverables=sections.text("deliverables"),
        milestones=read_milestones(sections.text("milestones"), now=scope.now, calendar=scope.calendar),
        own_resources=sections.text("own_resources"),
    )


def _due(sections: Sections, scope: Scope) -> When:
    typed = sections.text("due")
    return read_due(typed, now=scope.now, calendar=scope.calendar) if typed else NO_DAY


def _scenario(plain: str) -> Scenario:
    for name, words in _SCENARIOS:
        if re.search(words, plain):
            return name
    return ""


def read_contacts(text: str) -> tuple[PersonSlot, ...]:
    """The people of a form's field: 研发部@张伟(决策)、销售部 李娜. Mentions are names here."""
    return people_in(words_of(text), {})
