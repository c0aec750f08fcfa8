"""The card platform: one call makes and delivers, one changes. As strict as the documentation, and as forgiving."""

from typing import Any

from tests.standins.dingtalk.api_robot import body_of
from tests.standins.dingtalk.refusals import Refusal
from tests.standins.dingtalk.site import PRESET, Site
from tests.standins.dingtalk.world import CardInstance
from tests.standins.feishu.exchange import Call

LONGEST_VALUE = 4096
"""Bytes. One kilobyte is documented; more is sent by others."""
PRESET_VARIABLES = {
    "flowStatus",
    "msgTitle",
    "msgContent",
    "staticMsgContent",
    "logo",
    "sys_full_json_obj",
}
_FIELDS = (
    "cardTemplateId",
    "outTrackId",
    "callbackType",
    "callbackRouteKey",
    "cardData",
    "privateData",
    "userIdType",
    "openSpaceId",
    "imGroupOpenSpaceModel",
    "imGroupOpenDeliverModel",
    "imRobotOpenSpaceModel",
    "imRobotOpenDeliverModel",
)


def create_and_deliver(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/card/instances/createAndDeliver. The same card again is no second one, and its data is ignored."""
    site.need("Card.Instance.Write")
    body = body_of(call, *_FIELDS)
    track = body.get("outTrackId")
    if not isinstance(track, str) or not track:
        raise Refusal("param.outTrackIdEmpty")
    card = site.world.cards.get(track) or _create(site, body, track)
    result = _deliver(site, card, body)
    return {"success": True, "result": {"outTrackId": track, "deliverResults": [result]}}


def update(site: Site, call: Call) -> dict[str, Any]:
    """PUT /v1.0/card/instances. Without `updateCardDataByKey` everything is replaced."""
    site.need("Card.Instance.Write")
    body = body_of(call, "outTrackId", "cardData", "privateData", "userIdType", "cardUpdateOptions")
    card = _card(site, body)
    if card.being_pressed:
        site.early_updates.append(card.track)
    data = _strings(body.get("cardData"))
    by_key = body.get("cardUpdateOptions", {}).get("updateCardDataByKey") is True
    card.data = {**card.data, **data} if by_key else data
    card.seen.clear()
    card.updates += 1
    return {"success": True, "result": True}


def add_space(site: Site, call: Call) -> dict[str, Any]:
    """PUT /v1.0/card/instances/spaces."""
    _card(site, body_of(call, "outTrackId", "topOpenSpaceModel"))
    return {"success": True, "result": True}


def deliver(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/card/instances/deliver, to the top of a group. The result is the list itself."""
    site.need("Card.Instance.Write")
    body = body_of(call, "outTrackId", "userIdType", "openSpaceId", "topOpenDeliverModel")
    card = _card(site, body)
    kind, _, group = str(body.get("openSpaceId")).removeprefix("dtv1.card//").partition(".")
    if kind != "ONE_BOX" or "expiredTimeMillis" not in body.get("topOpenDeliverModel", {}):
        raise Refusal("param.openDeliverModelEmpty")
    site.world.groups[group].box = card.track
    return {"success": True, "result": [{"spaceType": kind, "spaceId": group, "success": True}]}


def register(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/card/callbacks/register. Without `forceUpdate` what stands there stays."""
    body = body_of(call, "callbackRouteKey", "callbackUrl", "apiSecret", "forceUpdate")
    route = str(body["callbackRouteKey"])
    if body.get("forceUpdate") or route not in site.world.callbacks:
        site.world.callbacks[route] = (str(body["callbackUrl"]), str(body["apiSecret"]))
    url, secret = site.world.callbacks[route]
    return {"success": True, "result": {"callbackUrl": url, "apiSecret": secret}}


def _create(site: Site, body: dict[str, Any], track: str) -> CardInstance:
    template = str(body.get("cardTemplateId"))
    if template not in site.templates:
        raise Refusal("param.templateNotExist")
    callback, route = body.get("callbackType"), str(body.get("callbackRouteKey", ""))
    if callback not in {"STREAM", "HTTP"} or (callback == "HTTP" and not route):
        raise Refusal("param.invalid", "callbackType and its route")
    data = _strings(body.get("cardData"))
    if template == PRESET and not set(data) <= PRESET_VARIABLES:
        raise Refusal("param.invalid", f"variables {sorted(set(data) - PRESET_VARIABLES)}")
    card = CardInstance(track, template, data, str(callback), route, site.clock.now())
    site.world.cards[track] = card
    return card


def _deliver(site: Site, card: CardInstance, body: dict[str, Any]) -> dict[str, Any]:
    kind, _, target = str(body.get("openSpaceId")).removeprefix("dtv1.card//").partition(".")
    model = {"IM_GROUP": "imGroupOpenDeliverModel", "IM_ROBOT": "imRobotOpenDeliverModel"}.get(kind)
    if model is None:
        raise Refusal("param.openSpaceIdInvalid")
    if body.get(model, {}).get("robotCode") != site.app.client_id:
        raise Refusal("param.openDeliverModelError")
    called = body.get(model, {}).get("atUserIds", {})
    if not all(isinstance(one, str) and isinstance(name, str) and name for one, name in called.items()):
        raise Refusal("param.openDeliverModelError", "atUserIds")
    result: dict[str, Any] = {"spaceType": kind, "spaceId": target, "success": False}
    if why := site.undelivered or _unreachable(site, kind, target):
        return result | {"errorMsg": why}
    if not card.where:
        card.where, card.carrier, card.at = target, site.world.fresh("pqkCard"), site.clock.now()
        card.called = called if kind == "IM_GROUP" else {}
    return result | {"success": True, "carrierId": card.carrier}


def _unreachable(site: Site, kind: str, target: str) -> str:
    if kind == "IM_ROBOT":
        return "" if target in site.world.people else "user does not exist"
    group = site.world.groups.get(target)
    return "" if group is not None and group.bot_in and not group.disbanded else "robot is not in the group"


def _card(site: Site, body: dict[str, Any]) -> CardInstance:
    card = site.world.cards.get(str(body.get("outTrackId")))
    if card is None:
        raise Refusal("param.cardNotExist")
    return card


def _strings(data: Any) -> dict[str, str]:
    given = data.get("cardParamMap") if isinstance(data, dict) else None
    if not isinstance(given, dict) or not given:
        raise Refusal("param.cardDataAndPrivateDataBothEmpty")
    for name, value in given.items():
        if not isinstance(value, str):
            raise Refusal("param.invalid", f"{name} is not a string")
        if len(value.encode()) > LONGEST_VALUE:
            raise Refusal("param.invalid", f"{name} has {len(value.encode())} bytes")
    return given
