"""项目: which one is meant (D19), and the chats it is linked to."""

import re
from dataclasses import replace

from msgspec import structs
from sqlalchemy import select

from app.meetings import queries as meetings
from app.needs.models import Need
from app.outbox import service as outbox
from app.people.models import Chat
from app.progress.queries import by_id
from app.progress.subjects import project_of_subject
from app.projects import chats, current
from app.projects import service as projects
from app.projects.models import Project
from bot.cards.model import to_json
from bot.cards.projects import linked_note
from bot.ports import Message, update_to_json
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press

_NUMBERED = re.compile(r"(?<![A-Za-z0-9])([NnMm])([0-9]{1,6})(?![A-Za-z0-9])")


class WhichProject(Exception):
    """Several projects may be meant: the command waits until the person has tapped one."""


def known_project(ctx: Context) -> int | None:
    """The project something new here belongs to, as far as it is known; None also for several.

    What was answered; the card replied to; a need or meeting that is named; the only one that runs here; what the
    person works on here; what the chat has set (D19).
    """
    if ctx.project_id is not None:
        return ctx.project_id or None
    about = project_of_subject(ctx.session, ctx.company.id, ctx.subject) or _named(ctx)
    if about is not None:
        return about.id
    running = projects.running_in(ctx.session, ctx.chat.id)
    if len(running) == 1:
        return running[0].id
    found = current.current(ctx.session, ctx.actor, ctx.chat)
    return None if found is None else found.id


def needed_project(ctx: Context) -> int | None:
    """The same for what is done at once: raises WhichProject where nobody can know."""
    found = known_project(ctx)
    if found is None and ctx.project_id is None and len(projects.running_in(ctx.session, ctx.chat.id)) > 1:
        raise WhichProject()
    return found


def one_of_several(ctx: Context) -> int | None:
    """Where several projects run, the one that is meant; None where one alone does. Raises WhichProject."""
    return needed_project(ctx) if len(projects.running_in(ctx.session, ctx.chat.id)) > 1 else None


def _named(ctx: Context) -> Project | None:
    """The project of the first N1 or M1 in the text, if it is one of this chat's."""
    text = ctx.update.body.text if isinstance(ctx.update.body, Message) else ""
    found = _NUMBERED.search(text)
    if found is None:
        return None
    number, project_id = int(found[2]), None
    if found[1].upper() == "M":
        meeting = meetings.by_number(ctx.session, ctx.company.id, number)
        project_id = None if meeting is None else meeting.project_id
    else:
        query = select(Need.project_id).where(Need.company_id == ctx.company.id, Need.number == number)
        project_id = ctx.session.scalar(query)
    project = None if project_id is None else ctx.session.get(Project, project_id)
    return project if project is not None and chats.is_here(ctx.session, project, ctx.chat.id) else None


def ask_project(ctx: Context, body: Message) -> None:
    """Ask which project is meant; what was said waits for the answer."""
    said = update_to_json(structs.replace(ctx.update, body=body))
    _ask(ctx, said)


def _ask(ctx: Context, said: str) -> None:
    key = current.ask(ctx.session, ctx.actor, ctx.chat, said=said, subject=ctx.subject, now=ctx.now)
    ctx.show(f"whichproject:{key}")


def works_on(ctx: Context, project: Project) -> None:
    """Somebody has turned to a project that runs here: it is their current one from now on."""
    if project.closed_at is None and chats.is_here(ctx.session, project, ctx.chat.id):
        current.remember(ctx.session, ctx.actor, ctx.chat, project)


@press("home.project")
def press_change(ctx: Context, _args: Args, _values: Values) -> str:
    """换项目: the picker."""
    _ask(ctx, "")
    return say("toast.opened")


@press("project.chats")
def press_chats(ctx: Context, args: Args, _values: Values) -> str:
    """关联到其他群: in private, since it names one's groups."""
    project = by_id(ctx.session, ctx.company.id, int(args["project"]))
    chats.require_leader(ctx.session, project, ctx.actor)
    place = replace(ctx.place, chat=None, person=ctx.actor.external_id)
    outbox.retire_at(ctx.session, place, f"projectchats:{project.id}")
    outbox.owe_card(ctx.session, place, f"projectchats:{project.id}")
    return say("toast.opened" if ctx.chat.private else "toast.in_private")


@press("project.link")
def press_link(ctx: Context, args: Args, _values: Values) -> str:
    """关联: the group is told, and sees the project's work from now on."""
    project, chat = _both(ctx, args)
    chats.link(ctx.session, project, chat, by=ctx.actor, now=ctx.now)
    told = linked_note(project.name, ctx.actor.name, linked=True)
    outbox.owe_notice(ctx.session, _place(ctx, chat), to_json(told), subject=f"project:{project.id}")
    _redraw(ctx, project)
    return say("toast.project_linked", chat=chat.name or say("projects.a_group"))


@press("project.unlink")
def press_unlink(ctx: Context, args: Args, _values: Values) -> str:
    """取消关联: what was made there stays, and is told of at home."""
    project, chat = _both(ctx, args)
    chats.unlink(ctx.session, project, chat, by=ctx.actor, now=ctx.now)
    told = linked_note(project.name, ctx.actor.name, linked=False)
    outbox.owe_notice(ctx.session, _place(ctx, chat), to_json(told))
    _redraw(ctx, project)
    return say("toast.project_unlinked", chat=chat.name or say("projects.a_group"))


def _both(ctx: Context, args: Args) -> tuple[Project, Chat]:
    project = by_id(ctx.session, ctx.company.id, int(args["project"]))
    chat = ctx.session.get(Chat, int(args["chat"]))
    if chat is None or chat.company_id != ctx.company.id:
        raise ValueError("no such chat")
    return project, chat


def _place(ctx: Context, chat: Chat) -> outbox.Place:
    return replace(ctx.place, chat=chat.external_id, person=None)


def _redraw(ctx: Context, project: Project) -> None:
    """The project's card names its groups wherever it stands."""
    company = ctx.company
    for place in outbox.places_of(ctx.session, company.platform, company.tenant, f"project:{project.id}"):
        outbox.owe_card(ctx.session, place, f"project:{project.id}")
