"""What the page is given to show. Synchronous: it reads the store."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.playground.cast import BOT_NAME, CAST, GROUP_ID
from bot.playground.clock import PlaygroundClock
from bot.playground.example import Player
from bot.playground.models import PlaygroundChat, PlaygroundFile, PlaygroundMember
from bot.playground.platform import PlaygroundPlatform
from bot.playground.process import COMMANDS, Plan, Planned
from bot.playground.render import clock_words, page, static_version
from bot.playground.views import cast, chats_of, is_empty, messages_of, people_offered, seen

PLANNED = 12
"""Reminders to come that the side panel lists."""


class Shown:
    """Draws the page and its parts."""

    def __init__(
        self, platform: PlaygroundPlatform, clock: PlaygroundClock, plan: Plan, player: Player
    ) -> None:
        self._platform = platform
        self._clock = clock
        self._plan = plan
        self._player = player

    def whole(self, person: str, chat: str) -> Markup:
        """The page as `person` sees it. Unknown people and chats become the first ones."""
        with self._platform.sessions() as session:
            known = cast(session)
            me = next((one for one in known if one.id == person), known[0])
            mine = {line.id for line in chats_of(session, me.id)}
            opened = chat in mine
            where = session.get_one(PlaygroundChat, chat if opened else GROUP_ID)
        names = [
            {"name": BOT_NAME, "note": "机器人"},
            *({"name": p.name, "note": p.department} for p in CAST),
        ]
        side = self.side(me.id, where.id)
        return page(
            "page.html",
            me=me.id,
            chat=where.id,
            opened=opened,
            names_json=json.dumps(names, ensure_ascii=False),
            commands_json=json.dumps(
                [{"name": c.name, "note": c.hint} for c in COMMANDS], ensure_ascii=False
            ),
            people=Markup(side["people"]),  # noqa: S704  (our own templates)
            chats=Markup(side["chats"]),  # noqa: S704
            plan=Markup(side["plan"]),  # noqa: S704
            messages=self.messages(me.id, where.id),
            version=static_version(),
            clock=side["clock"],
            chat_name=where.name,
            chat_note=side["chat"]["note"],
            placeholder=side["chat"]["placeholder"],
        )

    def messages(self, person: str, chat: str) -> Markup | None:
        """The messages of a chat as one of its members sees them; None for anybody else."""
        with self._platform.sessions() as session:
            where = _chat_for(session, person, chat)
            if where is None:
                return None
            return page(
                "messages.html",
                messages=messages_of(session, chat),
                people=people_offered(session, where),
                me=person,
                bot=BOT_NAME,
                private=where.private,
                names=(BOT_NAME, *(one.name for one in CAST)),
                now=self._clock.now(),
            )

    def side(self, person: str, chat: str) -> dict[str, Any]:
        """Everything around the messages: people, chats, clock, plan, the script under way."""
        now = self._clock.now()
        planned = _together(self._plan.upcoming(limit=PLANNED))
        with self._platform.sessions() as session:
            people, chats = cast(session), chats_of(session, person)
            where = _chat_for(session, person, chat)
            return {
                "people": page("people.html", people=people, me=person),
                "chats": page("chats.html", chats=chats, me=person, current=chat, now=now),
                "plan": page("plan.html", plan=planned, now=now),
                "clock": {**clock_words(now), "at": int(now.timestamp() * 1000)},
                "chat": None
                if where is None
                else _chat_words(session, where, next(p.name for p in people if p.id == person)),
                "unread": sum(line.unread for line in chats),
                "example": _example(self._player),
            }

    def is_empty(self, chat: str) -> bool:
        """Whether nothing was said in a chat yet."""
        with self._platform.sessions() as session:
            return is_empty(session, chat)

    def mark_seen(self, person: str, chat: str, up_to: int) -> bool:
        """Somebody looked at a chat; whether that changed what is unread."""
        with self._platform.sessions.begin() as session:
            return seen(session, person, chat, up_to=up_to)

    def file(self, file_id: str) -> tuple[str, bytes] | None:
        """A delivered file's name and content."""
        with self._platform.sessions() as session:
            row = session.get(PlaygroundFile, file_id)
            return None if row is None else (row.name, row.content)


def _together(planned: list[Planned]) -> list[Planned]:
    """What several people get within the same hour is one line, with the earliest time."""
    lines: dict[tuple[datetime, str], Planned] = {}
    for one in planned:
        key = (one.fire_at.replace(minute=0, second=0, microsecond=0), one.what)
        before = lines.get(key)
        lines[key] = one if before is None else replace(before, to=f"{before.to}、{one.to}")
    return list(lines.values())


def _chat_for(session: Session, person: str, chat: str) -> PlaygroundChat | None:
    member = session.get(PlaygroundMember, (chat, person))
    return None if member is None else session.get_one(PlaygroundChat, chat)


def _chat_words(session: Session, chat: PlaygroundChat, name: str) -> dict[str, Any]:
    count = len(people_offered(session, chat))
    return {
        "id": chat.id,
        "name": chat.name,
        "revision": chat.revision,
        "private": chat.private,
        "note": "机器人 · 私聊" if chat.private else f"{count} 位成员 · 会办在群里",
        "placeholder": f"{name}：发消息给会办" if chat.private else f"{name}：发消息，@会办 让它来办",
    }


def _example(player: Player) -> dict[str, Any]:
    showing = player.showing
    return {
        "running": showing.running,
        "failed": showing.failed,
        "at": showing.at,
        "of": showing.of,
        "told": showing.told,
        "persona": showing.person,
        "chat": showing.chat,
        "message": showing.message,
    }
