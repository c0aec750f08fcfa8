"""What happens to tasks that are named: done, put off, handed over, at risk."""

import re
from dataclasses import replace

from handlers.reading.actions import Deed, deed_of
from handlers.reading.forms import NO_DAY, PersonSlot, TaskForm, When
from handlers.reading.ids import link_spans, task_ids_at
from handlers.reading.keys import Sections
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in, person_of
from handlers.reading.scope import Scope
from handlers.reading.slips import NOTHING, Words
from handlers.reading.taskkeys import KEYS, due_in
from handlers.reading.times import read_time
from handlers.reading.whens import read_due, when_of

_BECAUSE = Pattern(
    "[ ,，;；(]{0,3}(?:原因(?:是|为|在于)?[:： ]?|因为|由于|理由(?:是)?[:： ]?|主要是|因(?!此|素|果|而))[ ]*(?P<text>.+)$"
)
_FIRST_BECAUSE = Pattern(
    "(?:因为?|由于)[:： ]*(?P<text>.+?)[ ,，]*(?=(?:申请|需要?|要|只能|得|将|而)*(?:延期|推迟|顺延|延后|取消|改期|延[到至]|推[到至]))"
)
_DEED_BEHIND = Pattern("[ ,，;；。]+(?=(?:申请|需要?|要)*(?:延期|推迟|顺延|延后|改期|取消|延[到至]))")
_RISK_WORD = Pattern("^(?:提?上?报(?:告)?|有|存在|出现|提)?(?:一?个)?风险[ :：,，]*")
_GIVEN = Pattern(
    "(?:转(?:交|派|移|办|手)?(?:给|到|由|至)?|移交给?|交接?给|交由|换成|换|改由|改派给?|改给|移给|派给|指派给|分配给|(?:负责人|责任人|执行人|owner)[ ]?(?:改|换|变更|调整)?[为成到:：是]?|由|让|给|归)[ :：]*"
)
_TAKES = Pattern("(?:来|去)?(?:负责|跟进|处理|接手|做|吧|了|来做|继续|接|管|完成|，|,|。|;|；| |$)")
_COUNT = Pattern(
    "[0-9一二两三四五六七八九十半]+个?(?:多)?(?:工作日|工作天|自然日|天|日|周|星期|礼拜|月|小时|钟头)(?:左右|后|以后|之后)?$"
)


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
    behind = _DEED_BEHIND.search(sections.get("reason").plain) if not free else None
    if behind is not None:
        reason = sections.get("reason")
        return reason.cut(0, behind.start()).strip().typed, reason.cut(behind.end())
    first = _FIRST_BECAUSE.match(free.plain)
    if first is not None and not sections.text("reason"):
        return free.typed[first.start("text") : first.end("text")].strip(), free.cut(first.end())
    because = _BECAUSE.search(free.plain)
    if sections.text("reason") or because is None:
        return sections.text("reason"), free
    reason = free.cut(because.start("text")).strip(" ,，。;；:：)）")
    return reason.typed, free.cut(0, because.start())


def _by_keys(form: TaskForm, free: Words, sections: Sections, scope: Scope) -> TaskForm:
    """Without a verb: T18 截止：8月3日 · T18 负责人：周敏 · T18 风险：… · T18 等样品."""
    if sections.text("assignee"):
        return replace(form, action="transfer", assignee=person_of(sections.get("assignee"), scope.mentions))
    if sections.text("due"):
        due = read_due(sections.text("due"), now=scope.now, calendar=scope.calendar)
        return replace(form, action="reschedule", deadline=due)
    if form.risk or form.deliverable:
        return replace(form, action="risk" if form.risk else "progress", description=free.typed)
    people = mentioned_in(free, scope.mentions)
    if people and not free.without((one.start, one.end) for one in people).strip():
        return replace(form, action="transfer", assignee=people[0].person)
    when, start, end = due_in(free, scope)
    if when.typed and not free.without([(start, end)]).strip():
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
    if deed.action == "done" and not _is_ahead(free.cut(0, deed.end), scope):
        return replace(form, action="done", deliverable=form.deliverable or _delivered(behind))
    if deed.action in {"done", "progress"}:
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
    day = due_in(words, scope)[0].day
    today = scope.calendar.local(scope.now).date()
    return day is not None and (day > today or (day == today and re.search("已|了|啦", words.plain) is None))


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
