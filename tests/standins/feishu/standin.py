"""The stand-in itself: a Feishu with companies, people and chats, listening on 127.0.0.1."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from types import TracebackType

from tests.standins.feishu.clock import Clock, SteadyClock
from tests.standins.feishu.exchange import Call, Reply
from tests.standins.feishu.failures import Failure, When
from tests.standins.feishu.limits import Limits, SaidOnce
from tests.standins.feishu.reading import card_text, markdown_text
from tests.standins.feishu.routes import perform, refuse
from tests.standins.feishu.server import Listener
from tests.standins.feishu.site import App, Site
from tests.standins.feishu.tokens import PressTokens, TenantTokens
from tests.standins.feishu.world import BOT, Chat, Message, Person, StoredFile, World

_apps = count(1)
SECRET = "stand-in-app-secret"
ENCRYPT_KEY = "stand-in-encrypt-key"
VERIFICATION_TOKEN = "stand-in-verification-token"
TENANT = "1a2b3c4d5e6f7a8b"


@dataclass(frozen=True)
class Asked:
    """A request that reached the stand-in, and how it was answered (`status` 0: the connection was dropped)."""

    method: str
    path: str
    status: int
    code: int


@dataclass(frozen=True)
class Company:
    """A tenant. The one app serves all of them: that a real self-built app has one tenant is not imitated."""

    tenant_key: str
    site: Site

    def add_user(self, name: str, department: str = "") -> str:
        """Somebody new; their open_id."""
        with self.site.lock:
            return self.site.world.add_person(self.tenant_key, name, department or "总部").open_id

    def add_chat(self, name: str, members: Iterable[str]) -> str:
        """A group with these people (open_ids) and the bot; its chat_id."""
        with self.site.lock:
            return self.site.world.add_chat(self.tenant_key, name, members).id


class Standin:
    """Use as a context manager, or `start` and `close`. Time is `clock`'s; without one it is the machine's.

    `limited=False` switches the rate limits off, for tests that are not about them.
    Each stand-in has an app_id of its own, because the SDK keeps tokens per app_id for the whole process.
    """

    def __init__(
        self, *, clock: Clock | None = None, encrypt_key: str = ENCRYPT_KEY, limited: bool = True
    ) -> None:
        clock = clock or SteadyClock()
        app = App(f"cli_{next(_apps):016x}", SECRET, encrypt_key, VERIFICATION_TOKEN)
        self.site = Site(
            app=app,
            tenant_key=TENANT,
            clock=clock,
            world=World(),
            tokens=TenantTokens(app.app_id, app.app_secret, clock),
            press_tokens=PressTokens(clock),
            limits=Limits(clock),
            said=SaidOnce(clock),
        )
        self.site.limits.on = limited
        self.app = app
        self.asked: list[Asked] = []
        self._listener: Listener | None = None

    def start(self) -> "Standin":
        """Listen on a free port."""
        self._listener = Listener(self.answer)
        return self

    def close(self) -> None:
        """Release everybody who waits, and stop."""
        self.site.failures.heal()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def __enter__(self) -> "Standin":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def base_url(self) -> str:
        """What HUIBAN_FEISHU_BASE_URL is set to."""
        assert self._listener is not None, "the stand-in is not started"
        return self._listener.base_url

    def company(self, tenant_key: str = TENANT) -> Company:
        """A company of this key."""
        return Company(tenant_key, self.site)

    def add_user(self, name: str, department: str = "") -> str:
        """Somebody new in the default company; their open_id."""
        return self.company().add_user(name, department)

    def add_chat(self, name: str, members: Iterable[str]) -> str:
        """A group in the default company, with the bot; its chat_id."""
        return self.company().add_chat(name, members)

    @property
    def chats(self) -> dict[str, Chat]:
        """Chats by id, to look at and to change (`bot_in`, `dissolved`, …)."""
        return self.site.world.chats

    @property
    def people(self) -> dict[str, Person]:
        """People by open_id, to look at and to change (`available`, `resigned`, …)."""
        return self.site.world.people

    @property
    def files(self) -> dict[str, StoredFile]:
        """Uploads by key."""
        return self.site.world.files

    def private(self, user: str) -> str:
        """The chat_id between this person and the bot."""
        with self.site.lock:
            return self.site.world.private(user).id

    def messages(self, where: str) -> list[Message]:
        """What stands in a chat (chat_id), or between a person (open_id) and the bot, in order."""
        with self.site.lock:
            return self.site.world.in_chat(self.site.world.chat_of(where))

    def cards(self, where: str) -> list[Message]:
        """The cards there, in order."""
        return [m for m in self.messages(where) if m.author == BOT and m.type == "interactive"]

    def last_card(self, where: str) -> Message:
        """The newest card there, as it looks now. Raises AssertionError when there is none."""
        cards = self.cards(where)
        assert cards, f"no card in {where}; there are: {[self.text(m) for m in self.messages(where)]}"
        return cards[-1]

    def documents(self, where: str) -> list[StoredFile]:
        """The files the bot sent there."""
        return [self.files[m.content["file_key"]] for m in self.messages(where) if m.type == "file"]

    def pinned(self, chat: str) -> list[Message]:
        """The pinned messages of a chat."""
        with self.site.lock:
            return [self.site.world.messages[pin.message_id] for pin in self.chats[chat].pins]

    def text(self, message: Message) -> str:
        """What a person reads, with names instead of ids."""
        names = self.site.world.names()
        if message.type == "interactive":
            return card_text(message.card, names)
        return markdown_text(str(message.content.get("text", message.content)), names)

    def fail(
        self,
        path: str = "*",
        *,
        method: str = "",
        times: int | None = 1,
        skip: int = 0,
        when: When = "before",
        code: int | None = None,
        status: int | None = None,
        msg: str = "",
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
        drop: bool = False,
        hold: threading.Event | None = None,
    ) -> Failure:
        """Let the next requests whose path fits (`*` is anything) go wrong: see Failure."""
        asked = Failure(path, method, times, skip, when, code, status, msg, headers or {}, raw, drop, hold)
        return self.site.failures.add(asked)

    def heal(self) -> None:
        """Nothing fails any longer."""
        self.site.failures.heal()

    def expire_tokens(self) -> None:
        """Every token issued so far is refused from now on."""
        with self.site.lock:
            self.site.tokens.expire()

    def answer(self, call: Call) -> Reply | None:
        """One request through failures and APIs. None: the connection is dropped without an answer."""
        reply = self._answer(call)
        status, code = (0, 0) if reply is None else (reply.status, int(reply.body.get("code", -1)))
        with self.site.lock:
            self.asked.append(Asked(call.method, call.path, status, code))
        return reply

    def _answer(self, call: Call) -> Reply | None:
        failure = self.site.failures.take(call.method, call.path)
        if failure is None:
            return perform(self.site, call)
        if failure.when == "before":
            failure.wait()
        refused = _befall(failure)
        harmless = not failure.drop and refused is None
        reply = perform(self.site, call) if harmless or failure.when == "after" else None
        if failure.when == "after":
            failure.wait()
        return None if failure.drop else refused or reply


def _befall(failure: Failure) -> Reply | None:
    if failure.raw is not None:
        return Reply(failure.status or 502, {}, failure.headers, raw=failure.raw)
    refusal = failure.refusal()
    return None if refusal is None else refuse(refusal)
