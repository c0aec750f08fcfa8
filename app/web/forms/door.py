"""Links that anybody can click: who did is asked of the platform's own client, and gets a ticket of their own.

The link names nobody. The client gives a code to the page, the page posts it to us, and the platform tells us whose it
is. What is posted has to come from the browser that was given the page, so nobody is led into somebody else's name.
"""

import secrets
from asyncio import to_thread
from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.people import service as people
from app.web.forms.page import done_page, door_page
from app.web.forms.serving import page, read, safe
from app.web.forms.standing import find
from app.web.forms.tickets import PATH, Door, Ticket, Tickets
from bot.abilities import Doorkeeper
from bot.ports import Busy, Refused

DOOR = f"{PATH}/door"
INSIDE = timedelta(minutes=30)
"""How long the ticket is good that somebody gets at a door."""
COOKIE = "huiban_door"
LONGEST_CODE = 200
NOBODY = ("没有这个页面", "请从聊天里的消息打开。")
OVER = ("链接已经失效", "请在群里 @会办，或私信会办，直接说要做什么。")
AGAIN = ("没能确认您是谁", "请再试一次；仍然不行时，请私信会办，直接说要做什么。")
BUSY = ("钉钉暂时没有回应", "请稍后再试一次，或私信会办，直接说要做什么。")
REFUSED = ("没能确认您是谁", "请用本公司的钉钉账号重新打开，或私信会办，直接说要做什么。")
STRANGER = ("会办还不知道您在这个群里", "请先在群里 @会办 说一句话，再打开此链接。")
NOT_YOURS = ("没有您能打开的内容", "这条消息不是发给您的，或者已经过期。可以私信会办，直接说要做什么。")


def build_doors(
    sessions: sessionmaker[Session],
    clocks: Mapping[str, Clock],
    tickets: Tickets,
    keepers: Mapping[str, Doorkeeper],
) -> APIRouter:
    """`keepers` are the platforms that tell who opens a page, `clocks` their own; both by the platform's name."""
    router = APIRouter(prefix=DOOR)
    doors = _Doors(sessions, clocks, tickets, keepers)

    def knock(signed: str) -> HTMLResponse:
        door = doors.open(signed)
        return door if isinstance(door, HTMLResponse) else doors.page(door)

    async def enter(signed: str, request: Request) -> Response:
        sent = await read(request)
        door = doors.open(signed)
        if isinstance(door, HTMLResponse):
            return door
        state, code = ("".join(sent.get(name, [])) for name in ("state", "code"))
        kept = request.cookies.get(COOKIE, "")
        if not kept or not secrets.compare_digest(kept.encode(), state.encode()):
            return _said(AGAIN, 403, signed)
        if not code or len(code) > LONGEST_CODE:
            return _said(AGAIN, 400, signed)
        return await to_thread(doors.enter, door, code, signed)

    router.add_api_route("/{signed}", knock, methods=["GET"], include_in_schema=False, response_model=None)
    router.add_api_route("/{signed}", enter, methods=["POST"], include_in_schema=False, response_model=None)
    return router


class _Doors:
    def __init__(
        self,
        sessions: sessionmaker[Session],
        clocks: Mapping[str, Clock],
        tickets: Tickets,
        keepers: Mapping[str, Doorkeeper],
    ) -> None:
        self._sessions = sessions
        self._clocks = clocks
        self._tickets = tickets
        self._keepers = keepers

    def open(self, signed: str) -> Door | HTMLResponse:
        """The door, or the page that says why not."""
        door = self._tickets.read_door(signed)
        if door is None or door.platform not in self._keepers:
            return _said(NOBODY, 404)
        return _said(OVER, 410) if door.is_over(self._clocks[door.platform].now()) else door

    def page(self, door: Door) -> HTMLResponse:
        """The page that asks, and the cookie by which it is known again."""
        keeper = self._keepers[door.platform]
        state = secrets.token_urlsafe(24)
        drawn = door_page(script=keeper.script, corp=door.tenant, client_id=keeper.client_id, state=state)
        answer = page(drawn, script=keeper.script)
        answer.set_cookie(COOKIE, state, max_age=600, path=DOOR, httponly=True, samesite="strict")
        return answer

    def enter(self, door: Door, code: str, signed: str) -> Response:
        """Let in who got this code, if the card stands where they are. No transaction is open while the network is."""
        try:
            visitor = self._keepers[door.platform].recognise(door.tenant, code)
        except Busy:
            return _said(BUSY, 503, signed)
        except Refused:
            return _said(REFUSED, 403, signed)
        now = self._clocks[door.platform].now()
        ticket = door.ticket(visitor, now + INSIDE)
        with self._sessions() as session:
            if not door.private and not _is_there(session, ticket):
                return _said(STRANGER, 403, signed)
            if find(session, ticket, now=now) is None:
                return _said(NOT_YOURS, 410)
        inside = RedirectResponse(f"{PATH}/{self._tickets.sign(ticket)}", 303, headers=safe())
        inside.delete_cookie(COOKIE, path=DOOR, httponly=True, samesite="strict")
        return inside


def _is_there(session: Session, ticket: Ticket) -> bool:
    """Whether somebody is known to be in the card's group: links can be passed on."""
    company = people.company_of(session, ticket.platform, ticket.tenant)
    chat = people.find_chat(session, company.id, ticket.chat)
    members = [] if chat is None else people.members_of(session, chat.id)
    return any(one.external_id == ticket.person for one in members)


def _said(words: tuple[str, str], status: int, signed: str = "") -> HTMLResponse:
    again = f"{DOOR}/{signed}" if signed else ""
    return page(done_page(*words, good=False, again=again, way="再试一次"), status)
