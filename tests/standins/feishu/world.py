"""What exists on the platform: companies, people, chats, messages, files. As the clients would see it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

BOT = "bot"
"""The author of what the app sent."""


@dataclass
class Department:
    """A department of a company's directory."""

    id: str
    name: str
    tenant_key: str
    leader: str = ""


@dataclass
class Person:
    """Somebody of a company.

    `available`: the app may write to them. `visible`: they are inside the app's contact scope.
    """

    open_id: str
    union_id: str
    user_id: str
    name: str
    department_id: str
    tenant_key: str
    available: bool = True
    visible: bool = True
    resigned: bool = False
    muted_bot: bool = False


@dataclass
class Pin:
    """A message pinned in its chat."""

    message_id: str
    by: str
    at: datetime


@dataclass
class Chat:
    """A group, or with `private` the chat between one person and the bot."""

    id: str
    name: str
    tenant_key: str
    members: list[str]
    private: bool = False
    bot_in: bool = True
    dissolved: bool = False
    threads_allowed: bool = True
    bot_may_speak: bool = True
    pins: list[Pin] = field(default_factory=list)


@dataclass
class Message:
    """A message as it is now. `content` is parsed; a card's is its JSON. `author` is an open_id or BOT."""

    id: str
    chat_id: str
    author: str
    type: str
    content: dict[str, Any]
    at: datetime
    changed_at: datetime
    parent_id: str = ""
    root_id: str = ""
    thread_id: str = ""
    recalled: bool = False
    edits: int = 0
    being_pressed: bool = False
    earlier: list[dict[str, Any]] = field(default_factory=list)

    @property
    def card(self) -> dict[str, Any]:
        """The card as it looks now. Raises AssertionError for any other message."""
        assert self.type == "interactive", f"{self.id} is {self.type}, not a card"
        return self.content

    def change(self, content: dict[str, Any], at: datetime) -> None:
        """Give it a new face; the old one is kept in `earlier`."""
        self.earlier.append(self.content)
        self.content = content
        self.changed_at = at


@dataclass
class StoredFile:
    """What was uploaded."""

    key: str
    kind: str
    type: str
    name: str
    content: bytes


class World:
    """All of it. Ids look like the platform's and are the same in every run."""

    def __init__(self) -> None:
        self._issued = 0
        self.departments: dict[str, Department] = {}
        self.people: dict[str, Person] = {}
        self.chats: dict[str, Chat] = {}
        self.messages: dict[str, Message] = {}
        self.files: dict[str, StoredFile] = {}
        self.other_apps_ids: set[str] = set()
        self.bot_open_id = self.fresh("ou_")
        self.bot_name = "会办"

    def fresh(self, prefix: str) -> str:
        """A new id."""
        self._issued += 1
        return prefix + hashlib.sha256(f"{prefix}{self._issued}".encode()).hexdigest()[:32]

    def department(self, tenant_key: str, name: str) -> Department:
        """The department of that name, made when there is none."""
        for department in self.departments.values():
            if department.tenant_key == tenant_key and department.name == name:
                return department
        made = Department(self.fresh("od-"), name, tenant_key)
        self.departments[made.id] = made
        return made

    def add_person(self, tenant_key: str, name: str, department: str) -> Person:
        """Somebody new in the directory."""
        open_id = self.fresh("ou_")
        union_id, user_id = open_id.replace("ou_", "on_"), open_id[3:11]
        where = self.department(tenant_key, department).id
        person = Person(open_id, union_id, user_id, name, where, tenant_key)
        self.people[open_id] = person
        return person

    def add_chat(self, tenant_key: str, name: str, members: Iterable[str], *, private: bool = False) -> Chat:
        """A new chat with the bot in it."""
        chat = Chat(self.fresh("oc_"), name, tenant_key, list(members), private)
        self.chats[chat.id] = chat
        return chat

    def private(self, open_id: str) -> Chat:
        """The chat between this person and the bot. Raises KeyError for an unknown person."""
        for chat in self.chats.values():
            if chat.private and chat.members == [open_id]:
                return chat
        person = self.people[open_id]
        return self.add_chat(person.tenant_key, "", [open_id], private=True)

    def chat_of(self, where: str) -> Chat:
        """The chat of this id, or the private chat of this person. Raises KeyError."""
        return self.private(where) if where.startswith("ou_") else self.chats[where]

    def add_message(
        self,
        chat: Chat,
        author: str,
        kind: str,
        content: dict[str, Any],
        *,
        at: datetime,
        parent: Message | None = None,
        in_thread: bool = False,
    ) -> Message:
        """Something said in a chat, under another message when `parent` is given."""
        made = Message(self.fresh("om_x"), chat.id, author, kind, content, at, at)
        if parent is not None:
            made.parent_id, made.root_id = parent.id, parent.root_id or parent.id
            made.thread_id = parent.thread_id or (self.fresh("omt_") if in_thread else "")
        self.messages[made.id] = made
        return made

    def in_chat(self, chat: Chat) -> list[Message]:
        """What stands in a chat, in order; what was recalled is gone."""
        return [m for m in self.messages.values() if m.chat_id == chat.id and not m.recalled]

    def names(self) -> dict[str, str]:
        """How the clients show an id."""
        return {self.bot_open_id: self.bot_name, **{p.open_id: p.name for p in self.people.values()}}
