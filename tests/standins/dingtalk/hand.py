"""Somebody who taps: what they see changes by the answer, and only for them."""

import json
from typing import Any

from tests.standins.dingtalk.pusher import Pusher
from tests.standins.dingtalk.reading import Shown, Tap, card_shown
from tests.standins.dingtalk.standin import Standin
from tests.standins.dingtalk.world import CardInstance


class Hand:
    """Every method raises AssertionError when a person could not do that."""

    def __init__(self, standin: Standin, pusher: Pusher) -> None:
        self._standin = standin
        self._pusher = pusher

    def sees(self, track: str, user: str) -> Shown:
        """The card as this person sees it now."""
        return card_shown(self._card(track, user), user)

    def press(self, track: str, user: str, button: str, *, after: str = "") -> Shown:
        """Tap a button; what they see then."""
        card = self._card(track, user)
        tap = card_shown(card, user).button(button, after=after)
        assert tap.id, f"「{button}」 opens a page"
        self._apply(card, user, self._pusher.pressed(card, user, tap))
        return card_shown(card, user)

    def submit(self, track: str, user: str, values: dict[str, Any]) -> Shown:
        """Send a card's own form; `values` as the component sends them."""
        card = self._card(track, user)
        self._apply(card, user, self._pusher.pressed(card, user, Tap("提交"), values))
        return card_shown(card, user)

    def _apply(self, card: CardInstance, user: str, answer: bytes) -> None:
        told = json.loads(answer)
        assert set(told) <= {"cardUpdateOptions", "cardData", "userPrivateData"}, told
        for name in ("cardData", "userPrivateData"):
            data = told.get(name, {}).get("cardParamMap", {})
            assert all(isinstance(value, str) for value in data.values()), data
            card.seen.setdefault(user, {}).update(data)

    def _card(self, track: str, user: str) -> CardInstance:
        card = self._standin.site.world.cards[track]
        group = self._standin.site.world.groups.get(card.where)
        assert card.where == user or (group and user in group.members), f"{user} cannot see {track}"
        return card
