"""任务: 表3, and what happens to a task until its end."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.db import Base, one_of


class TaskStatus(enum.StrEnum):
    """Where a task stands (S58). 延期 is DOING with an approved later date; 逾期 is computed, never kept."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    CANCELLED = "cancelled"


class DelayCause(enum.StrEnum):
    """Why a task is late (S60)."""

    RESOURCES = "resources"
    CHANGED = "changed"
    DEPENDENCY = "dependency"
    ESTIMATE = "estimate"
    OTHER = "other"


class Task(Base):
    """One row of 表3 (S77). A deadline is a day, ending at 18:00 of the chat's zone; moments are UTC.

    `quiet_on` is the day its owner wants to hear no more of it, `again_at` the moment they want to (D9).
    `accepted_at` empty: 待接受. `done_at` set and `approved_at` empty: 待验收 (counts as done).
    """

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    number: Mapped[int]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    assigner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    description: Mapped[str] = mapped_column(Text)
    departments: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date]
    due_waived: Mapped[bool] = mapped_column(default=False)
    first_due_on: Mapped[date]
    status: Mapped[TaskStatus] = mapped_column(one_of(TaskStatus), default=TaskStatus.TODO)
    delayed: Mapped[bool] = mapped_column(default=False)
    percent: Mapped[int | None]
    progress_note: Mapped[str] = mapped_column(Text, default="")
    deliverable: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[str] = mapped_column(String(40), default="")
    link: Mapped[str] = mapped_column(Text, default="")
    risk: Mapped[str] = mapped_column(Text, default="")
    countermeasure: Mapped[str] = mapped_column(Text, default="")
    countermeasure_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    pings: Mapped[int] = mapped_column(default=0)
    quiet_on: Mapped[date | None]
    again_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    delays: Mapped[list["Delay"]] = relationship(
        order_by="Delay.id", cascade="all, delete-orphan", lazy="selectin"
    )
    handovers: Mapped[list["Handover"]] = relationship(
        order_by="Handover.id", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index("ix_tasks_owner", "owner_id", "status", "due_on"),
        Index("ix_tasks_chat", "chat_id", "status", "due_on"),
    )


class Delay(Base):
    """A later date that was asked for (S60): why, until when, and what came of it. Undecided: the old date counts."""

    __tablename__ = "delays"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    cause: Mapped[DelayCause] = mapped_column(one_of(DelayCause))
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    agreed: Mapped[bool | None]


class Handover(Base):
    """A task offered to somebody else; both confirm (section 6)."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    owner_agreed_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]


class HelpRequest(Base):
    """需要帮助 (S61): from which department, what, by when; its decision-maker is asked in private."""

    __tablename__ = "help_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]


class Risk(Base):
    """A risk told of (L10): of a project, not of one task. `affects_goal` is None until the reporter says so."""

    __tablename__ = "risks"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    countermeasure: Mapped[str] = mapped_column(Text, default="")
    affects_goal: Mapped[bool | None]
    reported_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[datetime | None]


class TaskDraft(Base):
    """A form about a task that somebody has begun: a new one, or (with `task_id`) one deed (`verb`) to be done to it."""

    __tablename__ = "task_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    verb: Mapped[str] = mapped_column(String(20))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    fields: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime]
    done: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_task_drafts_expires", "expires_at"),)


class TaskList(Base):
    """A list of tasks as it stands in a chat: for whom, what it is narrowed to (with `project_id` also to a project), and
    the page that is open."""

    __tablename__ = "task_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    narrowed: Mapped[str] = mapped_column(Text, default="")
    project_id: Mapped[int | None]
    page: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_task_lists_expires", "expires_at"),)
