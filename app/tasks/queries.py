"""Tasks as they are shown."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import service as people
from app.people.models import Department, Person
from app.people.views import PersonView
from app.projects.models import Project
from app.rulepacks import service as rulepacks
from app.tasks import rules
from app.tasks.homes import at_home
from app.tasks.models import Delay, Handover, HelpRequest, Task
from app.tasks.shown import initiator_of
from app.tasks.views import OPEN, DelayView, HandoverView, HelpView, TaskView


def view(session: Session, task: Task) -> TaskView:
    """The task with everything that belongs to it."""
    project = None if task.project_id is None else session.get_one(Project, task.project_id)
    pack = rulepacks.pack_of(session, task.chat_id)
    return TaskView(
        id=task.id,
        number=task.number,
        description=task.description,
        owner=_person(session, task.owner_id),
        assigner=_person(session, task.assigner_id),
        initiator=people.person(session, initiator_of(session, task)),
        project_id=task.project_id,
        project="" if project is None else project.name,
        meeting_id=task.meeting_id,
        topic_id=task.topic_id,
        chat_id=task.chat_id,
        departments=task.departments,
        due_on=task.due_on,
        first_due_on=task.first_due_on,
        due_waived=task.due_waived,
        status=task.status,
        delayed=task.delayed,
        percent=task.percent,
        progress_note=task.progress_note,
        deliverable=task.deliverable,
        edition=task.edition,
        link=task.link,
        risk=task.risk,
        countermeasure=task.countermeasure,
        countermeasure_at=task.countermeasure_at,
        created_at=task.created_at,
        accepted_at=task.accepted_at,
        done_at=task.done_at,
        approved_at=task.approved_at,
        delays=tuple(_delay(session, delay) for delay in task.delays),
        handovers=tuple(_handover(session, handover) for handover in task.handovers),
        smart=rules.smart(
            description=task.description,
            deliverable=task.deliverable,
            accepted=task.accepted_at is not None,
            linked=not (task.topic_id is None and task.meeting_id is None and task.project_id is None),
            due_on=task.due_on,
        ),
        enough=pack.enough if pack.on("R14") else 0,
    )


def of_meeting(session: Session, meeting_id: int) -> list[TaskView]:
    """The tasks born in a meeting, in their order; cancelled ones too."""
    rows = session.scalars(select(Task).where(Task.meeting_id == meeting_id).order_by(Task.number))
    return [view(session, task) for task in rows]


def of_project(session: Session, project_id: int) -> list[TaskView]:
    """The tasks of a project, in their order; cancelled ones too."""
    rows = session.scalars(select(Task).where(Task.project_id == project_id).order_by(Task.number))
    return [view(session, task) for task in rows]


def until(session: Session, chat_id: int, day: date) -> list[Task]:
    """The open tasks of a group (given there, or of a project at home there) due by `day`, soonest first."""
    rows = session.scalars(
        select(Task)
        .where(
            at_home(chat_id),
            Task.status.in_(OPEN),
            Task.due_on <= day,
        )
        .order_by(Task.due_on, Task.number)
    )
    return list(rows)


def help_view(session: Session, wanted: HelpRequest) -> HelpView:
    """A call for help as it is shown."""
    return HelpView(
        id=wanted.id,
        task_id=wanted.task_id,
        department=session.get_one(Department, wanted.department_id).name,
        asked=people.person(session, wanted.asked_id),
        by=_person(session, wanted.by_id),
        what=wanted.what,
        due_on=wanted.due_on,
        answer=wanted.answer,
        answered_at=wanted.answered_at,
    )


def _person(session: Session, person_id: int) -> PersonView:
    return people.view(session, session.get_one(Person, person_id))


def _delay(session: Session, delay: Delay) -> DelayView:
    return DelayView(
        id=delay.id,
        old_due_on=delay.old_due_on,
        new_due_on=delay.new_due_on,
        cause=delay.cause,
        reason=delay.reason,
        asked_by=_person(session, delay.asked_by_id),
        asked_at=delay.asked_at,
        decided_by=people.person(session, delay.decided_by_id),
        agreed=delay.agreed,
    )


def _handover(session: Session, handover: Handover) -> HandoverView:
    return HandoverView(
        id=handover.id,
        giver=_person(session, handover.from_id),
        taker=_person(session, handover.to_id),
        note=handover.note,
        owner_agreed=handover.owner_agreed_at is not None,
        taken=handover.taken_at is not None,
        refused=handover.refused_at is not None,
    )
