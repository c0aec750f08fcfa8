"""The keys of a task (表3), and the day a piece of text about one names."""

from handlers.reading.forms import NO_DAY, When
from handlers.reading.keys import KeyTable
from handlers.reading.onetime import is_due, one_time
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.whens import when_of

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


def due_in(words: Words, scope: Scope) -> tuple[When, int, int]:
    """The day a piece of text names, and where; a length of time is none."""
    reading = one_time(words, scope, is_due)
    if reading.start < 0 or reading.kind == "duration":
        return NO_DAY, 0, 0
    typed = words.typed[reading.start : reading.end].strip()
    return when_of(reading, typed, now=scope.now, calendar=scope.calendar), reading.start, reading.end
