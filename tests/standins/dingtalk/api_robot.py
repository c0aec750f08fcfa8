"""Plain messages of the robot, and files."""

import json
from typing import Any

from tests.standins.dingtalk.refusals import Refusal
from tests.standins.dingtalk.site import Site
from tests.standins.dingtalk.world import Said, Upload
from tests.standins.feishu.exchange import Call

MOST_BYTES = 15_000
MOST_PEOPLE = 20
_ACTIONS = {
    f"sampleActionCard{n}": {"title", "text"}
    | {f"action{part}{i}" for i in range(1, n + 1) for part in ("Title", "URL")}
    for n in range(2, 6)
}
PARAMS: dict[str, set[str]] = {
    "sampleText": {"content"},
    "sampleMarkdown": {"title", "text"},
    "sampleImageMsg": {"photoURL"},
    "sampleLink": {"title", "text", "picUrl", "messageUrl"},
    "sampleActionCard": {"title", "text", "singleTitle", "singleURL"},
    **_ACTIONS,
    "sampleFile": {"mediaId", "fileName", "fileType"},
}
FILES = {"xlsx", "pdf", "zip", "rar", "doc", "docx"}
PICTURES = {"png", "jpg", "jpeg", "gif", "bmp"}


def body_of(call: Call, *known: str) -> dict[str, Any]:
    """The JSON object of a call. Raises Refusal for another thing, or a field there is not."""
    try:
        read = json.loads(call.body)
    except ValueError:
        raise Refusal("MissingParameter") from None
    if not isinstance(read, dict) or not set(read) <= set(known):
        raise Refusal("InvalidParameter", f"fields {sorted(read)} of {known}")
    return read


def send_group(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/robot/groupMessages/send."""
    site.need("qyapi_robot_sendmsg")
    body = body_of(call, "robotCode", "openConversationId", "msgKey", "msgParam")
    group = living_group(site, str(body.get("openConversationId")))
    said = _say(site, body, group)
    return {"processQueryKey": said.key}


def where_a_file_lies(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/robot/messageFiles/download."""
    site.need("qyapi_robot_sendmsg")
    body = body_of(call, "downloadCode", "robotCode")
    if body.get("robotCode") != site.app.client_id or body.get("downloadCode") not in site.world.lying:
        raise Refusal("invalidParameter.downloadCode.invalid")
    return {"downloadUrl": site.world.lying[str(body["downloadCode"])]}


def send_people(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/robot/oToMessages/batchSend."""
    site.need("qyapi_robot_sendmsg")
    body = body_of(call, "robotCode", "userIds", "msgKey", "msgParam")
    users = body.get("userIds")
    if not isinstance(users, list) or not 1 <= len(users) <= MOST_PEOPLE:
        raise Refusal("invalidParameter.userIds.tooLong")
    unknown = [user for user in users if user not in site.world.people]
    slow = [user for user in users if user in site.flowing]
    key = site.world.fresh("pqk")
    for user in users:
        if user not in (*unknown, *slow):
            _say(site, body, user, key)
    return {"processQueryKey": key, "invalidStaffIdList": unknown, "flowControlledStaffIdList": slow}


def living_group(site: Site, group: str) -> str:
    """Raises Refusal unless the robot can speak there."""
    known = site.world.groups.get(group)
    if known is None:
        raise Refusal("invalid.openConversationId")
    if known.disbanded:
        raise Refusal("group.disbanded")
    if not known.bot_in:
        raise Refusal("invalidParameter.robotCode.notExsit")
    return group


def _say(site: Site, body: dict[str, Any], where: str, quoted: str = "") -> Said:
    if body.get("robotCode") != site.app.client_id:
        raise Refusal("invalidParameter.robotCode.notExsit")
    key, written = body.get("msgKey"), body.get("msgParam")
    if key not in PARAMS or not isinstance(written, str):
        raise Refusal("invalidParameter.msgKey.invalid")
    if len(written.encode()) > MOST_BYTES:
        raise Refusal("invalidParameter.msgParam.tooLong")
    param = json.loads(written)
    if set(param) != PARAMS[str(key)] or not all(isinstance(value, str) for value in param.values()):
        raise Refusal("invalidParameter.msgParam.invalid", f"{sorted(param)}")
    _check_media(site, str(key), param)
    said = Said(quoted or site.world.fresh("pqk"), where, str(key), param, site.clock.now())
    site.world.said.append(said)
    return said


def _check_media(site: Site, key: str, param: dict[str, Any]) -> None:
    if key == "sampleFile" and (param["mediaId"] not in site.world.uploads or param["fileType"] not in FILES):
        raise Refusal("invalidParameter.msgParam.invalid", "no such upload, or no such kind of file")
    if key == "sampleImageMsg" and param["photoURL"] not in site.world.uploads:
        raise Refusal("invalidParameter.msgParam.invalid", "no such upload")


def upload(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi /media/upload."""
    form = call.form()
    kind, media = form["type"].content.decode(), form["media"]
    suffix = media.filename.rpartition(".")[2].lower()
    if suffix not in (PICTURES if kind == "image" else FILES):
        raise Refusal("40035", f"a {kind} is not .{suffix}")
    media_id = site.world.fresh("@media")
    site.world.uploads[media_id] = Upload(media.filename, kind, media.content)
    return {"errcode": 0, "errmsg": "ok", "media_id": media_id, "type": kind}


def reply_session(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi /robot/sendBySession: the address a message brought along, for a while."""
    session = call.asked("session")
    where, until = site.world.webhooks.get(session, ("", site.clock.now()))
    if not where or site.clock.now() > until:
        raise Refusal("400101")
    site.world.answered.append((where, json.loads(call.body)))
    return {"errcode": 0, "errmsg": "ok"}
