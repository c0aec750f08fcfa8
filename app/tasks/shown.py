"""What follows whenever a task changes: its owner is asked, L5 planned anew, every card of it redrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import departments as roles
from app.people.models import DIRECT, Chat, Company, Department, Person
from app.projects import service as projects
from app.projects.chats import is_linked
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.day_posts import today_subject
from app.reminders.task_ladder import TaskFacts, plan_task
from app.reminders.week_ladder import monday_of
from app.rulepacks import service as rulepacks
from app.tasks import rhythm_plan
from app.tasks.models import Task, TaskStatus
from app.tasks.secrecy import is_secret
from app.tasks.views import OPEN
from app.tasks.week_plan import digest_subject, plan_group, update_subject

KINDS = ("task", "mytask", "taskreview", "taskmore")
"""The living cards that show one task."""


def private(session: Session, task: Task, person_id: int) -> Place:
    """Where somebody is written to in private about a task."""
    company = session.get_one(Company, task.company_id)
    return Place(company.platform, company.tenant, person=session.get_one(Person, person_id).external_id)


def refresh(session: Session, task: Task, *, now: datetime, calendar: Calendar) -> None:
    """Redraw every card of the task where it stands, and plan its reminders anew."""
    session.flush()
    company = session.get_one(Company, task.company_id)
    subjects = [f"{kind}:{task.id}" for kind in KINDS]
    subjects += [f"taskdelay:{delay.id}" for delay in task.delays]
    subjects += [f"handover:{handover.id}" for handover in task.handovers]
    group, week = group_of(session, task), monday_of(calendar.local(now).date())
    subjects.append(update_subject(task.owner_id, week))
    if group is not None:
        subjects.append(today_subject(group, calendar.local(now).date()))
        subjects.append(digest_subject(group, week))
    subjects += _of_rounds(session, task, now)
    for subject in subjects:
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)
    plan_reminders(session, task, now=now, calendar=calendar)
    if group is not None:
        plan_group(session, group, now=now, calendar=calendar)
    if task.project_id is not None:
        rhythm_plan.plan_project(session, session.get_one(Project, task.project_id), now=now)


def plan_reminders(session: Session, task: Task, *, now: datetime, calendar: Calendar) -> None:
    """Plan L5 anew."""
    company = session.get_one(Company, task.company_id)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"task:{task.id}",
        plan=plan_task(facts(session, task), calendar),
        now=now,
    )


def _of_rounds(session: Session, task: Task, now: datetime) -> list[str]:
    """The cards of its project's rounds, where it has its own."""
    if task.project_id is None:
        return []
    project = session.get_one(Project, task.project_id)
    found: list[str] = []
    for one in rhythm_plan.rounds_of(session, project, now):
        found.append(rhythm_plan.update_subject(project.id, task.owner_id, one.asked_since))
        found.append(rhythm_plan.pulse_subject(project.id, one))
    return list(dict.fromkeys(found))


def show_owner(session: Session, task: Task) -> None:
    """The owner's private card, at the bottom of their chat with us (G5: the older one is retired)."""
    place = private(session, task, task.owner_id)
    outbox.retire_at(session, place, f"mytask:{task.id}")
    outbox.owe_card(session, place, f"mytask:{task.id}")


def get_to_know(session: Session, task: Task) -> None:
    """Ask the platform for the owner's department, which 表3 prints (S81), if nobody has told it yet."""
    owner = session.get_one(Person, task.owner_id)
    if owner.department_id is None or not owner.name:
        outbox.owe_lookup(session, private(session, task, owner.id))


def initiator_of(session: Session, task: Task) -> int | None:
    """The owner of its project; None without one."""
    return None if task.project_id is None else session.get_one(Project, task.project_id).owner_id


def decider_of(session: Session, task: Task) -> int | None:
    """The decision-maker of the owner's department, in the project or in the company; None where nobody is named."""
    department = roles.own_department(session, session.get_one(Person, task.owner_id))
    if department is None:
        return None
    return speaks_for(session, task, department)[1]


def head_of(session: Session, task: Task) -> int | None:
    """The head of the owner's department, where the chat's rules let a late task go that far (X4); else None."""
    department = roles.own_department(session, session.get_one(Person, task.owner_id))
    if department is None or not rulepacks.pack_of(session, task.chat_id).escalates:
        return None
    return department.head_id


def speaks_for(session: Session, task: Task, department: Department) -> tuple[int | None, int | None]:
    """Contact and decision-maker of a department, as far as this task is concerned (S83)."""
    if task.project_id is None:
        return department.contact_id, department.decision_maker_id
    return projects.speakers(session, task.project_id, department)


def group_of(session: Session, task: Task) -> int | None:
    """The group that hears of it: where it was given, else its project's home; None when both are private. Where the
    project is only linked to, its home comes first."""
    chat_ids = [task.chat_id]
    if task.project_id is not None:
        guest = is_linked(session, task.project_id, task.chat_id)
        chat_ids.insert(0 if guest else 1, session.get_one(Project, task.project_id).home_chat_id)
    return next((one for one in chat_ids if not session.get_one(Chat, one).private), None)


def facts(session: Session, task: Task) -> TaskFacts:
    """What L5 depends on, read from the rows."""
    waiting = next((delay for delay in task.delays if delay.agreed is None), None)
    return TaskFacts(
        subject=f"task:{task.id}",
        owner_id=task.owner_id,
        assigner_id=task.assigner_id,
        initiator_id=initiator_of(session, task) or task.assigner_id,
        decider_id=decider_of(session, task),
        head_id=head_of(session, task),
        chat_id=group_of(session, task),
        created_at=task.created_at,
        due_on=task.due_on,
        open=task.status in OPEN,
        accepted=task.accepted_at is not None,
        measure_at=task.countermeasure_at,
        again_at=task.again_at,
        quiet_on=task.quiet_on,
        asked_delay_at=None if waiting is None else waiting.asked_at,
        review_since=task.done_at if task.status == TaskStatus.DONE and task.approved_at is None else None,
        urgent=is_urgent(session, task),
        aloud=_is_aloud(session, task),
    )


def _is_aloud(session: Session, task: Task) -> bool:
    """Whether its group wants every step said there too (G11); never what was born in a confidential meeting (X7)."""
    group = group_of(session, task)
    if group is None or session.get_one(Chat, group).naming != DIRECT:
        return False
    return not is_secret(session, task)


def is_urgent(session: Session, task: Task) -> bool:
    """Whether it belongs to an urgent project (G10)."""
    return task.project_id is not None and session.get_one(Project, task.project_id).urgent
