"""What the app sends to the stand-in, over a real socket."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.standins.feishu import HandClock, Standin
from tests.standins.feishu.standin import SECRET

DATA = Path(__file__).parents[1] / "data" / "feishu"
EXCHANGES: dict[str, Any] = {
    e["name"]: e for e in json.loads((DATA / "api_exchanges.json").read_text())["exchanges"]
}
CARD = json.loads((DATA / "card_v2_task_confirm.json").read_text())
SIMPLE = {
    "schema": "2.0",
    "config": {"update_multi": True},
    "header": {"title": {"tag": "plain_text", "content": "第一面"}},
    "body": {"elements": [{"tag": "markdown", "content": "原来的内容"}]},
}
SECOND = {**SIMPLE, "header": {"title": {"tag": "plain_text", "content": "第二面"}}}


class App:
    """A small client, as the product's would be."""

    def __init__(self, standin: Standin) -> None:
        self.standin = standin
        self.http = httpx.Client(base_url=standin.base_url)
        self.token = ""

    def log_in(self) -> str:
        asked = {"app_id": self.standin.app.app_id, "app_secret": SECRET}
        answer = self.http.post("/open-apis/auth/v3/tenant_access_token/internal", json=asked)
        self.token = answer.json()["tenant_access_token"]
        return self.token

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.http.request(method, f"/open-apis/{path}", headers=headers, **more)

    def send(
        self, where: str, content: dict[str, Any], kind: str = "interactive", **more: Any
    ) -> httpx.Response:
        body = {"receive_id": where, "msg_type": kind, "content": json.dumps(content), **more}
        id_type = "open_id" if where.startswith("ou_") else "chat_id"
        return self.ask("POST", f"im/v1/messages?receive_id_type={id_type}", json=body)

    def text(self, where: str, text: str = "你好", **more: Any) -> httpx.Response:
        return self.send(where, {"text": text}, "text", **more)

    def card(self, where: str) -> str:
        message_id: str = self.send(where, SIMPLE).json()["data"]["message_id"]
        return message_id

    def patch(self, message_id: str, card: dict[str, Any]) -> httpx.Response:
        body = {"content": json.dumps(card)}
        return self.ask("PATCH", f"im/v1/messages/{message_id}", json=body)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def standin(clock: HandClock) -> Iterator[Standin]:
    with Standin(clock=clock) as standin:
        yield standin


@pytest.fixture
def wang(standin: Standin) -> str:
    return standin.add_user("王芳", "市场部")


@pytest.fixture
def chat(standin: Standin, wang: str) -> str:
    return standin.add_chat("新产品上市项目群", [wang, standin.add_user("张伟", "研发部")])


@pytest.fixture
def app(standin: Standin) -> Iterator[App]:
    app = App(standin)
    app.log_in()
    yield app
    app.http.close()


def code(answer: httpx.Response) -> int:
    return int(answer.json()["code"])


def shape(value: Any) -> Any:
    """The keys and types of an answer, without its values."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return type(value).__name__


def test_one_token_while_half_an_hour_is_left_then_both_are_good(app: App, clock: HandClock) -> None:
    first = app.token
    clock.move(minutes=89)
    assert app.log_in() == first
    clock.move(minutes=2)
    second = app.log_in()
    assert second != first
    app.token = first
    assert code(app.ask("GET", "bot/v3/info")) == 0
    clock.move(minutes=30)
    assert code(app.ask("GET", "bot/v3/info")) == 99991663


@pytest.mark.parametrize(
    ("app_id", "secret", "expected"), [("", "", 10003), ("cli_0", SECRET, 10014), (None, "wrong", 10015)]
)
def test_token_errors_come_with_status_200(app: App, app_id: str | None, secret: str, expected: int) -> None:
    asked = {"app_id": app.standin.app.app_id if app_id is None else app_id, "app_secret": secret}
    answer = app.http.post("/open-apis/auth/v3/tenant_access_token/internal", json=asked)
    assert (answer.status_code, code(answer)) == (200, expected)


def test_token_trouble_has_its_codes(app: App, standin: Standin) -> None:
    standin.expire_tokens()
    assert code(app.ask("GET", "bot/v3/info")) == 99991663
    app.token = "x-not-a-token"
    assert code(app.ask("GET", "bot/v3/info")) == 99991671
    app.token = ""
    assert code(app.ask("GET", "bot/v3/info")) == 99991661


def test_a_text_is_read_in_the_group_and_in_private(app: App, standin: Standin, chat: str, wang: str) -> None:
    app.text(chat, "各位好")
    app.text(wang, '<at user_id="x">只有你</at>')
    assert [standin.text(m) for m in standin.messages(chat)] == ["各位好"]
    assert len(standin.messages(wang)) == 1
    assert standin.messages(standin.private(wang)) == standin.messages(wang)


@pytest.mark.parametrize(
    ("receiver", "expected"),
    [
        ("oc_not-a-chat", 99992355),
        ("oc_" + "0" * 32, 99992356),
        ("ou_" + "0" * 32, 99992351),
    ],
)
def test_unknown_targets(app: App, receiver: str, expected: int) -> None:
    assert code(app.text(receiver)) == expected


def test_the_id_has_to_fit_its_type(app: App, chat: str) -> None:
    body = {"receive_id": chat, "msg_type": "text", "content": '{"text":"x"}'}
    assert code(app.ask("POST", "im/v1/messages?receive_id_type=open_id", json=body)) == 99992351
    answer = app.ask("POST", "im/v1/messages", json=body)
    assert code(answer) == 99992402
    assert answer.json()["error"]["field_violations"][0]["field"] == "receive_id_type"


def test_an_open_id_of_another_app(app: App, standin: Standin) -> None:
    foreign = standin.site.world.fresh("ou_")
    standin.site.world.other_apps_ids.add(foreign)
    assert code(app.text(foreign)) == 99992361


def test_chats_and_people_that_cannot_be_reached(app: App, standin: Standin, chat: str, wang: str) -> None:
    standin.chats[chat].bot_may_speak = False
    assert code(app.text(chat)) == 230018
    standin.chats[chat].bot_in = False
    assert code(app.text(chat)) == 230002
    standin.chats[chat].dissolved = True
    assert code(app.text(chat)) == 232009
    person = standin.people[wang]
    person.muted_bot = True
    assert code(app.text(wang)) == 230053
    person.available = False
    assert code(app.text(wang)) == 230013
    person.resigned = True
    assert code(app.text(wang)) == 230029


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("text", {"text": "x"}, 230001),
        ("text", "not json", 230001),
        ("text", "[]", 230001),
        ("text", '{"text":" "}', 230001),
        ("smoke", "{}", 230001),
        ("post", '{"title":"x","content":[]}', 230001),
        ("post", '{"zh_cn":{"content":[[{"tag":"md","text":"x"},{"tag":"text","text":"y"}]]}}', 230001),
        ("file", '{"file_key":"file_v3_none"}', 230001),
        ("text", json.dumps({"text": "字" * 60_000}), 230025),
        ("interactive", json.dumps({"schema": "2.0", "body": {"elements": []}, "x": "y" * 31_000}), 230025),
    ],
)
def test_contents_that_are_not_taken(app: App, chat: str, kind: str, content: object, expected: int) -> None:
    body = {"receive_id": chat, "msg_type": kind, "content": content}
    assert code(app.ask("POST", "im/v1/messages?receive_id_type=chat_id", json=body)) == expected


def test_a_body_that_is_no_json(app: App) -> None:
    assert code(app.ask("POST", "im/v1/messages?receive_id_type=chat_id", content=b"{")) == 9499


def test_a_broken_card_is_refused_with_its_sub_code(app: App, chat: str) -> None:
    broken = {**SIMPLE, "body": {"elements": [{"tag": "note"}]}}
    answer = app.send(chat, broken).json()
    assert answer["code"] == 230099
    assert "ErrCode: 200861" in answer["msg"]


def test_a_uuid_says_the_same_thing_once_an_hour(
    app: App, standin: Standin, chat: str, clock: HandClock
) -> None:
    first = app.text(chat, uuid="ob-1").json()["data"]
    assert app.text(chat, "another", uuid="ob-1").json()["data"] == first
    assert len(standin.messages(chat)) == 1
    clock.move(minutes=60)
    assert app.text(chat, uuid="ob-1").json()["data"]["message_id"] != first["message_id"]
    assert code(app.text(chat, uuid="x" * 51)) == 99992402


def test_five_a_second_in_a_chat(app: App, chat: str, wang: str, clock: HandClock) -> None:
    assert [code(app.text(chat)) for _ in range(6)] == [0] * 5 + [230020]
    assert app.text(chat).status_code == 400
    assert code(app.text(wang)) == 0
    clock.move(seconds=1)
    assert code(app.text(chat)) == 0


def test_fifty_a_second_for_the_app_then_the_header_says_how_long(app: App, clock: HandClock) -> None:
    answers = [app.ask("GET", "bot/v3/info") for _ in range(51)]
    assert [a.status_code for a in answers] == [200] * 50 + [429]
    assert code(answers[-1]) == 99991400
    assert answers[-1].headers["x-ogw-ratelimit-reset"] == "1"
    clock.move(seconds=1)
    assert app.ask("GET", "bot/v3/info").status_code == 200


def test_a_thousand_a_minute_for_the_app(app: App, clock: HandClock) -> None:
    for _ in range(20):
        clock.move(seconds=2)
        assert {app.ask("GET", "bot/v3/info").status_code for _ in range(50)} == {200}
    clock.move(seconds=2)
    answer = app.ask("GET", "bot/v3/info")
    assert (answer.status_code, answer.headers["x-ogw-ratelimit-reset"]) == (429, "20")
    clock.move(seconds=20)
    assert app.ask("GET", "bot/v3/info").status_code == 200


def test_limits_can_be_switched_off(clock: HandClock) -> None:
    with Standin(clock=clock, limited=False) as standin:
        chat = standin.add_chat("群", [standin.add_user("王芳")])
        app = App(standin)
        app.log_in()
        assert {code(app.text(chat)) for _ in range(60)} == {0}
        app.http.close()


def test_a_reply_stands_under_its_message(app: App, standin: Standin, chat: str) -> None:
    first = app.text(chat).json()["data"]["message_id"]
    body = {"msg_type": "text", "content": '{"text":"好"}', "reply_in_thread": True}
    told = app.ask("POST", f"im/v1/messages/{first}/reply", json=body).json()["data"]
    assert (told["root_id"], told["parent_id"]) == (first, first)
    inner = app.ask("POST", f"im/v1/messages/{told['message_id']}/reply", json=body).json()["data"]
    assert (inner["root_id"], inner["parent_id"]) == (first, told["message_id"])
    assert inner["thread_id"] == told["thread_id"]
    standin.chats[chat].threads_allowed = False
    assert code(app.ask("POST", f"im/v1/messages/{first}/reply", json=body)) == 230071
    assert code(app.ask("POST", "im/v1/messages/om_none/reply", json=body)) == 99992354


def test_a_card_gets_a_new_face(app: App, standin: Standin, chat: str) -> None:
    message_id = app.card(chat)
    assert app.patch(message_id, SECOND).json() == EXCHANGES["message_patch_card"]["response"]["body"]
    shown = standin.last_card(chat)
    assert (standin.text(shown).splitlines()[0], shown.earlier) == ("第二面", [SIMPLE])


def test_what_cannot_be_patched(app: App, standin: Standin, chat: str, wang: str, clock: HandClock) -> None:
    message_id = app.card(chat)
    text = app.text(chat).json()["data"]["message_id"]
    theirs = standin.site.world.add_message(
        standin.chats[chat], wang, "interactive", SIMPLE, at=clock.now()
    ).id
    assert code(app.patch(text, SECOND)) == 230001
    assert code(app.patch(theirs, SECOND)) == 230012
    assert code(app.patch("om_none", SECOND)) == 99992354
    assert code(app.patch(message_id, {**SECOND, "config": {}})) == 230001
    assert code(app.patch(message_id, {**SECOND, "body": {}})) == 230099
    clock.move(days=15)
    app.log_in()
    assert code(app.patch(message_id, SECOND)) == 230031


def test_a_card_is_patched_five_times_a_second(app: App, chat: str, clock: HandClock) -> None:
    message_id = app.card(chat)
    assert [code(app.patch(message_id, SECOND)) for _ in range(6)] == [0] * 5 + [230020]
    clock.move(seconds=1)
    assert code(app.patch(message_id, SECOND)) == 0


def test_what_was_recalled_is_gone(app: App, standin: Standin, chat: str) -> None:
    message_id = app.card(chat)
    assert code(app.ask("DELETE", f"im/v1/messages/{message_id}")) == 0
    assert standin.messages(chat) == []
    assert code(app.patch(message_id, SECOND)) == 230011
    assert code(app.ask("POST", "im/v1/pins", json={"message_id": message_id})) == 230011


def test_a_text_is_edited_twenty_times(app: App, standin: Standin, chat: str) -> None:
    message_id = app.text(chat, "一").json()["data"]["message_id"]
    body = {"msg_type": "text", "content": '{"text":"二"}'}
    codes = [code(app.ask("PUT", f"im/v1/messages/{message_id}", json=body)) for _ in range(21)]
    assert codes == [0] * 20 + [230075]
    assert standin.text(standin.messages(chat)[0]) == "二"
    assert code(app.ask("PUT", f"im/v1/messages/{app.card(chat)}", json=body)) == 230001


def test_a_card_is_read_back_simplified_unless_asked_for(app: App, chat: str) -> None:
    path = f"im/v1/messages/{app.card(chat)}"
    echoed = json.loads(app.ask("GET", path).json()["data"]["items"][0]["body"]["content"])
    assert echoed == {"title": "第一面", "elements": [[{"tag": "text", "text": "原来的内容"}]]}
    whole = app.ask("GET", f"{path}?card_msg_content_type=user_card_content").json()
    assert json.loads(whole["data"]["items"][0]["body"]["content"]) == SIMPLE


def test_a_message_is_pinned_once(app: App, standin: Standin, chat: str) -> None:
    body = {"message_id": app.card(chat)}
    first = app.ask("POST", "im/v1/pins", json=body).json()
    assert shape(first) == shape(EXCHANGES["pin_create"]["response"]["body"])
    assert app.ask("POST", "im/v1/pins", json=body).json() == first
    assert [m.id for m in standin.pinned(chat)] == [body["message_id"]]


def test_a_file_arrives_as_it_was(app: App, standin: Standin, chat: str) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--x--\r\n"
    form = {"file_type": "xls", "file_name": "表1-新产品上市推广.xlsx"}
    answer = app.ask("POST", "im/v1/files", data=form, files={"file": ("x", content)})
    app.send(chat, answer.json()["data"], "file")
    (stored,) = standin.documents(chat)
    assert (stored.name, stored.content) == ("表1-新产品上市推广.xlsx", content)


@pytest.mark.parametrize(
    ("form", "content", "expected"),
    [
        ({"file_type": "doc", "file_name": "a.xlsx"}, b"x", 234001),
        ({"file_type": "zip", "file_name": "a.zip"}, b"x", 234001),
        ({"file_type": "stream"}, b"x", 234001),
        ({"file_type": "pdf", "file_name": "a.pdf"}, b"", 234010),
        ({"file_type": "stream", "file_name": "a"}, bytes(30 * 1024 * 1024 + 1), 234006),
    ],
)
def test_files_that_are_not_taken(app: App, form: dict[str, str], content: bytes, expected: int) -> None:
    assert code(app.ask("POST", "im/v1/files", data=form, files={"file": ("x", content)})) == expected


def test_images(app: App, standin: Standin, chat: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)

    def upload(content: bytes, kind: str = "message") -> httpx.Response:
        return app.ask("POST", "im/v1/images", data={"image_type": kind}, files={"image": ("x", content)})

    key = upload(picture).json()["data"]["image_key"]
    assert standin.files[key].content == picture
    assert code(app.send(chat, {"image_key": key}, "image")) == 0
    assert code(app.send(chat, {"file_key": key}, "file")) == 230055
    assert code(upload(b"no picture")) == 234011
    assert code(upload(picture, "wallpaper")) == 234001
    assert code(app.ask("POST", "im/v1/images", json={})) == 234001


def test_members_come_page_by_page(app: App, standin: Standin) -> None:
    people = [standin.add_user(f"员工{n}") for n in range(5)]
    chat = standin.add_chat("大群", people)
    found: list[str] = []
    token = ""
    for expected in (True, True, False):
        path = f"im/v1/chats/{chat}/members?page_size=2&page_token={token}"
        page = app.ask("GET", path).json()["data"]
        found += [item["member_id"] for item in page["items"]]
        token = page["page_token"]
        assert (page["has_more"], page["member_total"]) == (expected, 5)
    assert found == people
    assert code(app.ask("GET", f"im/v1/chats/{chat}/members?page_size=101")) == 99992402
    standin.chats[chat].bot_in = False
    assert code(app.ask("GET", f"im/v1/chats/{chat}/members")) == 232011
    standin.chats[chat].dissolved = True
    assert code(app.ask("GET", f"im/v1/chats/{chat}")) == 232009


def test_a_missing_scope_hides_fields_of_a_person(app: App, standin: Standin, wang: str) -> None:
    told = app.ask("GET", f"contact/v3/users/{wang}").json()["data"]["user"]
    department = app.ask("GET", f"contact/v3/departments/{told['department_ids'][0]}").json()["data"]
    assert (told["name"], department["department"]["name"]) == ("王芳", "市场部")
    standin.site.scopes -= {"contact:user.base:readonly", "contact:user.department:readonly"}
    told = app.ask("GET", f"contact/v3/users/{wang}").json()["data"]["user"]
    assert not {"name", "department_ids"} & set(told)
    standin.people[wang].visible = False
    assert code(app.ask("GET", f"contact/v3/users/{wang}")) == 41050


def test_several_people_and_departments_at_once(app: App, standin: Standin, wang: str) -> None:
    zhang = standin.add_user("张伟", "研发部")
    standin.people[wang].visible = False
    found = app.ask("GET", f"contact/v3/users/batch?user_ids={wang}&user_ids={zhang}").json()["data"]["items"]
    assert [one["name"] for one in found] == ["张伟"]
    where = found[0]["department_ids"][0]
    told = app.ask("GET", f"contact/v3/departments/batch?department_ids={where}").json()["data"]["items"]
    assert [(d["name"], d["member_count"]) for d in told] == [("研发部", 1)]
    assert code(app.ask("GET", "contact/v3/users/batch")) == 99992402
    assert code(app.ask("GET", "contact/v3/departments/od-none")) == 99992402


def test_a_missing_scope_is_named(app: App, standin: Standin, chat: str) -> None:
    standin.site.scopes -= {"im:message", "im:message:send_as_bot"}
    answer = app.text(chat).json()
    assert answer["code"] == 99991672
    assert {v["subject"] for v in answer["error"]["permission_violations"]} >= {"im:message"}
    standin.site.violations_name_scopes = True
    violations = app.text(chat).json()["error"]["permission_violations"]
    assert {v["scope"] for v in violations} >= {"im:message"}
    granted = app.ask("GET", "application/v6/scopes").json()["data"]["scopes"]
    status = {scope["scope_name"]: scope["grant_status"] for scope in granted}
    assert (status["im:message"], status["im:resource"]) == (2, 1)


def test_wrong_paths_and_methods(app: App) -> None:
    assert code(app.ask("GET", "no/such/api")) == 99991201
    assert code(app.ask("PUT", "im/v1/pins")) == 99991301


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [
        ("bot_info", "GET", "bot/v3/info"),
        ("chat_members", "GET", "im/v1/chats/{chat}/members"),
        ("message_delete", "DELETE", "im/v1/messages/{message}"),
    ],
)
def test_answers_have_the_recorded_shape(app: App, chat: str, name: str, method: str, path: str) -> None:
    answer = app.ask(method, path.format(chat=chat, message=app.card(chat)))
    recorded = EXCHANGES[name]["response"]
    assert shape(answer.json()) == shape(recorded["body"])
    assert set(recorded["headers"]) <= {n.title() for n in answer.headers}


def test_a_sent_card_is_told_in_the_recorded_shape(app: App, standin: Standin, chat: str) -> None:
    recorded = EXCHANGES["message_create_card"]
    sent = recorded["request"]["body"]
    card = json.loads(sent["content"].replace("ou_b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2", "all"))
    answer = app.send(chat, card, uuid=sent["uuid"])
    assert shape(answer.json()) == shape(recorded["response"]["body"])


def test_a_refusal_has_the_recorded_shape(app: App, standin: Standin, chat: str) -> None:
    standin.chats[chat].bot_in = False
    recorded = EXCHANGES["err_not_in_chat"]["response"]
    answer = app.text(chat)
    assert (answer.status_code, code(answer)) == (recorded["status"], recorded["body"]["code"])
    assert shape(answer.json()) == shape(recorded["body"])


def test_failing_on_demand_is_used_up(app: App, standin: Standin, chat: str) -> None:
    standin.fail("*/im/v1/messages", skip=1, times=2, status=500)
    statuses = [app.text(chat).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    standin.fail(code=99991400, status=429, headers={"x-ogw-ratelimit-reset": "7"}, times=None)
    answer = app.text(chat)
    assert (answer.status_code, answer.headers["x-ogw-ratelimit-reset"]) == (429, "7")
    standin.heal()
    assert app.text(chat).status_code == 200


def test_something_in_between_answers_with_a_page(app: App, standin: Standin, chat: str) -> None:
    standin.fail(raw=b"<html>Bad Gateway</html>")
    answer = app.text(chat)
    assert (answer.status_code, answer.text) == (502, "<html>Bad Gateway</html>")


def test_a_connection_dropped_before_or_after_the_request_took_effect(
    app: App, standin: Standin, chat: str
) -> None:
    standin.fail(drop=True)
    with pytest.raises(httpx.RemoteProtocolError):
        app.text(chat)
    assert standin.messages(chat) == []
    standin.fail(drop=True, when="after")
    with pytest.raises(httpx.RemoteProtocolError):
        app.text(chat, uuid="ob-1")
    assert len(standin.messages(chat)) == 1
    assert code(app.text(chat, uuid="ob-1")) == 0
    assert len(standin.messages(chat)) == 1
    assert [asked.status for asked in standin.asked[-3:]] == [0, 0, 200]


def test_an_answer_waits_until_the_test_lets_go(app: App, standin: Standin, chat: str) -> None:
    released = threading.Event()
    failure = standin.fail("*/im/v1/messages", hold=released, when="after")
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(app.text, chat)
        assert failure.waiting.wait(5)
        assert len(standin.messages(chat)) == 1
        assert not answer.done()
        released.set()
        assert code(answer.result(5)) == 0


def test_closing_releases_whoever_waits(app: App, standin: Standin, chat: str) -> None:
    failure = standin.fail(hold=threading.Event())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(app.text, chat)
        assert failure.waiting.wait(5)
        standin.heal()
        assert code(answer.result(5)) == 0


def test_companies_are_told_apart(standin: Standin) -> None:
    other = standin.company("9f8e7d6c5b4a3928")
    person = other.add_user("李四", "市场部")
    chat = other.add_chat("外司群", [person])
    assert standin.chats[chat].tenant_key == "9f8e7d6c5b4a3928"
    assert (
        standin.people[person].department_id
        != standin.people[standin.add_user("王芳", "市场部")].department_id
    )
