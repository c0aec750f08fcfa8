"""What the platform says when it does not do what it was asked to."""

from dataclasses import dataclass, field
from typing import Any

_SEARCH = "https://open.feishu.cn/search?from=openapi&log_id={log_id}&code={code}"

MESSAGES: dict[int, str] = {
    9499: "Bad Request",
    10003: "invalid param",
    10014: "app id not exists",
    10015: "wrong app secret",
    11311: "card content is invalid",
    41050: "no user authority",
    99991201: "the path is not found",
    99991301: "the method is not allowed",
    99991400: "request trigger frequency limit",
    99991661: "Missing access token for authorization. Please make a request with token attached.",
    99991663: "Invalid access token for authorization. Please make a request with token attached.",
    99991671: "Invalid access token for authorization. A token must start with 't-' or 'u-'.",
    99992351: "The request you send is not a valid {open_id} or not exists",
    99992352: "The request you send is not a valid {user_id} or not exists",
    99992354: "The request you send is not a valid {message_id} or not exists",
    99992355: "The request you send is not a valid {chat_id} or not exists",
    99992356: "The request you send is not a known {chat_id}",
    99992360: "The request you send is not a valid {union_id} or not exists",
    99992361: "open_id cross app",
    99992402: "field validation failed",
    230001: "Your request contains an invalid request parameter.",
    230002: "The bot can not be outside the group.",
    230011: "The message was withdrawn.",
    230012: "The message is not sent by the bot.",
    230013: "Bot has NO availability to this user.",
    230018: "The group setting does not allow the bot to send messages.",
    230020: "This operation triggers the frequency limit.",
    230025: "The length of the message content reaches its limit.",
    230029: "The user has resigned.",
    230031: "The message is older than 14 days and can no longer be updated.",
    230034: "The receive_id is invalid.",
    230053: "The user has stopped the bot from sending messages.",
    230055: "The type of file upload does not match the type of message being sent.",
    230071: "The group does not allow replies in a thread.",
    230075: "The message has been edited too often.",
    230099: "Failed to create card content",
    232009: "Your request specifies a chat which has already been dissolved.",
    232011: "Operator can NOT be out of the chat.",
    234001: "Invalid request param.",
    234006: "The file size exceed the max value.",
    234010: "File's size can't be 0.",
    234011: "Can't recognize image format.",
    300020: "token format",
    300030: "token expired",
    300040: "token used more than twice",
    100000: "card is too large",
    100030: "card is not a JSON object",
    200000: "the message was withdrawn",
}
_STATUS = {10003: 200, 10014: 200, 10015: 200, 99991400: 429, 99991201: 404, 99991301: 404}
_BARE = {10003, 10014, 10015, 11311, 99991400, 300020, 300030, 300040, 100000, 100030, 200000}


@dataclass(eq=False)
class Refusal(Exception):
    """A request the platform turns down. `status` is the HTTP status, 400 for most codes."""

    code: int
    msg: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.msg = self.msg or MESSAGES.get(self.code, "refused")
        self.status = self.status or _STATUS.get(self.code, 400)

    def body(self, log_id: str) -> dict[str, Any]:
        """The JSON that says so: newer APIs explain themselves under `error`, older ones do not."""
        if self.code in _BARE:
            return {"code": self.code, "msg": self.msg}
        link = _SEARCH.format(log_id=log_id, code=self.code)
        shown = f"排查建议查看(Troubleshooting suggestions): {link}"
        error = {"log_id": log_id, "troubleshooter": shown, **self.details}
        return {"code": self.code, "msg": self.msg, "error": error}


def bad_field(name: str, why: str) -> Refusal:
    """A parameter that is missing or has the wrong shape: the field is named."""
    violation = {"field": name, "description": why}
    msg = f"field validation failed: {name} {why}"
    return Refusal(99992402, msg, details={"field_violations": [violation]})
