"""What a message may contain, per `msg_type`."""

import json
from typing import Any

from tests.standins.feishu.card_refused import CardRefused
from tests.standins.feishu.cards import check_card
from tests.standins.feishu.refusals import Refusal
from tests.standins.feishu.site import Site

TEXT_SIZE = 150 * 1024
SIZE = 30 * 1024
_POST_NODES = {"text", "a", "at", "img", "media", "emotion", "hr", "code_block", "md"}
_LOCALES = {"zh_cn", "en_us", "ja_jp"}


def read_content(site: Site, kind: str, content: object) -> dict[str, Any]:
    """The parsed content. Raises Refusal when the platform would not take it."""
    if not isinstance(content, str):
        raise Refusal(230001, "content is not a string in json format.")
    if len(json.dumps(content, ensure_ascii=False).encode()) > (TEXT_SIZE if kind == "text" else SIZE):
        raise Refusal(230025)
    try:
        read = json.loads(content)
    except ValueError:
        raise Refusal(230001, "content is not a string in json format.") from None
    if not isinstance(read, dict):
        raise Refusal(230001, "content must be a JSON object.")
    checks = {"text": _text, "post": _post, "interactive": _card, "image": _image, "file": _file}
    if kind not in checks:
        raise Refusal(230001, f"invalid msg_type {kind}")
    checks[kind](site, read)
    return read


def check_card_content(site: Site, card: object) -> None:
    """Raises CardRefused when the platform would not show the card."""
    people = site.world.people
    check_card(card, known_user=people.__contains__, table_cap=site.table_cap)


def _text(site: Site, content: dict[str, Any]) -> None:
    if not isinstance(content.get("text"), str) or not content["text"].strip():
        raise Refusal(230001, "text must not be empty.")


def _post(site: Site, content: dict[str, Any]) -> None:
    if not content or not set(content) <= _LOCALES:
        raise Refusal(230001, "a post is sent under its locale.")
    for post in content.values():
        for paragraph in post.get("content", ()):
            tags = [node.get("tag") for node in paragraph]
            if not set(tags) <= _POST_NODES or ("md" in tags and len(tags) > 1):
                raise Refusal(230001, "invalid post content.")


def _card(site: Site, content: dict[str, Any]) -> None:
    try:
        check_card_content(site, content)
    except CardRefused as why:
        raise Refusal(230099, f"Failed to create card content, ext={why}") from why


def _image(site: Site, content: dict[str, Any]) -> None:
    _uploaded(site, content.get("image_key"), "image")


def _file(site: Site, content: dict[str, Any]) -> None:
    _uploaded(site, content.get("file_key"), "file")


def _uploaded(site: Site, key: object, kind: str) -> None:
    stored = site.world.files.get(key) if isinstance(key, str) else None
    if stored is None:
        raise Refusal(230001, f"invalid {kind}_key")
    if stored.kind != kind or stored.type in ("opus", "mp4"):
        raise Refusal(230055)
