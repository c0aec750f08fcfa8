"""表1 as typed or filled in, turned into the fields of a need."""

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date

from app.needs import rules
from app.needs.views import ContactField, MilestoneView, NeedFields
from app.people import departments as roles
from handlers.context import Context, Values, choice_of, text_of, typed_over
from handlers.departments import mentioned
from handlers.reading.forms import RequestForm
from handlers.reading.request import read_contacts, read_departments, read_due, read_items, read_milestones


def fields_from_text(ctx: Context, form: RequestForm, *, fresh: bool = True) -> NeedFields:
    """What a message holds. A `fresh` one begins with the department of whoever writes."""
    own = roles.own_department(ctx.session, ctx.actor) if fresh else None
    departments = tuple(roles.rename_to_known(ctx.session, ctx.company, name) for name in form.departments)
    return NeedFields(
        project=form.project,
        department=form.initiator or ("" if own is None else own.name),
        goal=form.goal,
        departments=departments,
        contacts=tuple(
            ContactField(slot.department or "", slot.name, mentioned(ctx, slot.key) or "", slot.decides)
            for slot in form.contacts
        ),
        description=form.description,
        supports=_items(form, departments),
        due_on=form.due,
        due_typed=form.due_typed,
        due_doubt=form.due_doubt,
        note=form.note,
        lead_days=rules.lead_days(form.note),
        scenario=form.scenario,
        deliverables=form.deliverables,
        milestones=tuple(MilestoneView(name, day) for name, day in form.milestones),
        own_resources=form.own_resources,
    )


def _items(form: RequestForm, departments: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in read_items(form.description, departments) if name)


def fields_from_form(ctx: Context, kept: NeedFields, values: Values) -> NeedFields:
    """What a form holds over what the draft held: a field that was not sent stays, one sent empty is empty."""
    departments = (
        read_departments(text_of(values, "departments")) if "departments" in values else kept.departments
    )
    named = tuple(roles.rename_to_known(ctx.session, ctx.company, name) for name in departments)
    description = typed_over(values, "description", kept.description)
    note = typed_over(values, "note", kept.note)
    contacts = kept.contacts
    if "contacts" in values:
        contacts = tuple(
            ContactField(slot.department or "", slot.name, _known_id(kept, slot.name), slot.decides)
            for slot in read_contacts(text_of(values, "contacts"))
        )
    milestones = kept.milestones
    if "milestones" in values:
        found = read_milestones(text_of(values, "milestones"), now=ctx.now, calendar=ctx.calendar)
        milestones = tuple(MilestoneView(name, day) for name, day in found)
    due_on, due_typed = _due(ctx, kept, values)
    return replace(
        kept,
        project=typed_over(values, "project", kept.project),
        department=typed_over(values, "department", kept.department),
        goal=typed_over(values, "goal", kept.goal),
        departments=named,
        contacts=contacts,
        description=description,
        supports=tuple((name, text) for name, text in read_items(description, named) if name),
        due_on=due_on,
        due_typed=due_typed,
        due_doubt="",
        note=note,
        lead_days=rules.lead_days(note),
        scenario=choice_of(values, "scenario")
        if choice_of(values, "scenario") in rules.SCENARIOS
        else kept.scenario,
        deliverables=typed_over(values, "deliverables", kept.deliverables),
        milestones=milestones,
        own_resources=typed_over(values, "own_resources", kept.own_resources),
        home=choice_of(values, "home") or kept.home,
    )


def merged(before: NeedFields, given: NeedFields) -> NeedFields:
    """What is given replaces what was there; what is empty leaves it. The day and its doubt go together."""
    changed = {f.name: getattr(given, f.name) for f in dataclass_fields(given) if getattr(given, f.name)}
    if given.due_typed or given.due_on:
        changed |= {"due_on": given.due_on, "due_typed": given.due_typed, "due_doubt": given.due_doubt}
    if given.note:
        changed["lead_days"] = given.lead_days
    if given.departments and not given.supports:
        changed["supports"] = tuple(
            (name, text) for name, text in before.supports if name in given.departments
        )
    return replace(before, **changed)


def _known_id(kept: NeedFields, name: str) -> str:
    return next((c.external_id for c in kept.contacts if c.name == name), "")


def _due(ctx: Context, kept: NeedFields, values: Values) -> tuple[date | None, str]:
    typed = text_of(values, "due_on")
    if not typed:
        return kept.due_on, kept.due_typed
    try:
        return date.fromisoformat(typed[:10]), ""
    except ValueError:
        due = read_due(typed, now=ctx.now, calendar=ctx.calendar)
        return due.day, typed
