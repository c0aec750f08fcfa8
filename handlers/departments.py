"""部门: who speaks, decides and heads (S12, S13, S83)."""

from app.people import departments as roles
from app.people import service as people
from app.people.models import Department, Person
from bot.cards.department import departments_card
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of
from handlers.reading.forms import ContactsForm, PersonSlot
from handlers.router import command, press


@command(ContactsForm, shown="部门")
def department_command(ctx: Context, form: ContactsForm) -> None:
    """查看和设置各部门的对接人、决策人、负责人"""
    if not form.department:
        show_departments(ctx)
        return
    name = roles.rename_to_known(ctx.session, ctx.company, form.department)
    department = people.department_of(ctx.session, ctx.company, name)
    given: list[tuple[roles.Role, PersonSlot | None]] = [
        ("contact", form.contact),
        ("decision_maker", form.decision_maker),
        ("head", form.head),
    ]
    if form.contact is not None and form.contact.decides and form.decision_maker is None:
        given[1] = ("decision_maker", form.contact)
    for role, slot in given:
        if slot is not None and (person := find_person(ctx, slot)) is not None:
            _assign(ctx, department, role, person)
    ctx.show(f"department:{department.id}")


def show_departments(ctx: Context) -> None:
    """Every department of the company."""
    ctx.say(departments_card(roles.all_departments(ctx.session, ctx.company.id)))


def find_person(ctx: Context, slot: PersonSlot) -> Person | None:
    """The person of a slot: by mention, else by a name only one person has."""
    if external := mentioned(ctx, slot.key):
        return people.person_of(ctx.session, ctx.company, people.Known(external, slot.name))
    found = people.people_named(ctx.session, ctx.company.id, slot.name, chat_id=ctx.chat.id)
    return found[0] if len(found) == 1 else None


def mentioned(ctx: Context, key: str | None) -> str | None:
    """The platform id behind a mention's key in the message being handled."""
    mentions = getattr(ctx.update.body, "mentions", ())
    return next((mention.id for mention in mentions if key is not None and mention.key == key), None)


@press("department.edit")
def edit_department(ctx: Context, args: Args, _values: Values) -> str:
    """修改: the form of one department."""
    ctx.show(f"department:{_department(ctx, args).id}")
    return say("toast.opened")


@press("department.save")
def save_department(ctx: Context, args: Args, values: Values) -> str:
    """保存: what was chosen; a field left as it is changes nothing."""
    department = _department(ctx, args)
    for role in roles.ROLES:
        if external := choice_of(values, role):
            person = people.person_of(ctx.session, ctx.company, people.Known(external))
            _assign(ctx, department, role, person)
    return say("toast.saved")


def _department(ctx: Context, args: Args) -> Department:
    return roles.by_id(ctx.session, ctx.company.id, int(args["department"]))


def _assign(ctx: Context, department: Department, role: roles.Role, person: Person) -> None:
    roles.assign(ctx.session, department, role, person, by=ctx.actor, chat=ctx.chat, now=ctx.now)
