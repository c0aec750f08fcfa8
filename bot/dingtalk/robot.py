"""Plain messages of the robot: Markdown, links and files. Nothing marks a repetition, so a lost answer may double one."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from bot.dingtalk.calls import Call
from bot.dingtalk.client import Client
from bot.dingtalk.files import Parcel, pack
from bot.ports import LARGEST_FILE, Busy, Document, File, Refused, SendError, Target
from bot.wire.shapes import dumps, items, text

FLOWS_AGAIN = 60.0
"""Seconds after which somebody who got too many messages is tried again."""
_REMEMBERED = 50


class Robot:
    """Speaks as the robot. Every method raises `Busy` or `Refused` and nothing else."""

    def __init__(self, client: Client, robot_code: str) -> None:
        self._client = client
        self.code = robot_code
        self._lock = Lock()
        self._uploaded: OrderedDict[tuple[str, str, str], str] = OrderedDict()

    def say(self, target: Target, key: str, param: dict[str, Any]) -> str:
        """Send a message; the key under which it can be quoted."""
        body: dict[str, Any] = {"robotCode": self.code, "msgKey": key, "msgParam": dumps(param)}
        if target.chat is not None:
            group = {**body, "openConversationId": target.chat}
            answer = self._client.call(Call("POST", "/v1.0/robot/groupMessages/send", body=group))
        elif target.person is not None:
            key, failed = self.say_to([target.person], key, param)
            if failed:
                raise failed[target.person]
            return key
        else:
            raise Refused("neither a chat nor a person", "target")
        key = text(answer, "processQueryKey")
        if not key:
            raise Refused("an answer without a key", "content")
        return key

    def say_to(
        self, persons: Sequence[str], key: str, param: dict[str, Any]
    ) -> tuple[str, dict[str, SendError]]:
        """Say the same to several people; the key under which it can be quoted, and whom it did not reach and why."""
        body = {"robotCode": self.code, "msgKey": key, "msgParam": dumps(param), "userIds": list(persons)}
        answer = self._client.call(Call("POST", "/v1.0/robot/oToMessages/batchSend", body=body))
        failed = {one: error for one in persons if (error := _failure(answer, one)) is not None}
        quoted = text(answer, "processQueryKey")
        if not quoted and len(failed) < len(persons):
            raise Refused("an answer without a key", "content")
        return quoted, failed

    def send_document(self, target: Target, document: Document) -> str:
        """Upload a file of at most 20 MB and send it; its message's key."""
        parcel = pack(document)
        return self.say(target, *parcel.message(self._media_id(parcel)))

    def _media_id(self, parcel: Parcel) -> str:
        """What an upload is called. The same file for a group and for a person goes up once."""
        known = (parcel.kind, parcel.name, hashlib.sha256(parcel.content).hexdigest())
        with self._lock:
            if known in self._uploaded:
                return self._uploaded[known]
        upload = Call(
            "POST",
            "/media/upload",
            "oapi",
            body={"type": parcel.kind},
            upload=("media", parcel.name, parcel.content),
        )
        media_id = text(self._client.call(upload), "media_id")
        if not media_id:
            raise Busy("an upload without an id")
        with self._lock:
            self._uploaded[known] = media_id
            if len(self._uploaded) > _REMEMBERED:
                self._uploaded.popitem(last=False)
        return media_id

    def download(self, file: File) -> bytes:
        """What is in a file that somebody sent: first where it lies for a moment, then the file itself."""
        asked = {"downloadCode": file.key, "robotCode": self.code}
        answer = self._client.call(Call("POST", "/v1.0/robot/messageFiles/download", body=asked))
        return self._client.download(text(answer, "downloadUrl"), LARGEST_FILE)


def _failure(answer: dict[str, Any], person: str) -> SendError | None:
    """Failures hide in an answer that says it went well."""
    if person in items(answer, "invalidStaffIdList"):
        return Refused("no such person", "target")
    if person in items(answer, "flowControlledStaffIdList"):
        return Busy("too many messages to this person", FLOWS_AGAIN)
    return None
