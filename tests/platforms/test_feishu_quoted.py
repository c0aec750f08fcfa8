"""What Feishu tells of a message that somebody answers."""

import json
from typing import Any

import pytest

from bot.feishu.quoted import MOST, quoted_text


def told(kind: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One message as the platform describes it."""
    return {"msg_type": kind, "body": {"content": json.dumps(content)}, "deleted": False} | more


def answer(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"code": 0, "data": {"items": list(messages)}}


def test_the_words_of_a_text_with_names_in_the_place_of_keys() -> None:
    mentions = [{"key": "@_user_1", "id": "ou_1", "name": "李娜"}]
    said = told("text", {"text": "请 @_user_1 和 @_all 看报价"}, mentions=mentions)
    assert quoted_text(answer(said)) == "请 @李娜 和 @所有人 看报价"


def test_a_post_is_read_line_by_line() -> None:
    post = {
        "title": "报价",
        "content": [[{"tag": "text", "text": "周五前"}, {"tag": "text", "text": "更新"}]],
    }
    assert quoted_text(answer(told("post", post))) == "报价\n周五前更新"


def test_messages_forwarded_together_are_read_one_after_another() -> None:
    merged = told("merge_forward", {"content": "Merged and Forwarded Message"})
    parts = [
        told("text", {"text": "更新报价"}),
        told("image", {"image_key": "i"}),
        told("text", {"text": "周五前"}),
    ]
    assert quoted_text(answer(merged, *parts)) == "更新报价\n周五前"


@pytest.mark.parametrize(
    "message",
    [
        told("image", {"image_key": "i"}),
        told("text", {"text": "撤回了"}, deleted=True),
        told("interactive", {"elements": []}),
        {"msg_type": "text", "body": {"content": "not json"}},
        {"msg_type": "text"},
    ],
)
def test_what_has_no_words_is_empty(message: dict[str, Any]) -> None:
    assert quoted_text(answer(message)) == ""


@pytest.mark.parametrize("body", [{}, {"data": None}, {"data": {"items": None}}, {"data": {"items": ["x"]}}])
def test_an_answer_without_a_message_is_empty(body: dict[str, Any]) -> None:
    assert quoted_text(body) == ""


def test_it_is_cut() -> None:
    assert len(quoted_text(answer(told("text", {"text": "长" * 5000})))) == MOST
