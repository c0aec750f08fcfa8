"""Uploads: images and files, kept as they came."""

from typing import Any

from tests.standins.feishu.exchange import Call, Part
from tests.standins.feishu.refusals import Refusal
from tests.standins.feishu.site import Site
from tests.standins.feishu.world import StoredFile

IMAGE_SIZE = 10 * 1024 * 1024
FILE_SIZE = 30 * 1024 * 1024
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_ENDINGS = {
    "opus": (".opus",),
    "mp4": (".mp4",),
    "pdf": (".pdf",),
    "doc": (".doc", ".docx"),
    "xls": (".xls", ".xlsx"),
    "ppt": (".ppt", ".pptx"),
    "stream": ("",),
}


def upload_image(site: Site, call: Call) -> dict[str, Any]:
    """POST im/v1/images."""
    form = call.form()
    kind = _value(form, "image_type")
    if kind not in ("message", "avatar"):
        raise Refusal(234001, "Invalid request param: image_type")
    image = _sized(form, "image", IMAGE_SIZE)
    if not image.content.startswith(_IMAGES):
        raise Refusal(234011)
    key = _keep(site, StoredFile(site.world.fresh("img_v3_"), "image", kind, image.filename, image.content))
    return {"image_key": key}


def upload_file(site: Site, call: Call) -> dict[str, Any]:
    """POST im/v1/files. The name is the form's `file_name`, and its ending has to fit `file_type`."""
    form = call.form()
    kind, name = _value(form, "file_type"), _value(form, "file_name")
    if kind not in _ENDINGS or not name or not name.lower().endswith(_ENDINGS[kind]):
        raise Refusal(234001, f"Invalid request param: file_type {kind}, file_name {name}")
    content = _sized(form, "file", FILE_SIZE).content
    key = _keep(site, StoredFile(site.world.fresh("file_v3_"), "file", kind, name, content))
    return {"file_key": key}


def resource(site: Site, call: Call) -> bytes:
    """GET im/v1/messages/:message_id/resources/:file_key: what is in a file that stands in a chat of the bot's."""
    message = site.world.messages.get(call.params["message_id"])
    if message is None or call.asked("type") not in ("file", "image"):
        raise Refusal(234001)
    if message.content.get("file_key") != call.params["file_key"]:
        raise Refusal(234001)
    return site.world.files[call.params["file_key"]].content


def _value(form: dict[str, Part], name: str) -> str:
    return form[name].content.decode() if name in form else ""


def _sized(form: dict[str, Part], name: str, most: int) -> Part:
    if name not in form:
        raise Refusal(234001, f"Invalid request param: {name}")
    if not form[name].content:
        raise Refusal(234010)
    if len(form[name].content) > most:
        raise Refusal(234006)
    return form[name]


def _keep(site: Site, stored: StoredFile) -> str:
    site.world.files[stored.key] = stored
    return stored.key
