"""What arrives, by any of the ways it can: three addresses, or the frames of a Stream."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from msgspec.structs import replace

from bot.dingtalk.answer import changed
from bot.dingtalk.carriers import Carriers
from bot.dingtalk.envelope import Envelope
from bot.dingtalk.links import ASKED_FOR, Asked, Linker
from bot.dingtalk.parse_event import PEOPLE_CHANGED, kind_of, parse_event
from bot.dingtalk.parse_message import TAKEN, is_unpublished, parse_message, sentence
from bot.dingtalk.parse_press import read_press
from bot.dingtalk.render import Renderer
from bot.dingtalk.values import OPEN_FORM
from bot.dingtalk.verify import check_card, check_robot, delivery_stamp, refuse
from bot.ports import RawRequest, Received
from bot.wire.shapes import loads, text

SPARING = "钉钉本月的接口调用额度快用完了：群里暂时只发当天的期限提醒，其他请私信会办。"
NO_PAGE = "没有公网地址，打不开表单；请直接 @会办 说"
_REMEMBERED = 5000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Secrets:
    """What proves that something comes from DingTalk, and for which company (empty: any)."""

    client_id: str
    client_secret: str
    corp_id: str
    aes_key: str
    token: str
    card_secret: str


class Reception:
    """Verifies, decrypts, reads. Blocks on nothing but, for a reply to an old card, one look at the store."""

    def __init__(
        self,
        secrets: Secrets,
        *,
        carriers: Carriers,
        renderer: Renderer,
        linker: Linker | None,
        forget_people: Callable[[], None],
        pushed: Callable[[], None],
        only_deadlines: Callable[[], bool],
    ) -> None:
        self._secrets = secrets
        self._corp_id = secrets.corp_id
        self._envelope = Envelope(secrets.aes_key, secrets.token, (secrets.client_id, secrets.corp_id))
        self._carriers = carriers
        self._renderer = renderer
        self._linker = linker
        self._forget_people = forget_people
        self._pushed = pushed
        self._only_deadlines = only_deadlines
        self._names: OrderedDict[str, str] = OrderedDict()
        self._heard: OrderedDict[str, str] = OrderedDict()
        self.published: bool | None = None

    def receive(self, request: RawRequest) -> Received:
        """A request to one of the three addresses. Raises `Unauthentic`."""
        address = request.path.rpartition("/")[2]
        if address == "robot":
            check_robot(request, self._secrets.client_secret)
            return self.message(self._robot_body(request), request.now)
        if address == "card":
            check_card(request, self._secrets.card_secret)
            delivery = delivery_stamp(request).decode("latin-1")
            return self.press(_object(request.body), delivery, request.now)
        event = _object(self._envelope.open(request))
        return Received(self.event(event, request.now).update, reply=self._envelope.success(request))

    def message(self, said: dict[str, Any], now: datetime) -> Received:
        """Something said to the robot. `now` is aware, UTC."""
        self._belongs(text(said, "chatbotCorpId"))
        received = parse_message(said, names=self._names, answered=self._carriers.message_of, now=now)
        if received.update is not None:
            self.published = True
            self.know(received.update.actor.id, received.update.actor.name)
            if not received.update.chat.private:
                _keep(self._heard, received.update.chat.id, received.update.actor.id)
                if self._only_deadlines():
                    return replace(received, reply=sentence(SPARING))
        elif is_unpublished(received):
            self.published = False
        return received

    def press(self, said: dict[str, Any], delivery: str, now: datetime) -> Received:
        """A press. Whoever asks for a form gets the link at once; nobody else has to know of it."""
        self._belongs(text(said, "corpId"))
        pressed = read_press(said, delivery)
        if pressed is None:
            return Received(reply=b"{}")
        if pressed.carried.action != OPEN_FORM:
            return Received(pressed.update(now))
        if self._linker is None:
            return Received(reply=changed(self._renderer.title(NO_PAGE)))
        chat = pressed.chat
        asked = Asked(pressed.tenant, chat.id, chat.private, pressed.person, pressed.card, ASKED_FOR)
        return Received(reply=changed(self._renderer.link(self._linker(asked))))

    def event(self, event: dict[str, Any], now: datetime) -> Received:
        """Something that happened in the company."""
        if kind_of(event) in PEOPLE_CHANGED:
            self._forget_people()
        elif kind_of(event) != "check_url":
            self._pushed()
        return Received(parse_event(event, now=now))

    def know(self, person: str, name: str) -> None:
        """Somebody's name, by which they may be mentioned."""
        if name:
            _keep(self._names, person, name)

    def somebody_in(self, chat: str) -> str:
        """Somebody we have heard in that group since the start; empty if nobody."""
        return self._heard.get(chat, "")

    def _belongs(self, corp_id: str) -> None:
        self._pushed()
        if self._corp_id and corp_id and corp_id != self._corp_id:
            refuse("another company")

    def _robot_body(self, request: RawRequest) -> dict[str, Any]:
        """Some apps get it in the events' envelope."""
        said = _object(request.body)
        return _object(self._envelope.decrypt(text(said, "encrypt"))) if set(said) == {"encrypt"} else said


def taken(reply: bytes | None) -> bool:
    """Whether a reply to a message says nothing."""
    return reply is None or reply == TAKEN


def _object(written: str | bytes) -> dict[str, Any]:
    read = loads(written)
    if read is None:
        refuse("not a JSON object")
    return read


def _keep(kept: OrderedDict[str, str], key: str, value: str) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > _REMEMBERED:
        kept.popitem(last=False)
