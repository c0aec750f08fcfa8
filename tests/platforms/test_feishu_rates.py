"""Our own pace: so many in a window, whatever the moments, and no one waiting for another one's chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feishu.rates import API, PLACE
from bot.ports import Busy
from bot.wire.pace import PATIENCE, Pace


class Time:
    """Monotonic seconds that pass only by sleeping or by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pace(time: Time) -> Pace:
    return Pace(time.read, time.sleep)


def test_four_at_once_and_the_fifth_a_second_later(time: Time, pace: Pace) -> None:
    for _ in range(4):
        pace.take(("chat", PLACE))
    with pytest.raises(Busy) as refusal:
        pace.take(("chat", PLACE))
    assert refusal.value.wait == pytest.approx(1.0)
    time.now += 1.0
    pace.take(("chat", PLACE))
    assert time.slept == []


def test_a_short_wait_is_slept(time: Time, pace: Pace) -> None:
    for _ in range(4):
        pace.take(("chat", PLACE))
    time.now += 0.9
    pace.take(("chat", PLACE))
    assert time.slept == [pytest.approx(0.1)]


def test_another_chat_goes_on(time: Time, pace: Pace) -> None:
    for _ in range(4):
        pace.take(("one", PLACE))
    pace.take(("other", PLACE))
    assert time.slept == []


def test_a_refused_use_counts_for_nothing(time: Time, pace: Pace) -> None:
    for _ in range(4):
        pace.take(("chat", PLACE))
    for _ in range(50):
        with pytest.raises(Busy):
            pace.take(("api", API), ("chat", PLACE))
    time.now += 1.0
    for _ in range(4):
        pace.take(("api", API), ("chat", PLACE))


def test_a_pause_is_kept_and_never_shortened(time: Time, pace: Pace) -> None:
    pace.pause("chat", 5.0)
    pace.pause("chat", 1.0)
    assert pace.reserve(("chat", PLACE)) == pytest.approx(5.0)
    time.now += 5.0
    assert pace.reserve(("chat", PLACE)) == 0.0


def test_a_minute_has_its_own_limit(time: Time, pace: Pace) -> None:
    for _ in range(950):
        time.now += 1 / 30
        assert pace.reserve(("api", API)) <= PATIENCE
    assert pace.reserve(("api", API)) > 20


def test_what_is_long_past_is_forgotten(pace: Pace) -> None:
    for n in range(6000):
        pace.take((f"chat-{n}", PLACE))
    assert pace.reserve(("chat-0", PLACE)) == 0.0


@given(st.lists(st.floats(0, 0.6), min_size=1, max_size=80))
def test_no_second_ever_holds_more_than_four(pauses: list[float]) -> None:
    time = Time()
    pace = Pace(time.read, time.sleep)
    used: list[float] = []
    for pause in pauses:
        time.now += pause
        try:
            pace.take(("chat", PLACE))
        except Busy:
            continue
        used.append(time.now)
    for moment in used:
        assert sum(moment - 1.0 + 1e-6 < other <= moment for other in used) <= 4
