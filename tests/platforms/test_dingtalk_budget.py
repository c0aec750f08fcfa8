"""The month: what is counted, what is said about it, and what is left undone when it runs out."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from prometheus_client import REGISTRY
from sqlalchemy.orm import Session, sessionmaker

from bot.cards.model import Card
from bot.cards.parts import p
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.budget import Budget
from bot.dingtalk.carriers import Carriers
from bot.ports import Refused, Target
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock

CARD = Card("卡", (p("内容"),))


def make(
    standin: Standin, clock: HandClock, calls: int, sessions: sessionmaker[Session] | None = None
) -> DingTalkPlatform:
    return DingTalkPlatform(
        client_id=standin.app.client_id,
        client_secret=standin.app.client_secret,
        now=clock.now,
        stream=True,
        sessions=sessions,
        month=(calls, 3000),
        api_url=standin.base_url,
        oapi_url=standin.base_url,
        monotonic=lambda: clock.now().timestamp(),
    )


@pytest.fixture
def standin(clock: HandClock) -> Iterator[Standin]:
    with Standin(clock=clock, limited=False) as made:
        yield made


def test_what_is_counted_is_what_the_platform_counts(standin: Standin, clock: HandClock) -> None:
    wang = standin.add_user("王芳")
    platform = make(standin, clock, 5000)
    for number in range(5):
        platform.send(Target(CORP, person=wang), CARD, once=f"{number}")
    platform.member(CORP, wang)
    assert platform.budget.used("calls") == standin.site.calls() == 5
    platform.close()


def test_the_count_survives_and_starts_anew_with_the_month(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    budget = Budget(sessions, clock.now, calls=10, pushes=10)
    budget.spend()
    budget.pushed()
    budget.settle()
    other = Budget(sessions, clock.now, calls=10, pushes=10)
    other.spend()
    assert (other.used("calls"), other.used("pushes")) == (2, 1)
    clock.move_to(datetime(2024, 5, 31, 16, 0, tzinfo=UTC))
    other.spend()
    assert (other.used("calls"), other.used("pushes")) == (1, 0)
    assert REGISTRY.get_sample_value("huiban_dingtalk_month_used", {"kind": "calls"}) == 1


@pytest.mark.parametrize(
    ("used", "ok", "said"),
    [
        (6, True, "6/10"),
        (7, False, "快用完了"),
        (9, False, "置顶和成员查询已停"),
        (10, False, "群里只发当天期限"),
    ],
)
def test_the_check_says_how_much_is_left(
    standin: Standin, clock: HandClock, used: int, ok: bool, said: str
) -> None:
    platform = make(standin, clock, 10)
    for _ in range(used):
        platform.budget.spend()
    (month,) = [found for found in platform.check() if found.what == "钉钉本月接口调用"]
    assert month.ok is ok
    assert said in month.effect
    platform.close()


def test_the_end_of_the_month_is_the_operators(standin: Standin, clock: HandClock) -> None:
    wang = standin.add_user("王芳")
    standin.site.month_calls = 1
    platform = make(standin, clock, 5000)
    platform.send(Target(CORP, person=wang), CARD, once="1")
    with pytest.raises(Refused) as refused:
        platform.send(Target(CORP, person=wang), CARD, once="2")
    assert refused.value.cause == "setup"
    platform.close()


def test_a_delivery_is_remembered_by_every_process(sessions: sessionmaker[Session], clock: HandClock) -> None:
    Carriers(sessions, clock.now).remember("pqk1", "hb1p-a")
    other = Carriers(sessions, clock.now)
    assert other.message_of("pqk1") == "hb1p-a"
    assert other.message_of("pqk2") == "pqk2"
    clock.move(days=181)
    other.tidy()
    assert Carriers(sessions, clock.now).message_of("pqk1") == "pqk1"
