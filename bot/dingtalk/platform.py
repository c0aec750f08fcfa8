"""DingTalk as a platform: what arrives becomes updates, what we send becomes cards, or where need be messages."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import httpx
import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.abilities import Effort, Visitor
from bot.cards.model import Card, buttons_of
from bot.dingtalk import actioncard, sso
from bot.dingtalk.answer import answer_body
from bot.dingtalk.budget import Budget
from bot.dingtalk.cards import Cards
from bot.dingtalk.carriers import Carriers
from bot.dingtalk.check import SetUp, check, warning
from bot.dingtalk.client import TIMEOUT, Client
from bot.dingtalk.directory import Directory
from bot.dingtalk.economy import REST, Economy
from bot.dingtalk.errors import forbids_cards
from bot.dingtalk.frames import Accept, Incoming
from bot.dingtalk.links import Linker, for_anybody, in_private
from bot.dingtalk.parse_message import NAME
from bot.dingtalk.reception import Reception, Secrets
from bot.dingtalk.registration import Registration
from bot.dingtalk.render import Renderer
from bot.dingtalk.robot import Robot
from bot.dingtalk.stream import Stream
from bot.dingtalk.values import is_card_id, plain_id
from bot.ports import (
    Answer,
    Document,
    File,
    Finding,
    Member,
    RawRequest,
    Received,
    Refused,
    SendError,
    Target,
)
from bot.wire.shapes import dumps

CONNECTIONS = 16
MOST_TOGETHER = 20
PLAIN_FOR = 600.0
"""Seconds for which cards are not tried again after the platform would take none of ours."""

log = structlog.get_logger()


class DingTalkPlatform:
    """One internal app. Its secrets stay in here; `http` is for tests, without it a pooled client is made."""

    name = NAME
    script = sso.SCRIPT
    most = MOST_TOGETHER

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        now: Callable[[], datetime],
        robot_code: str = "",
        corp_id: str = "",
        aes_key: str = "",
        token: str = "",
        card_secret: str = "",
        card_template: str = "",
        public_url: str = "",
        stream: bool = False,
        linker: Linker | None = None,
        signs_in: bool = False,
        sessions: sessionmaker[Session] | None = None,
        month: tuple[int, int] = (5000, 3000),
        rest: float = REST,
        api_url: str = "https://api.dingtalk.com",
        oapi_url: str = "https://oapi.dingtalk.com",
        http: httpx.Client | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`now` gives this moment (aware, UTC); `monotonic` (seconds) and `sleep` drive the token's life and our pace.

        `month` is what the edition allows: calls, pushes; 0 for no limit. `rest` are the seconds between two changes of
        a card. `linker` makes the addresses of web forms; `signs_in`: they may ask DingTalk who opens them.
        """
        self._now, self._monotonic, self._linker = now, monotonic, linker
        self.client_id, self._corp_id = client_id, corp_id
        self._signs_in = signs_in and linker is not None
        self.budget = Budget(sessions, now, calls=month[0], pushes=month[1])
        self._economy = Economy(self.budget, now, rest)
        hosts = {"api": api_url, "oapi": oapi_url}
        self._client = Client(
            client_id,
            client_secret,
            http or _pooled(),
            self.budget,
            hosts=hosts,
            monotonic=monotonic,
            sleep=sleep,
        )
        self._renderer = Renderer(card_template, linker)
        self._carriers = Carriers(sessions, now)
        self._directory = Directory(self._client, monotonic)
        registration = Registration(self._client, "" if stream else public_url, card_secret, monotonic)
        self._robot = Robot(self._client, robot_code or client_id)
        self._cards = Cards(
            self._client,
            self._renderer,
            self._carriers,
            robot_code=robot_code or client_id,
            by_stream=stream,
            ready=registration.ensure,
            changed=self._economy.changed,
        )
        secrets = Secrets(client_id, client_secret, corp_id, aes_key, token, card_secret)
        self._reception = self._receiving(secrets)
        self._setup = (stream, bool(public_url), bool(aes_key and token), bool(card_template))
        self._stream = Stream(self._client, client_id, client_secret) if stream else None
        self._plain_until, self._cards_refused = 0.0, ""
        self._registration = registration
        self._warming: threading.Thread | None = None

    def _receiving(self, secrets: Secrets) -> Reception:
        return Reception(
            secrets,
            carriers=self._carriers,
            renderer=self._renderer,
            linker=self._linker,
            forget_people=self._directory.forget,
            pushed=self.budget.pushed,
            only_deadlines=lambda: self._economy.is_last,
        )

    def start(self) -> None:
        """Register where presses go and tidy up, in the background."""
        self._warming = threading.Thread(target=self._warm, name="dingtalk-warm", daemon=True)
        self._warming.start()

    def listen(self, accept: Accept) -> None:
        """With Stream: connect, and hand every update to `accept`, which keeps it and gives a press its answer."""
        if self._stream is None:
            return
        incoming = Incoming(
            self._reception, accept, answer=self.answer, say_back=self._client.say_back, now=self._now
        )
        self._stream.start(incoming)

    def stop_listening(self) -> None:
        """Take nothing more, and let what was taken end. `accept` has to work until this returns."""
        if self._stream is not None:
            self._stream.stop()

    def close(self) -> None:
        """Let go of the connections."""
        self.stop_listening()
        if self._warming is not None:
            self._warming.join(timeout=TIMEOUT)
        self.budget.settle()
        self._client.close()

    def receive(self, request: RawRequest) -> Received:
        """Verify, decrypt, parse, by the address it came to. Raises `Unauthentic`."""
        return self._reception.receive(request)

    def answer(self, answer: Answer) -> bytes:
        """The body that answers a press."""
        return answer_body(answer, self._renderer)

    def spare(self, effort: Effort) -> float | None:
        """Seconds to wait, so that fewer calls say the same; None: the month does not allow it."""
        return self._economy.spare(effort)

    def look(self, card: Card) -> str:
        """How a card looks here, where no redraw is worth it for the clock's sake, nor for a colour."""
        return self._renderer.look(card)

    def warning(self) -> str:
        """What the admins hear, once 70 % of the month are used; empty before."""
        return warning(self.budget)

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card, or where the platform takes none of ours a plain message; its id. Raises `Busy` or `Refused`."""
        if self._monotonic() >= self._plain_until:
            try:
                sent = self._cards.send(target, card, once=once)
            except Refused as refusal:
                if not forbids_cards(refusal):
                    raise
                log.warning("dingtalk takes no cards", why=refusal.why)
                self._cards_refused = refusal.why
                self._plain_until = self._monotonic() + PLAIN_FOR
            else:
                self._cards_refused = ""
                return sent
        return self._send_plain(target, card, once)

    def alike(self, card: Card) -> str:
        """What a private message to several says. Its buttons work on the page that asks who opens it."""
        presses = buttons_of(card)
        if any(button.url is not None for button in presses) or (presses and not self._signs_in):
            return ""
        return dumps(actioncard.message_of(card, "page" if presses else None))

    def send_alike(
        self, tenant: str, persons: Sequence[str], card: Card, *, once: str
    ) -> dict[str, str | SendError]:
        """Say the same to up to twenty people in one call. Raises `Busy` or `Refused`."""
        message_id, url = plain_id(once), None
        if self._linker is not None and buttons_of(card):
            url = self._linker(for_anybody(tenant, message_id, None))
        key, failed = self._robot.say_to(persons, *actioncard.message_of(card, url))
        if key:
            self._carriers.remember(key, message_id)
        return {one: failed.get(one, message_id) for one in persons}

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Give a posted card a new face; a plain message stays as it is. Raises `Busy` or `Refused`."""
        if is_card_id(message_id):
            self._cards.replace(target, message_id, card)

    def send_document(self, target: Target, document: Document, *, once: str) -> str:  # noqa: ARG002  (nothing to mark it with)
        """Deliver a file of at most 20 MB; the message's id. Raises `Busy` or `Refused`."""
        return self._robot.send_document(target, document)

    def download(self, message_id: str, file: File) -> bytes:  # noqa: ARG002  (the key says which)
        """What is in a file that somebody sent. Raises `Busy` or `Refused`."""
        return self._robot.download(file)

    def pin(self, target: Target, message_id: str) -> None:
        """Show a card at the top of its group. Raises `Busy`; a refusal is only logged."""
        if target.chat is None or not is_card_id(message_id):
            return
        try:
            self._cards.pin(target.chat, message_id, now=self._now())
        except Refused as refusal:
            log.warning("dingtalk does not pin", why=refusal.why)

    def members(self, tenant: str, chat: str) -> list[Member] | None:  # noqa: ARG002  (an internal app has one)
        """The people of a group; mostly the platform does not tell. Raises `Busy` or `Refused`."""
        return self._directory.members(chat, self._reception.somebody_in(chat))

    def member(self, tenant: str, person: str) -> Member | None:  # noqa: ARG002
        """One person of the directory; None if hidden from us. Raises `Busy` or `Refused`."""
        found = self._directory.member(person)
        if found is not None:
            self._reception.know(person, found.name)
        return found

    def recognise(self, tenant: str, code: str) -> Visitor:
        """Who opened a page of ours. Raises `Busy` or `Refused`."""
        if self._corp_id and tenant != self._corp_id:
            raise Refused("another company", "target")
        return sso.recognise(self._client, code)

    def check(self) -> list[Finding]:
        """自检: settings, credentials, contacts, the month. Never raises."""
        stream, public, events, template = self._setup
        published = self._reception.published
        setup = SetUp(stream, public, events, template, published, self._cards_refused)
        return check(self._client, self._directory, self.budget, setup)

    def _send_plain(self, target: Target, card: Card, once: str) -> str:
        message_id = plain_id(once)
        url = None
        if self._linker is not None and target.chat is None and target.person is not None:
            url = self._linker(in_private(target.tenant, target.person, message_id))
        elif self._linker is not None and self._signs_in and target.chat is not None:
            url = self._linker(for_anybody(target.tenant, message_id, target.chat))
        self._carriers.remember(self._robot.say(target, *actioncard.message_of(card, url)), message_id)
        return message_id

    def _warm(self) -> None:
        self.budget.settle()  # what the month has used is known before the first message
        try:
            self._registration.ensure()
            self._client.check_token()
        except SendError as error:
            log.warning("dingtalk is not ready", why=str(error))
        self._carriers.tidy()


def _pooled() -> httpx.Client:
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    return httpx.Client(timeout=TIMEOUT, limits=limits)
