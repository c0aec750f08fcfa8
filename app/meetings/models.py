"""会议: 表2, who comes, what is prepared, and what each topic ended in."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.db import Base, one_of


class MeetingStatus(enum.StrEnum):
    """Where a meeting stands. `online` is one that was replaced by an asynchronous card (S22)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    LIVE = "live"
    ENDED = "ended"
    CANCELLED = "cancelled"
    ONLINE = "online"


class MeetingKind(enum.StrEnum):
    """An ordinary meeting, the short alignment of a need (S18), or a progress meeting (S62–S64)."""

    NORMAL = "normal"
    ALIGN = "align"
    SYNC = "sync"


class Segment(enum.StrEnum):
    """Where a live meeting is: the five minutes of opening (S34), its topics, the closing (S47)."""

    OPENING = "opening"
    TOPIC = "topic"
    CLOSING = "closing"


class Rsvp(enum.StrEnum):
    """What an attendee answered (S37)."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"


class Outcome(enum.StrEnum):
    """What a topic ended in (S43); NONE while it has not."""

    NONE = ""
    DECISION = "decision"
    DISPUTE = "dispute"
    SHELVED = "shelved"
    FOLLOW_UP = "followup"


class Stance(enum.StrEnum):
    """What somebody says to material, or to the conclusions before the meeting is closed (S32, S49)."""

    FINE = "fine"
    COMMENT = "comment"
    OBJECTION = "objection"


class Meeting(Base):
    """One meeting: the head of 表2 (S74) and where it stands. Moments are UTC; `length` is in minutes."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    number: Mapped[int]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("needs.id"))
    initiator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    host_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[MeetingKind] = mapped_column(one_of(MeetingKind), default=MeetingKind.NORMAL)
    title: Mapped[str] = mapped_column(Text, default="")
    necessity: Mapped[str] = mapped_column(String(12), default="")
    objective: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[str] = mapped_column(String(12), default="")
    place: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime | None]
    length: Mapped[int | None]
    urgent_reason: Mapped[str] = mapped_column(Text, default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    status: Mapped[MeetingStatus] = mapped_column(one_of(MeetingStatus), default=MeetingStatus.DRAFT)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    segment: Mapped[Segment | None] = mapped_column(one_of(Segment))
    segment_at: Mapped[datetime | None]
    topic_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    attendees: Mapped[list["Attendee"]] = relationship(
        order_by="Attendee.id", cascade="all, delete-orphan", lazy="selectin"
    )
    topics: Mapped[list["Topic"]] = relationship(
        order_by="Topic.position", cascade="all, delete-orphan", lazy="selectin"
    )
    preworks: Mapped[list["PreWork"]] = relationship(
        order_by="PreWork.position", cascade="all, delete-orphan", lazy="selectin"
    )
    waivers: Mapped[list["Waiver"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("company_id", "number"), Index("ix_meetings_chat", "chat_id"))


class Attendee(Base):
    """Somebody invited. `cc` only learns through the minutes (S88); a delegate stands in for who is absent (S37).

    A department whose contact nobody has named yet, or a name nobody is known by (`label`), has no person so far (U4).
    """

    __tablename__ = "attendees"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    label: Mapped[str] = mapped_column(String(100), default="")
    cc: Mapped[bool] = mapped_column(default=False)
    rsvp: Mapped[Rsvp] = mapped_column(one_of(Rsvp), default=Rsvp.WAITING)
    reason: Mapped[str] = mapped_column(Text, default="")
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    delegate_decides: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime | None]
    present_at: Mapped[datetime | None]
    stance: Mapped[Stance | None] = mapped_column(one_of(Stance))
    objection: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)


class Topic(Base):
    """One row of 表2 (S75) with its criterion (S89) and brief (S40), and what it ended in (S43)."""

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    discussion: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    label: Mapped[str] = mapped_column(String(100), default="")
    minutes: Mapped[int | None]
    output: Mapped[str] = mapped_column(Text, default="")
    criterion: Mapped[str] = mapped_column(Text, default="")
    progress: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    decision_asked: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome), default=Outcome.NONE)
    outcome_note: Mapped[str] = mapped_column(Text, default="")
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    extended: Mapped[bool] = mapped_column(default=False)
    prior_talk: Mapped[str] = mapped_column(Text, default="")


class PreWork(Base):
    """会前准备 (S30): what is prepared by a day. Without an owner everybody who comes prepares it (各部门)."""

    __tablename__ = "preworks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]

    materials: Mapped[list["Material"]] = relationship(
        order_by="Material.id", cascade="all, delete-orphan", lazy="selectin"
    )


class Material(Base):
    """What one person handed in for a piece of pre-work: a link or a text (S31)."""

    __tablename__ = "materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    prework_id: Mapped[int] = mapped_column(ForeignKey("preworks.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("prework_id", "person_id"),)


class Waiver(Base):
    """A check that was answered with a reason. `about` is the row it is about, 0 for the whole meeting."""

    __tablename__ = "waivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(8))
    about: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("meeting_id", "rule", "about"),)


class Opinion(Base):
    """What an attendee says to the material of a topic before the meeting (S32)."""

    __tablename__ = "opinions"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stance: Mapped[Stance] = mapped_column(one_of(Stance))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class Decision(Base):
    """结论 (S43): what was decided, by which criterion (S90), on which facts (S41). A later version replaces it (X6)."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    criterion: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    major: Mapped[bool] = mapped_column(default=False)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


class Dispute(Base):
    """分歧 (S44–S46): where people differ, how it is settled and by when (working days)."""

    __tablename__ = "disputes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    point: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    settled: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None]

    sides: Mapped[list["DisputeSide"]] = relationship(
        order_by="DisputeSide.id", cascade="all, delete-orphan", lazy="selectin"
    )


class DisputeSide(Base):
    """One side's core demand (S45) and who speaks for it (S46)."""

    __tablename__ = "dispute_sides"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id", ondelete="CASCADE"))
    department: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    demand: Mapped[str] = mapped_column(Text)


class ParkedItem(Base):
    """停车场 (S42): talk that belongs elsewhere. `goes_to` says where: `followup`, `next`, or nowhere yet."""

    __tablename__ = "parked_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    goes_to: Mapped[str] = mapped_column(String(12), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class NotedTask(Base):
    """A task noted in a live meeting (S48). 散会 makes it a task, for which owner and day are needed (R7)."""

    __tablename__ = "noted_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    description: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    departments: Mapped[str] = mapped_column(Text, default="")
    deliverable: Mapped[str] = mapped_column(Text, default="")
    risk: Mapped[str] = mapped_column(Text, default="")
    countermeasure: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))


class HeadWord(Base):
    """What a department's head says to a major decision (S84). `agreed` is None until they have spoken."""

    __tablename__ = "head_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agreed: Mapped[bool | None]
    doubt: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("decision_id", "person_id"),)
