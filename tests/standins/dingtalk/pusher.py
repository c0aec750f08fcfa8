"""Pushing to the product over HTTP: messages, presses and events, signed as the platform signs them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from tests.standins.dingtalk.crypto import check_success, event_signature, seal, sign
from tests.standins.dingtalk.reading import Tap
from tests.standins.dingtalk.standin import Standin
from tests.standins.dingtalk.world import BOT_NAME, CORP, ROBOT_ID, CardInstance, Upload

Deliver = Callable[[str, Mapping[str, str], bytes], tuple[int, bytes]]
"""Posts a body to a path with headers; the status and the body of the answer."""
ROBOT, CARD, EVENT = (f"/webhooks/dingtalk/{kind}" for kind in ("robot", "card", "event"))
ANSWER_WITHIN = timedelta(seconds=2)
SESSION = timedelta(minutes=90)


@dataclass(frozen=True)
class Delivery:
    """A request as it was sent, and its answer."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer: bytes


@dataclass
class Client:
    """How a person's client behaves where that is not known: under which name the content of a press comes."""

    content: tuple[str, ...] = ("content",)
    quotes: bool = True
    names_in_text: bool = True


@dataclass
class Pusher:
    """The platform's side of the webhooks."""

    standin: Standin
    deliver: Deliver
    client: Client = field(default_factory=Client)

    def say(
        self,
        user: str,
        group: str | None,
        text: str,
        *,
        quoting: str | None = None,
        **changes: Any,
    ) -> Delivery | None:
        """Somebody types. In a group nothing is pushed without `@会办`. `quoting` is what a card's carrier is called.

        `changes` replace fields of the body. None: it was not pushed.
        """
        body = self.message(user, group, text, quoting=quoting, **changes)
        return None if body is None else self.robot(body)

    def send_file(self, user: str, name: str, content: bytes) -> Delivery | None:
        """Somebody sends the robot a file in private."""
        world = self.standin.site.world
        key = world.fresh("download")
        world.uploads[key] = Upload(name, "file", content)
        world.lying[key] = f"{self.standin.base_url}/files/{key}"
        sent = {"spaceId": "1", "fileId": "2", "fileName": name, "downloadCode": key}
        return self.say(user, None, "", msgtype="file", content=sent)

    def message(
        self, user: str, group: str | None, text: str, *, quoting: str | None = None, **changes: Any
    ) -> dict[str, Any] | None:
        """The body of a message."""
        site = self.standin.site
        with site.lock:
            person = site.world.people[user]
            if group is not None and f"@{BOT_NAME}" not in text:
                return None
            now = site.clock.now()
            session = site.world.fresh("session")
            site.world.webhooks[session] = (group or user, now + SESSION)
            content, users = self._spoken(text, group)
            said: dict[str, Any] = {
                "conversationType": "1" if group is None else "2",
                "conversationId": f"cidPrivate{user}==" if group is None else group,
                "msgId": site.world.fresh("msg"),
                "msgtype": "text",
                "createAt": _millis(now),
                "senderStaffId": user,
                "senderId": person.dingtalk_id,
                "senderNick": person.name,
                "senderCorpId": CORP,
                "chatbotUserId": ROBOT_ID,
                "chatbotCorpId": CORP,
                "robotCode": site.app.client_id,
                "sessionWebhook": f"{self.standin.base_url}/robot/sendBySession?session={session}",
                "sessionWebhookExpiredTime": _millis(now + SESSION),
                "text": {"content": content},
            }
            if group is not None:
                said |= {"conversationTitle": site.world.groups[group].title, "isInAtList": True}
                said["atUsers"] = users
            if quoting is not None:
                said |= self._quote(said, quoting)
            if not site.count_push():
                del said["text"]
                said |= {"errorCode": "20001", "errorMessage": "组织 Webhook&Stream 用量已用尽"}
            return said | changes

    def robot(self, body: dict[str, Any], *, age: timedelta = timedelta(), secret: str = "") -> Delivery:
        """Deliver a message. `age` is how old its timestamp is."""
        stamp = str(_millis(self.standin.site.clock.now() - age))
        secret = secret or self.standin.app.client_secret
        signed = sign(secret, f"{stamp}\n{secret}")
        return self.post(ROBOT, {"timestamp": stamp, "sign": signed}, json.dumps(body).encode())

    def pressed(self, card: CardInstance, user: str, tap: Tap, values: dict[str, Any] | None = None) -> bytes:
        """Somebody pressed; the answer's body. Raises AssertionError when it was not taken in time."""
        body = self.press_body(card, user, tap, values)
        clock = self.standin.site.clock
        began = clock.now()
        card.being_pressed = True
        delivery = self.card(card, body)
        card.being_pressed = False
        assert delivery.status == 200, f"a press was answered with {delivery.status}"
        assert clock.now() - began <= ANSWER_WITHIN, "a press was answered too late"
        return delivery.answer

    def press_body(
        self, card: CardInstance, user: str, tap: Tap, values: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The body of a press, or of a card's own form."""
        params: dict[str, Any] = {"id": tap.id, "text": tap.label}
        ids = [tap.id]
        if values is not None:
            params, ids = {"form": values, "current_form": {"fields": []}}, ["form"]
        content = json.dumps({"cardPrivateData": {"actionIds": ids, "params": params}}, ensure_ascii=False)
        told = {"type": "actionCallback", "outTrackId": card.track, "corpId": CORP, "userId": user}
        return told | dict.fromkeys(self.client.content, content)

    def card(self, card: CardInstance, body: dict[str, Any], *, age: timedelta = timedelta()) -> Delivery:
        """Deliver a press to where the card's route leads."""
        assert card.callback == "HTTP", "presses on this card come by Stream"
        url, secret = self.standin.site.world.callbacks[card.route]
        assert url.endswith(CARD), url
        assert self.standin.site.count_push(), "the month has no push left"
        stamp = str(_millis(self.standin.site.clock.now() - age))
        headers = {
            "x-ddpaas-signature-timestamp": stamp,
            "x-ddpaas-signature": sign(secret, stamp),
        }
        return self.post(CARD, headers, json.dumps(body).encode())

    def event(self, plain: dict[str, Any], *, age: timedelta = timedelta(), token: str = "") -> Delivery:
        """Deliver an event. Raises AssertionError unless it is answered as it must be, or refused."""
        site, app = self.standin.site, self.standin.app
        stamp, nonce = str(_millis(site.clock.now() - age)), site.world.fresh("nonce")
        sealed = seal(app.aes_key, json.dumps(plain, ensure_ascii=False), app.client_id)
        signature = event_signature(token or app.token, stamp, nonce, sealed)
        query = {"signature": signature, "msg_signature": signature, "timestamp": stamp, "nonce": nonce}
        delivery = self.post(f"{EVENT}?{urlencode(query)}", {}, json.dumps({"encrypt": sealed}).encode())
        if delivery.status == 200:
            check_success(app.aes_key, app.token, app.client_id, delivery.answer)
        return delivery

    def verify_address(self) -> None:
        """What the console does when the address of events is saved."""
        assert self.event({"EventType": "check_url"}).status == 200

    def again(self, delivery: Delivery) -> Delivery:
        """The very same request once more."""
        return self.post(delivery.path, delivery.headers, delivery.body)

    def post(self, path: str, headers: Mapping[str, str], body: bytes) -> Delivery:
        """One request."""
        status, answer = self.deliver(path, {"Content-Type": "application/json", **headers}, body)
        return Delivery(path, headers, body, status, answer)

    def _spoken(self, text: str, group: str | None) -> tuple[str, list[dict[str, str]]]:
        """The text without the robot's name, and those who are named in it."""
        people = self.standin.site.world.people.values()
        users = [{"dingtalkId": ROBOT_ID}]
        content = text if group is None else re.sub(f"@{BOT_NAME} ?", " ", text, count=1)
        for person in people if group is not None else ():
            if f"@{person.name}" in content:
                users.append({"dingtalkId": person.dingtalk_id, "staffId": person.userid})
                if not self.client.names_in_text:
                    content = content.replace(f"@{person.name}", "")
        return content, users

    def _quote(self, said: dict[str, Any], carrier: str) -> dict[str, Any]:
        replied = {"msgType": "interactiveCard", "msgId": "msgQuoted==", "senderId": ROBOT_ID}
        told: dict[str, Any] = {
            "text": {**said["text"], "isReplyMsg": True, "repliedMsg": replied},
            "originalMsgId": "msgQuoted==",
        }
        return told | ({"originalProcessQueryKey": carrier} if self.client.quotes else {})


def _millis(moment: Any) -> int:
    return int(moment.timestamp() * 1000)
