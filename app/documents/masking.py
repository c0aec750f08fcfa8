"""How the guide's tables name people: masked behind their department (S81), or as a chat has set it (section 7)."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from app.documents.columns import names_cell, or_dash
from app.people.models import Chat
from app.people.views import PersonView

NameStyle: TypeAlias = Literal["department", "name", "both"]
STYLES: tuple[NameStyle, ...] = ("department", "name", "both")
"""研发部*, as the guide does; 张伟; 研发部 张伟."""


def style_of(chat: Chat) -> NameStyle:
    """How the files of a chat name people."""
    return next((style for style in STYLES if style == chat.names_in_files), "department")


def person_cell(
    person: PersonView | None, department: str, style: NameStyle = "department", *, label: str = ""
) -> str:
    """One person. Where a name is wanted and none is known the department stands; `label` is what was typed; "-"."""
    department = department or ("" if person is None else person.department)
    name = label if person is None else person.shown
    masked = f"{department}*" if department else name
    if style == "department" or not name:
        return or_dash(masked)
    return or_dash(f"{department} {name}".strip() if style == "both" else name)


def contacts_cell(contacts: Iterable[tuple[str, PersonView | None]], style: NameStyle = "department") -> str:
    """Departments with who speaks for each: 研发部、销售部*, with one mark for all of them as in 表1 (S71)."""
    found: Sequence[tuple[str, PersonView | None]] = tuple(contacts)
    if style == "department":
        return f"{names_cell(department for department, _ in found)}*" if found else "-"
    return names_cell(person_cell(person, department, style) for department, person in found)
