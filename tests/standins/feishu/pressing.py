"""Pressing what is on a card: the button is looked for on the card as it is rendered now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx

from tests.standins.feishu import events
from tests.standins.feishu.answers import LATE, UNREACHABLE, Pressed, judge
from tests.standins.feishu.filling import Empty, Filled, choose, fill
from tests.standins.feishu.pusher import PROPER, Pusher, Sealing
from tests.standins.feishu.reading import (
    Pressable,
    callback_value,
    fields_of,
    find_button,
    inside,
    plain,
    title_of,
)
from tests.standins.feishu.standin import Standin
from tests.standins.feishu.world import Message

DEADLINE = timedelta(seconds=3)
INTERACTIVE = timedelta(days=14)
ZONE = "Asia/Shanghai"
_TIMED = ("date_picker", "picker_datetime", "picker_time")


@dataclass(frozen=True)
class Client:
    """How the client behaves where it is not known to behave one way.

    `value`: a form submit carries the button's value. `empty`: optional fields left empty come blank or not at all.
    `beside`: host and context stand beside `event` instead of in it. `locks`: a card cannot be PATCHed while pressed.
    """

    value: bool = True
    empty: Empty = "blank"
    beside: bool = False
    locks: bool = False


USUAL = Client()


class Hand:
    """Somebody who taps. `client` is how their client behaves.

    Every method raises AssertionError when a person could not do that, and unless `broken_ok`
    when the client would show an error instead of the answer.
    """

    def __init__(self, standin: Standin, pusher: Pusher, client: Client = USUAL) -> None:
        self._standin = standin
        self._site = standin.site
        self._pusher = pusher
        self.client = client

    def press(
        self, message_id: str, user: str, button: str, *, after: str = "", broken_ok: bool = False
    ) -> Pressed:
        """Tap the button with this text (or name); where several have it, the first one after a text."""
        message, found = self._find(message_id, user, button, after)
        assert not found.submits, f"「{button}」 sends a form: use submit"
        return self._send(message, user, _action(found), broken_ok=broken_ok)

    def submit(
        self,
        message_id: str,
        user: str,
        values: Mapping[str, Filled],
        button: str,
        *,
        broken_ok: bool = False,
    ) -> Pressed:
        """Fill in the button's form by labels or names and send it. What is not given stays as it is shown."""
        message, found = self._find(message_id, user, button, "")
        assert found.submits, f"「{button}」 sends no form: use press"
        fields = fields_of(message.card, found.form)
        sent = fill(fields, values, self._people(message), empty=self.client.empty)
        action = _action(found, value=self.client.value) | {"timezone": ZONE, "form_value": sent}
        return self._send(message, user, action, broken_ok=broken_ok)

    def choose(
        self, message_id: str, user: str, field: str, value: str | bool, *, broken_ok: bool = False
    ) -> Pressed:
        """Change a select, picker, input or checker that stands outside a form; `field` is a name or what it shows."""
        message = self._seen(message_id, user)
        element = _standalone(message.card, field)
        tag = element["tag"]
        action: dict[str, Any] = {"tag": tag, "value": callback_value(element)}
        if "name" in element:
            action["name"] = element["name"]
        if tag in _TIMED:
            action["timezone"] = ZONE
        if isinstance(value, bool):
            action["checked"] = value
        else:
            chosen = choose(element, value, self._people(message))
            action["input_value" if tag == "input" else "option"] = chosen
        return self._send(message, user, action, broken_ok=broken_ok)

    def again(self, pressed: Pressed, sealing: Sealing = PROPER) -> tuple[int, bytes]:
        """Deliver the very same press once more; status and body of the answer. The card is left alone."""
        return self._pusher.post(*self._pusher.seal(pressed.event, sealing))

    def _find(self, message_id: str, user: str, button: str, after: str) -> tuple[Message, Pressable]:
        message = self._seen(message_id, user)
        found = find_button(message.card, button, after=after)
        assert not found.element.get("disabled"), f"「{button}」 is disabled"
        assert found.value is not None, f"「{button}」 calls nobody: it opens a page"
        return message, found

    def _seen(self, message_id: str, user: str) -> Message:
        message = self._site.world.messages[message_id]
        members = self._site.world.chats[message.chat_id].members
        assert user in members, f"{user} cannot see {message_id}"
        assert not message.recalled, f"{message_id} was recalled"
        age = self._site.clock.now() - message.at
        assert age <= INTERACTIVE, f"「{title_of(message.card)}」 is {age.days} days old: nothing happens"
        return message

    def _people(self, message: Message) -> dict[str, str]:
        members = self._site.world.chats[message.chat_id].members
        return {self._site.world.people[open_id].name: open_id for open_id in members}

    def _send(self, message: Message, user: str, action: dict[str, Any], *, broken_ok: bool) -> Pressed:
        with self._site.lock:
            token = self._site.press_tokens.issue(message.id)
            by = self._site.world.people[user]
            event = self._shape(events.press_event(self._site, message, by, token, action))
            message.being_pressed = self.client.locks
        pressed = self._deliver(event, token)
        with self._site.lock:
            message.being_pressed = False
            if pressed.card is not None:
                message.change(pressed.card, self._site.clock.now())
        assert broken_ok or not pressed.code, f"the client shows {pressed.code}: {pressed.why}"
        return replace(pressed, event=event)

    def _deliver(self, event: dict[str, Any], token: str) -> Pressed:
        began = self._site.clock.now()
        try:
            status, body = self._pusher.post(*self._pusher.seal(event))
        except (OSError, httpx.TransportError) as why:
            return Pressed(UNREACHABLE, str(why))
        if self._site.clock.now() - began > DEADLINE:
            return Pressed(LATE, "answered after 3 s")
        if status == 200:
            self._site.press_tokens.answered(token)
        with self._site.lock:
            return judge(self._site, status, body)

    def _shape(self, event: dict[str, Any]) -> dict[str, Any]:
        if self.client.beside:
            for name in ("host", "context"):
                event[name] = event["event"].pop(name)
        return event


def _action(button: Pressable, *, value: bool = True) -> dict[str, Any]:
    action: dict[str, Any] = {"tag": "button"}
    if value:
        action["value"] = button.value
    if button.name:
        action["name"] = button.name
    return action


def _standalone(card: dict[str, Any], field: str) -> dict[str, Any]:
    shown = [e for e in inside(card["body"]["elements"]) if callback_value(e) is not None or e.get("value")]
    fields = [e for e in shown if e["tag"] != "button"]
    texts = {
        id(e): [e.get("name"), *(plain(e[part]) for part in ("label", "placeholder", "text") if part in e)]
        for e in fields
    }
    fitting = [e for e in fields if field in texts[id(e)]]
    assert len(fitting) == 1, f"{len(fitting)} fields 「{field}」; there are: {list(texts.values())}"
    return fitting[0]
