"""A process behind the playground that is small and known: it answers with sample cards."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.base.clock import Clock
from bot.cards.home import join_card
from bot.cards.model import Card, Notice, Row, Rows, Span
from bot.cards.parts import note
from bot.playground.cast import TENANT, private_chat_of
from bot.playground.platform import PlaygroundPlatform
from bot.playground.process import Planned
from bot.ports import Answer, Document, Joined, Message, Press, Target, Update
from tests.playground import playground_samples as samples


@dataclass
class StagePlan:
    """Reminders by hand: what is due goes to the group as a card."""

    platform: PlaygroundPlatform
    clock: Clock
    planned: list[Planned] = field(default_factory=list)
    fired_at: list[datetime] = field(default_factory=list)

    def upcoming(self, *, limit: int) -> list[Planned]:
        """The soonest first."""
        return sorted(self.planned, key=lambda one: one.fire_at)[:limit]

    def tick(self) -> None:
        """Post what is due."""
        now = self.clock.now()
        for one in [one for one in self.planned if one.fire_at <= now]:
            self.planned.remove(one)
            self.fired_at.append(now)
            self.platform.send(
                Target(TENANT, chat="launch"), note("提醒", one.what), once=f"due:{one.fire_at}:{one.what}"
            )


@dataclass
class StageIntake:
    """Takes updates down, and answers as the real process would, with cards that are always the same."""

    platform: PlaygroundPlatform
    plan: StagePlan
    taken: list[Update] = field(default_factory=list)

    async def accept(self, update: Update) -> Answer | None:
        """Answer at once."""
        self.taken.append(update)
        match update.body:
            case Joined():
                self._post(update, join_card())
            case Message(text=text):
                self._said(update, text)
            case Press(action=action) as press:
                return self._pressed(update, press, action)
            case _:
                pass
        return None

    def presses(self) -> list[Press]:
        """Every press so far."""
        return [one.body for one in self.taken if isinstance(one.body, Press)]

    def _said(self, update: Update, text: str) -> None:
        cards: dict[str, Callable[[], Card]] = {
            "全部": samples.everything,
            "草稿": samples.draft,
            "清单": samples.listing,
        }
        for word, make in cards.items():
            if word in text:
                self._post(update, make())
                return
        if "需求" not in text:
            self._post(update, note("没看懂", text))
            return
        message_id = self._post(update, samples.registered())
        self.platform.pin(_place(update), message_id)
        self._post(update, samples.contacts())
        self.plan.planned.append(
            Planned(update.at + timedelta(days=1), "张伟", "N1 新产品上市推广：再次请确认资源")
        )
        self.plan.planned.append(
            Planned(update.at + timedelta(days=2), "王芳", "N1 新产品上市推广：告知未确认的部门")
        )

    def _pressed(self, update: Update, press: Press, action: str) -> Answer:
        if action == "need.contacts":
            for person in ("zhangwei", "lina", "zhaoqiang"):
                self.platform.send(
                    Target(TENANT, person=person), samples.support(), once=f"support:{person}:{update.key}"
                )
            return Answer(
                "已记住，正在请对接人确认",
                "success",
                note("N1 请指定对接人", "对接人都已指定。", tone="quiet"),
            )
        if action == "need.move_due":
            card = samples.registered()
            elements = tuple(
                e for e in card.elements if not (isinstance(e, Notice) and "工作日" in e.spans[0].text)
            )
            return Answer("已更新", "success", replace(card, elements=elements))
        if action in {"support.accept", "support.partial"}:
            done = Card(
                "请确认：新产品上市推广需要研发部支持", (Rows((Row("答复", (Span("✅ 已接受"),)),)),), "good"
            )
            return Answer("谢谢，已告知发起人", "success", done)
        if action == "need.export":
            self.platform.send_document(
                _place(update), Document("表1_新产品上市推广.xlsx", b"PK sample"), once=f"file:{update.key}"
            )
            return Answer("文件马上发到这里")
        if action == "need.list":
            self._post(update, samples.listing())
        return Answer("已更新", "success")

    def _post(self, update: Update, card: Card) -> str:
        return self.platform.send(_place(update), card, once=f"{update.key}:{len(self.taken)}:{card.title}")


def _place(update: Update) -> Target:
    return Target(TENANT, chat=update.chat.id)


def private(person: str) -> Target:
    """Somebody's private chat."""
    return Target(TENANT, chat=private_chat_of(person))
