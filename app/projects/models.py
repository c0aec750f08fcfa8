"""项目: what carries one collaboration from the first request to the retrospective."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base, one_of


class Cadence(enum.StrEnum):
    """How often a project is told of (S85): 每日, 每周, 双周."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"


class Project(Base):
    """One collaboration. `owner` is the initiator; group reminders go to the home chat, even where it is linked to more.

    `urgent`: told of every day, by hours (G10). `sync_clock` (`14:00` of the home chat's zone) empty: no sync meeting;
    `sync_weekday` counts from Monday, 0, and says nothing of a daily one. `cadence_from` is a Monday from which every
    other week counts.
    """

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    home_chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100))
    scenario: Mapped[str] = mapped_column(String(20), default="joint")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    cadence: Mapped[Cadence] = mapped_column(one_of(Cadence), default=Cadence.WEEKLY)
    cadence_from: Mapped[date | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    sync_weekday: Mapped[int | None]
    sync_clock: Mapped[str] = mapped_column(String(5), default="")
    sync_place: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_projects_chat", "home_chat_id"),
        Index("ix_projects_name", "company_id", "name"),
    )


class ProjectRole(Base):
    """Who speaks for a department in one project; where it is empty the company's own department decides (S83)."""

    __tablename__ = "project_roles"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decision_maker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Milestone(Base):
    """A named day of a project (S9)."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]


class ProjectChat(Base):
    """A further chat in which a project's work is seen and done. Its reminders go to its home chat alone."""

    __tablename__ = "project_chats"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index("ix_project_chats_chat", "chat_id"),)


class CurrentProject(Base):
    """The project somebody works on in a chat that has several (D19)."""

    __tablename__ = "current_projects"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))


class ProjectAsk(Base):
    """The question which project is meant, asked of somebody in a chat.

    `said` is the stored update that waits for the answer, about `subject`; empty when only the current project is
    changed. Once `done`, `project_id` is what was chosen; None: no project at all.
    """

    __tablename__ = "project_asks"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    said: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(String(80), default="")
    done: Mapped[bool] = mapped_column(default=False)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_project_asks_expires", "expires_at"),)
