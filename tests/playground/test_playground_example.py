"""Scripts are played as people would play them, and say so when they cannot go on."""

import asyncio
from datetime import datetime

import pytest

from bot.cards.parts import note
from bot.playground import example
from bot.playground.cast import GROUP_ID, TENANT
from bot.playground.example import Fills, Player, Presses, Says, Step
from bot.playground.golden import NEED_STEPS, STARTS_AT
from bot.ports import Target
from tests.playground.conftest import Stage

NEED = Says("wangfang", GROUP_ID, "/需求 上市", "登记")


def play(stage: Stage, *steps: Step) -> Player:
    """Play a script without pauses."""

    async def go(to: datetime) -> None:
        stage.clock.move_to(to)

    player = Player(stage.platform, stage.clock, stage.intake, go, stage.pace)
    asyncio.run(player.play(steps, start=STARTS_AT))
    return player


def test_the_guides_example_can_be_played_to_its_end(stage: Stage) -> None:
    showing = play(stage, *NEED_STEPS).showing
    assert (showing.running, showing.failed, showing.at) == (False, False, len(NEED_STEPS))
    assert [press.action for press in stage.intake.presses()] == [
        "need.contacts",
        "need.move_due",
        "need.same_decider",
        "need.same_decider",
        "need.same_decider",
        "support.partial",
        "support.accept",
        "support.accept",
        "need.list",
        "need.export",
    ]


def test_it_starts_at_the_guides_time(stage: Stage) -> None:
    stage.system.move(days=400)
    play(stage, NEED)
    assert stage.clock.now() == STARTS_AT
    assert stage.intake.taken[0].at == STARTS_AT


def test_a_form_is_sent_whole_with_what_stood_in_it(stage: Stage) -> None:
    play(stage, NEED, NEED_STEPS[1], NEED_STEPS[6])
    contacts, answer = stage.intake.presses()
    assert contacts.values == {"contact_1": "zhangwei", "contact_2": "lina", "contact_3": "zhaoqiang"}
    assert answer.values["manpower"] == "2 名开发，各 3 天"
    assert answer.values["budget"] == ""


def test_cards_of_an_earlier_play_are_not_taken(stage: Stage) -> None:
    stage.platform.send(Target(TENANT, chat=GROUP_ID), note("旧的"), once="old")
    press = Presses("wangfang", GROUP_ID, "新产品上市推广", "需求清单", "看清单")
    play(stage, NEED, press)
    showing = play(stage, NEED, press).showing
    assert not showing.failed
    first, second = stage.intake.presses()
    assert int(first.message_id) < int(second.message_id)


def test_a_missing_card_ends_the_script_unless_it_is_optional(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(example, "PATIENCE", 0.0)
    missing = Presses("wangfang", GROUP_ID, "没有这张", "好", "按一下")
    skipped = Fills("wangfang", GROUP_ID, "没有这张", {}, "好", "填一下", optional=True)
    showing = play(stage, skipped, missing, NEED).showing
    assert (showing.running, showing.failed, showing.at, showing.told) == (False, True, 2, "按一下")
    assert stage.intake.taken == []


def test_what_cannot_be_said_ends_the_script(stage: Stage) -> None:
    showing = play(stage, Says("wangfang", "with-lina", "/需求", "在别人的私聊里"), NEED).showing
    assert (showing.failed, showing.at) == (True, 1)


def test_a_closing_server_ends_the_script(stage: Stage) -> None:
    stage.platform.hub.close()
    showing = play(stage, NEED, NEED).showing
    assert (showing.running, showing.at) == (False, 1)
