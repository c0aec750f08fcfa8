"""进度: the project card — its phase, what is missing, each kind in figures with dates, a button to each list."""

from collections.abc import Sequence
from datetime import datetime

from app.calendars import Calendar, say_date, say_moment
from app.meetings.models import MeetingStatus
from app.needs.models import SupportStatus
from app.progress.rules import PHASES
from app.progress.views import ProjectView
from app.tasks.models import TaskStatus
from bot.cards.meeting_around import meeting_line
from bot.cards.meeting_parts import Sight
from bot.cards.model import Card, Element, Notice, Span, Tone
from bot.cards.need_list import needs_card
from bot.cards.parts import button, buttons, heading, note, p, row, rows, t
from bot.cards.rhythm import rhythm_line
from bot.texts import say

LISTS = ("needs", "meetings", "tasks", "disputes", "risks")
_URGENT = {"overdue", "disputes_late", "minutes_owed"}


def which_card(projects: Sequence[tuple[int, str]], *, unknown: str = "") -> Card:
    """The picker where there are several (D19); `unknown` is a name nobody knows."""
    if not projects:
        card = note(say("progress.none_title"), say("progress.none"))
        register = button(say("home.register"), "home.register", style="primary")
        return Card(card.title, (*card.elements, buttons(register)), summary=card.title)
    lead = (p(say("progress.none_named", name=unknown)),) if unknown else ()
    lines = [
        Notice("hint", (t(name, bold=True),), (button(say("progress.open"), "progress.show", project=key),))
        for key, name in projects
    ]
    return Card(say("progress.which"), (*lead, *lines), summary=say("progress.which"))


def project_card(
    project: ProjectView,
    *,
    now: datetime,
    calendar: Calendar,
    linked: Sequence[str] = (),
    several: bool = False,
) -> Card:
    """Where it stands now. `linked` are the groups it is in besides its home; `several` projects run where it stands."""
    year = calendar.local(now).year
    title = say("progress.title", name=project.name)
    elements: list[Element] = [
        p(*_phases(project)),
        rows(
            row(say("progress.goal"), project.goal),
            row(say("progress.owner"), t(project.owner.shown, person=project.owner.external_id)),
            row(say("progress.milestone"), _milestones(project, year)),
            row(say("rhythm.row"), _rhythm(project)),
            row(say("projects.chats_row"), "、".join(linked)),
            row(say("progress.row.needs"), _needs(project, year)),
            row(say("progress.row.meetings"), _meetings(project, year, calendar)),
            row(say("progress.row.tasks"), _tasks(project, now, year, calendar)),
            row(say("progress.row.disputes"), _disputes(project, year, calendar)),
            row(say("progress.row.risks"), _risks(project)),
        ),
        heading(say("progress.missing")),
        *_missing(project),
    ]
    counted = {what: len(getattr(project, what)) for what in LISTS}
    elements.append(
        buttons(
            *(
                button(say(f"progress.list.{what}"), "progress.list", project=project.id, what=what)
                for what in LISTS
                if counted[what]
            )
        )
    )
    elements.append(
        buttons(
            button(say("progress.export"), "progress.export", style="primary", project=project.id),
            button(say("rhythm.open"), "rhythm.show", project=project.id),
            button(say("projects.chats"), "project.chats", project=project.id),
            button(say("projects.change"), "home.project") if several else None,
        )
    )
    urgent = any(key in _URGENT for key, _ in project.missing)
    tone: Tone = "warn" if urgent else "info"
    return Card(title, tuple(elements), tone=tone, tag=say(f"progress.{project.phase.value}"), summary=title)


def _phases(project: ProjectView) -> list[Span]:
    """启动→筹备→执行→跟进, with the present one in bold."""
    spans: list[Span] = []
    for phase in PHASES:
        here = phase == project.phase
        spans.append(t(say(f"progress.{phase.value}"), bold=here, tone="info" if here else "quiet"))
        spans.append(t("→", tone="quiet"))
    return spans[:-1]


def _rhythm(project: ProjectView) -> str:
    return rhythm_line(
        project.cadence, urgent=project.urgent, weekday=project.sync_weekday, clock=project.sync_clock
    )


def _milestones(project: ProjectView, year: int) -> str:
    return "；".join(f"{one.name} {say_date(one.due_on, this_year=year)}" for one in project.milestones)


def _needs(project: ProjectView, year: int) -> str:
    supports = [one for need in project.needs for one in need.supports]
    answered = sum(one.status != SupportStatus.WAITING for one in supports)
    due = max((need.due_on for need in project.needs), default=None)
    if due is None:
        return say("progress.needs_bare", count=len(project.needs), answered=answered, total=len(supports))
    return say(
        "progress.needs_line",
        count=len(project.needs),
        answered=answered,
        total=len(supports),
        due=say_date(due, this_year=year),
    )


def _meetings(project: ProjectView, year: int, calendar: Calendar) -> str:
    held = sum(meeting.ended_at is not None for meeting in project.meetings)
    ahead = sum(m.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED} for m in project.meetings)
    text = say("progress.meetings_line", held=held, ahead=ahead)
    coming = project.next_meeting
    if coming is None or coming.starts_at is None:
        return text
    at = say_moment(coming.starts_at, this_year=year, calendar=calendar)
    return text + say("progress.next_meeting", at=at)


def _tasks(project: ProjectView, now: datetime, year: int, calendar: Calendar) -> str:
    today = calendar.local(now).date()
    done = sum(task.status == TaskStatus.DONE for task in project.tasks)
    late = sum(task.overdue(today) for task in project.tasks)
    text = say("progress.tasks_line", done=done, total=len(project.tasks), late=late)
    if project.next_due is None:
        return text
    return text + say("progress.next_due", day=say_date(project.next_due, this_year=year))


def _disputes(project: ProjectView, year: int, calendar: Calendar) -> str:
    unsettled = sum(one.settled_at is None for one in project.disputes)
    text = say("progress.disputes_line", open=unsettled, total=len(project.disputes))
    if project.next_dispute is None:
        return text
    at = say_moment(project.next_dispute, this_year=year, calendar=calendar)
    return text + say("progress.next_dispute", at=at)


def _risks(project: ProjectView) -> str:
    goal = sum(bool(risk.affects_goal) for risk in project.risks)
    return say("progress.risks_line", open=len(project.risks), goal=goal)


def _missing(project: ProjectView) -> list[Element]:
    if not project.missing:
        return [Notice("ok", (t(say("progress.nothing")),))]
    return [
        Notice("bad" if key in _URGENT else "warn", (t(say(f"progress.missing.{key}", count=count)),))
        for key, count in project.missing
    ]


def list_card(project: ProjectView, what: str, *, now: datetime, calendar: Calendar) -> Card:
    """One kind of what a project holds, each a tap away."""
    shown = say(f"progress.list.{what}")
    title = say("progress.list_title", what=shown, name=project.name)
    elements: list[Element] = []
    if what == "needs":
        elements += needs_card(list(project.needs), now=now, calendar=calendar).elements
    elif what == "meetings":
        elements += [meeting_line(Sight(meeting, now, calendar)) for meeting in project.meetings]
    elif what == "disputes":
        elements += _dispute_lines(project, now, calendar)
    else:
        elements += [
            Notice(
                "bad" if risk.affects_goal else "warn",
                (t(say("progress.risk_line", text=risk.text, who=risk.by.shown)),),
            )
            for risk in project.risks
        ]
    return Card(title, tuple(elements or [p(say("progress.list_none", what=shown))]), summary=title)


def _dispute_lines(project: ProjectView, now: datetime, calendar: Calendar) -> list[Element]:
    year = calendar.local(now).year
    lines: list[Element] = []
    for one in project.disputes:
        at = say_moment(one.due_at, this_year=year, calendar=calendar)
        done = one.settled_at is not None
        text = (
            say("progress.dispute_done", point=one.point, settled=one.settled)
            if done
            else say("progress.dispute_open", point=one.point, at=at)
        )
        opened = button(say("progress.open"), "dispute.open", dispute=one.id)
        lines.append(Notice("ok" if done else "warn", (t(text),), (opened,)))
    return lines
