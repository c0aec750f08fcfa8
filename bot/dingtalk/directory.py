"""Who is in a group and who somebody is. Contacts cost nothing of the month; a group's members do, and are rarely told."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from bot.dingtalk.calls import Call
from bot.dingtalk.client import Client
from bot.ports import Member, Refused
from bot.wire.shapes import items, part, text, truth

MOST_PAGES = 20
PAGE = 100
LOOK_AGAIN = 3600.0
"""Seconds a person is remembered as the directory had them."""
_REMEMBERED = 2000
_HIDDEN = frozenset({"60121", "50002"})


class Directory:
    """Reads; raises `Busy` or `Refused` and nothing else. `monotonic` gives seconds."""

    def __init__(self, client: Client, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._lock = Lock()
        self._people: OrderedDict[str, tuple[float, Member]] = OrderedDict()
        self._departments: dict[str, str] = {}
        self._asks_members = True

    def members(self, chat: str, somebody: str) -> list[Member] | None:
        """The people of a group, asked in the name of `somebody` in it; None where the platform does not tell.

        The call is in the platform's SDK and not in its documentation: one refusal is remembered.
        """
        if not self._asks_members or not somebody:
            return None
        ids: list[str] = []
        token = ""
        for _ in range(MOST_PAGES):
            body = {"openConversationId": chat, "userId": somebody, "maxResults": PAGE, "nextToken": token}
            try:
                answer = self._client.call(
                    Call(
                        "POST",
                        "/v1.0/im/innerGroups/members/query",
                        body={k: v for k, v in body.items() if v},
                    )
                )
            except Refused as refusal:
                if refusal.cause == "target":
                    raise
                self._asks_members = False
                return None
            ids += [one for one in items(answer, "userIds") if isinstance(one, str)]
            token = text(answer, "nextToken")
            if not truth(answer, "hasMore") or not token:
                break
        return [found for one in dict.fromkeys(ids) if (found := self.member(one)) is not None]

    def member(self, person: str) -> Member | None:
        """One person; None if hidden from us. What is not granted to us is empty."""
        with self._lock:
            known = self._people.get(person)
        if known is not None and self._monotonic() - known[0] < LOOK_AGAIN:
            return known[1]
        body = {"userid": person, "language": "zh_CN"}
        try:
            answer = self._client.call(Call("POST", "/topapi/v2/user/get", "oapi", body=body, metered=False))
        except Refused as refusal:
            if refusal.why in _HIDDEN:
                return None
            raise
        user = part(answer, "result")
        departments = [str(given) for given in items(user, "dept_id_list")]
        found = Member(person, text(user, "name"), self._department(departments[0]) if departments else "")
        with self._lock:
            self._people[person] = (self._monotonic(), found)
            if len(self._people) > _REMEMBERED:
                self._people.popitem(last=False)
        return found

    def check_people(self) -> None:
        """Raises `Refused` when the contacts may not be read at all."""
        body = {"dept_id": 1, "language": "zh_CN"}
        self._client.call(Call("POST", "/topapi/v2/department/listsub", "oapi", body=body, metered=False))

    def forget(self) -> None:
        """Somebody's entry has changed."""
        with self._lock:
            self._people.clear()
            self._departments.clear()

    def _department(self, number: str) -> str:
        """Its name, remembered; empty where we may not know it. `1` is the whole company."""
        if number == "1":
            return ""
        if number not in self._departments:
            body = {"dept_id": int(number) if number.isdigit() else number, "language": "zh_CN"}
            call = Call("POST", "/topapi/v2/department/get", "oapi", body=body, metered=False)
            try:
                answer = self._client.call(call)
            except Refused:
                return ""
            self._departments[number] = text(part(answer, "result"), "name")
        return self._departments[number]
