"""The guide's own example, told by three platforms: the same cards in the same places, and the same words in them."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.chat.everywhere import PLATFORMS, chat_on
from tests.chat.faces import GROUP, PEOPLE, Shown, Typed
from tests.chat.live_stage import Unhurried
from tests.chat.test_golden import follow_up, meet, prepare, register
from tests.conftest import START
from tests.standins.feishu import HandClock

TWINS = str.maketrans("＊｀［］＜＿～＆", "*`[]<_~&")
MARKS = re.compile(r"[\s*@\u200b①-⑳▰▱—|｜<>✅💡⚠️❗‼️\ufe0f]|【|】")


OVER = ("这张卡片已经没有内容了", "会议已经散会")
"""What a form says on its page once nothing can be filled in any more; elsewhere it stands as it was left."""
AS_LEFT = {"dingtalk": ("会议邀请", "会议纪要")}
"""Where every redraw counts, a private card of somebody who has answered stays as it was."""
TAPPED = re.compile(r"(5月14日\(周二\) 10:0)\d")
"""A tap takes as long as the platform makes it."""


class Told(Unhurried):
    """Notes what everybody was told at once."""

    toasts: list[str]

    def presses(self, who: str, button: str, on: str, where: str = GROUP, *, after: str = "") -> str:
        """Tap."""
        toast = super().presses(who, button, on, where, after=after)
        self.toasts.append(f"{who} {button}: {toast}")
        return toast

    def submits(self, who: str, values: Mapping[str, Typed], button: str, on: str, where: str = GROUP) -> str:
        """Fill in."""
        toast = super().submits(who, values, button, on, where)
        self.toasts.append(f"{who} {button}: {toast}")
        return toast


@dataclass
class Transcript:
    """What was said at once, and what stands in every chat at the end."""

    toasts: list[str]
    pinned: list[str]
    files: list[str]
    cards: dict[str, list[Shown]] = field(default_factory=dict)


def transcript(platform: str, url: str) -> Transcript:
    """The golden script on one platform."""
    with chat_on(platform, url, HandClock(START)) as plain:
        chat = Told(plain.face)
        chat.toasts = []
        register(chat)
        prepare(chat)
        meet(chat)
        follow_up(chat)
        pinned, files = list(chat.face.pinned()), sorted(chat.face.files(GROUP))
        cards = {where: list(chat.face.cards(where)) for where in (GROUP, *PEOPLE)}
    return Transcript(chat.toasts, pinned, files, cards)


@pytest.fixture(scope="module")
def told(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Transcript]:
    """The transcripts by platform."""
    folder = tmp_path_factory.mktemp("transcripts")
    found = {}
    for platform in PLATFORMS:
        shutil.copy(migrated_file, folder / f"{platform}.db")
        found[platform] = transcript(platform, f"sqlite:///{folder}/{platform}.db")
    return found


@pytest.mark.parametrize("platform", PLATFORMS[1:])
def test_the_same_is_answered_at_once(told: dict[str, Transcript], platform: str) -> None:
    assert told[platform].toasts == told["playground"].toasts
    assert told[platform].files == told["playground"].files


@pytest.mark.parametrize("platform", PLATFORMS[1:])
@pytest.mark.parametrize("where", [GROUP, *PEOPLE])
def test_the_same_cards_stand_in_the_same_order(
    told: dict[str, Transcript], platform: str, where: str
) -> None:
    here, there = told[platform].cards[where], told["playground"].cards[where]
    assert [card.title for card in here] == [card.title for card in there]
    differ = [one for one, other in zip(here, there, strict=True) if set(one.buttons) != set(other.buttons)]
    assert all(is_over(one, platform, where) for one in differ), differ


@pytest.mark.parametrize("platform", PLATFORMS[1:])
@pytest.mark.parametrize("where", [GROUP, *PEOPLE])
def test_every_sentence_is_said_on_the_other_platform_too(
    told: dict[str, Transcript], platform: str, where: str
) -> None:
    for here, there in zip(told[platform].cards[where], told["playground"].cards[where], strict=True):
        if is_left(here, platform, where):
            continue
        said = bare(here.text)
        missing = [line for line in sentences(there.text) if bare(line) not in said]
        assert not missing, f"{here.title} does not say {missing}; it says {here.text}"


def is_left(card: Shown, platform: str, where: str) -> bool:
    """Whether it stays as it was on that platform."""
    return where != GROUP and platform in AS_LEFT and card.title.startswith(AS_LEFT[platform])


def is_over(card: Shown, platform: str, where: str) -> bool:
    """Whether there is nothing to press on it elsewhere."""
    return is_left(card, platform, where) or any(words in card.text for words in OVER)


def sentences(text: str) -> list[str]:
    """The lines of a card, without its buttons; of a field that is not filled in, its label."""
    lines = [
        line for line in text.replace("【", "\n【").splitlines() if line.strip() and not line.startswith("[")
    ]
    return [re.sub(r"：(\(.*\)|True|False)?$", "", line) for line in lines]


def bare(text: str) -> str:
    """The words without what a platform dresses them in."""
    return MARKS.sub("", TAPPED.sub(r"\1", text.translate(TWINS)))
