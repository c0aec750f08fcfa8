"""Requests as the SDK builds them. The only module that imports lark_oapi, which takes seconds: see loading.py."""

from typing import Any
from urllib.parse import quote

from lark_oapi.api.application.v6 import ListScopeRequest
from lark_oapi.api.contact.v3 import GetDepartmentRequest, GetUserRequest
from lark_oapi.api.im.v1 import (
    CreateFileRequest,
    CreateFileRequestBody,
    CreateMessageRequest,
    CreateMessageRequestBody,
    CreatePinRequest,
    GetChatMembersRequest,
    GetMessageRequest,
    GetMessageResourceRequest,
    PatchMessageRequest,
    PatchMessageRequestBody,
    Pin,
    ReplyMessageRequest,
    ReplyMessageRequestBody,
)

from bot.feishu.calls import Call

PAGE = 100
"""Members of a chat on one page."""


def create_message(id_type: str, receive_id: str, msg_type: str, content: str, uuid: str) -> Call:
    """Say something in a chat (`chat_id`) or to a person (`open_id`)."""
    body = CreateMessageRequestBody.builder().receive_id(receive_id).msg_type(msg_type)
    body = body.content(content).uuid(uuid).build()
    return _call(CreateMessageRequest.builder().receive_id_type(id_type).request_body(body).build())


def reply_message(message_id: str, msg_type: str, content: str, uuid: str) -> Call:
    """Say something under a message; in a topic it stays in the topic."""
    body = ReplyMessageRequestBody.builder().msg_type(msg_type).content(content).uuid(uuid).build()
    return _call(ReplyMessageRequest.builder().message_id(message_id).request_body(body).build())


def patch_message(message_id: str, content: str) -> Call:
    """Give a card another face."""
    body = PatchMessageRequestBody.builder().content(content).build()
    return _call(PatchMessageRequest.builder().message_id(message_id).request_body(body).build())


def create_file(file_type: str, file_name: str, content: bytes) -> Call:
    """Upload a file."""
    body = CreateFileRequestBody.builder().file_type(file_type).file_name(file_name).build()
    request = CreateFileRequest.builder().request_body(body).build()
    return _call(request, upload=("file", file_name, content))


def message_file(message_id: str, file_key: str) -> Call:
    """What is in a file that somebody sent."""
    request = (
        GetMessageResourceRequest.builder().message_id(message_id).file_key(file_key).type("file").build()
    )
    return _call(request)


def create_pin(message_id: str) -> Call:
    """Pin a message."""
    return _call(
        CreatePinRequest.builder().request_body(Pin.builder().message_id(message_id).build()).build()
    )


def message(message_id: str) -> Call:
    """What a message says; of merged ones all of them."""
    return _call(GetMessageRequest.builder().message_id(message_id).build())


def chat_members(chat_id: str, page_token: str) -> Call:
    """A page of a chat's people."""
    request = GetChatMembersRequest.builder().chat_id(chat_id).member_id_type("open_id").page_size(PAGE)
    return _call((request.page_token(page_token) if page_token else request).build())


def user(open_id: str) -> Call:
    """Somebody of the directory."""
    request = GetUserRequest.builder().user_id(open_id).user_id_type("open_id")
    return _call(request.department_id_type("open_department_id").build())


def department(department_id: str) -> Call:
    """A department, by its open_department_id."""
    request = GetDepartmentRequest.builder().department_id(department_id)
    return _call(request.department_id_type("open_department_id").build())


def scopes() -> Call:
    """The scopes applied for, and whether each is granted."""
    return _call(ListScopeRequest.builder().build())


def _call(request: Any, *, upload: tuple[str, str, bytes] | None = None) -> Call:
    path = request.uri
    for name, value in request.paths.items():
        path = path.replace(f":{name}", quote(value, safe=""))
    body = {} if request.body is None else vars(request.body)
    return Call(
        method=request.http_method.name,
        path=path,
        api=f"{request.http_method.name} {request.uri}",
        query=tuple(request.queries),
        body={name: value for name, value in body.items() if value is not None},
        upload=upload,
    )
