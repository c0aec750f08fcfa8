"""Asking who speaks and who decides for a department (S12, S13, S83)."""

from app.needs.views import NeedView, SupportView
from app.people.views import PersonView
from bot.cards.model import Card, Form, Option, PersonField
from bot.cards.parts import button, p, quiet
from bot.texts import say


def people_options(people: list[PersonView]) -> tuple[Option, ...]:
    """Known people to choose from, each with their department."""
    return tuple(
        Option(
            person.external_id,
            f"{person.shown}（{person.department}）" if person.department else person.shown,
        )
        for person in people
    )


def contacts_card(need: NeedView, people: list[PersonView]) -> Card:
    """One field per department nobody speaks for yet."""
    title = say("contacts.title", number=need.number)
    if not need.unassigned:
        return Card(title, (quiet(say("contacts.done")),), tone="quiet")
    fields = tuple(
        PersonField(
            f"contact_{support.id}",
            say("contacts.field", department=support.department),
            people_options(people),
            placeholder=say("contacts.placeholder"),
        )
        for support in need.unassigned
    )
    form = Form(
        f"contacts_{need.id}",
        fields,
        (button(say("contacts.save"), "need.contacts", style="primary", need=need.id),),
    )
    return Card(title, (p(say("contacts.body")), form), tone="warn", summary=title)


def decider_card(support: SupportView, people: list[PersonView]) -> Card:
    """One department's decision-maker."""
    title = say("decider.title", department=support.department)
    if support.decision_maker is not None:
        done = say("decider.done", department=support.department, who=support.decision_maker.shown)
        return Card(title, (quiet(done),), tone="quiet")
    field = PersonField(
        "decider",
        say("decider.field", department=support.department),
        people_options(people),
        placeholder=say("contacts.placeholder"),
    )
    submit = button(say("contacts.save"), "need.decider", style="primary", support=support.id)
    return Card(title, (Form(f"decider_{support.id}", (field,), (submit,)),), tone="warn", summary=title)
