"""Companies, their chats and people, their departments."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.db import Base
from app.people.views import LONGEST_CHAT_NAME, LONGEST_DEPARTMENT, LONGEST_NAME

LATER, DIRECT, NEVER = "later", "direct", "never"
"""群内点名: from the third working day (D8), at every step (G11), or not at all."""


class Company(Base):
    """One tenant of one platform."""

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))

    __table_args__ = (UniqueConstraint("platform", "tenant"),)


class Counter(Base):
    """The last short number given to a kind of thing (N, M, T) in a company."""

    __tablename__ = "counters"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


class Chat(Base):
    """A group the bot is in, or somebody's private chat with it, and its settings (section 7).

    `office_hours` reads `09:00 12:00 13:30 18:00`, empty for the usual. `holidays`: official, weekdays. `naming` is one
    of LATER, DIRECT, NEVER. `names_in_files`: department, name, both. `scenario` is what a new need begins with, empty
    for none; `default_project_id` what a task or meeting belongs to that names no project. `keep_days`: a closed
    project's content is deleted after so many days; None keeps it.
    """

    __tablename__ = "chats"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    external_id: Mapped[str] = mapped_column(String(100))
    private: Mapped[bool]
    name: Mapped[str] = mapped_column(String(LONGEST_CHAT_NAME), default="")
    active: Mapped[bool] = mapped_column(default=True)
    timezone: Mapped[str] = mapped_column(String(40))
    admin_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    welcomed_at: Mapped[datetime | None]
    told_year: Mapped[int | None]
    office_hours: Mapped[str] = mapped_column(String(30), default="")
    holidays: Mapped[str] = mapped_column(String(10), default="official")
    naming: Mapped[str] = mapped_column(String(10), default=LATER)
    names_in_files: Mapped[str] = mapped_column(String(12), default="department")
    scenario: Mapped[str] = mapped_column(String(20), default="")
    default_project_id: Mapped[int | None]
    keep_days: Mapped[int | None]

    company: Mapped[Company] = relationship(lazy="joined", innerjoin=True)
    own_days: Mapped[list["ChatDay"]] = relationship(viewonly=True, order_by="ChatDay.day")
    more_admins: Mapped[list["ChatAdmin"]] = relationship(viewonly=True, order_by="ChatAdmin.person_id")
    __table_args__ = (UniqueConstraint("company_id", "external_id"),)

    @property
    def admin_ids(self) -> tuple[int, ...]:
        """Who may set the chat (section 6), the first of them first; empty while it has nobody."""
        found = (self.admin_id, *(row.person_id for row in self.more_admins))
        return tuple(dict.fromkeys(one for one in found if one is not None))


class ChatAdmin(Base):
    """A further admin of a chat, beside `Chat.admin_id`."""

    __tablename__ = "chat_admins"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)


class Person(Base):
    """Somebody of a company. The name is empty until the platform tells it.

    `active` is False once they have left (D17); `erased_at` is when they asked to be forgotten (D20); `asked_at` is
    when the platform was last asked who they are.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    external_id: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id", use_alter=True))
    active: Mapped[bool] = mapped_column(default=True)
    erased_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("company_id", "external_id"),
        Index("ix_people_name", "company_id", "name"),
    )


class Membership(Base):
    """Who is in a group."""

    __tablename__ = "memberships"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)


class Department(Base):
    """A department of a company with its unique contact, decision-maker and head (S12, S13, S83)."""

    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_DEPARTMENT))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decision_maker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("company_id", "name"),)


class ChatDay(Base):
    """A day on which a chat's office works, or not, whatever the State Council says (D3)."""

    __tablename__ = "chat_days"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]


class LeaveRow(Base):
    """Somebody's days away, both included, and who stands in (D4). The reason is nobody's business and not kept."""

    __tablename__ = "leaves"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    start_on: Mapped[date]
    end_on: Mapped[date]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cancelled: Mapped[bool] = mapped_column(default=False)
