"""Small builders, so that a card's function reads like the card."""

from bot.cards.model import (
    Arg,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Divider,
    Option,
    Row,
    Rows,
    Size,
    Span,
    Text,
    Tone,
)


def t(text: str, *, bold: bool = False, tone: Tone = "plain", person: str | None = None) -> Span:
    """A run of text."""
    return Span(text, bold=bold, tone=tone, person=person)


def p(*spans: Span | str, size: Size = "normal") -> Text:
    """A paragraph."""
    return Text(tuple(Span(s) if isinstance(s, str) else s for s in spans), size)


def quiet(text: str) -> Text:
    """A small grey line."""
    return Text((Span(text, tone="quiet"),), "small")


def heading(text: str) -> Text:
    """A line that begins a part."""
    return Text((Span(text, bold=True),), "heading")


def row(label: str, *spans: Span | str) -> Row:
    """A labelled value."""
    return Row(label, tuple(Span(s) if isinstance(s, str) else s for s in spans))


def rows(*given: Row | None) -> Rows:
    """Labelled values; those without a value are left out."""
    return Rows(tuple(r for r in given if r is not None and any(span.text for span in r.value)))


def button(
    label: str, action: str, *, style: ButtonStyle = "default", confirm: str | None = None, **args: Arg
) -> Button:
    """A press of `action` about `args`."""
    return Button(label, action, args, style, confirm)


def buttons(*given: Button | None) -> Buttons:
    """Buttons side by side; None is left out."""
    return Buttons(tuple(b for b in given if b is not None))


def called(*people: tuple[str, str]) -> tuple[Option, ...]:
    """Whom a card calls, by platform id and name; each once."""
    return tuple(Option(person, name) for person, name in dict(people).items() if person)


def line() -> Divider:
    """A thin line."""
    return Divider()


def note(title: str, *texts: str, tone: Tone = "info") -> Card:
    """A card of plain sentences."""
    return Card(title, tuple(p(text) for text in texts), tone=tone)
