"""Feishu as a platform: what arrives becomes updates, what we send becomes messages."""

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime

import httpx
import structlog

from bot.cards.model import Card
from bot.feishu import check, loading
from bot.feishu.answer import answer_body
from bot.feishu.client import TIMEOUT, Client
from bot.feishu.directory import Directory
from bot.feishu.incoming import Accept, Incoming
from bot.feishu.loading import sdk
from bot.feishu.longconn import LongConnection
from bot.feishu.messages import Messages
from bot.feishu.parse import NAME, parse
from bot.feishu.quoted import quoted_text
from bot.feishu.verify import Verifier, is_challenge
from bot.ports import Answer, Document, File, Finding, Member, RawRequest, Received, SendError, Target
from bot.wire.shapes import text

CONNECTIONS = 16
LEARN_AGAIN = 60.0
"""Seconds between attempts to learn who we are, while the platform does not say."""

log = structlog.get_logger()


class FeishuPlatform:
    """One self-built app. Its secrets stay in here; `http` is for tests, without it a pooled client is made."""

    name = NAME

    def __init__(
        self,
        *,
        app_id: str,
        app_secret: str,
        encrypt_key: str,
        verification_token: str,
        base_url: str = "https://open.feishu.cn",
        http: httpx.Client | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        learn_again: float = LEARN_AGAIN,
        long_connection: bool = False,
    ) -> None:
        """`monotonic` (seconds) and `sleep` drive the token's life and our pace.

        With `long_connection`, `listen` opens one; requests are still received, if they are authentic.
        """
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        http = http or httpx.Client(base_url=base_url, timeout=TIMEOUT, limits=limits)
        self._verifier = Verifier(encrypt_key, verification_token)
        self._has_key, self._has_token = bool(encrypt_key), bool(verification_token)
        self._client = Client(app_id, app_secret, http, monotonic=monotonic, sleep=sleep)
        self._messages = Messages(self._client)
        self._directory = Directory(self._client)
        self._me: str | None = None
        self._link = LongConnection(self._client, monotonic=monotonic) if long_connection else None
        self._learn_again = learn_again
        self._closing = threading.Event()
        self._warming: threading.Thread | None = None

    def start(self) -> None:
        """Import the SDK and ask who we are, in the background."""
        self._warming = threading.Thread(target=self._warm, name="feishu-warm", daemon=True)
        self._warming.start()

    def listen(self, accept: Accept, now: Callable[[], datetime]) -> None:
        """With a long connection: open it, and hand every update to `accept`. `now` gives this moment (aware, UTC)."""
        if self._link is not None:
            self._link.start(Incoming(self._verifier, accept, me=lambda: self._me, now=now))

    def stop_listening(self) -> None:
        """Take nothing more, and let what was taken end. `accept` has to work until this returns."""
        if self._link is not None:
            self._link.stop()

    def close(self) -> None:
        """Let go of the connections."""
        self.stop_listening()
        self._closing.set()
        if self._warming is not None:
            self._warming.join(timeout=TIMEOUT)
        self._client.close()

    def receive(self, request: RawRequest) -> Received:
        """Verify, decrypt, parse. Raises `Unauthentic`. The check of the address is answered with its challenge."""
        said = self._verifier.open(request)
        if is_challenge(said):
            return Received(reply=json.dumps({"challenge": said.challenge}).encode())
        return Received(update=parse(said, me=self._me, now=request.now))

    def answer(self, answer: Answer) -> bytes:
        """The body that answers a press."""
        return answer_body(answer)

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card; the message's id. Raises `Busy` or `Refused`."""
        return self._messages.send(target, card, once=once)

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Give a posted card a new face, for 14 days. Raises `Busy` or `Refused`."""
        self._messages.replace(target, message_id, card)

    def send_document(self, target: Target, document: Document, *, once: str) -> str:
        """Deliver a file of at most 30 MB; the message's id. Raises `Busy` or `Refused`."""
        return self._messages.send_document(target, document, once=once)

    def download(self, message_id: str, file: File) -> bytes:
        """What is in a file that somebody sent. Raises `Busy` or `Refused`."""
        return self._messages.download(message_id, file)

    def pin(self, target: Target, message_id: str) -> None:  # noqa: ARG002  (the message says where)
        """Pin a posted message in its chat. Raises `Busy` or `Refused`."""
        self._messages.pin(message_id)

    def members(self, tenant: str, chat: str) -> list[Member]:  # noqa: ARG002  (a self-built app has one)
        """The people of a chat, bots left out. Raises `Busy` or `Refused`."""
        return self._directory.members(chat)

    def member(self, tenant: str, person: str) -> Member | None:  # noqa: ARG002
        """One person of the directory; None if hidden from us. Raises `Busy` or `Refused`."""
        return self._directory.member(person)

    def quoted(self, tenant: str, message_id: str) -> str:  # noqa: ARG002  (a self-built app has one)
        """What a message says that somebody answers; empty without text. Raises `Busy` or `Refused`."""
        return quoted_text(self._client.call(sdk().message(message_id)))

    def check(self) -> list[Finding]:
        """自检: credentials, bot, scopes, encryption. Never raises."""
        arriving = (
            check.secrets(encrypt_key=self._has_key, token=self._has_token)
            if self._link is None
            else check.link(self._link)
        )
        return [*arriving, *check.check(self._client, self._directory)]

    def _warm(self) -> None:
        self._learn_who_we_are()
        loading.sdk()
        while self._me is None and not self._closing.wait(self._learn_again):
            self._learn_who_we_are()

    def _learn_who_we_are(self) -> None:
        """Until it is known, any bot that is mentioned may be us."""
        try:
            self._me = text(self._directory.bot(), "open_id") or None
        except SendError as error:
            log.warning("feishu does not say who we are", why=str(error))
