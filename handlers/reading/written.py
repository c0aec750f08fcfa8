"""A form printed as the text that is read back into it: one canonical way to type each command."""

from collections.abc import Callable
from typing import Any

from handlers.reading.forms import (
    AbsenceForm,
    ContactsForm,
    Form,
    GlossaryForm,
    HelpForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    ProgressForm,
    RecordForm,
    RequestForm,
    RetroForm,
    SearchForm,
    SettingsForm,
    Silence,
    TaskForm,
    UndoForm,
    Unknown,
)
from handlers.reading.writtenmeeting import meeting_text
from handlers.reading.writtenparts import day_text, keyed, people_text, person_text, words

_REQUEST_VERBS = {
    "create": "",
    "show": "",
    "list": "列表",
    "edit": "改",
    "close": "关闭",
    "cancel": "取消",
    "export": "导出",
}
_TASK_VERBS = {
    "done": "完成",
    "progress": "进行中",
    "delay": "延期",
    "reschedule": "改期",
    "transfer": "转给",
    "cancel": "取消",
    "export": "导出",
}
_KINDS = {"decision": "决议", "task": "任务", "dispute": "分歧", "parked": "停车场", "note": "备忘"}
_MINUTES_VERBS = {
    "show": "",
    "publish": "发布",
    "receipt": "确认收到",
    "objection": "有异议",
    "export": "导出",
}


def to_text(form: Form) -> str:
    """The canonical text of a form, beginning with a slash; empty for Silence and for Unknown without an offer.

    Times are printed as full dates and wall-clock hours of the form's own zone; a day that is in doubt as it was typed.
    """
    return _WRITE[type(form)](form)


def _request(form: RequestForm) -> str:
    number = "" if form.request_id is None else f"N{form.request_id}"
    table = "需求清单" if form.support_list else ""
    head = words("/需求", number, f"{_REQUEST_VERBS[form.action]}{table}")
    return keyed(
        head,
        ("项目名称", form.project),
        ("发起部门", form.initiator),
        ("协作目标", form.goal),
        ("需协作部门", "、".join(form.departments)),
        ("对接人", people_text(form.contacts)),
        ("需求描述", form.description),
        ("期望完成时间", day_text(form.deadline)),
        ("备注", form.note),
        ("场景", _SCENARIOS[form.scenario]),
        ("交付成果", form.deliverables),
        ("里程碑", "；".join(f"{day.isoformat()} {name}" for name, day in form.milestones)),
        ("已有资源", form.own_resources),
    )


_SCENARIOS = {"": "", "joint": "联合推进", "resources": "资源协调", "urgent": "紧急", "strategy": "战略对齐"}


def _task(form: TaskForm) -> str:
    if form.action == "list":
        return words("/任务", form.filter)
    if form.action == "create":
        return _new_task(form)
    ids = "、".join(f"T{number}" for number in form.task_ids)
    head = words("/任务", ids, _deed(form))
    if form.action == "risk":
        return words("/任务", ids, f"风险：{form.risk}") if ids else f"/报风险 {form.risk}".strip()
    return keyed(head, ("原因", form.reason), ("产出", form.deliverable), ("风险", form.risk))


def _deed(form: TaskForm) -> str:
    if form.action == "progress":
        return form.description or "进行中"
    if form.action == "transfer":
        return words("转给", person_text(form.assignee))
    if form.action in {"delay", "reschedule"} and form.deadline.typed:
        return f"{_TASK_VERBS[form.action]}到{day_text(form.deadline)}"
    return _TASK_VERBS.get(form.action, "")


def _new_task(form: TaskForm) -> str:
    return keyed(
        "/任务",
        ("任务描述", form.description),
        ("负责人", person_text(form.assignee)),
        ("截止时间", day_text(form.deadline)),
        ("协作部门", "、".join(form.departments)),
        ("产出物", form.deliverable),
        ("风险", form.risk),
        ("原因", form.reason),
    )


def _minutes(form: MinutesForm) -> str:
    number = "" if form.meeting_id is None else f"M{form.meeting_id}"
    head = words("/纪要", number, form.meeting, _MINUTES_VERBS[form.action])
    return f"{head}\n{form.text}" if form.text and form.action == "show" else words(head, form.text)


def _progress(form: ProgressForm) -> str:
    number = "" if form.request_id is None else f"N{form.request_id}"
    return words("/进度", number, form.project, form.period)


def _retro(form: RetroForm) -> str:
    number = "" if form.request_id is None else f"N{form.request_id}"
    head = words("/复盘", number, form.project, "导出" if form.action == "export" else "")
    return keyed(head, ("做得好", form.good), ("待改进", form.improve), ("规则建议", form.advice))


def _glossary(form: GlossaryForm) -> str:
    return words("/术语", f"{form.term}={form.definition}" if form.action == "define" else form.term)


def _contacts(form: ContactsForm) -> str:
    roles = (("对接人", form.contact), ("决策人", form.decision_maker), ("负责人", form.head))
    return words(
        "/部门", form.department, *(words(role, person_text(who)) for role, who in roles if who is not None)
    )


def _absence(form: AbsenceForm) -> str:
    number = "" if form.meeting_id is None else f"M{form.meeting_id}"
    delegate = "" if form.delegate is None else f"由{person_text(form.delegate)}代表"
    decides = "(可决策)" if form.decides and delegate else ""
    reason = f"因为{form.reason}" if form.reason else ""
    return words("/缺席", number, person_text(form.person), reason, f"{delegate}{decides}")


def _leave(form: LeaveForm) -> str:
    days = form.typed
    if form.start is not None and form.end is not None:
        days = (
            f"{form.start.isoformat()}到{form.end.isoformat()}"
            if form.start != form.end
            else form.start.isoformat()
        )
    deputy = "" if form.deputy is None else f"由{person_text(form.deputy)}代理"
    return words("/我请假", days, deputy)


def _record(form: RecordForm) -> str:
    return words("/记", _KINDS[form.kind], form.text, f"依据：{form.basis}" if form.basis else "")


_WRITE: dict[type, Callable[[Any], str]] = {
    RequestForm: _request,
    MeetingForm: meeting_text,
    TaskForm: _task,
    MinutesForm: _minutes,
    ProgressForm: _progress,
    RetroForm: _retro,
    GlossaryForm: _glossary,
    ContactsForm: _contacts,
    HelpForm: lambda form: "@会办" if form.home else words("/帮助", form.topic),
    SearchForm: lambda form: words("/查", form.words),
    RecordForm: _record,
    AbsenceForm: _absence,
    LeaveForm: _leave,
    UndoForm: lambda _form: "/撤销",
    SettingsForm: lambda _form: "/设置",
    Unknown: lambda form: f"/{form.command}" if form.command else "",
    Silence: lambda _form: "",
}
