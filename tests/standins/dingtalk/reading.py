"""What a person sees of a card or a message, and the buttons they can press."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.standins.dingtalk.world import CardInstance, Said


@dataclass(frozen=True)
class Tap:
    """A button. It calls back with `id`, or opens `url`."""

    label: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A card or message. `id` is the `outTrackId`, or of a plain message its key; `carrier` is how it is quoted."""

    id: str
    carrier: str
    title: str
    text: str
    buttons: tuple[Tap, ...]
    form: dict[str, Any] | None = None

    def button(self, label: str, *, after: str = "") -> Tap:
        """The button with this label (numbers left out), the first one whose number follows `after` in the text."""
        found = [one for one in self.buttons if plain_label(one.label) == label]
        if after:
            line = next(line for line in self.text.splitlines() if after in line)
            number = re.search("[①-⑳]$", line.strip())
            found = [one for one in found if number is None or one.label.startswith(number[0])]
        assert found, f"no button 「{label}」 on {self.title}; there are: {[b.label for b in self.buttons]}"
        return found[0]


def card_shown(card: CardInstance, viewer: str | None) -> Shown:
    """A card as this person sees it."""
    data = card.shown_to(viewer)
    if "msgTitle" not in data:
        return _own_shown(card, data)
    full = json.loads(data["sys_full_json_obj"])
    assert full["order"] == ["msgTitle", "staticMsgContent", "msgButtons"]
    buttons = tuple(_tap(button) for button in full["msgButtons"])
    return Shown(card.track, card.carrier, data["msgTitle"], _words(data["staticMsgContent"]), buttons)


def message_shown(said: Said) -> Shown:
    """A plain message."""
    param = said.param
    buttons = (Tap(param["singleTitle"], url=address(param["singleURL"])),) if "singleURL" in param else ()
    written = str(param.get("text", param.get("content", "")))
    heading = re.match(
        "### (.+)", written
    )  # what is read as its title; the other one stands in the list of chats
    title = heading[1].strip() if heading else str(param.get("title", said.msg_key))
    return Shown(said.key, said.key, title, _words(written), buttons)


def address(link: str) -> str:
    """The page behind a link that opens inside DingTalk. Raises AssertionError for another one."""
    parts = urlsplit(link)
    if parts.scheme in {"http", "https"}:
        return link
    assert link.startswith("dingtalk://dingtalkclient/page/link?"), link
    return parse_qs(parts.query)["url"][0]


def plain_label(label: str) -> str:
    """A label without its number."""
    return re.sub("^[①-⑳] ", "", label)


def _own_shown(card: CardInstance, data: dict[str, str]) -> Shown:
    buttons = []
    for button in json.loads(data["btns"]):
        event = button["event"]
        if event["type"] == "openLink":
            buttons.append(Tap(button["text"], url=address(event["params"]["url"])))
        else:
            buttons.append(Tap(button["text"], id=event["params"]["actionId"]))
    text = "\n".join(part for part in (data["status"], _words(data["content"])) if part)
    return Shown(card.track, card.carrier, data["title"], text, tuple(buttons), json.loads(data["form"]))


def _tap(button: dict[str, Any]) -> Tap:
    assert button["color"] in {"blue", "red", "gray"}
    if "url" in button:
        assert button["iosUrl"] == button["url"]
        return Tap(button["text"], url=address(button["url"]))
    assert button["request"] is True
    assert button["id"].isascii()
    return Tap(button["text"], id=button["id"])


def _words(markdown: str) -> str:
    """Without the marks."""
    lines = re.split(r"<br>|\n", markdown)
    return "\n".join(re.sub(r"\*\*|^#+ |\u200b", "", line).rstrip() for line in lines)
