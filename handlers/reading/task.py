"""任务 (表3, S77): a new one, or what happens to those that are named."""

import re
from dataclasses import replace

from handlers.reading.actions import Deed, deed_of
from handlers.reading.departments import departments_in, is_department
from handlers.reading.forms import NO_DAY, PersonSlot, TaskForm, When
from handlers.reading.ids import link_spans, task_ids_at
from handlers.reading.keys import KeyTable, Sections
from handlers.reading.names import leading_name
from handlers.reading.people import mentioned_in, person_of
from handlers.reading.scope import Scope
from handlers.reading.slips import NOTHING, Words
from handlers.reading.times import read_time
from handlers.reading.whens import read_due, when_of

KEYS = KeyTable(
    {
        "description": "任务描述 任务内容 任务名称 任务 描述 内容 事项",
        "assignee": "负责人 责任人 执行人 指派给 指派 owner",
        "departments": "协作部门 配合部门 协作 配合",
        "due": "截止时间 截止日期 截止 完成时间 完成日期 期望完成 ddl deadline 期限 时间",
        "deliverable": "产出物 产出 交付物 交付 成果 输出 链接",
        "risk": "风险与应对措施 风险与应对 风险及应对 风险应对 风险",
        "reason": "延期原因 原因 理由",
        "note": "备注 说明",
    },
    strong="产出 产出物 协作部门 截止 截止时间 负责人 原因 ddl 交付物",
)
_BECAUSE = re.compile(
    "[ ,，;；(]*(?:原因(?:是|为|在于)?[:： ]?|因为|由于|理由(?:是)?[:： ]?|主要是|因(?!此|素|果|而))[ ]*(?P<text>.+)$"
)
_FIRST_BECAUSE = re.compile(
    "(?:因为?|由于)[:： ]*(?P<text>.+?)[ ,，]*(?=(?:申请|需要?|要|只能|得|将|而)*(?:延期|推迟|顺延|延后|取消|改期|延[到至]|推[到至]))"
)
_FILTER = re.compile(
    "(?:已?逾期|超期|过期|今[天日]|明[天日]|(?:本|这|下|上)(?:个?[周月]|个?星期|季度)(?:到期)?|我的|我负责的?|我交办的?|我派的?|我发起的?|我发出的?|我创建的?|分配给我的?|进行中|未开始|未完成|没完成|已完成|延期中|已延期|已取消|待接受|待验收|全部|所有|待办|本群|部门|今天到期|即将到期|快到期|高风险|有风险)"
)
_LIST = re.compile("(?:(?:的)?(?:列表|清单|一览|任务|有哪些|都有哪些|还有哪些|有什么|list|汇总|的))*")
_VERB_FIRST = re.compile(
    "[ ]*(?:把|将|请|帮我)?(?P<verb>已?完成|做完|搞定|done|延期|推迟|顺延|延后|改期|转交|转给|转派|转|取消|作废|导出|查看|进行中|报?风险|提前|✅)了?[ :：]*(?:任务)?[ :：]*(?=[t#0-9])"
)
_ALONE = re.compile(
    "(?P<done>完成|做完|搞定|办结|完成了|搞定了|做完了|done|✅)|(?P<delay>延期|推迟|顺延)|(?P<reschedule>改期)|(?P<transfer>转交|转派|转)|(?P<cancel>取消|作废)|(?P<export>导出(?:表3|表三|任务|全部)?|下载)|(?P<risk>报风险)"
)
_FILLER = re.compile(
    "^(?:请|让|由|给|麻烦|派给|交给|安排|指派给?|的)+[ ]*|^[ ]*(?:负责|来|去|在)(?=[\\u4e00-\\u9fff ])[ ]*|(?:负责|完成|前完成)?[ ]*$"
)
_RISK_WORD = re.compile("^(?:上?报(?:告)?|有|存在|出现|提)?(?:一?个)?风险[ :：,，]*")
_QUOTE = re.compile('^[>》|「『“"]+|[」』”"]+$', re.MULTILINE)


def read_task(words: Words, scope: Scope, *, verb: str = "", mine: bool = False) -> TaskForm:
    """What follows 任务. `verb` stood before the noun, `mine` for 我的任务."""
    words = words.strip(" \t\n,，。;；、:：-")
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
    wanted = _filter(words)
    if wanted is not None:
        return TaskForm(action="export" if verb == "导出" or "导出" in words.plain else "list", filter=wanted)
    if words.plain.startswith(("报风险", "风险:", "有风险", "风险 ")):
        return _risk((), words)
    return _new(words, scope)


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


_NEAR = 8


def about(ids: tuple[int, ...], words: Words, scope: Scope) -> TaskForm:
    """What shall happen to the tasks that are named."""
    words = words.strip(" \t\n,，。;；、:：-的")
    if re.match("风险[ ]*:|报风险|有风险|存在风险|风险 ", words.plain):
        return _risk(ids, words)
    sections = KEYS.read(Words(f"\n{words.typed}", f"\n{words.plain}"), first_line=False)
    free = sections.free.strip()
    reason, free = _reason(sections, free)
    deed = deed_of(free) if free or not sections.fields else None
    form = TaskForm(
        "show", ids, reason=reason, risk=sections.text("risk"), deliverable=sections.text("deliverable")
    )
    if deed is None or (deed.action == "show" and sections.fields):
        return _by_keys(form, free, sections, scope)
    return _done_to(form, deed, free, sections, scope)


def _reason(sections: Sections, free: Words) -> tuple[str, Words]:
    first = _FIRST_BECAUSE.match(free.plain)
    if first is not None and not sections.text("reason"):
        return free.typed[first.start("text") : first.end("text")].strip(), free.cut(first.end())
    because = _BECAUSE.search(free.plain)
    if sections.text("reason") or because is None:
        return sections.text("reason"), free
    reason = free.cut(because.start("text")).strip(" ,，。;；:：)）")
    return reason.typed, free.cut(0, because.start())


def _by_keys(form: TaskForm, free: Words, sections: Sections, scope: Scope) -> TaskForm:
    """T18 截止：8月3日 · T18 负责人：周敏 · T18 等样品."""
    if sections.text("assignee"):
        return replace(form, action="transfer", assignee=person_of(sections.get("assignee"), scope.mentions))
    if sections.text("due"):
        return replace(
            form,
            action="reschedule",
            deadline=read_due(sections.text("due"), now=scope.now, calendar=scope.calendar),
        )
    if form.risk:
        return replace(form, action="risk")
    if form.deliverable:
        return replace(form, action="progress", description=free.typed)
    people = mentioned_in(free, scope.mentions)
    if people and not free.without((one.start, one.end) for one in people).strip():
        return replace(form, action="transfer", assignee=people[0].person)
    when = _due(free, scope)
    if when.typed and not free.plain.replace(when.typed.lower(), "").strip(" 前"):
        return replace(form, action="reschedule", deadline=when)
    return replace(form, action="progress", description=free.typed)


def _done_to(form: TaskForm, deed: Deed, free: Words, sections: Sections, scope: Scope) -> TaskForm:
    behind = free.cut(deed.end).strip()
    if deed.action == "transfer":
        due = sections.text("due")
        deadline = read_due(due, now=scope.now, calendar=scope.calendar) if due else NO_DAY
        return replace(form, action="transfer", assignee=_receiver(free, deed, scope), deadline=deadline)
    if deed.action in {"delay", "reschedule"}:
        deadline, reason = _new_day(free, deed, sections, scope)
        return replace(form, action=deed.action, deadline=deadline, reason=form.reason or reason)
    if deed.action == "risk":
        return replace(form, action="risk", risk=form.risk or _risk_text(free).typed)
    if deed.action == "done" and _is_ahead(free.cut(0, deed.end), scope):
        return replace(form, action="progress", description=free.typed)
    if deed.action == "done":
        return replace(form, action="done", deliverable=form.deliverable or _delivered(behind))
    if deed.action == "progress":
        return replace(form, action="progress", description=free.typed)
    return replace(form, action=deed.action)


def _delivered(behind: Words) -> str:
    """What is handed in with 完成: a link, a version; thanks and times are not."""
    links = link_spans(behind.plain)
    version = re.search("v[0-9]+(?:\\.[0-9]+)*", behind.plain)
    if links or version is not None:
        named = re.match("(?:链接|附件|文档|地址|详?见|成果|在|产出物?|交付物)[ :：]*", behind.plain)
        return (behind if named is None else behind.cut(named.end())).strip().typed
    return ""


def _is_ahead(words: Words, scope: Scope) -> bool:
    """7月20日完成, said before that day, is a plan; said of today it is one unless 已 or 了 is there."""
    day = _due(words, scope).day
    today = scope.calendar.local(scope.now).date()
    return day is not None and (day > today or (day == today and re.search("已|了|啦", words.plain) is None))


_GIVEN = re.compile(
    "(?:转(?:交|派|移|办)?(?:给|到|由|至)?|移交给?|交接?给|交由|换成|换|改由|改派给?|改给|移给|派给|指派给|分配给|(?:负责人|责任人|执行人|owner)[ ]?(?:改|换|变更|调整)?[为成到:：是]?|由|让|给|归)[ :：]*"
)
_TAKES = re.compile("(?:来|去)?(?:负责|跟进|处理|接手|做|吧|了|来做|继续|接|管|完成|，|,|。|;|；| |$)")


def _receiver(free: Words, deed: Deed, scope: Scope) -> PersonSlot | None:
    people = mentioned_in(free, scope.mentions)
    behind = [one for one in people if one.start >= deed.start] or people
    if behind:
        return behind[0].person
    given = _GIVEN.match(free.plain, deed.start)
    rest = free.cut(deed.end if given is None else max(given.end(), deed.start)).strip(" :：@")
    again = re.match("(?:给|为|成|到|由)[ ]*", rest.plain)
    rest = rest if again is None else rest.cut(again.end())
    end = _TAKES.search(rest.plain, 1)
    return person_of(rest if end is None else rest.cut(0, end.start()), scope.mentions)


def _new_day(free: Words, deed: Deed, sections: Sections, scope: Scope) -> tuple[When, str]:
    """The new day, and what else is said: 延期 到5月31日 资源不足. 延期3天 counts from the old day, which we don't know."""
    if sections.text("due"):
        return read_due(sections.text("due"), now=scope.now, calendar=scope.calendar), ""
    reading = read_time(free.typed, now=scope.now, calendar=scope.calendar)
    behind = free.cut(deed.end)
    if reading.start < 0:
        return NO_DAY, _said(behind)
    typed = free.cut(reading.start, reading.end).strip()
    when = (
        NO_DAY
        if reading.kind == "duration" or _counted(free, typed)
        else when_of(reading, typed.typed, now=scope.now, calendar=scope.calendar)
    )
    return when, _said(free.cut(max(reading.end, deed.end)))


_COUNT = re.compile(
    "[0-9一二两三四五六七八九十半]+个?(?:多)?(?:工作日|工作天|自然日|天|日|周|星期|礼拜|月|小时|钟头)(?:左右|后|以后|之后)?$"
)


def _counted(free: Words, typed: Words) -> bool:
    """延期3天, 推迟两周: a length, whatever may be read into it, unless 到 stands before it."""
    before = free.plain[: free.plain.find(typed.plain)].rstrip()
    return (
        _COUNT.match(typed.plain) is not None
        and not before.endswith(("到", "至", "为", "成"))
        and not typed.plain.endswith("后")
    )


def _said(words: Words) -> str:
    text = words.strip(" ,，。;；:：、()（）")
    text = text if re.match("(?:完成|前|吧|了|交付|提交|再)?$", text.plain) is None else NOTHING
    return text.typed


def _risk(ids: tuple[int, ...], words: Words) -> TaskForm:
    text = _risk_text(words)
    return TaskForm("risk", ids, risk=text.typed)


def read_risk(words: Words) -> TaskForm:
    """报风险 …: a risk of no task in particular, or of the one it names first."""
    match = _RISK_WORD.match(words.plain)
    rest = words if match is None else words.cut(match.end()).strip()
    ids = task_ids_at(rest, 0) if rest.plain.startswith("t") else None
    return _risk((), rest) if ids is None else _risk(ids.numbers, rest.cut(ids.end).strip())


def _risk_text(words: Words) -> Words:
    match = _RISK_WORD.match(words.plain)
    return (words if match is None else words.cut(match.end())).strip(" ,，。;；:：")


def _filter(words: Words) -> str | None:
    """What a list is narrowed to; None when the text is no filter but a new task."""
    if _LIST.fullmatch(words.plain):
        return ""
    tail = re.search("[ ]*的?(?:任务|列表|清单|有哪些|导出)+$", words.plain)
    core = words if tail is None else words.cut(0, tail.start()).strip()
    parts = [core.cut(*match.span()) for match in re.finditer("[^ ]+", core.plain)]
    return core.typed if parts and all(map(_narrows, parts)) else None


def _narrows(part: Words) -> bool:
    return any(
        _FILTER.fullmatch(plain) or re.fullmatch("[nm][0-9]{1,6}", plain) or is_department(plain)
        for plain in (part.plain, part.plain.removesuffix("的"))
    )


def _new(words: Words, scope: Scope) -> TaskForm:
    """A new task: who, until when, what."""
    words = (
        Words(_QUOTE.sub("", words.typed), _QUOTE.sub("", words.plain))
        if _QUOTE.search(words.plain) and len(_QUOTE.sub("", words.typed)) == len(_QUOTE.sub("", words.plain))
        else words
    )
    sections = KEYS.read(words)
    free = sections.free
    people = mentioned_in(free, scope.mentions)
    free = free.without((one.start, one.end) for one in people).strip(" \t\n,，。;；:：、")
    assignee = person_of(sections.get("assignee"), scope.mentions) or (people[0].person if people else None)
    if assignee is None:
        assignee, free = leading_name(free)
    deadline, free = _due_of_new(sections, free, scope)
    return TaskForm(
        "create",
        description=sections.text("description") or _described(free),
        assignee=assignee,
        deadline=deadline,
        departments=departments_in(sections.get("departments")),
        deliverable=sections.text("deliverable"),
        risk=sections.text("risk"),
        reason=sections.text("reason"),
    )


def _due_of_new(sections: Sections, free: Words, scope: Scope) -> tuple[When, Words]:
    if sections.text("due"):
        return read_due(sections.text("due"), now=scope.now, calendar=scope.calendar), free
    reading = read_time(free.typed, now=scope.now, calendar=scope.calendar)
    if reading.start < 0 or reading.kind == "duration":
        return NO_DAY, free
    typed = free.typed[reading.start : reading.end].strip()
    when = when_of(reading, typed, now=scope.now, calendar=scope.calendar)
    start, end = reading.start, reading.end
    asked = _BY_THEN.match(free.plain, end)
    before = _UNTIL.search(free.plain[:start])
    return when, free.without(
        [(start if before is None else before.start(), end if asked is None else asked.end())]
    )


_BY_THEN = re.compile(
    "[ ]*(?:前|之前)?(?:必须|务必|需要?|要)?(?:完成|搞定|做完|弄完|办完)(?=$|[ \t\n,，。;；])"
)
_UNTIL = re.compile("[ ,，]*(?:在|于|要在|需在|截止到?|期限|截止时间)?[ :：]*$")


def _due(free: Words, scope: Scope) -> When:
    reading = read_time(free.typed, now=scope.now, calendar=scope.calendar)
    if reading.start < 0 or reading.kind == "duration":
        return NO_DAY
    return when_of(
        reading, free.typed[reading.start : reading.end].strip(), now=scope.now, calendar=scope.calendar
    )


def _described(free: Words) -> str:
    text = free.strip(" \t\n,，。;；:：、-")
    filler = _FILLER.match(text.plain)
    text = text if filler is None or filler.end() == len(text.plain) else text.cut(filler.end())
    return "\n".join(
        " ".join(line.split()) for line in text.strip(" \t\n,，。;；:：、-").typed.split("\n")
    ).strip()
