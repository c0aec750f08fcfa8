"""部门: who speaks for which department."""

from app.people.views import DepartmentView, PersonView
from bot.cards.model import Card, Element, Form, PersonField, Span
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.cards.speakers import people_options
from bot.texts import say

_ROLES = ("contact", "decision_maker", "head")


def departments_card(departments: list[DepartmentView]) -> Card:
    """Every department of the company."""
    if not departments:
        return Card(say("departments.title"), (p(say("departments.none")),))
    elements: list[Element] = []
    for department in departments[:20]:
        elements.append(heading(department.name))
        elements.append(_people(department))
        elements.append(buttons(button(say("departments.edit"), "department.edit", department=department.id)))
    elements.append(quiet(say("departments.hint")))
    elements.append(buttons(button(say("leavers.open"), "leaver.ask")))
    return Card(say("departments.title"), tuple(elements))


def department_card(department: DepartmentView, people: list[PersonView]) -> Card:
    """One department, with the form that sets its three people."""
    current = {role: getattr(department, role) for role in _ROLES}
    fields = tuple(
        PersonField(
            role,
            say(f"departments.{role}"),
            people_options(people),
            () if current[role] is None else (current[role].external_id,),
            say("contacts.placeholder"),
        )
        for role in _ROLES
    )
    submit = button(say("departments.save"), "department.save", style="primary", department=department.id)
    return Card(
        say("departments.one_title", department=department.name),
        (
            _people(department),
            Form(f"department_{department.id}", fields, (submit,)),
            quiet(say("departments.hint")),
        ),
    )


def _people(department: DepartmentView) -> Element:
    return rows(*(row(say(f"departments.{role}"), _named(getattr(department, role))) for role in _ROLES))


def _named(person: PersonView | None) -> Span:
    if person is None:
        return t(say("departments.nobody"), tone="quiet")
    return t(person.shown, person=person.external_id)
