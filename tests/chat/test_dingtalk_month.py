"""What the guide's own example costs of DingTalk's month: a free company has 5 000 calls and 3 000 pushes."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from tests.chat.faces import GROUP, PEOPLE, Shown, Typed
from tests.chat.live_stage import Unhurried
from tests.chat.on_dingtalk import DingTalkFace, settings_for, unhurried
from tests.chat.test_golden import FOUR, follow_up, meet, prepare, register
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.standin import FREE
from tests.standins.feishu import HandClock
from tests.support.process import Process
from tests.support.time import shanghai

EIGHT = PEOPLE | {"孙悦": "研发部", "周涛": "产品部"}
END = shanghai(2024, 5, 27, 18)
"""Two weeks after the first message, with every task left open: the dearest case."""
MINUTE = timedelta(minutes=1)
REST = 120
"""Seconds for which the product lets a group's card rest, here as in earnest."""


class Lively(Unhurried):
    """People who tap one after the other, and read what they have to check; and a clock that skips no minute."""

    def card(self, title: str, where: str = GROUP) -> Shown:
        """Look at a card when it has come to rest."""
        self.process.clock.move(seconds=REST + 1)
        self.process.settle()
        return self.glance(title, where)

    def glance(self, title: str, where: str) -> Shown:
        """Look at a card as it stands."""
        return super().card(title, where)

    def presses(self, who: str, button: str, on: str, where: str = GROUP, *, after: str = "") -> str:
        """Tap as soon as the button is there."""
        card = self.glance(on, where)
        if button not in card.buttons:
            card = self.card(on, where)
        toast = self.face.press(who, button, card, after=after)
        self.process.settle()
        return toast

    def submits(self, who: str, values: Mapping[str, Typed], button: str, on: str, where: str = GROUP) -> str:
        """Fill in what is there."""
        toast = self.face.submit(who, values, button, self.glance(on, where))
        self.process.settle()
        return toast

    def moves_to(self, moment: datetime) -> None:
        """Minute by minute while something is on, by the half hour from one day to another."""
        clock = self.process.clock
        while (now := clock.now()) < moment:
            step = MINUTE if moment - now < timedelta(hours=2) else timedelta(minutes=30)
            clock.move_to(min(now + step, moment))
            self.process.tick()


def called(standin: Standin, group: str, title: str) -> set[str]:
    """Whom the posting of a group's cards with this title notified."""
    cards = [card for card in standin.cards(group) if card.data["msgTitle"].startswith(title)]
    assert cards, title
    return {name for card in cards for name in card.called.values()}


@pytest.mark.parametrize(
    ("attending", "calls", "pushes"),
    [
        pytest.param(FOUR, 145, 120, id="the script as it is, in a group of eight"),
        pytest.param((*FOUR, "赵强", "刘洋", "孙悦", "周涛"), 150, 120, id="all eight come to the meeting"),
    ],
)
def test_two_weeks_leave_room_in_the_month(
    sqlite_url: str, clock: HandClock, attending: tuple[str, ...], calls: int, pushes: int
) -> None:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(
            settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock, REST)
        ) as process,
    ):
        standin.site.page = 100
        face = DingTalkFace(standin, process, clock, EIGHT)
        chat = Lively(face)
        register(chat)
        prepare(chat, attending)
        meet(chat, attending)
        follow_up(chat, attending)
        chat.moves_to(END)
        assert called(standin, face.group, "会议进行中") >= set(attending[1:])
        assert called(standin, face.group, "决议与任务") == set(attending)
        assert called(standin, face.group, "今日提醒 · 5月27日") == {"陈晨"}, (
            "named from the third working day"
        )
        assert called(standin, face.group, "今日提醒 · 5月23日") == set()
        asked = Counter(f"{one.method} {one.path}" for one in standin.asked if one.path not in FREE)
        assert standin.site.calls() <= calls, asked
        assert standin.site.pushes() <= pushes
        assert standin.site.calls() >= calls * 2 // 3, (
            "far below: the bound, and the documents, can be lowered"
        )
