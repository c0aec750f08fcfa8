"""The stand-in is as strict as DingTalk: what it would let pass by mistake, the product would get wrong in earnest."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.standins.dingtalk import Hand, Pusher, Standin
from tests.standins.dingtalk.site import PRESET
from tests.standins.dingtalk.stream import StreamServer
from tests.standins.feishu import HandClock

FACE = {
    "flowStatus": "3",
    "msgTitle": "卡",
    "msgContent": "",
    "staticMsgContent": "内容",
    "sys_full_json_obj": json.dumps(
        {
            "order": ["msgTitle", "staticMsgContent", "msgButtons"],
            "msgButtons": [{"text": "接受", "color": "blue", "id": "hb1.x", "request": True}],
        }
    ),
}
INSTANCES = "/v1.0/card/instances"


class App:
    """A small client, as the product's would be."""

    def __init__(self, standin: Standin) -> None:
        self.standin = standin
        self.wang = standin.add_user("王芳", "市场部")
        self.group = standin.add_group("新品群", [self.wang])
        self.http = httpx.Client(base_url=standin.base_url)
        self.log_in()

    def log_in(self) -> None:
        asked = {"appKey": self.standin.app.client_id, "appSecret": self.standin.app.client_secret}
        self.token = self.http.post("/v1.0/oauth2/accessToken", json=asked).json()["accessToken"]

    def call(self, method: str, path: str, **body: Any) -> httpx.Response:
        return self.http.request(method, path, json=body, headers={"x-acs-dingtalk-access-token": self.token})

    def card(self, track: str = "t1", **changes: Any) -> httpx.Response:
        body = {
            "cardTemplateId": PRESET,
            "outTrackId": track,
            "callbackType": "STREAM",
            "cardData": {"cardParamMap": FACE},
            "userIdType": 1,
            "openSpaceId": f"dtv1.card//IM_GROUP.{self.group}",
            "imGroupOpenSpaceModel": {"supportForward": False},
            "imGroupOpenDeliverModel": {"robotCode": self.standin.app.client_id},
        }
        return self.call("POST", f"{INSTANCES}/createAndDeliver", **(body | changes))

    def say(self, **changes: Any) -> httpx.Response:
        body = {
            "robotCode": self.standin.app.client_id,
            "openConversationId": self.group,
            "msgKey": "sampleMarkdown",
            "msgParam": json.dumps({"title": "题", "text": "话"}),
        }
        return self.call("POST", "/v1.0/robot/groupMessages/send", **(body | changes))


@pytest.fixture
def app(clock: HandClock) -> Iterator[App]:
    with Standin(clock=clock) as standin:
        made = App(standin)
        yield made
        made.http.close()


def code(answer: httpx.Response) -> str:
    return str(answer.json().get("code", answer.json().get("errcode", "")))


def test_a_token_is_the_same_again_until_it_ends(app: App, clock: HandClock) -> None:
    first = app.token
    app.log_in()
    assert app.token == first
    clock.move(seconds=7200)
    assert code(app.say()) == "InvalidAuthentication"
    old_host = app.http.post("/topapi/v2/user/get", params={"access_token": first}, json={"userid": app.wang})
    assert (old_host.status_code, code(old_host)) == (200, "40014")
    app.log_in()
    assert app.token != first
    assert app.say().status_code == 200


def test_the_month_counts_what_is_metered_and_ends(app: App, clock: HandClock) -> None:
    app.standin.site.month_calls = 2
    app.http.post("/topapi/v2/user/get", params={"access_token": app.token}, json={"userid": app.wang})
    assert [app.say().status_code, app.card().status_code] == [200, 200]
    assert code(app.say()) == "Forbidden.AccessDenied.ApiCountLimitForOrg"
    clock.move(days=31)
    app.log_in()
    assert app.say().status_code == 200


def test_the_months_pushes_end_in_a_message_without_words(app: App) -> None:
    app.standin.site.month_pushes = 1
    pusher = Pusher(app.standin, lambda *_: (200, b""))
    assert "text" in (pusher.message(app.wang, app.group, "@会办 一") or {})
    spent = pusher.message(app.wang, app.group, "@会办 二") or {}
    assert (spent.get("errorCode"), "text" in spent) == ("20001", False)


def test_twenty_calls_a_second_of_one_api(app: App) -> None:
    assert {app.say().status_code for _ in range(20)} == {200}
    refused = app.say()
    assert (refused.status_code, code(refused)) == (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")
    assert app.card().status_code == 200


def test_a_failed_delivery_hides_in_an_answer_of_success(app: App) -> None:
    app.standin.site.world.groups[app.group].bot_in = False
    answer = app.card()
    (result,) = answer.json()["result"]["deliverResults"]
    assert (answer.status_code, answer.json()["success"], result["success"]) == (200, True, False)
    assert app.standin.cards(app.group) == []


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"cardData": {"cardParamMap": FACE | {"flowStatus": 3}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": FACE | {"unknown": "x"}}}, "param.invalid"),
        ({"cardTemplateId": "other.schema"}, "param.templateNotExist"),
        ({"callbackType": "HTTP"}, "param.invalid"),
        ({"openSpaceId": "dtv1.card//NOWHERE.x"}, "param.openSpaceIdInvalid"),
        ({"imGroupOpenDeliverModel": {}}, "param.openDeliverModelError"),
        ({"outTrackId": ""}, "param.outTrackIdEmpty"),
        ({"surprise": 1}, "InvalidParameter"),
    ],
)
def test_a_card_that_is_not_right_is_refused(app: App, changes: dict[str, Any], refused: str) -> None:
    answer = app.card(**changes)
    assert (answer.status_code, code(answer)) == (400, refused)


def test_the_same_card_twice_is_one_and_keeps_its_first_face(app: App) -> None:
    app.card()
    app.card(cardData={"cardParamMap": FACE | {"msgTitle": "另一张"}})
    assert [card.data["msgTitle"] for card in app.standin.cards(app.group)] == ["卡"]


def test_an_update_replaces_everything_unless_it_says_by_key(app: App) -> None:
    app.card()
    (card,) = app.standin.cards(app.group)
    new = {"cardParamMap": {"msgTitle": "新"}}
    options = {"updateCardDataByKey": True}
    app.call("PUT", INSTANCES, outTrackId="t1", cardData=new, cardUpdateOptions=options)
    assert (card.data["msgTitle"], card.data["flowStatus"]) == ("新", "3")
    app.call("PUT", INSTANCES, outTrackId="t1", cardData=new)
    assert card.data == {"msgTitle": "新"}
    assert code(app.call("PUT", INSTANCES, outTrackId="t2", cardData=new)) == "param.cardNotExist"


@pytest.mark.parametrize(
    "changes",
    [
        {"at": {"atUserIds": ["x"]}},
        {"msgParam": {"title": "题", "text": "话"}},
        {"msgParam": json.dumps({"title": "题"})},
        {"msgParam": json.dumps({"title": "题", "text": "话" * 6000})},
        {"msgKey": "sampleTable"},
        {"openConversationId": "cidNobody"},
        {"robotCode": "another"},
    ],
)
def test_a_message_that_is_not_right_is_refused(app: App, changes: dict[str, Any]) -> None:
    assert app.say(**changes).status_code == 400
    assert app.standin.shown(app.group) == []


def test_a_message_to_people_says_who_did_not_get_it(app: App) -> None:
    app.standin.site.flowing.add(app.wang)
    body = {
        "robotCode": app.standin.app.client_id,
        "msgKey": "sampleText",
        "msgParam": '{"content":"话"}',
        "userIds": [app.wang, "nobody"],
    }
    told = app.call("POST", "/v1.0/robot/oToMessages/batchSend", **body).json()
    assert (told["invalidStaffIdList"], told["flowControlledStaffIdList"]) == (["nobody"], [app.wang])
    many = app.call("POST", "/v1.0/robot/oToMessages/batchSend", **body | {"userIds": ["x"] * 21})
    assert many.status_code == 400


def test_an_address_to_answer_at_ends(app: App, clock: HandClock) -> None:
    body = Pusher(app.standin, lambda *_: (200, b"")).message(app.wang, app.group, "@会办 帮助") or {}
    answer = {"msgtype": "text", "text": {"content": "好"}}
    assert code(app.http.post(body["sessionWebhook"], json=answer)) == "0"
    clock.move(seconds=timedelta(minutes=91).total_seconds())
    assert code(app.http.post(body["sessionWebhook"], json=answer)) == "400101"


def test_an_answer_changes_the_card_for_the_one_who_pressed(app: App) -> None:
    told = json.dumps({"cardData": {"cardParamMap": {"msgTitle": "已接受"}}}).encode()
    zhang = app.standin.add_user("张伟")
    app.standin.site.world.groups[app.group].members.append(zhang)
    app.standin.site.world.callbacks["r"] = ("https://huiban.example.com/webhooks/dingtalk/card", "secret")
    app.card(callbackType="HTTP", callbackRouteKey="r")
    hand = Hand(app.standin, Pusher(app.standin, lambda *_: (200, told)))
    assert hand.press("t1", app.wang, "接受").title == "已接受"
    assert hand.sees("t1", zhang).title == "卡"
    with pytest.raises(AssertionError, match="cannot see"):
        hand.press("t1", app.standin.add_user("外人"), "接受")


def test_an_update_from_inside_a_callback_is_noticed(app: App, clock: HandClock) -> None:
    app.standin.site.world.callbacks["r"] = ("https://huiban.example.com/webhooks/dingtalk/card", "secret")
    app.card(callbackType="HTTP", callbackRouteKey="r")

    def hasty(*_: object) -> tuple[int, bytes]:
        app.call("PUT", INSTANCES, outTrackId="t1", cardData={"cardParamMap": FACE})
        return 200, b"{}"

    def slow(*_: object) -> tuple[int, bytes]:
        clock.move(seconds=3)
        return 200, b"{}"

    Hand(app.standin, Pusher(app.standin, hasty)).press("t1", app.wang, "接受")
    assert app.standin.site.early_updates == ["t1"]
    with pytest.raises(AssertionError, match="too late"):
        Hand(app.standin, Pusher(app.standin, slow)).press("t1", app.wang, "接受")


def test_an_event_wants_the_encrypted_word(app: App) -> None:
    with pytest.raises((AssertionError, ValueError)):
        Pusher(app.standin, lambda *_: (200, b"success")).event({"EventType": "check_url"})


def test_failures_come_as_ordered(app: App) -> None:
    app.standin.fail("/v1.0/robot/groupMessages/send", "system.busy", status=500)
    assert (app.say().status_code, app.say().status_code) == (500, 200)
    app.standin.fail("/v1.0/robot/groupMessages/send", drop=True, after=True)
    with pytest.raises(httpx.HTTPError):
        app.say()
    assert len(app.standin.shown(app.group)) == 2


def test_a_ticket_lets_one_in_once_and_for_ninety_seconds(app: App, clock: HandClock) -> None:
    topics = ("/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback")
    asked = {
        "clientId": app.standin.app.client_id,
        "clientSecret": app.standin.app.client_secret,
        "subscriptions": [
            {"type": "EVENT", "topic": "*"},
            *({"type": "CALLBACK", "topic": t} for t in topics),
        ],
    }
    with StreamServer(app.standin):
        opened = app.http.post("/v1.0/gateway/connections/open", json=asked).json()
        assert urlsplit(opened["endpoint"]).scheme == "ws"
        assert app.standin.tickets.burn(opened["ticket"])
        assert not app.standin.tickets.burn(opened["ticket"])
        late = app.http.post("/v1.0/gateway/connections/open", json=asked).json()
        clock.move(seconds=91)
        assert not app.standin.tickets.burn(late["ticket"])
    wrong = app.http.post("/v1.0/gateway/connections/open", json=asked | {"clientSecret": "x"})
    assert (wrong.status_code, code(wrong)) == (400, "invalidClientIdOrSecret")
