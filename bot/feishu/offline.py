"""Feishu without its network: the adapter as it is, over a transport that answers like the platform."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import quote, unquote

import httpx

from bot.feishu.platform import FeishuPlatform
from bot.feishu.values import Carried, to_value
from bot.offline import TENANT, Heard, Refusing, Room, Seen, Somebody, Tapped
from bot.ports import RawRequest, Received
from bot.wire.shapes import items, part, text

TOKEN = "replay-verification-token"  # noqa: S105  (nobody is at the other end)
BOT = "ou_" + "0" * 32
_TAG = re.compile(r"<person id='([^']*)'[^>]*></person>|<[^>]+>")
_BOLD = re.compile(r"\*\*|~~")


class OfflineFeishu:
    """One app in one company."""

    tenant = TENANT

    def __init__(self) -> None:
        ticks = count()
        self.platform = FeishuPlatform(
            app_id="cli_replay",
            app_secret=TOKEN,
            encrypt_key="",
            verification_token=TOKEN,
            http=httpx.Client(base_url="https://replay.invalid", transport=httpx.MockTransport(self._serve)),
            monotonic=lambda: float(next(ticks)),
            sleep=lambda _seconds: None,
        )
        self._people: dict[str, Somebody] = {}
        self._rooms: dict[str, tuple[Somebody, ...]] = {}
        self._private: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._cards: dict[str, dict[str, Any]] = {}
        self._quotes: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._seen: list[Seen] = []
        self._numbers = count(1)

    def person(self, number: int, name: str, department: str) -> Somebody:
        """Their id is an open_id."""
        made = Somebody(f"ou_{hashlib.sha256(str(number).encode()).hexdigest()[:32]}", name, department)
        self._people[made.id] = made
        return made

    def room(self, number: int, name: str, members: tuple[Somebody, ...]) -> Room:
        """Its id is a chat_id."""
        made = Room(f"oc_{hashlib.sha256(f'room{number}'.encode()).hexdigest()[:32]}", name)
        self._rooms[made.id] = members
        return made

    def opened(self, room: Room, by: Somebody, at: datetime) -> Received:
        """`im.chat.member.bot.added_v1`."""
        event = {"chat_id": room.id, "name": room.name, "operator_id": {"open_id": by.id}}
        return self._pushed("im.chat.member.bot.added_v1", event, at)

    def heard(self, what: Heard) -> Received:
        """`im.message.receive_v1`."""
        message: dict[str, Any] = {
            "message_id": f"om_said{next(self._numbers)}",
            "chat_id": self._chat_of(what.room, what.who),
            "chat_type": "p2p" if what.room.private else "group",
            "message_type": "text",
            "content": json.dumps({"text": what.text}, ensure_ascii=False),
            "mentions": [],
        }
        keyed = what.text
        for at, (name, open_id, kind) in enumerate(_named(what), start=1):
            if f"@{name}" not in keyed:
                continue
            keyed = keyed.replace(f"@{name}", f"@_user_{at}")
            mention = {
                "key": f"@_user_{at}",
                "id": {"open_id": open_id},
                "name": name,
                "mentioned_type": kind,
            }
            message["mentions"].append(mention)
        message["content"] = json.dumps({"text": keyed}, ensure_ascii=False)
        if what.quoted is not None:
            message["parent_id"] = f"om_quoted{next(self._numbers)}"
            self._quotes[message["parent_id"]] = what.quoted
        elif what.reply_to is not None:
            message["parent_id"] = what.reply_to
        sender = {"sender_id": {"open_id": what.who.id}, "sender_type": "user", "tenant_key": TENANT}
        return self._pushed("im.message.receive_v1", {"sender": sender, "message": message}, what.at)

    def tapped(self, what: Tapped) -> Received:
        """`card.action.trigger`, with the value of the button as the card bears it."""
        value = to_value(Carried(what.action, dict(what.args), private=what.room.private))
        if not _bears(self._cards.get(what.message_id), value):
            raise Refusing()
        event = {
            "operator": {"open_id": what.who.id, "tenant_key": TENANT},
            "action": {"tag": "button", "value": value, "form_value": dict(what.values)},
            "context": {
                "open_message_id": what.message_id,
                "open_chat_id": self._chat_of(what.room, what.who),
            },
        }
        return self._pushed("card.action.trigger", event, what.at)

    def answered(self, message_id: str, answer: bytes) -> str:
        """The toast, and the card where the answer brings one."""
        said = json.loads(answer)
        face = part(part(said, "card"), "data")
        if face:
            self._show(message_id, face)
        return text(part(said, "toast"), "content")

    def titles(self, place: str) -> list[tuple[str, str]]:
        """By the header of each card."""
        return [(key, _title(card)) for key, card in self._cards.items() if self._places[key] == place]

    def private(self, who: Somebody) -> str:
        """The chat with the bot has an id of its own."""
        return f"oc_p2p_{who.id}"

    def take(self) -> list[Seen]:
        """What was posted, patched and uploaded."""
        seen, self._seen = self._seen, []
        return seen

    def _chat_of(self, room: Room, who: Somebody) -> str:
        return self.private(who) if room.private else room.id

    def _pushed(self, kind: str, event: dict[str, Any], at: datetime) -> Received:
        number = next(self._numbers)
        header = {
            "event_id": f"event{number}",
            "event_type": kind,
            "token": TOKEN,
            "tenant_key": TENANT,
            "create_time": str(int(at.timestamp() * 1000)),
        }
        body = json.dumps({"schema": "2.0", "header": header, "event": event}, ensure_ascii=False)
        return self.platform.receive(RawRequest({}, body.encode(), at))

    def _show(self, message_id: str, card: dict[str, Any]) -> None:
        known = message_id in self._cards
        if known and self._cards[message_id] == card:
            return
        self._cards[message_id] = card
        lines = tuple(_lines(card, self._people))
        place = self._places[message_id]
        self._seen.append(Seen(place, "redraw" if known else "card", message_id, _title(card), lines))

    def _serve(self, request: httpx.Request) -> httpx.Response:
        """What the platform would answer."""
        path = request.url.path.removeprefix("/open-apis/")
        if path.startswith("auth/"):
            return httpx.Response(200, json={"code": 0, "tenant_access_token": "t", "expire": 7200})
        for pattern, method, serve in self._routes():
            found = re.fullmatch(pattern, path)
            if found is not None and request.method == method:
                return httpx.Response(200, json={"code": 0, "data": serve(request, *found.groups())})
        return httpx.Response(404, json={"code": 99992354, "msg": "not here"})

    def _routes(self) -> tuple[tuple[str, str, Callable[..., dict[str, Any]]], ...]:
        return (
            ("im/v1/messages", "POST", self._create),
            ("im/v1/messages/([^/]+)/reply", "POST", self._reply),
            ("im/v1/messages/([^/]+)", "PATCH", self._patch),
            ("im/v1/messages/([^/]+)", "GET", self._read),
            ("im/v1/files", "POST", self._upload),
            ("im/v1/pins", "POST", lambda _request: {}),
            ("im/v1/chats/([^/]+)/members", "GET", self._members),
            ("contact/v3/users/([^/]+)", "GET", self._user),
            ("contact/v3/departments/([^/]+)", "GET", self._department),
        )

    def _create(self, request: httpx.Request) -> dict[str, Any]:
        body = json.loads(request.content)
        return self._post(body["receive_id"], body)

    def _reply(self, request: httpx.Request, parent: str) -> dict[str, Any]:
        return self._post(self._places.get(parent, ""), json.loads(request.content))

    def _post(self, place: str, body: dict[str, Any]) -> dict[str, Any]:
        message_id = f"om_{next(self._numbers)}"
        self._places[message_id] = place
        content = json.loads(body["content"])
        if body["msg_type"] == "interactive":
            self._show(message_id, content)
        else:
            self._seen.append(Seen(place, "file", message_id, self._files.get(content["file_key"], "")))
        return {"message_id": message_id}

    def _patch(self, request: httpx.Request, message_id: str) -> dict[str, Any]:
        self._show(message_id, json.loads(json.loads(request.content)["content"]))
        return {}

    def _read(self, _request: httpx.Request, message_id: str) -> dict[str, Any]:
        said = json.dumps({"text": self._quotes.get(message_id, "")}, ensure_ascii=False)
        return {"items": [{"msg_type": "text", "body": {"content": said}}]}

    def _upload(self, request: httpx.Request) -> dict[str, Any]:
        found = re.search(rb'name="file_name"\r\n\r\n(.*?)\r\n', request.content)
        key = f"file_{next(self._numbers)}"
        self._files[key] = "" if found is None else found[1].decode()
        return {"file_key": key}

    def _members(self, _request: httpx.Request, chat: str) -> dict[str, Any]:
        found = [{"member_id": one.id, "name": one.name} for one in self._rooms.get(chat, ())]
        return {"items": found, "has_more": False}

    def _user(self, _request: httpx.Request, person: str) -> dict[str, Any]:
        one = self._people[person]
        return {"user": {"name": one.name, "department_ids": [f"od-{quote(one.department, safe='')}"]}}

    def _department(self, _request: httpx.Request, number: str) -> dict[str, Any]:
        return {"department": {"name": unquote(unquote(number).removeprefix("od-"))}}


def _named(what: Heard) -> list[tuple[str, str, str]]:
    """Everybody who may be mentioned, the longest name first: 王芳芳 is not 王芳."""
    people = [(one.name, one.id, "user") for one in what.named]
    return sorted([("会办", BOT, "bot"), *people], key=lambda one: -len(one[0]))


def _bears(part_of: object, value: dict[str, Any]) -> bool:
    if isinstance(part_of, dict):
        return part_of.get("value") == value or any(_bears(inner, value) for inner in part_of.values())
    return isinstance(part_of, list) and any(_bears(inner, value) for inner in part_of)


def _title(card: dict[str, Any]) -> str:
    return text(part(part(card, "header"), "title"), "content")


def _lines(card: dict[str, Any], people: dict[str, Somebody]) -> list[str]:
    """The words of a card as a reader has them, buttons in brackets."""
    found: list[str] = [
        f"【{text(part(tag, 'text'), 'content')}】" for tag in items(part(card, "header"), "text_tag_list")
    ]
    for element in items(part(card, "body"), "elements"):
        found += _words(element, people)
    return [line for line in found if line.strip()]


def _words(element: dict[str, Any], people: dict[str, Somebody]) -> list[str]:
    match element.get("tag"):
        case "markdown":
            return _plain(text(element, "content"), people)
        case "button":
            return [f"[{text(part(element, 'text'), 'content')}]"]
        case "table":
            return _table(element, people)
        case "input":
            return [
                f"{text(part(element, 'label'), 'content').removesuffix(' *')}：{text(element, 'default_value')}"
            ]
        case "select_static" | "multi_select_static" | "select_person" | "multi_select_person":
            return []
        case _:
            inner = [part(element, "text")] if "text" in element else []
            nested = [*items(element, "elements"), *items(element, "columns")]
            titled = part(part(element, "header"), "title")
            return [
                *_plain(text(titled, "content"), people),
                *(line for one in inner for line in _plain(text(one, "content"), people)),
                *(line for one in nested for line in _words(one, people)),
            ]


def _table(element: dict[str, Any], people: dict[str, Somebody]) -> list[str]:
    names = [text(column, "name") for column in items(element, "columns")]
    heads = "｜".join(text(column, "display_name") for column in items(element, "columns"))
    rows = ["｜".join(str(row.get(name, "")) for name in names) for row in items(element, "rows")]
    return [heads, *(line for row in rows for line in _plain(row, people))]


def _plain(words: str, people: dict[str, Somebody]) -> list[str]:
    """Markdown as it reads."""

    def shown(found: re.Match[str]) -> str:
        return people[found[1]].name if found[1] in people else ""

    return unescape(_BOLD.sub("", _TAG.sub(shown, words))).replace("\u200b", "").splitlines()
