"""[约短会对齐] on a need (S18): half an hour with everybody who speaks for a department."""

from app.meetings import queries
from app.meetings import service as meetings
from app.meetings.models import MeetingKind
from app.meetings.rules import CLOSING, LONGEST_SHORT, OPENING, scale
from app.meetings.views import MeetingFields, TopicField, WhoField
from app.needs import queries as need_queries
from app.needs import service as needs
from app.needs.views import NeedView, SupportView
from app.people import service as people
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.meetings import show
from handlers.needs import need_for
from handlers.router import press


@press("need.meet")
def press_align(ctx: Context, args: Args, _values: Values) -> str:
    """约短会对齐: a draft with the contacts invited and a topic for each department; the one begun if there is one."""
    need = need_for(ctx, args)
    needs.may_change(ctx.session, need, ctx.actor, ctx.chat)
    standing = queries.draft_of_need(ctx.session, need.id)
    if standing is not None and queries.may_read(standing, ctx.actor.id):
        show(ctx, standing)
        return say("toast.opened")
    view = need_queries.view(ctx.session, need, ctx.calendar)
    chat = people.find_chat(ctx.session, ctx.company.id, view.home_chat) or ctx.chat
    meetings.create(
        ctx.session,
        _fields(view),
        chat=chat,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
        kind=MeetingKind.ALIGN,
        need_id=need.id,
        project_id=need.project_id,
    )
    return say("toast.opened")


def _fields(need: NeedView) -> MeetingFields:
    room = LONGEST_SHORT - OPENING - CLOSING
    minutes = scale([room] * len(need.supports), room)
    return MeetingFields(
        title=say("align.meeting", project=need.project),
        objective=say("align.objective"),
        length=LONGEST_SHORT,
        attendees=tuple(_speaker(support) for support in need.supports),
        topics=tuple(
            TopicField(
                title=say("align.topic", department=support.department),
                discussion=support.gap or support.difficulty or support.content,
                owner=_speaker(support),
                minutes=length,
                output=say("align.output"),
                criterion=say("align.criterion"),
            )
            for support, length in zip(need.supports, minutes, strict=True)
        ),
    )


def _speaker(support: SupportView) -> WhoField:
    external = "" if support.contact is None else support.contact.external_id
    return WhoField(external_id=external, department=support.department)
