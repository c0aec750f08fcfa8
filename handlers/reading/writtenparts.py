"""Pieces of canonical text: key lines, people, days."""

from collections.abc import Iterable

from handlers.reading.forms import PersonSlot, When


def words(*parts: str) -> str:
    """The parts that are there, with a blank between."""
    return " ".join(part for part in parts if part)


def keyed(head: str, *fields: tuple[str, str]) -> str:
    """A head, and a line for every field that is filled."""
    return "\n".join((head, *(f"{key}：{value}" for key, value in fields if value)))


def person_text(person: PersonSlot | None) -> str:
    """Somebody as they would be typed: the mention's key, else the name."""
    return "" if person is None else person.key or person.name or person.department or ""


def people_text(people: Iterable[PersonSlot]) -> str:
    """A list of people with their departments, and who of them decides."""
    return "、".join(_described(one) for one in people)


def day_text(when: When) -> str:
    """A day or a moment in full; as typed while it is in doubt."""
    if when.at is not None:
        return f"{when.at:%Y-%m-%d %H:%M}"
    return when.typed if when.day is None else when.day.isoformat()


def _described(person: PersonSlot) -> str:
    who = person.key or person.name
    decides = "(决策)" if person.decides else ""
    return f"{words(person.department or '', who)}{decides}"
