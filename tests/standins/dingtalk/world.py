"""What there is: a company, its people and groups, what the robot said, and the cards that stand."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CORP = "ding7a3f0c5e1b9d42860f1e2d3c4b5a6978"
ROBOT_ID = "$:LWCP_v1:$hUiBaNr0b0t=="
BOT_NAME = "会办"


@dataclass
class Person:
    """An employee. `hidden`: outside what the app may read."""

    userid: str
    name: str
    department: str
    hidden: bool = False

    @property
    def dingtalk_id(self) -> str:
        """Of use in no API."""
        return f"$:LWCP_v1:${self.userid}=="


@dataclass
class Group:
    """An internal group."""

    id: str
    title: str
    members: list[str]
    bot_in: bool = True
    disbanded: bool = False
    box: str | None = None
    """The `outTrackId` of the card at its top."""


@dataclass
class Said:
    """A plain message of the robot's. `where` is a group's id or a userid."""

    key: str
    where: str
    msg_key: str
    param: dict[str, Any]
    at: datetime


@dataclass
class CardInstance:
    """A card. `data` is what everybody sees, `seen` what an answer changed for one person alone."""

    track: str
    template: str
    data: dict[str, str]
    callback: str
    route: str
    at: datetime
    where: str = ""
    carrier: str = ""
    updates: int = 0
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    being_pressed: bool = False
    called: dict[str, str] = field(default_factory=dict)
    """Whom its posting notified, by userid and the name that was shown."""

    def shown_to(self, userid: str | None) -> dict[str, str]:
        """The data as this person sees it."""
        return {**self.data, **self.seen.get(userid or "", {})}


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded."""

    name: str
    kind: str
    content: bytes


@dataclass
class World:
    """Everything, by id."""

    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    departments: dict[int, str] = field(default_factory=lambda: {1: "公司"})
    said: list[Said] = field(default_factory=list)
    cards: dict[str, CardInstance] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    lying: dict[str, str] = field(default_factory=dict)
    callbacks: dict[str, tuple[str, str]] = field(default_factory=dict)
    webhooks: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    codes: dict[str, tuple[str, str, datetime]] = field(default_factory=dict)
    """What clients gave to pages: whose it is, in which company, and until when. Each is good once."""
    answered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def fresh(self, prefix: str) -> str:
        """A new id."""
        self.numbers[prefix] += 1
        return f"{prefix}{self.numbers[prefix]:06}"

    def department(self, name: str) -> int:
        """The number of a department, made when first named."""
        for number, known in self.departments.items():
            if known == name:
                return number
        number = 100 + len(self.departments)
        self.departments[number] = name
        return number
