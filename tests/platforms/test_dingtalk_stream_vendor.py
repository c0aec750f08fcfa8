"""The vendor's own Stream client and ours against the same stand-in: what one takes and answers, the other does."""

import asyncio
import importlib
import importlib.util
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.frames import CARD, ROBOT
from bot.ports import Answer, Message, Press, Update
from tests.standins.dingtalk import Pusher, Standin, Tap
from tests.standins.dingtalk.stream import StreamServer
from tests.standins.dingtalk.world import CardInstance
from tests.standins.feishu import HandClock
from tests.support.machine import missing

CARD_ID = "hb1g-once.Y2lk"
BUTTON = "hb1.eyJhIjoidGFzay5hY2NlcHQifQ"


class Vendor:
    """Their client in a thread and a loop of its own. `heard` is what their handlers were given."""

    def __init__(self, standin: Standin, sdk: Any) -> None:
        self.heard: list[tuple[str, str]] = []
        sdk.DingTalkStreamClient.OPEN_CONNECTION_API = f"{standin.base_url}/v1.0/gateway/connections/open"
        credential = sdk.Credential(standin.app.client_id, standin.app.client_secret)
        quiet = logging.getLogger("vendor")
        quiet.disabled = True
        self._client = sdk.DingTalkStreamClient(credential, logger=quiet)
        self._client.get_host_ip = lambda: "127.0.0.1"  # it asks the internet
        heard = self.heard

        class Robot(sdk.CallbackHandler):  # type: ignore[misc]
            async def process(self, message: Any) -> tuple[int, str]:
                said = sdk.ChatbotMessage.from_dict(message.data)
                heard.append((said.message_id, said.text.content.strip()))
                return sdk.AckMessage.STATUS_OK, "OK"

        class Card(sdk.CallbackHandler):  # type: ignore[misc]
            async def process(self, message: Any) -> tuple[int, dict[str, str]]:
                pressed = sdk.CardCallbackMessage.from_dict(message.data)
                heard.append((pressed.card_instance_id, pressed.content["cardPrivateData"]["actionIds"][0]))
                return sdk.AckMessage.STATUS_OK, {}

        self._client.register_callback_handler(ROBOT, Robot())
        self._client.register_callback_handler(CARD, Card())
        self._client.register_all_event_handler(sdk.EventHandler())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="vendor")
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._client.start())
        for task in (tasks := asyncio.all_tasks(self._loop)):
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    def stop(self) -> None:
        """It has no way to be stopped but this: what it takes for the keyboard's, when it wants to connect again."""
        self._client.open_connection = self._interrupted
        closing = asyncio.run_coroutine_threadsafe(self._client.websocket.close(), self._loop)
        closing.result(10)
        self._thread.join(10)

    def _interrupted(self) -> None:
        raise KeyboardInterrupt


@contextmanager
def theirs(standin: Standin, heard: list[tuple[str, str]]) -> Iterator[None]:
    """Their client, connected."""
    if importlib.util.find_spec("dingtalk_stream") is None:
        missing("dingtalk-stream", "pip install dingtalk-stream")
    vendor = Vendor(standin, importlib.import_module("dingtalk_stream"))
    try:
        yield
    finally:
        heard.extend(vendor.heard)
        vendor.stop()


@contextmanager
def ours(standin: Standin, heard: list[tuple[str, str]]) -> Iterator[None]:
    """Our client, connected."""
    platform = DingTalkPlatform(
        client_id=standin.app.client_id,
        client_secret=standin.app.client_secret,
        now=standin.site.clock.now,
        stream=True,
        api_url=standin.base_url,
        oapi_url=standin.base_url,
    )

    def keep(update: Update) -> Answer | None:
        if isinstance(update.body, Message):
            heard.append((update.body.id, update.body.text.strip()))
        elif isinstance(update.body, Press):
            heard.append((update.body.message_id, BUTTON if update.body.action == "task.accept" else ""))
            return Answer()
        return None

    platform.listen(keep)
    yield
    platform.close()


def converse(standin: Standin, server: StreamServer) -> list[dict[str, Any]]:
    """A ping, a message and a press, and how they were acknowledged: without what each client says of its own."""
    server.wait_open()
    wang = next(iter(standin.site.world.people))
    group = next(iter(standin.site.world.groups))
    pusher = Pusher(standin, lambda *_: (200, b""))
    said = pusher.message(wang, group, "@会办 帮助", msgId="msg-1")
    assert said is not None
    card = CardInstance(CARD_ID, "", {}, "STREAM", "", standin.site.clock.now(), where=group)
    pressed = pusher.press_body(card, wang, Tap("接受", BUTTON))
    acks = []
    for number, (kind, topic, data) in enumerate(
        (("SYSTEM", "ping", {"opaque": "1"}), ("CALLBACK", ROBOT, said), ("CALLBACK", CARD, pressed))
    ):
        ack = server.ack(server.push(kind, topic, data, headers={"messageId": f"frame-{number}"}))
        acks.append({**ack, "data": sorted(json.loads(ack["data"])), "message": ""})
    return acks


def both(client: Any) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The acknowledgements of a client, and what it understood."""
    heard: list[tuple[str, str]] = []
    with Standin(clock=HandClock()) as standin, StreamServer(standin) as server:
        standin.add_group("新品群", [standin.add_user("王芳")])
        with client(standin, heard):
            return converse(standin, server), heard


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_their_client_understands_and_answers_ours_does_too() -> None:
    their_acks, their_heard = both(theirs)
    our_acks, our_heard = both(ours)
    assert our_acks == their_acks
    assert our_heard == their_heard == [("msg-1", "帮助"), (CARD_ID, BUTTON)]
