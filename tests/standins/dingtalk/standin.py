"""The stand-in itself: a DingTalk with one company, listening on 127.0.0.1 as both of its hosts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from types import TracebackType
from typing import Any

from tests.standins.dingtalk import api_cards, api_people, api_robot
from tests.standins.dingtalk.reading import Shown, card_shown, message_shown
from tests.standins.dingtalk.refusals import Refusal
from tests.standins.dingtalk.site import App, Failure, Site
from tests.standins.dingtalk.tickets import Tickets
from tests.standins.dingtalk.world import CORP, CardInstance, Group, Person, Upload
from tests.standins.feishu.clock import Clock, SteadyClock
from tests.standins.feishu.exchange import Call, Reply
from tests.standins.feishu.server import Listener

CODE_LIFE = timedelta(minutes=5)
Api = Callable[[Site, Call], dict[str, Any]]
FREE = {
    "/v1.0/oauth2/accessToken",
    "/topapi/v2/user/get",
    "/topapi/v2/user/getuserinfo",
    "/topapi/v2/department/get",
    "/topapi/v2/department/listsub",
    "/robot/sendBySession",
    "/v1.0/gateway/connections/open",
}
OPEN = {"/v1.0/oauth2/accessToken", "/robot/sendBySession", "/v1.0/gateway/connections/open"}
"""What is called without a token."""
ROUTES: dict[tuple[str, str], Api] = {
    ("POST", "/v1.0/oauth2/accessToken"): api_people.token,
    ("POST", "/v1.0/robot/groupMessages/send"): api_robot.send_group,
    ("POST", "/v1.0/robot/oToMessages/batchSend"): api_robot.send_people,
    ("POST", "/v1.0/card/instances/createAndDeliver"): api_cards.create_and_deliver,
    ("PUT", "/v1.0/card/instances"): api_cards.update,
    ("PUT", "/v1.0/card/instances/spaces"): api_cards.add_space,
    ("POST", "/v1.0/card/instances/deliver"): api_cards.deliver,
    ("POST", "/v1.0/card/callbacks/register"): api_cards.register,
    ("POST", "/v1.0/im/innerGroups/members/query"): api_people.members,
    ("POST", "/topapi/v2/user/get"): api_people.user,
    ("POST", "/topapi/v2/user/getuserinfo"): api_people.user_of_code,
    ("POST", "/topapi/v2/department/get"): api_people.department,
    ("POST", "/topapi/v2/department/listsub"): api_people.departments,
    ("POST", "/media/upload"): api_robot.upload,
    ("POST", "/v1.0/robot/messageFiles/download"): api_robot.where_a_file_lies,
    ("POST", "/robot/sendBySession"): api_robot.reply_session,
}


@dataclass(frozen=True)
class Asked:
    """A call that reached the stand-in, and the status of its answer (0: dropped)."""

    method: str
    path: str
    status: int
    body: dict[str, Any]


class Standin:
    """Use as a context manager. Time is `clock`'s. `limited=False` switches the limit per second off."""

    def __init__(self, *, clock: Clock | None = None, limited: bool = True) -> None:
        self.app = App()
        self.site = Site(self.app, clock or SteadyClock(), limited=limited)
        self.tickets = Tickets(self.site)
        self.asked: list[Asked] = []
        self._numbers = count(1)
        self._listener: Listener | None = None

    def __enter__(self) -> "Standin":
        self._listener = Listener(self.answer)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._listener is not None
        self._listener.close()

    @property
    def base_url(self) -> str:
        """The address of both hosts."""
        assert self._listener is not None, "the stand-in is not started"
        return self._listener.base_url

    def add_user(self, name: str, department: str = "总部") -> str:
        """Somebody new; their userid."""
        userid = f"04201234{next(self._numbers):04}"
        with self.site.lock:
            self.site.world.people[userid] = Person(userid, name, department)
        return userid

    def add_group(self, title: str, members: Iterable[str]) -> str:
        """A group with the robot in it; its openConversationId."""
        group = f"cidStandIn{next(self._numbers):04}+/aQ=="
        with self.site.lock:
            self.site.world.groups[group] = Group(group, title, list(members))
        return group

    def issue_code(self, userid: str, corp: str = CORP) -> str:
        """What a person's client gives to a page that asks who opened it."""
        with self.site.lock:
            code = self.site.world.fresh("authcode")
            self.site.world.codes[code] = (userid, corp, self.site.clock.now() + CODE_LIFE)
        return code

    def fail(
        self,
        path: str,
        code: str = "",
        *,
        times: int = 1,
        status: int = 400,
        scopes: tuple[str, ...] = (),
        raw: bytes | None = None,
        drop: bool = False,
        after: bool = False,
    ) -> None:
        """Let the next calls whose path fits go wrong."""
        refusal = Refusal(code, status=status, scopes=scopes) if code else None
        self.site.failures.append(Failure(path, times, refusal, raw, drop, after))

    def cards(self, where: str) -> list[CardInstance]:
        """The cards that stand in a group, or between a person and the robot."""
        with self.site.lock:
            return [card for card in self.site.world.cards.values() if card.where == where]

    def shown(self, where: str, viewer: str | None = None) -> list[Shown]:
        """Everything the robot showed there, in order, as this person sees it."""
        with self.site.lock:
            cards = [(card.at, card.carrier, card_shown(card, viewer)) for card in self.cards(where)]
            plain = [(one.at, one.key, message_shown(one)) for one in self.site.world.said]
            plain = [
                one for one, said in zip(plain, self.site.world.said, strict=True) if said.where == where
            ]
            return [shown for _, _, shown in sorted([*cards, *plain], key=lambda one: one[0])]

    def documents(self, where: str) -> list[Upload]:
        """The files the robot sent there."""
        with self.site.lock:
            keys = {"sampleFile": "mediaId", "sampleImageMsg": "photoURL"}
            return [
                self.site.world.uploads[said.param[keys[said.msg_key]]]
                for said in self.site.world.said
                if said.where == where and said.msg_key in keys
            ]

    def boxed(self, group: str) -> list[Shown]:
        """What stands at the top of a group."""
        box = self.site.world.groups[group].box
        return [] if box is None else [card_shown(self.site.world.cards[box], None)]

    def answer(self, call: Call) -> Reply | None:
        """One call through failures, tokens, limits and quota. None: the connection is dropped."""
        with self.site.lock:
            reply = self._answer(call)
            self.asked.append(Asked(call.method, call.path, reply.status if reply else 0, _read(call)))
            return reply

    def _answer(self, call: Call) -> Reply | None:
        failure = self.site.fail(call.method, call.path)
        if failure is None:
            return self._perform(call)
        if failure.after:
            self._perform(call)
        if failure.drop:
            return None
        if failure.raw is not None:
            return Reply(200, {}, raw=failure.raw)
        assert failure.refusal is not None
        return failure.refusal.reply()

    def _perform(self, call: Call) -> Reply:
        try:
            if call.path == "/v1.0/gateway/connections/open":
                return Reply(200, self.tickets.open(call))
            if call.method == "GET" and call.path.startswith("/files/"):
                return self._file(call.path.removeprefix("/files/"))
            api = ROUTES.get((call.method, call.path))
            if api is None:
                return Reply(404, {"code": "InvalidAction.NotFound", "message": call.path})
            self._admit(call)
            return Reply(200, api(self.site, call))
        except Refusal as refusal:
            return refusal.reply()

    def _file(self, key: str) -> Reply:
        stored = self.site.world.uploads.get(key)
        return Reply(404, {}, raw=b"") if stored is None else Reply(200, {}, raw=stored.content)

    def _admit(self, call: Call) -> None:
        old = not call.path.startswith("/v1.0/")
        if call.path not in OPEN:
            token = call.asked("access_token") if old else call.headers.get("x-acs-dingtalk-access-token", "")
            if not self.site.accepts(token):
                raise Refusal("40014" if old else "InvalidAuthentication")
        self.site.throttle(f"{call.method} {call.path}")
        if call.path not in FREE:
            self.site.count_call()

    @property
    def corp(self) -> str:
        """The company's corpId."""
        return CORP


def _read(call: Call) -> dict[str, Any]:
    try:
        return call.json()
    except Exception:  # noqa: BLE001  (multipart)
        return {}
