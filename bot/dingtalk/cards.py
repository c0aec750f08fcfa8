"""Cards of the card platform: created and delivered in one call, changed by their own id."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from zlib import crc32

from bot.cards.model import Card
from bot.dingtalk.calls import Call
from bot.dingtalk.carriers import Carriers
from bot.dingtalk.client import Client
from bot.dingtalk.errors import ALREADY_THERE, undelivered
from bot.dingtalk.links import Asked, in_private
from bot.dingtalk.registration import ROUTE
from bot.dingtalk.render import Renderer
from bot.dingtalk.values import card_id
from bot.ports import Refused, Target
from bot.wire.shapes import items, part, text

PINNED_FOR = timedelta(days=30)
INSTANCES = "/v1.0/card/instances"


class Cards:
    """Every method raises `Busy` or `Refused` and nothing else.

    `ready` is called before a card is made: presses on it need somewhere to go. `by_stream`: they come by Stream.
    `changed` is told of every card that is posted or gets a new face.
    """

    def __init__(
        self,
        client: Client,
        renderer: Renderer,
        carriers: Carriers,
        *,
        robot_code: str,
        by_stream: bool,
        ready: Callable[[], None],
        changed: Callable[[str], None],
    ) -> None:
        self._client = client
        self._renderer = renderer
        self._carriers = carriers
        self._robot_code = robot_code
        self._by_stream = by_stream
        self._ready = ready
        self._changed = changed
        self._locks = tuple(Lock() for _ in range(16))

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card; its id. The same intent again is the same card."""
        self._ready()
        track = card_id(once, target.chat)
        try:
            answer = self._client.call(
                Call("POST", f"{INSTANCES}/createAndDeliver", body=self._new(target, card, track))
            )
        except Refused as refusal:
            if refusal.why != ALREADY_THERE:
                raise
            self.replace(target, track, card)
            return track
        self._delivered(items(part(answer, "result"), "deliverResults"), track)
        self._changed(track)
        return track

    def replace(self, target: Target, track: str, card: Card) -> None:
        """Give a card a new face for everybody. Changes of one card go out one after the other."""
        body = {
            "outTrackId": track,
            "cardData": {"cardParamMap": self._renderer.data(card, _viewer(target, track))},
            "userIdType": 1,
            "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        }
        with self._locks[crc32(track.encode()) % len(self._locks)]:
            self._client.call(Call("PUT", INSTANCES, body=body))
        self._changed(track)

    def pin(self, chat: str, track: str, *, now: datetime) -> None:
        """Show a card at the top of its group too. There is room for one; it stays for a month. `now` is aware."""
        until = int((now + PINNED_FOR).timestamp() * 1000)
        body = {
            "outTrackId": track,
            "userIdType": 1,
            "openSpaceId": f"dtv1.card//ONE_BOX.{chat}",
            "topOpenDeliverModel": {"expiredTimeMillis": until},
        }
        space = {"outTrackId": track, "topOpenSpaceModel": {"spaceType": "ONE_BOX"}}
        self._client.call(Call("PUT", f"{INSTANCES}/spaces", body=space))
        answer = self._client.call(Call("POST", f"{INSTANCES}/deliver", body=body))
        _check(items(answer, "result"))

    def _new(self, target: Target, card: Card, track: str) -> dict[str, Any]:
        summary = card.summary or card.title
        space = {
            "supportForward": False,
            "lastMessageI18n": {"ZH_CN": summary},
            "notification": {"alertContent": summary, "notificationOff": False},
        }
        body: dict[str, Any] = {
            "cardTemplateId": self._renderer.template,
            "outTrackId": track,
            "callbackType": "STREAM" if self._by_stream else "HTTP",
            "cardData": {"cardParamMap": self._renderer.data(card, _viewer(target, track))},
            "userIdType": 1,
        }
        if not self._by_stream:
            body["callbackRouteKey"] = ROUTE
        if target.chat is not None:
            return body | {
                "openSpaceId": f"dtv1.card//IM_GROUP.{target.chat}",
                "imGroupOpenSpaceModel": space,
                "imGroupOpenDeliverModel": {"robotCode": self._robot_code, **_called(card)},
            }
        return body | {
            "openSpaceId": f"dtv1.card//IM_ROBOT.{target.person}",
            "imRobotOpenSpaceModel": space,
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self._robot_code},
        }

    def _delivered(self, results: list[Any], track: str) -> None:
        _check(results)
        for result in results:
            if carrier := text(result, "carrierId"):
                self._carriers.remember(carrier, track)


def _called(card: Card) -> dict[str, Any]:
    """Whom posting it notifies: the only way to do so, and only now."""
    return {"atUserIds": {one.value: one.label for one in card.calls}} if card.calls else {}


def _viewer(target: Target, track: str) -> Asked | None:
    if target.chat is not None or target.person is None:
        return None
    return in_private(target.tenant, target.person, track)


def _check(results: list[Any]) -> None:
    """Each delivery by itself: the answer says success whatever became of them."""
    for result in results:
        if not (isinstance(result, dict) and result.get("success") is True):
            raise undelivered(text(result, "errorMsg") or "no reason given")
