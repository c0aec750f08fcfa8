"""The vendor's own client against our stand-in: what it takes for a long connection is one."""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import lark_oapi
import pytest
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse
from lark_oapi.ws import client as vendors

from bot.cards.model import Card
from bot.cards.parts import button, buttons, p
from bot.ports import Target
from tests.platforms.test_feishu_longconn import adapter
from tests.standins.feishu import Hand, Pusher, Standin
from tests.standins.feishu.longconn import LongConnServer


class Vendor:
    """Their client in a thread and a loop of its own. `heard` are the ids of the messages it was given."""

    def __init__(self, standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard: list[str] = []
        self._loop = asyncio.new_event_loop()
        monkeypatch.setattr(vendors, "loop", self._loop)
        builder = lark_oapi.EventDispatcherHandler.builder("", "")
        builder = builder.register_p2_im_message_receive_v1(self._message)
        builder = builder.register_p2_card_action_trigger(self._press)
        app = standin.app
        self._thread = threading.Thread(
            target=self._run, args=(app.app_id, app.app_secret, standin.base_url, builder.build())
        )
        self._thread.start()

    def _run(self, app_id: str, secret: str, domain: str, handler: Any) -> None:
        asyncio.set_event_loop(self._loop)
        self._client = vendors.Client(
            app_id, secret, log_level=lark_oapi.LogLevel.CRITICAL, event_handler=handler, domain=domain
        )
        with suppress(RuntimeError):  # how it ends when its loop is stopped
            self._client.start()
        for task in (tasks := asyncio.all_tasks(self._loop)):
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    def __enter__(self) -> "Vendor":
        return self

    def __exit__(self, *_: object) -> None:
        """It has no way to be stopped but this."""
        self._client._auto_reconnect = False
        asyncio.run_coroutine_threadsafe(self._client._disconnect(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _message(self, event: Any) -> None:
        self.heard.append(event.event.message.message_id)
        if "坏" in event.event.message.content:
            raise OSError("the handler fails")

    def _press(self, _event: Any) -> P2CardActionTriggerResponse:
        return P2CardActionTriggerResponse({"toast": {"type": "success", "content": "已接受"}})


@pytest.fixture
def quiet() -> Iterator[None]:
    """Their logger writes to standard output whatever it is told."""
    logger = logging.getLogger("Lark")
    logger.disabled = True
    yield
    logger.disabled = False


@pytest.mark.filterwarnings("ignore::DeprecationWarning:lark_oapi")
@pytest.mark.usefixtures("quiet")
def test_the_vendors_client_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        Standin(encrypt_key="") as standin,
        LongConnServer(standin) as server,
        Vendor(standin, monkeypatch) as vendor,
    ):
        wang = standin.add_user("王芳")
        group = standin.add_chat("新品群", [wang])
        server.wait(lambda: server.pings == 1)
        pusher = Pusher(standin, server.deliver)

        said = pusher.say(wang, group, "@会办 帮助")
        assert (said.attempts[0].status, vendor.heard) == (
            200,
            [said.event["event"]["message"]["message_id"]],
        )
        assert pusher.say(wang, group, "@会办 坏").attempts[0].status == 500
        parts = server.push(json.dumps(said.event, ensure_ascii=False).encode(), parts=4)
        assert server.ack(parts) == {"code": 200}

        ours = adapter(standin)
        card = Card("卡", (p("内容"), buttons(button("接受", "task.accept"))))
        message = ours.send(Target(standin.site.tenant_key, chat=group), card, once="once")
        pressed = Hand(standin, pusher).press(message, wang, "接受")
        assert (pressed.toast, pressed.toast_type) == ("已接受", "success")
        ours.close()

        server.cut()
        server.wait_open(2)
        assert pusher.say(wang, group, "@会办 还在").attempts[0].status == 200
