"""Thumbs on Feishu's cards: a tap, the same delivery once more, and a tap from a picture that is old by now."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from tests.chat.faces import GROUP, ChatTest, Typed
from tests.chat.on_feishu import FeishuFace
from tests.standins.feishu import events
from tests.standins.feishu.answers import Pressed, judge
from tests.standins.feishu.reading import find_button

Picture: TypeAlias = tuple[str, dict[str, Any]]


class Thumbs:
    """Every tap is kept, so that it can come again: delivered twice, or later, or by somebody else."""

    def __init__(self, chat: ChatTest) -> None:
        assert isinstance(chat.face, FeishuFace)
        self.chat = chat
        self.face = chat.face
        self.kept: list[Pressed] = []

    def press(self, who: str, button: str, on: str, where: str = "", *, after: str = "") -> str:
        """Tap a button of a card that stands in private, or in the group; the toast."""
        card = self.chat.card(on, where or who)
        done = self.face.hand.press(card.id, self.face.people[who], button, after=after)
        return self._done(done)

    def submit(self, who: str, values: Mapping[str, Typed], button: str, on: str) -> str:
        """Fill in a form in private; the toast."""
        card = self.chat.card(on, who)
        done = self.face.hand.submit(card.id, self.face.people[who], values, button)
        return self._done(done)

    def in_group(self, who: str, button: str, on: str) -> str:
        """Tap a button of a card of the group; the toast."""
        return self.press(who, button, on, GROUP)

    def twice(self, tap: Pressed) -> None:
        """The platform delivers the very same tap once more."""
        status, _ = self.face.hand.again(tap)
        assert status == 200
        self.look()

    def late(self, tap: Pressed, who: str = "") -> Pressed:
        """Somebody taps what an old picture of that card shows; without `who` the same person."""
        pressed = self.deliver(self.event(tap, who))
        self.look()
        return pressed

    def picture(self, who: str, button: str, on: str) -> Picture:
        """What a button of a private card would send as the card looks now."""
        card = self.chat.card(on, who)
        found = find_button(self.face.standin.site.world.messages[card.id].card, button)
        return card.id, {"tag": "button", "value": found.value}

    def from_picture(self, who: str, picture: Picture) -> str:
        """Tap what an old picture shows, whatever stands there by now; the toast."""
        site = self.face.standin.site
        message = site.world.messages[picture[0]]
        by = site.world.people[self.face.people[who]]
        token = site.press_tokens.issue(message.id)
        toast = self.deliver(events.press_event(site, message, by, token, picture[1])).toast
        self.look()
        return toast

    def event(self, tap: Pressed, who: str = "") -> dict[str, Any]:
        """A new tap with what the old picture said."""
        site, old = self.face.standin.site, tap.event["event"]
        message = site.world.messages[old["context"]["open_message_id"]]
        by = self.face.people[who] if who else old["operator"]["open_id"]
        token = site.press_tokens.issue(message.id)
        return events.press_event(site, message, site.world.people[by], token, old["action"])

    def deliver(self, event: dict[str, Any]) -> Pressed:
        """Push a tap; what the person sees."""
        pusher = self.face.pusher
        return judge(self.face.standin.site, *pusher.post(*pusher.seal(event)))

    def look(self, seconds: float = 4) -> None:
        """Time goes by, and what is owed arrives."""
        self.chat.process.clock.move(seconds=seconds)
        self.chat.process.settle()

    def _done(self, pressed: Pressed) -> str:
        self.kept.append(pressed)
        self.look()
        return pressed.toast
