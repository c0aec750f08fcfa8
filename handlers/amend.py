"""修订结论: one conclusion takes the place of another after the minutes were published (X6)."""

from app.documents.amended import amended
from app.documents.minutes import assemble
from app.meetings import amending, minutes_queries, queries
from app.meetings.minutes_queries import draft
from app.meetings.models import Decision, Meeting
from app.meetings.noting import DecisionFields
from app.meetings.views import DecisionView
from bot.texts import say
from handlers.context import Args, Context, Values, text_of
from handlers.meetings import days_of
from handlers.minutes import meeting_for, show_privately
from handlers.router import press


@press("amend.open")
def press_open(ctx: Context, args: Args, _values: Values) -> str:
    """修订结论: the list."""
    meeting = meeting_for(ctx, args)
    amending.require_published(ctx.session, meeting, ctx.actor)
    show_privately(ctx, f"amends:{meeting.id}")
    return say("toast.opened")


@press("amend.one")
def press_one(ctx: Context, args: Args, _values: Values) -> str:
    """修订 of one conclusion: the form."""
    meeting, decision = amending.by_id(ctx.session, ctx.company.id, int(args["decision"]), reader=ctx.actor)
    amending.require_open(ctx.session, meeting, decision, ctx.actor)
    show_privately(ctx, f"amend:{decision.id}")
    return say("toast.opened")


@press("amend.submit")
def press_submit(ctx: Context, args: Args, values: Values) -> str:
    """发布修订."""
    meeting, decision = amending.by_id(ctx.session, ctx.company.id, int(args["decision"]), reader=ctx.actor)
    given = DecisionFields(
        text=text_of(values, "text"), basis=text_of(values, "basis"), major=values.get("major") is True
    )
    before = _assembled(ctx, meeting)

    def reworded(later: Decision) -> str:
        return amended(
            draft(ctx.session, meeting.id, {})["topics"],
            before,
            _assembled(ctx, meeting),
            old=_view(ctx, meeting, decision.id),
            new=_view(ctx, meeting, later.id),
        )

    edition = amending.amend(
        ctx.session,
        meeting,
        decision,
        given,
        reworded=reworded,
        by=ctx.actor,
        now=ctx.now,
        calendar=days_of(ctx, meeting.id),
    )
    return say("toast.amended", edition=edition.edition)


def _assembled(ctx: Context, meeting: Meeting) -> str:
    """The conclusions' section as it is assembled now."""
    calendar = days_of(ctx, meeting.id)
    return assemble(minutes_queries.material(ctx.session, meeting, calendar, now=ctx.now), calendar)["topics"]


def _view(ctx: Context, meeting: Meeting, decision_id: int) -> DecisionView:
    view = queries.view(ctx.session, meeting, days_of(ctx, meeting.id), now=ctx.now)
    return next(one for one in (*view.decisions, *view.replaced) if one.id == decision_id)
