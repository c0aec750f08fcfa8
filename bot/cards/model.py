"""The neutral card: what a person should see, in no platform's words.

A card is data. Each platform's `render.py` draws it; a card is compared, stored and tested as it stands here.
Every text in it may come from a person, so a renderer escapes all of it for its target.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

Tone: TypeAlias = Literal["plain", "info", "good", "warn", "bad", "quiet"]
Size: TypeAlias = Literal["normal", "small", "heading"]
ButtonStyle: TypeAlias = Literal["default", "primary", "danger"]
Arg: TypeAlias = str | int


FLEETING: frozenset[str] = frozenset({"undo"})
"""Actions whose buttons go by themselves after a while, which alone is worth no redraw where redraws are counted."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `person` is the platform's own id of somebody shown by name without being notified."""

    text: str
    bold: bool = False
    struck: bool = False
    tone: Tone = "plain"
    href: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks in it are kept.

    `steady` is what it says where a card is not redrawn as the clock moves: true until something else happens.
    """

    spans: tuple[Span, ...]
    size: Size = "normal"
    steady: tuple[Span, ...] | None = None
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled value, as 表1 has its columns.

    `steady` is what it says where every redraw counts and this row's changes are worth none.
    """

    label: str
    value: tuple[Span, ...]
    steady: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled values under one another."""

    rows: tuple[Row, ...]
    kind: Literal["rows"] = "rows"


@dataclass(frozen=True, slots=True)
class Table:
    """Short texts in columns. Keep to three or four columns: it is read on a phone."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line."""

    kind: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many, drawn as a bar with its label."""

    label: str
    done: int
    total: int
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Button:
    """A press: `action` names the handler, `args` what it is about. With `url` it opens a page instead.

    `confirm` is the question asked before the press counts.
    """

    label: str
    action: str = ""
    args: dict[str, Arg] = field(default_factory=dict)
    style: ButtonStyle = "default"
    confirm: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side, wrapping on a narrow screen."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding of a check, or one thing to mind, with the buttons that settle it beside it."""

    level: Literal["ok", "hint", "warn", "bad"]
    spans: tuple[Span, ...]
    buttons: tuple[Button, ...] = ()
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is sent back, and what is shown."""

    value: str
    label: str


LONGEST_INPUT = 1000
"""Characters that every platform's input takes: a longer text is shown in one only as far as that."""


@dataclass(frozen=True, slots=True)
class TextField:
    """Typed text. `lines` above one makes it a box."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    lines: int = 1
    required: bool = False
    max_length: int = LONGEST_INPUT
    kind: Literal["text_field"] = "text_field"


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of few, or with `many` any of few. A single choice sends its value, `many` a list of them."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    placeholder: str = ""
    many: bool = False
    required: bool = False
    kind: Literal["choice_field"] = "choice_field"


@dataclass(frozen=True, slots=True)
class PersonField:
    """One person, or with `many` several, by platform id. Without options every member of the chat is offered."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    value: tuple[str, ...] = ()
    placeholder: str = ""
    many: bool = False
    required: bool = False
    kind: Literal["person_field"] = "person_field"


@dataclass(frozen=True, slots=True)
class DateField:
    """A day (`2024-06-30`), or with `clock` a day and a time (`2024-06-30 14:00`), in the chat's zone."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    clock: bool = False
    required: bool = False
    kind: Literal["date_field"] = "date_field"


@dataclass(frozen=True, slots=True)
class ToggleField:
    """Yes or no."""

    name: str
    label: str
    value: bool = False
    kind: Literal["toggle_field"] = "toggle_field"


Field: TypeAlias = TextField | ChoiceField | PersonField | DateField | ToggleField


@dataclass(frozen=True, slots=True)
class Form:
    """Fields sent together. Each of `submits` is a way to send them (its action and args tell them apart)."""

    name: str
    fields: tuple[Field, ...]
    submits: tuple[Button, ...]
    kind: Literal["form"] = "form"


@dataclass(frozen=True, slots=True)
class Fold:
    """Details that stay closed until somebody wants them. Holds no form."""

    title: str
    elements: tuple["Leaf", ...]
    open: bool = False
    kind: Literal["fold"] = "fold"


Leaf: TypeAlias = Text | Rows | Table | Divider | Progress | Buttons | Notice
Element: TypeAlias = Leaf | Form | Fold


@dataclass(frozen=True, slots=True)
class Card:
    """A message with a title and parts. `summary` is the line of the chat list; without it the title is.

    `settled`: nothing on it asks anything of its only reader any more. Where every redraw counts, it is left as it was
    until they press something on it, or something is asked of them again. `calls` are the people it is about (their
    platform's ids and names), whom posting it in a group notifies where the platform can.
    """

    title: str
    elements: tuple[Element, ...] = ()
    tone: Tone = "info"
    tag: str = ""
    tag_tone: Tone = "quiet"
    summary: str = ""
    settled: bool = False
    calls: tuple[Option, ...] = ()


_CARD = TypeAdapter(Card)


def to_json(card: Card) -> str:
    """The card as it is stored."""
    return _CARD.dump_json(card, exclude_defaults=False).decode()


def from_json(text: str) -> Card:
    """The card that was stored. Raises ValidationError on anything else."""
    return _CARD.validate_json(text)


def buttons_of(card: Card) -> tuple[Button, ...]:
    """Every button of a card, forms' and notices' included, in reading order."""
    found: list[Button] = []
    for element in card.elements:
        found.extend(_buttons_in(element))
    return tuple(found)


def _buttons_in(element: Element) -> tuple[Button, ...]:
    match element:
        case Buttons(buttons=buttons) | Notice(buttons=buttons):
            return buttons
        case Form(submits=submits):
            return submits
        case Fold(elements=elements):
            return tuple(button for inner in elements for button in _buttons_in(inner))
        case _:
            return ()
