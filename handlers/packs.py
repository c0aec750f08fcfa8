"""规程: what people press on a chat's rules. The admin saves a new version, everybody else proposes one."""

from app.base.errors import Invalid
from app.chats import settings
from app.history.service import ChangeAbout
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.models import Chat, Person
from app.reviews.replanning import replan_chat
from app.rulepacks import service as rulepacks
from app.rulepacks.models import PackVersion
from app.rulepacks.pack import CLOCKS, NUMBERS, REQUIRED, Pack, Value
from app.rulepacks.reading import guide_pack
from bot.cards.pack import field_name, key_name
from bot.cards.rehearsal import rules_ways
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.rehearsals import ask_first, changes_of
from handlers.router import press, undoer


@press("pack.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """规程: the chat's rules, where they were asked for."""
    chat = settings.by_id(ctx.session, ctx.company.id, int(args["chat"]))
    ctx.show(f"pack:{chat.id}")
    return say("toast.opened")


@press("pack.save")
def press_save(ctx: Context, args: Args, values: Values) -> str:
    """保存为新版本; from anybody but the admin it is a proposal (section 6)."""
    chat = ctx.session.get_one(Chat, int(args["chat"]))
    if chat.company_id != ctx.company.id:
        return say("toast.stale")
    wanted = _changes(values, rulepacks.pack_of(ctx.session, chat.id))
    reason = text_of(values, "reason")
    if rulepacks.may_decide(chat, ctx.actor):
        if named := changes_of(ctx, chat, lambda: _change(ctx, chat, wanted, reason)):
            proposal = rulepacks.propose(ctx.session, chat, wanted, reason=reason, by=ctx.actor, now=ctx.now)
            assert proposal is not None
            return ask_first(ctx, chat, named, rules_ways(proposal.id))
        version = _change(ctx, chat, wanted, reason)
        return say("pack.same") if version is None else say("pack.saved", number=version.number)
    if not rulepacks.steps(rulepacks.pack_of(ctx.session, chat.id), wanted):
        return say("pack.same")
    proposal = rulepacks.propose(ctx.session, chat, wanted, reason=reason, by=ctx.actor, now=ctx.now)
    admin = people.person(ctx.session, chat.admin_id)
    assert proposal is not None
    assert admin is not None
    place = Place(ctx.company.platform, ctx.company.tenant, person=admin.external_id)
    outbox.owe_card(ctx.session, place, f"proposal:{proposal.id}")
    return say("pack.sent", who=admin.shown)


def _change(ctx: Context, chat: Chat, wanted: rulepacks.Changes, reason: str) -> PackVersion | None:
    return rulepacks.change(ctx.session, chat, wanted, reason=reason, by=ctx.actor, now=ctx.now)


@press("pack.accept")
def press_accept(ctx: Context, args: Args, _values: Values) -> str:
    """采纳."""
    return _decide(ctx, args, accepted=True)


@press("pack.refuse")
def press_refuse(ctx: Context, args: Args, _values: Values) -> str:
    """不采纳."""
    return _decide(ctx, args, accepted=False)


def _decide(ctx: Context, args: Args, *, accepted: bool) -> str:
    """Decide, and let whoever proposed it read how it went; the cards that show it are redrawn."""
    proposal = rulepacks.proposal_of(ctx.session, ctx.company.id, int(args["proposal"]))
    waits = proposal.accepted is None
    rulepacks.decide(ctx.session, proposal, accepted=accepted, by=ctx.actor, now=ctx.now)
    if waits:
        if accepted:
            replan_chat(ctx.session, ctx.session.get_one(Chat, proposal.chat_id), now=ctx.now)
        author = ctx.session.get_one(Person, proposal.by_id)
        place = Place(ctx.company.platform, ctx.company.tenant, person=author.external_id)
        if author.id != ctx.actor.id:
            outbox.owe_card(ctx.session, place, f"proposal:{proposal.id}")
        shown = [f"proposal:{proposal.id}", f"pack:{proposal.chat_id}"]
        if proposal.retro_id is not None:
            shown.append(f"retro:{proposal.retro_id}")
        for subject in shown:
            for stands in outbox.places_of(ctx.session, ctx.company.platform, ctx.company.tenant, subject):
                outbox.owe_card(ctx.session, stands, subject)
    return say("toast.done")


@undoer("pack")
def undo_pack(ctx: Context, chat_id: int, change: ChangeAbout) -> None:
    """Take one change of the rules back: the version before stands again, and a proposal waits again."""
    settings.undo(ctx.session, chat_id, change, now=ctx.now)


def _changes(values: Values, pack: Pack) -> dict[str, Value]:
    """What the form holds, by key. Raises Invalid with the field that is no number in its bounds."""
    changes: dict[str, Value] = {}
    for key in NUMBERS:
        if text := text_of(values, field_name(key)):
            changes[key] = read_number(key, text)
    changes |= _levels(values, pack)
    if (clock := choice_of(values, field_name("clock.day_hours"))) in CLOCKS:
        changes["clock.day_hours"] = clock
    if (heads := field_name("escalation.heads")) in values:
        changes["escalation.heads"] = bool(values[heads])
    return changes


def read_number(key: str, text: str) -> int:
    """A typed number for a key. Raises Invalid with what it may be."""
    bounds = NUMBERS[key]
    if not text.isdigit() or not bounds.least <= int(text) <= bounds.most:
        example = say("pack.between", least=bounds.least, most=bounds.most)
        raise Invalid(field=key_name(key), example=example)
    return int(text)


def _levels(values: Values, pack: Pack) -> dict[str, Value]:
    """A rule that is switched on again speaks as loudly as the guide wants it."""
    chosen = values.get("off")
    if chosen is None or isinstance(chosen, bool):
        return {}
    off = {chosen} if isinstance(chosen, str) else set(chosen)
    found: dict[str, Value] = {}
    for rule in pack.rules:
        if rule.id in off and rule.id != REQUIRED:
            found[f"{rule.id}.level"] = "off"
        elif rule.level == "off":
            found[f"{rule.id}.level"] = guide_pack().level(rule.id)
    return found
