"""The page's addresses: who may ask, what comes back, and what is never given."""

import asyncio
import re
from typing import Any

import httpx
import pytest

from app.web.playground.stream import changes
from bot.cards.parts import note
from bot.playground.cast import GROUP_ID, TENANT
from bot.ports import Document, Target
from tests.playground.conftest import Stage

GROUP = Target(TENANT, chat=GROUP_ID)


def ask(stage: Stage, method: str, path: str, **options: Any) -> httpx.Response:
    """One request, without a network."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(stage.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://playground") as client:
            return await client.request(method, f"/playground{path}", **options)

    return asyncio.run(asked())


def said(text: str, **more: Any) -> dict[str, Any]:
    """The body of something said by 王芳 in the group."""
    return {"id": "request-1", "persona": "wangfang", "chat": GROUP_ID, "text": text, **more}


def test_the_page_greets_once_and_runs_only_its_own_scripts(stage: Stage) -> None:
    first = ask(stage, "GET", "")
    ask(stage, "GET", "")
    assert first.status_code == 200
    assert "大家好，我是会办" in first.text
    assert len(stage.intake.taken) == 1
    assert "script-src 'self'" in first.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", first.text)
    for address in re.findall(r'(?:src|href)="(/playground/static/[^"]+)"', first.text):
        assert ask(stage, "GET", address.removeprefix("/playground")).status_code == 200


def test_unknown_people_and_chats_become_the_first(stage: Stage) -> None:
    page = ask(stage, "GET", "?as=<nobody>&chat=with-lina").text
    assert 'data-persona="wangfang" data-chat="launch"' in page
    assert "<nobody>" not in page


def test_saying_something_stores_it_and_shows_the_answer(stage: Stage) -> None:
    answer = ask(stage, "POST", "/say", json=said("/需求 上市"))
    assert answer.json() == {"toast": "", "tone": "info"}
    chat = ask(stage, "GET", f"/chat/{GROUP_ID}?persona=lina").text
    assert "需求 N1 · 新产品上市推广" in chat
    assert 'class="message mine' not in chat


def test_a_press_is_answered_with_a_toast_and_its_card_has_a_new_face(stage: Stage) -> None:
    ask(stage, "POST", "/say", json=said("/需求"))
    press = {"message_id": "2", "action": "need.move_due", "args": {"need": 1, "day": "2024-06-28"}}
    body = {"id": "request-2", "persona": "wangfang", "chat": GROUP_ID, "press": press}
    assert ask(stage, "POST", "/press", json=body).json()["toast"] == "已更新"
    chat = ask(stage, "GET", f"/chat/{GROUP_ID}?persona=wangfang").text
    assert "改 6月28日" not in chat
    again = ask(stage, "POST", "/press", json=body | {"id": "request-3"})
    assert again.status_code == 403
    assert again.json()["toast"] == "这个操作已经失效，请看最新的卡片"


def test_only_members_see_a_chat(stage: Stage) -> None:
    stage.platform.send(Target(TENANT, person="lina"), note("秘密"), once="a")
    assert ask(stage, "GET", "/chat/with-lina?persona=wangfang").status_code == 404
    assert "秘密" in ask(stage, "GET", "/chat/with-lina?persona=lina").text
    side = ask(stage, "GET", "/side?persona=wangfang&chat=with-lina").json()
    assert side["chat"] is None
    assert "秘密" not in side["chats"]


def test_unread_counts_until_it_is_seen(stage: Stage) -> None:
    stage.platform.send(Target(TENANT, person="lina"), note("一"), once="a")
    stage.platform.send(GROUP, note("二"), once="b")
    assert ask(stage, "GET", "/side?persona=lina&chat=launch").json()["unread"] == 2
    seen = {"persona": "lina", "chat": "with-lina", "up_to": 1}
    assert ask(stage, "POST", "/seen", json=seen).status_code == 204
    assert ask(stage, "GET", "/side?persona=lina&chat=launch").json()["unread"] == 1
    assert ask(stage, "POST", "/seen", json=seen | {"up_to": 0}).status_code == 204
    assert ask(stage, "GET", "/side?persona=lina&chat=launch").json()["unread"] == 1


def test_a_file_can_be_fetched_by_its_id_only(stage: Stage) -> None:
    stage.platform.send_document(GROUP, Document("表1 上市.xlsx", b"PK"), once="a")
    chat = ask(stage, "GET", f"/chat/{GROUP_ID}?persona=lina").text
    address = re.search(r'href="/playground(/files/[^"]+)"', chat)
    assert address is not None
    got = ask(stage, "GET", address[1])
    assert got.content == b"PK"
    assert (
        got.headers["content-disposition"]
        == "attachment; filename*=UTF-8''%E8%A1%A81%20%E4%B8%8A%E5%B8%82.xlsx"
    )
    assert got.headers["x-content-type-options"] == "nosniff"
    assert ask(stage, "GET", "/files/1").status_code == 404


@pytest.mark.parametrize("path", ["/say", "/press", "/clock", "/example", "/example/stop", "/seen"])
def test_another_site_cannot_act_for_the_visitor(stage: Stage, path: str) -> None:
    foreign = {"content-type": "application/json", "sec-fetch-site": "cross-site"}
    assert ask(stage, "POST", path, content=b"{}", headers=foreign).status_code == 403
    assert ask(stage, "POST", path, content=b"{}", headers={"content-type": "text/plain"}).status_code == 403


@pytest.mark.parametrize("path", ["/clock", "/seen"])
def test_nonsense_is_refused(stage: Stage, path: str) -> None:
    assert ask(stage, "POST", path, json={"how": "never"}).status_code == 422


def test_too_much_is_refused(stage: Stage) -> None:
    assert ask(stage, "POST", "/say", json=said("长" * 300_000)).status_code == 413


@pytest.mark.parametrize("name", ["..%2fcast.py", "nothing.js", "main.py"])
def test_nothing_but_the_pages_own_files_is_served(stage: Stage, name: str) -> None:
    assert ask(stage, "GET", f"/static/{name}").status_code == 404


def test_the_clock_says_why_it_did_not_move(stage: Stage) -> None:
    before = stage.clock.now()
    assert ask(stage, "POST", "/clock", json={"how": "next"}).json()["toast"] == "还没有安排提醒"
    assert ask(stage, "POST", "/clock", json={"how": "to"}).json()["toast"] == "请选择时间"
    assert stage.clock.now() == before


def test_the_stream_tells_of_changes_and_ends_with_the_server(stage: Stage) -> None:
    async def watch() -> list[bytes]:
        events: list[bytes] = []
        hub = stage.platform.hub
        async for event in changes(hub, heartbeat=0.05):
            events.append(event)
            if len(events) == 1:
                hub.changed()
            elif len(events) == 3:
                hub.close()
        return events

    events = asyncio.run(watch())
    assert b"event: changed" in events[0]
    assert b"event: changed" in events[1]
    assert b"event: alive" in events[2]
    assert len(events) == 3
