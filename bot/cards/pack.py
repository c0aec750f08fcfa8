"""规程: a chat's rules with their clauses, the form that changes them, and a proposal for its admin."""

from app.calendars import Calendar, say_moment
from app.rulepacks.pack import CLOCKS, NUMBERS, REQUIRED, Pack, Value
from app.rulepacks.service import ProposalView, Step, VersionView
from bot.cards.model import (
    Card,
    ChoiceField,
    Element,
    Field,
    Fold,
    Form,
    Option,
    Row,
    Span,
    TextField,
    ToggleField,
    Tone,
)
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say


def field_name(key: str) -> str:
    """The form's name of a key: dots are not for platforms."""
    return key.replace(".", "_")


def pack_card(
    pack: Pack,
    versions: list[VersionView],
    *,
    chat_id: int,
    number: int,
    who: str,
    year: int,
    calendar: Calendar,
    undo: int | None = None,
) -> Card:
    """The rules as they stand, what was changed in them, and the form: the admin's saves, others' proposes. `undo` is the
    change that can still be taken back."""
    title = say("pack.title", name=pack.name, number=number)
    elements: list[Element] = [
        quiet(say("pack.lead", who=who or say("departments.nobody"))),
        Fold(say("pack.all", count=sum(rule.level != "off" for rule in pack.rules)), (rows(*_rules(pack)),)),
    ]
    if versions:
        elements += [heading(say("pack.versions")), *(_version(one, year, calendar) for one in versions)]
    if undo is not None:
        elements.append(buttons(button(say("act.undo"), "undo", change=undo)))
    submit = button(say("pack.save"), "pack.save", style="primary", chat=chat_id)
    elements.append(Form(f"pack_{chat_id}", _fields(pack), (submit,)))
    return Card(title, tuple(elements), summary=title)


def proposal_card(proposal: ProposalView) -> Card:
    """A change somebody proposes, for the admin to take or to leave."""
    who = proposal.by.shown if proposal.by else ""
    body: list[Element] = [p(t(say("pack.proposed_by", who=who)))]
    body += [p(t(step_line(step), bold=True)) for step in proposal.steps]
    if proposal.reason:
        body.append(quiet(say("pack.because", reason=proposal.reason)))
    if proposal.accepted is None:
        accept = button(say("pack.accept"), "pack.accept", style="primary", proposal=proposal.id)
        refuse = button(say("pack.refuse"), "pack.refuse", proposal=proposal.id)
        body.append(buttons(accept if proposal.steps else None, refuse))
    else:
        by = proposal.decided_by.shown if proposal.decided_by else ""
        body.append(quiet(say("pack.accepted" if proposal.accepted else "pack.refused", who=by)))
    tone: Tone = "warn" if proposal.accepted is None else "good" if proposal.accepted else "quiet"
    return Card(say("pack.proposal"), tuple(body), tone=tone, summary=say("pack.proposal"))


def step_line(step: Step) -> str:
    """会议通知提前（工作日）：3 → 4; only what is to be when that is already so."""
    name = key_name(step.key)
    if step.old == step.new:
        return say("pack.step_now", name=name, new=value_name(step.new))
    return say("pack.step", name=name, old=value_name(step.old), new=value_name(step.new))


def key_name(key: str) -> str:
    """What a key is called on cards."""
    section, _, name = key.partition(".")
    return say("pack.rule", rule=section) if name == "level" else say(f"pack.key.{key}")


def value_name(value: Value) -> str:
    """What a value is called on cards."""
    if isinstance(value, bool):
        return say("pack.yes" if value else "pack.no")
    return str(value) if isinstance(value, int) else say(f"pack.value.{value}")


def _rules(pack: Pack) -> list[Row]:
    return [
        row(
            f"{rule.id} · {say(f'pack.value.{rule.level}')}",
            Span(_filled(pack, rule.id, rule.title), struck=rule.level == "off"),
            t(f"  {rule.clause}", tone="quiet"),
        )
        for rule in pack.rules
    ]


def _filled(pack: Pack, rule: str, title: str) -> str:
    """The rule's sentence with its numbers in it."""
    for key in NUMBERS:
        section, _, name = key.partition(".")
        if section == rule:
            title = title.replace(name, str(pack.value(key)))
    return title


def _version(version: VersionView, year: int, calendar: Calendar) -> Element:
    return p(
        t(
            say(
                "pack.version",
                number=version.number,
                at=say_moment(version.at, this_year=year, calendar=calendar),
                who=version.by.shown if version.by else "",
            ),
            bold=True,
        ),
        t("；".join(step_line(step) for step in version.steps)),
        t(f"  {version.reason}" if version.reason else "", tone="quiet"),
    )


def _fields(pack: Pack) -> tuple[Field, ...]:
    """The numbers, which rules are off, the clock, and how far a late task goes."""
    numbers = tuple(
        TextField(
            field_name(key),
            say(f"pack.key.{key}"),
            str(pack.value(key)),
            say("pack.between", least=bounds.least, most=bounds.most),
        )
        for key, bounds in NUMBERS.items()
    )
    return (
        *numbers,
        ChoiceField(
            "off",
            say("pack.off"),
            tuple(
                Option(rule.id, f"{rule.id} {_filled(pack, rule.id, rule.title)}"[:60])
                for rule in pack.rules
                if rule.id != REQUIRED
            ),
            tuple(rule.id for rule in pack.rules if rule.level == "off"),
            say("pack.off_none"),
            many=True,
        ),
        ChoiceField(
            field_name("clock.day_hours"),
            say("pack.key.clock.day_hours"),
            tuple(Option(one, say(f"pack.value.{one}")) for one in CLOCKS),
            (CLOCKS[pack.rolls],),
        ),
        ToggleField(field_name("escalation.heads"), say("pack.key.escalation.heads"), pack.escalates),
        TextField("reason", say("pack.reason"), "", say("pack.reason_example")),
    )
