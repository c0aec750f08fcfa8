"""A no of the platform, in the words of either host."""

from typing import Any

from tests.standins.feishu.exchange import Reply


class Refusal(Exception):
    """`code` is a name on the new host, a number in an answer of status 200 on the old one."""

    def __init__(
        self, code: str, message: str = "", *, status: int = 400, scopes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or code
        self.status = status
        self.scopes = scopes

    def reply(self) -> Reply:
        """As it is answered."""
        if self.code.lstrip("-").isdigit():
            body: dict[str, Any] = {"errcode": int(self.code), "errmsg": self.message, "request_id": "req1"}
            return Reply(200, body)
        body = {"code": self.code, "requestid": "HB-0001", "message": self.message}
        if self.scopes:
            body["accessdenieddetail"] = {"requiredScopes": list(self.scopes)}
        return Reply(self.status, body)


def no_permission(*scopes: str) -> Refusal:
    """The app was not granted what the call needs."""
    return Refusal("Forbidden.AccessDenied.AccessTokenPermissionDenied", status=403, scopes=scopes)
