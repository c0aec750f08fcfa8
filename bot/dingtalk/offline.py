"""DingTalk without its network: the adapter as it is, over a transport that answers like the platform."""

import hashlib
import hmac
import json
import re
from base64 import b64encode
from datetime import datetime
from itertools import count
from typing import Any

import httpx

from bot.dingtalk.platform import DingTalkPlatform
from bot.dingtalk.values import Carried, button_id, private_chat
from bot.offline import TENANT, Heard, Refusing, Room, Seen, Somebody, Tapped
from bot.ports import RawRequest, Received
from bot.wire.shapes import items, loads, part, text

SECRET = "replay-secret"  # noqa: S105  (nobody is at the other end)
ROBOT = "$:LWCP_v1:$robot"
HOST = "https://replay.invalid"
_MARKS = re.compile(r"\*\*|<font[^>]*>|</font>|<br>|\u200b|^#+ |^> ?", re.MULTILINE)
_TWINS = str.maketrans("＊｀［］＜＿～＆", "*`[]<_~&")


class OfflineDingTalk:
    """One app in one company. Forms open as web pages there: what is filled in goes that way (`app/web/forms`)."""

    tenant = TENANT

    def __init__(self) -> None:
        ticks = count()
        self._now = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
        self.platform = DingTalkPlatform(
            client_id="replay",
            client_secret=SECRET,
            now=lambda: self._now,
            card_secret=SECRET,
            public_url=HOST,
            linker=lambda _asked: f"{HOST}/forms",
            month=(0, 0),
            rest=0.0,
            api_url=HOST,
            oapi_url=HOST,
            http=httpx.Client(transport=httpx.MockTransport(self._serve)),
            monotonic=lambda: float(next(ticks)),
            sleep=lambda _seconds: None,
        )
        self._people: dict[str, Somebody] = {}
        self._rooms: dict[str, tuple[Somebody, ...]] = {}
        self._departments: dict[int, str] = {}
        self._places: dict[str, str] = {}
        self._cards: dict[str, dict[str, str]] = {}
        self._seen: list[Seen] = []
        self._numbers = count(1)

    def person(self, number: int, name: str, department: str) -> Somebody:
        """Their id is a userid."""
        made = Somebody(f"user{number:03}", name, department)
        self._people[made.id] = made
        return made

    def room(self, number: int, name: str, members: tuple[Somebody, ...]) -> Room:
        """Its id is an openConversationId."""
        made = Room(f"cidReplay{number}==", name)
        self._rooms[made.id] = members
        return made

    def opened(self, room: Room, by: Somebody, at: datetime) -> Received:
        """Nobody tells the robot that it was added: the first word does."""
        return self.heard(Heard(by, room, "@会办", (), at))

    def heard(self, what: Heard) -> Received:
        """A message to the robot."""
        group = not what.room.private
        content = what.text.replace("@会办", "", 1) if group else what.text
        users = [{"dingtalkId": f"$:{one.id}", "staffId": one.id} for one in what.named]
        said: dict[str, Any] = {
            "conversationType": "2" if group else "1",
            "conversationId": what.room.id if group else f"cidPrivate{what.who.id}==",
            "msgId": f"msg{next(self._numbers)}",
            "msgtype": "text",
            "senderStaffId": what.who.id,
            "senderNick": what.who.name,
            "senderCorpId": TENANT,
            "chatbotCorpId": TENANT,
            "chatbotUserId": ROBOT,
            "text": {"content": content},
            "atUsers": [{"dingtalkId": ROBOT}, *users] if group else [],
        }
        if group:
            said["conversationTitle"] = what.room.name
        if what.quoted is not None:
            replied = {"msgType": "text", "senderId": "$:somebody", "content": {"text": what.quoted}}
            said["text"] |= {"isReplyMsg": True, "repliedMsg": replied}
        elif what.reply_to is not None:
            said["text"] |= {"isReplyMsg": True, "repliedMsg": {"senderId": ROBOT}}
            said["originalProcessQueryKey"] = f"carrier-{what.reply_to}"
        stamp = _millis(what.at)
        headers = {b"timestamp": stamp.encode(), b"sign": _sign(f"{stamp}\n{SECRET}")}
        return self._receive("robot", headers, said, what.at)

    def tapped(self, what: Tapped) -> Received:
        """A press, by the id of the button as the card bears it."""
        given = button_id(Carried(what.action, dict(what.args)))
        if given not in self._cards.get(what.message_id, {}).get("sys_full_json_obj", ""):
            raise Refusing()
        pressed = json.dumps({"cardPrivateData": {"actionIds": [given], "params": {"id": given}}})
        said = {
            "corpId": TENANT,
            "userId": what.who.id,
            "outTrackId": what.message_id,
            "content": pressed,
            "spaceType": str(next(self._numbers)),
        }
        stamp = _millis(what.at)
        headers = {b"x-ddpaas-signature-timestamp": stamp.encode(), b"x-ddpaas-signature": _sign(stamp)}
        return self._receive("card", headers, said, what.at)

    def answered(self, message_id: str, answer: bytes) -> str:
        """The sentence that stands on top, which is the toast here; the face under it stands from now on."""
        data = part(part(json.loads(answer), "cardData"), "cardParamMap")
        content = text(data, "staticMsgContent")
        first, _, rest = content.partition("  \n")
        toast = first if content.startswith("**") else text(data, "msgTitle")
        if "sys_full_json_obj" in data:
            self._show(message_id, {**data, "staticMsgContent": rest if toast == first else content})
        return re.sub("^(?:✅|⚠️|❗) ", "", _MARKS.sub("", toast)).translate(_TWINS)

    def titles(self, place: str) -> list[tuple[str, str]]:
        """By what each card's template is given as its title."""
        return [(key, card["msgTitle"]) for key, card in self._cards.items() if self._places[key] == place]

    def take(self) -> list[Seen]:
        """What was delivered, changed and uploaded."""
        seen, self._seen = self._seen, []
        return seen

    def private(self, who: Somebody) -> str:
        """The id under which we know somebody's private chat."""
        return private_chat(who.id)

    def _receive(
        self, address: str, headers: dict[bytes, bytes], said: dict[str, Any], at: datetime
    ) -> Received:
        self._now = at
        body = json.dumps(said, ensure_ascii=False).encode()
        return self.platform.receive(RawRequest(headers, body, at, path=f"/webhooks/dingtalk/{address}"))

    def _show(self, track: str, data: dict[str, str]) -> None:
        known = track in self._cards
        if known and self._cards[track] == data:
            return
        self._cards[track] = data
        seen = Seen(
            self._places[track], "redraw" if known else "card", track, data["msgTitle"], tuple(_lines(data))
        )
        self._seen.append(seen)

    def _serve(self, request: httpx.Request) -> httpx.Response:
        """What the platform would answer."""
        path, body = request.url.path, loads(request.content) or {}
        if path == "/v1.0/card/instances/createAndDeliver":
            return httpx.Response(200, json=self._create(body))
        if path == "/v1.0/card/instances":
            self._show(body["outTrackId"], part(part(body, "cardData"), "cardParamMap"))
            return httpx.Response(200, json={"success": True})
        answer = {
            "/v1.0/oauth2/accessToken": {"accessToken": "t", "expireIn": 7200},
            "/v1.0/card/instances/deliver": {"result": [{"success": True}]},
            "/media/upload": {"errcode": 0, "media_id": "m"},
        }.get(path)
        return httpx.Response(200, json=self._told(path, body) if answer is None else answer)

    def _told(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path == "/v1.0/im/innerGroups/members/query":
            return {"userIds": [one.id for one in self._rooms.get(text(body, "openConversationId"), ())]}
        if path == "/topapi/v2/user/get":
            one = self._people[text(body, "userid")]
            number = int(one.id.removeprefix("user")) + 1
            self._departments[number] = one.department
            return {"errcode": 0, "result": {"name": one.name, "dept_id_list": [number]}}
        if path == "/topapi/v2/department/get":
            return {"errcode": 0, "result": {"name": self._departments[int(body["dept_id"])]}}
        if path.startswith("/v1.0/robot/"):
            return self._say(body)
        return {"success": True}

    def _create(self, body: dict[str, Any]) -> dict[str, Any]:
        track, space = text(body, "outTrackId"), text(body, "openSpaceId")
        self._places[track] = space.partition(".card//")[2].partition(".")[2]
        self._show(track, part(part(body, "cardData"), "cardParamMap"))
        delivered = {"success": True, "carrierId": f"carrier-{track}"}
        return {"success": True, "result": {"outTrackId": track, "deliverResults": [delivered]}}

    def _say(self, body: dict[str, Any]) -> dict[str, Any]:
        """A plain message: files are nothing else."""
        place = text(body, "openConversationId") or str(next(iter(items(body, "userIds")), ""))
        shown = loads(text(body, "msgParam")) or {}
        key = f"plain{next(self._numbers)}"
        self._seen.append(Seen(place, "file", key, text(shown, "fileName") or text(shown, "title")))
        return {"processQueryKey": key}


def _lines(data: dict[str, str]) -> list[str]:
    """The words of a card as a reader has them, buttons in brackets."""
    words = [_MARKS.sub("", line) for line in data["staticMsgContent"].split("  \n")]
    buttons = items(loads(data["sys_full_json_obj"]) or {}, "msgButtons")
    return [
        *(line.translate(_TWINS) for line in words if line.strip()),
        *(f"[{text(one, 'text')}]" for one in buttons),
    ]


def _millis(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def _sign(signed: str) -> bytes:
    return b64encode(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256))
