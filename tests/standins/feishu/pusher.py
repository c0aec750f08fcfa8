"""Pushing to the product: sealed and signed, again when it was not taken, and a press as a person makes it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import httpx

from tests.standins.feishu import events
from tests.standins.feishu.crypto import BLOCK, encrypt, sign
from tests.standins.feishu.site import ALL_MESSAGES, BOT_EVENTS, MENTIONS, PRIVATE_MESSAGES
from tests.standins.feishu.standin import Standin
from tests.standins.feishu.world import Chat, Message, StoredFile

Deliver = Callable[[str, Mapping[str, str], bytes], tuple[int, bytes]]
"""Posts a body to a path with headers; the status and the body of the answer. May raise when nobody answers."""

RETRIES = (timedelta(seconds=15), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
EVENT_DEADLINE = timedelta(seconds=3)
CHALLENGE_DEADLINE = timedelta(seconds=1)
UNREACHABLE = 0
_CASINGS: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper)


def over_http(client: httpx.Client) -> Deliver:
    """Deliver through an HTTP client whose base_url is the product's."""

    def deliver(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        answer = client.post(path, headers=dict(headers), content=body)
        return answer.status_code, answer.content

    return deliver


@dataclass(frozen=True)
class Attempt:
    """One delivery. `status` 0: nobody answered. `taken`: 200, and in time."""

    status: int
    body: bytes
    at: datetime
    taken: bool


@dataclass
class Delivery:
    """An event, what became of it, and when it is pushed again (None: never)."""

    event: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)
    again_at: datetime | None = None

    @property
    def taken(self) -> bool:
        """Whether the product has it."""
        return any(attempt.taken for attempt in self.attempts)


@dataclass(frozen=True)
class Sealing:
    """How a request is made up. `age`: how old its timestamp is. The rest is for requests that are not authentic."""

    age: timedelta = timedelta()
    encrypt_key: str | None = None
    signature: str | None = None
    signed: bool = True
    padding: int = 0


PROPER = Sealing()


class Pusher:
    """The platform's side of the webhook. Header names change their case from request to request."""

    def __init__(self, standin: Standin, deliver: Deliver, path: str = "/webhooks/feishu") -> None:
        self._standin = standin
        self._site = standin.site
        self._deliver = deliver
        self._path = path
        self._casing = cycle(_CASINGS)
        self.waiting: list[Delivery] = []

    def verify_address(self) -> None:
        """What the console does when the address is saved. Raises AssertionError unless answered as it must be."""
        challenge = self._site.world.fresh("")
        token = self._site.app.verification_token
        plain = {"challenge": challenge, "token": token, "type": "url_verification"}
        began = self._site.clock.now()
        status, body = self.post(*self.seal(plain, Sealing(signed=False)))
        assert status == 200, f"the address was answered with {status}"
        assert json.loads(body) == {"challenge": challenge}, f"the challenge was answered with {body!r}"
        assert self._site.clock.now() - began <= CHALLENGE_DEADLINE, "the challenge was answered too late"

    def say(
        self, user: str, chat: str | None, text: str, *, reply_to: str | None = None, in_thread: bool = False
    ) -> Delivery:
        """A person types a text; `@名字` mentions the bot or a member. Without `chat`: to the bot in private.

        It is pushed only if the granted scopes say so: in a group without a mention of the bot it is not.
        """
        return self.send(user, chat, "text", {"text": text}, reply_to=reply_to, in_thread=in_thread)

    def send_file(self, user: str, name: str, content: bytes) -> Delivery:
        """A person sends the bot a file in private."""
        with self._site.lock:
            key = self._site.world.fresh("file_v3_")
            self._site.world.files[key] = StoredFile(key, "file", "stream", name, content)
        return self.send(user, None, "file", {"file_key": key, "file_name": name})

    def send(
        self,
        user: str,
        chat: str | None,
        kind: str,
        content: dict[str, Any],
        *,
        reply_to: str | None = None,
        in_thread: bool = False,
    ) -> Delivery:
        """A person sends a message of any type (`post` without locale, `file`, `image`, …)."""
        with self._site.lock:
            where = self._site.world.chat_of(chat or user)
            assert user in where.members, f"{user} is not in {where.id}"
            typed = json.dumps(content, ensure_ascii=False)
            keyed, mentions = events.with_mentions(self._site, where, typed)
            parent = None if reply_to is None else self._site.world.messages[reply_to]
            message = self._site.world.add_message(
                where,
                user,
                kind,
                json.loads(keyed),
                at=self._site.clock.now(),
                parent=parent,
                in_thread=in_thread,
            )
            event = events.message_event(self._site, message, mentions)
            pushed = self._is_pushed(where, mentions)
        return self.push(event) if pushed else Delivery(event)

    def _is_pushed(self, chat: Chat, mentions: list[dict[str, Any]]) -> bool:
        if chat.private:
            return self._site.has(PRIVATE_MESSAGES)
        to_bot = any(mention["mentioned_type"] == "bot" for mention in mentions)
        return chat.bot_in and (self._site.has(ALL_MESSAGES) or (to_bot and self._site.has(MENTIONS)))

    def bot_added(self, chat: str, by: str) -> Delivery:
        """Somebody brings the bot into a chat."""
        return self._chat_changed("im.chat.member.bot.added_v1", chat, by, bot_in=True)

    def bot_removed(self, chat: str, by: str) -> Delivery:
        """Somebody takes the bot out of a chat."""
        return self._chat_changed("im.chat.member.bot.deleted_v1", chat, by, bot_in=False)

    def disband(self, chat: str, by: str) -> Delivery:
        """Somebody dissolves a chat."""
        self._site.world.chats[chat].dissolved = True
        return self._chat_changed("im.chat.disbanded_v1", chat, by, bot_in=False)

    def _chat_changed(self, event_type: str, chat: str, by: str, *, bot_in: bool) -> Delivery:
        with self._site.lock:
            where = self._site.world.chats[chat]
            where.bot_in = bot_in
            event = events.chat_event(self._site, event_type, where, self._site.world.people[by])
        return self.push(event) if self._site.has(BOT_EVENTS) else Delivery(event)

    def push(self, event: dict[str, Any], sealing: Sealing = PROPER) -> Delivery:
        """Push an event; when it is not taken it waits for `retry_due`."""
        delivery = Delivery(event)
        self._attempt(delivery, sealing)
        if delivery.again_at is not None:
            self.waiting.append(delivery)
        return delivery

    def again(self, delivery: Delivery, times: int = 1, *, new_event_id: bool = False) -> list[Attempt]:
        """Push the same once more, as the platform may even after success; optionally under a new event_id."""
        event = json.loads(json.dumps(delivery.event))
        for _ in range(times):
            if new_event_id:
                event["header"]["event_id"] = self._site.world.fresh("")
            delivery.attempts.append(self._once(event, PROPER))
        return delivery.attempts[-times:]

    def retry_due(self) -> list[Delivery]:
        """Push again what was not taken and is due: 15 s, 5 min, 1 h and 6 h after the last attempt."""
        now = self._site.clock.now()
        due = [d for d in self.waiting if d.again_at is not None and d.again_at <= now]
        for delivery in due:
            self._attempt(delivery, PROPER)
        self.waiting = [d for d in self.waiting if d.again_at is not None]
        return due

    def _attempt(self, delivery: Delivery, sealing: Sealing) -> None:
        attempt = self._once(delivery.event, sealing)
        delivery.attempts.append(attempt)
        tries = len(delivery.attempts) - 1
        more = not attempt.taken and tries < len(RETRIES)
        delivery.again_at = self._site.clock.now() + RETRIES[tries] if more else None

    def _once(self, event: dict[str, Any], sealing: Sealing) -> Attempt:
        began = self._site.clock.now()
        try:
            status, body = self.post(*self.seal(event, sealing))
        except (OSError, httpx.TransportError):
            return Attempt(UNREACHABLE, b"", began, taken=False)
        in_time = self._site.clock.now() - began <= EVENT_DEADLINE
        return Attempt(status, body, began, taken=status == 200 and in_time)

    def seal(self, plain: dict[str, Any], sealing: Sealing = PROPER) -> tuple[dict[str, str], bytes]:
        """Headers and body of the request that carries this."""
        key = self._site.app.encrypt_key if sealing.encrypt_key is None else sealing.encrypt_key
        text = json.dumps(plain, ensure_ascii=False) + " " * sealing.padding
        headers = {"Content-Type": "application/json; charset=utf-8", "X-Request-Id": plain_id(plain)}
        if not key:
            return headers, text.encode()
        iv = bytes.fromhex(self._site.world.fresh(""))[:BLOCK]
        body = json.dumps({"encrypt": encrypt(text, key, iv)}).encode()
        if sealing.signed:
            timestamp = str(int((self._site.clock.now() - sealing.age).timestamp()))
            nonce = self._site.world.fresh("")[:10]
            headers["X-Lark-Request-Timestamp"] = timestamp
            headers["X-Lark-Request-Nonce"] = nonce
            headers["X-Lark-Signature"] = sealing.signature or sign(timestamp, nonce, key, body)
        return headers, body

    def post(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Deliver exactly this, header names in the next letter case."""
        casing = next(self._casing)
        return self._deliver(self._path, {casing(name): value for name, value in headers.items()}, body)


def plain_id(plain: dict[str, Any]) -> str:
    """The event's id, where it has one."""
    return str(plain.get("header", {}).get("event_id", "url-verification"))


def said_in(delivery: Delivery, standin: Standin) -> Message:
    """The message a delivery was about."""
    return standin.site.world.messages[delivery.event["event"]["message"]["message_id"]]
