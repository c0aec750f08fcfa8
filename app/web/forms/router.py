"""The pages' addresses. A press from here goes the way of every press: into the inbox, and back with its answer."""

import re
import secrets
from asyncio import to_thread
from collections.abc import Mapping
from typing import TypeAlias

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.inbox import service as inbox
from app.intake import Intake
from app.web.forms.page import done_page, form_page, served
from app.web.forms.pressing import Meant, key_of_page, meant, press_of
from app.web.forms.serving import page, read
from app.web.forms.standing import Standing, find, renew
from app.web.forms.tickets import PATH, Ticket, Tickets
from app.web.forms.values import Sent
from bot.ports import Answer, answer_from_json

WORTH_KEEPING = 20
"""Characters. Shorter than that, without a Chinese one, are ids and dates."""
_ONCE = re.compile(r"[A-Za-z0-9_-]{16,40}")
OVER = ("链接已经失效", "请回到聊天里，在卡片上再点一次。")
RENEWED = ("链接已经失效", "私信里的卡片正在换上新的链接，请回到聊天再点一次。")
"""Nobody but its person sees that card."""
GONE = ("这张卡片已经没有内容了", "可以关闭此页，回到聊天里看最新的卡片。")
CHANGED = "卡片刚刚有了变化，请看一眼再操作"

TYPES = {"css": "text/css", "js": "text/javascript"}

Clocks: TypeAlias = Mapping[str, Clock]


def build_router(
    sessions: sessionmaker[Session], intake: Intake, clocks: Clocks, tickets: Tickets
) -> APIRouter:
    """`clocks` are the platforms' own. The ticket in the address is the only right there is, so nothing can be forged
    from another page."""
    router = APIRouter(prefix=PATH)
    pages = _Pages(sessions, clocks, tickets)

    def show(signed: str) -> HTMLResponse:
        found = pages.open(signed)
        if isinstance(found, HTMLResponse):
            return found
        _, standing = found
        return pages.form(standing, None, ())

    async def submit(signed: str, request: Request) -> HTMLResponse:
        sent = await read(request)
        found = await to_thread(pages.open, signed)
        if isinstance(found, HTMLResponse):
            return found
        ticket, standing = found
        once = "".join(sent.get("_once", []))
        what = meant(standing, "".join(sent.get("_press", [])), sent)
        if what is None or not _ONCE.fullmatch(once):
            earlier = await to_thread(pages.earlier, ticket, once)
            if earlier is not None:
                return _done(earlier, signed)
            return pages.form(standing, None, (CHANGED, *_typed(sent)))
        if what.wrong:
            return pages.form(standing, what, what.wrong)
        answer = await intake.accept(press_of(ticket, what, once, now=clocks[ticket.platform].now()))
        if answer is not None and answer.tone in {"warning", "error"}:
            return pages.form(standing, what, (answer.toast,))
        return _done(answer or Answer(), signed)

    router.add_api_route("/static/{name}", _static, methods=["GET"], include_in_schema=False)
    router.add_api_route("/{signed}", show, methods=["GET"], include_in_schema=False, response_model=None)
    router.add_api_route("/{signed}", submit, methods=["POST"], include_in_schema=False, response_model=None)
    return router


class _Pages:
    """Draws what a ticket opens."""

    def __init__(self, sessions: sessionmaker[Session], clocks: Clocks, tickets: Tickets) -> None:
        self._sessions = sessions
        self._clocks = clocks
        self._tickets = tickets

    def open(self, signed: str) -> tuple[Ticket, Standing] | HTMLResponse:
        """The ticket and its card, or the page that says why not."""
        ticket = self._tickets.read(signed)
        clock = None if ticket is None else self._clocks.get(ticket.platform)
        if ticket is None or clock is None:
            return page(done_page("没有这个页面", "请从聊天里的卡片打开。", good=False), 404)
        if ticket.is_over(clock.now()):
            renewed = ticket.private and in_transaction(self._sessions, lambda s: renew(s, ticket))
            return page(done_page(*(RENEWED if renewed else OVER), good=False), 410)
        with self._sessions() as session:
            standing = find(session, ticket, now=clock.now())
        if standing is None:
            return page(done_page(*GONE, good=True), 410)
        return ticket, standing

    @staticmethod
    def form(standing: Standing, what: Meant | None, wrong: tuple[str, ...]) -> HTMLResponse:
        """The card, with what was typed."""
        card = standing.card if what is None else what.card
        status = 200 if not wrong else 422
        return page(form_page(card, standing, once=secrets.token_urlsafe(18), wrong=wrong), status)

    def earlier(self, ticket: Ticket, once: str) -> Answer | None:
        """What was said to this very page before: somebody tapped twice, and the first one changed the card."""
        with self._sessions() as session:
            outcome = inbox.outcome(session, f"{ticket.platform}:{key_of_page(once)}")
        return None if outcome.answer is None else answer_from_json(outcome.answer)


def _static(name: str) -> Response:
    found = served().get(name)
    if found is None:
        raise HTTPException(404)
    headers = {"x-content-type-options": "nosniff", "cache-control": "max-age=3600"}
    return Response(found, media_type=TYPES[name.rpartition(".")[2]], headers=headers)


def _typed(sent: Sent) -> tuple[str, ...]:
    """What was written into a form that is there no more, to be copied: choices are made anew anyway."""
    written = [value.strip() for name, values in sent.items() if not name.startswith("_") for value in values]
    long = [one for one in written if len(one) >= WORTH_KEEPING or not one.isascii()]
    return (f"您刚才填写的：{'；'.join(long)}",) if long else ()


def _done(answer: Answer, signed: str) -> HTMLResponse:
    return page(
        done_page(
            answer.toast or "已提交",
            "可以关闭此页，回到聊天。",
            good=answer.tone in {"success", "info"},
            again=f"{PATH}/{signed}",
        )
    )
