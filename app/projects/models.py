"""项目: what carries one collaboration from the first request to the retrospective."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Project(Base):
    """One collaboration. `owner` is the initiator; group reminders go to the home chat."""

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    home_chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100))
    scenario: Mapped[str] = mapped_column(String(20), default="joint")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

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
