"""From an update to its handler: who is speaking, where, about what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

import handlers.amend
import handlers.data
import handlers.demo
import handlers.departments
import handlers.digests
import handlers.disputes
import handlers.evidence
import handlers.glossary
import handlers.home
import handlers.invitations
import handlers.leave
import handlers.leavers
import handlers.live
import handlers.live_notes
import handlers.meeting_align
import handlers.meeting_forms
import handlers.meeting_presses
import handlers.meetings
import handlers.minutes
import handlers.minutes_paste
import handlers.needs
import handlers.packs
import handlers.progress
import handlers.projects
import handlers.record
import handlers.retro
import handlers.rhythm
import handlers.risks
import handlers.search
import handlers.settings
import handlers.support
import handlers.task_presses
import handlers.tasks
import handlers.updates  # noqa: F401  (each registers its commands)
from app.base.errors import UserError
from app.leaving import service as leaving
from app.outbox import faces
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import ahead
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects import current
from app.projects.models import Project
from bot.cards.home import join_card
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.cards.steady import steady
from bot.drawers import draw
from bot.drawers.scene import Scene
from bot.ports import Answer, Departed, Joined, Left, Message, Press, Update, update_from_json
from bot.texts import say
from handlers.context import Args, Context, Values, taken_back
from handlers.days_file import is_calendar, take
from handlers.home import show_help
from handlers.projects import WhichProject, ask_project
from handlers.reading.forms import Silence
from handlers.reading.message import MentionName, read_message
from handlers.router import COMMANDS, press, run_press, sentence

PRESS_GRACE = timedelta(seconds=3)
"""A pressed card gets its new face with the answer; the redraw of the same card waits until that is over."""

ASK_AGAIN = timedelta(days=1)
"""After which a platform that did not tell who somebody is, or where they belong, is asked again."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the process lends to a handling: its own now (aware), the default zone, a transaction, `alone` or not, and the
    only groups that are served (D19; empty: every one)."""

    now: datetime
    timezone: str
    alone: bool = True
    only_groups: frozenset[str] = frozenset()


def handle(session: Session, update: Update, around: Surroundings) -> Answer | None:
    """Do what an update asks, inside the transaction that marks it as done. The answer of a press."""
    if isinstance(update.body, Left):
        _left(session, update)
        return None
    if isinstance(update.body, Departed):
        _departed(session, update, update.body)
        return None
    if not _is_served(update, around):
        return _not_served(session, update)
    ctx = _context(session, update, around)
    match update.body:
        case Joined():
            _joined(ctx)
        case Press() as body:
            return _pressed(ctx, body, around)
        case Message() as body:
            _said(ctx, body)
    return None


def look_ahead(session: Session, updates: Sequence[Update], around: Surroundings) -> None:
    """Look up at once what handling each of them would ask for: companies, chats, people."""
    spoken: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for update in updates:
        if not isinstance(update.body, Left | Departed) and _is_served(update, around):
            spoken.setdefault((update.platform, update.tenant), set()).add((update.chat.id, update.actor.id))
    for (platform, tenant), pairs in spoken.items():
        ahead.recall(session, people.company_of(session, platform, tenant), pairs)


def _is_served(update: Update, around: Surroundings) -> bool:
    return not around.only_groups or update.chat.private or update.chat.id in around.only_groups


def _context(session: Session, update: Update, around: Surroundings) -> Context:
    company = people.company_of(session, update.platform, update.tenant)
    chat = people.chat_of(
        session,
        company,
        update.chat.id,
        private=update.chat.private,
        name=update.chat.name,
        timezone=around.timezone,
    )
    actor = people.person_of(session, company, people.Known(update.actor.id, update.actor.name))
    chat.active = True
    leaving.came_back(session, actor)
    people.join_chat(session, chat, actor)
    _look_up(session, company, chat, actor, update)
    return Context(
        session=session,
        update=update,
        company=company,
        chat=chat,
        actor=actor,
        now=update.at,
        calendar=calendar_of(session, chat),
        alone=around.alone,
    )


def _look_up(session: Session, company: Company, chat: Chat, actor: Person, update: Update) -> None:
    """Ask the platform for names we do not know yet; who it does not tell of is asked for again another day."""
    fresh = isinstance(update.body, Joined)
    if not chat.private and (fresh or chat.welcomed_at is None):
        outbox.owe_lookup(session, Place(company.platform, company.tenant, chat=chat.external_id))
        chat.welcomed_at = chat.welcomed_at or _NEVER
    unknown = not actor.name or actor.department_id is None
    if unknown and (actor.asked_at is None or update.at - actor.asked_at > ASK_AGAIN):
        actor.asked_at = update.at
        outbox.owe_lookup(session, Place(company.platform, company.tenant, person=actor.external_id))


_NEVER = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def _left(session: Session, update: Update) -> None:
    """Nothing more goes to that chat. Who did it may be nobody we know, or nobody at all."""
    company = people.company_of(session, update.platform, update.tenant)
    chat = people.find_chat(session, company.id, update.chat.id)
    if chat is not None:
        chat.active = False


def _not_served(session: Session, update: Update) -> Answer | None:
    """One line with the group's id, which the operator needs to let it in; nothing of it is kept."""
    _left(session, update)
    line = say("refused.group", chat=update.chat.id)
    if isinstance(update.body, Press):
        return Answer(line, "warning")
    place = Place(update.platform, update.tenant, chat=update.chat.id)
    outbox.owe_notice(session, place, to_json(note(say("refused.title"), line, tone="quiet")))
    return None


def _departed(session: Session, update: Update, body: Departed) -> None:
    """Who left is given nothing any more; the initiators are asked to hand on what they held (D17)."""
    company = people.company_of(session, update.platform, update.tenant)
    for external_id in (update.actor.id, *body.others):
        person = people.by_external(session, company.id, external_id)
        if person is not None:
            leaving.mark_left(session, person, by=None, now=update.at)


_ONLY_CALLED = frozenset({"", say("home.title")})
"""What somebody says who only calls us in: the join card is the answer."""


def _joined(ctx: Context) -> bool:
    """The join card, once per chat (D18); whether it was now."""
    if ctx.chat.admin_id is None:
        ctx.chat.admin_id = ctx.actor.id
    if ctx.chat.welcomed_at is not None and ctx.chat.welcomed_at != _NEVER:
        return False
    ctx.chat.welcomed_at = ctx.now
    outbox.owe_notice(ctx.session, ctx.place, to_json(join_card()))
    return True


def _pressed(ctx: Context, body: Press, around: Surroundings) -> Answer:
    company = ctx.company
    subject = outbox.subject_of_message(ctx.session, company.platform, company.tenant, body.message_id) or ""
    scene = Scene(ctx.session, ctx.place, ctx.now)
    before = draw(scene, subject) if subject and body.alone else None
    answer = run_press(replace(ctx, subject=subject), body)
    if not subject:
        return answer
    faces.is_unsure(ctx.session, company.platform, company.tenant, body.message_id)
    ctx.session.flush()
    face = draw(scene, subject)
    living = _is_living(ctx, body.message_id, subject)
    if body.alone and living and face != before:
        outbox.owe_card(ctx.session, ctx.place, subject)
    if body.elsewhere:
        faces.urge(ctx.session, ctx.place, subject)
    elif body.alone and living and ctx.chat.private and face is not None:
        shown = faces.answered_face(to_json(steady(face)))
        faces.answered(ctx.session, ctx.place, subject, shown)
    else:
        outbox.hold_back(ctx.session, ctx.place, subject, until=around.now + PRESS_GRACE)
    return replace(answer, card=face, private=ctx.chat.private)


def _is_living(ctx: Context, message_id: str, subject: str) -> bool:
    """Whether that message is the living card of its subject here, and not one that was left as it is."""
    stands = outbox.standing(ctx.session, ctx.place, subject)
    return stands is not None and stands.message_id == message_id


def _said(ctx: Context, body: Message) -> None:
    company = ctx.company
    joins = not (ctx.chat.private or ctx.update.chat.announced) and _joined(ctx)
    if joins and body.text.strip().lstrip("@") in _ONLY_CALLED:
        return
    if body.reply_to is not None:
        subject = outbox.subject_of_message(ctx.session, company.platform, company.tenant, body.reply_to)
        ctx = replace(ctx, subject=subject or "", quotes=subject is None)
    ctx = replace(ctx, quotes=ctx.quotes or body.quoted is not None)
    for mention in body.mentions:
        if not mention.bot and not mention.me:
            person = people.person_of(ctx.session, company, people.Known(mention.id, mention.name))
            people.join_chat(ctx.session, ctx.chat, person)
    if is_calendar(body.file):
        _or_refused(ctx, lambda: take(ctx, body))
    elif not body.text.strip():
        show_help(ctx, say("help.text_only"))
    else:
        run_text(ctx, body)


def _or_refused(ctx: Context, deed: Callable[[], None]) -> None:
    """Do it; a refusal undoes it and is an answer too."""
    try:
        with taken_back(ctx):
            deed()
    except UserError as error:
        ctx.say(note(say("refused.title"), sentence(error), tone="warn"))


def run_text(ctx: Context, body: Message) -> None:
    """Read the text and do what it says; a refusal is an answer too."""
    reading = read_message(
        body.text,
        now=ctx.now.astimezone(ctx.calendar.zone),
        group=not ctx.chat.private,
        mentions={m.key: MentionName(m.name, bot=m.me or m.bot) for m in body.mentions},
        calendar=ctx.calendar,
    )
    form = reading.form
    if isinstance(form, Silence):
        # What reached us here addressed us: chatter was dropped when it was parsed.
        show_help(ctx, say("help.unknown"), said=_spoken(body) if ctx.chat.private else "")
        return
    try:
        with taken_back(ctx):
            COMMANDS[type(form)](ctx, form)
    except UserError as error:
        ctx.say(note(say("refused.title"), sentence(error), tone="warn"))
    except WhichProject:
        ask_project(ctx, body)


def _spoken(body: Message) -> str:
    """The words with names in the place of keys."""
    said = body.text.strip()
    for mention in body.mentions:
        said = said.replace(mention.key, f"@{mention.name}") if mention.key else said
    return said


@press("project.pick")
def run_picked(ctx: Context, args: Args, _values: Values) -> str:
    """The project that was tapped (0: none): it is the current one, and what waited for the answer is done in it."""
    picked = int(args["project"])
    asked = current.answer(ctx.session, int(args["ask"]), picked or None, by=ctx.actor, now=ctx.now)
    if asked is None:
        return say("toast.stale")
    update = update_from_json(asked.said) if asked.said else None
    if update is not None and isinstance(update.body, Message):
        then = replace(ctx, update=update, subject=asked.subject, project_id=picked)
        run_text(replace(then, quotes=update.body.quoted is not None), update.body)
    if not picked:
        return say("toast.project_any")
    return say("toast.project_chosen", name=ctx.session.get_one(Project, picked).name)


@press("suggest.run")
def run_suggestion(ctx: Context, args: dict[str, str | int], _values: object) -> str:
    """是，执行: the command that was offered, as if it had been typed."""
    run_text(ctx, Message(id="", text=f"/{str(args['text']).lstrip('/')}"))
    return say("toast.done")
