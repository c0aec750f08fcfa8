"""Who is in a chat, who somebody is, and who we are."""

from typing import Any

from bot.feishu.calls import Call
from bot.feishu.client import Client
from bot.feishu.loading import sdk
from bot.ports import Member, Refused
from bot.wire.shapes import items, part, text

MOST_PAGES = 100
BOT_INFO = Call("GET", "/open-apis/bot/v3/info", "GET /open-apis/bot/v3/info")
"""The SDK has no request for it."""


class Directory:
    """Reads; raises `Busy` or `Refused` and nothing else."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._departments: dict[str, str] = {}

    def members(self, chat: str) -> list[Member]:
        """The people of a chat, bots left out."""
        found: list[Member] = []
        page = ""
        for _ in range(MOST_PAGES):
            data = part(self._client.call(sdk().chat_members(chat, page)), "data")
            found.extend(
                Member(text(item, "member_id"), text(item, "name"))
                for item in items(data, "items")
                if text(item, "member_id")
            )
            page = text(data, "page_token")
            if not data.get("has_more") or not page:
                break
        return found

    def member(self, person: str) -> Member | None:
        """One person; None if hidden from us. What a missing scope hides is empty."""
        try:
            user = part(part(self._client.call(sdk().user(person)), "data"), "user")
        except Refused as refusal:
            if refusal.cause == "target":
                return None
            raise
        departments = [given for given in items(user, "department_ids") if isinstance(given, str)]
        name = self._department(departments[0]) if departments else ""
        return Member(person, text(user, "name"), name)

    def bot(self) -> dict[str, Any]:
        """`open_id`, `app_name` and `activate_status` of our own."""
        return part(self._client.call(BOT_INFO), "bot")

    def scopes(self) -> frozenset[str]:
        """The scopes the company has granted to the app."""
        data = part(self._client.call(sdk().scopes()), "data")
        return frozenset(
            text(scope, "scope_name") for scope in items(data, "scopes") if scope.get("grant_status") == 1
        )

    def _department(self, department_id: str) -> str:
        """Its name, remembered; empty where we may not know it. `0` is the whole company."""
        if department_id == "0":
            return ""
        if department_id not in self._departments:
            try:
                answer = self._client.call(sdk().department(department_id))
            except Refused:
                return ""
            self._departments[department_id] = text(part(part(answer, "data"), "department"), "name")
        return self._departments[department_id]
