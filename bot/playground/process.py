"""What the playground needs of the process behind it. Handed in where the parts are joined."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports import Answer, Update


class Intake(Protocol):
    """Takes what people did."""

    async def accept(self, update: Update) -> Answer | None:
        """Store it durably. A press waits for its handling; None when that takes longer than a platform waits."""
        ...


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder to come: when (aware), to whom by name, and about what."""

    fire_at: datetime
    to: str
    what: str


class Plan(Protocol):
    """What time will do by itself. Synchronous; both may block on the store."""

    def upcoming(self, *, limit: int) -> list[Planned]:
        """What is planned next in the playground's company, the soonest first."""
        ...

    def tick(self) -> None:
        """Fire everything due by the playground's clock, now."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """What is offered after `/`."""

    name: str
    hint: str


COMMANDS = (
    Command("/需求", "登记、查看、修改协作需求"),
    Command("/会议", "约会议，自动体检、通知、主持"),
    Command("/任务", "我的任务，或派一个任务"),
    Command("/纪要", "写纪要、看纪要"),
    Command("/进度", "项目进行到哪一步、还缺什么"),
    Command("/复盘", "发起复盘、看复盘报告"),
    Command("/查", "查结论、任务、术语"),
    Command("/术语", "查术语和口径"),
    Command("/部门", "各部门的对接人与决策人"),
    Command("/我请假", "请假几天，由代理人代收提醒"),
    Command("/设置", "本群的时区、例外日、管理员"),
    Command("/帮助", "看会办能做什么"),
)
