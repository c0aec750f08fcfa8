"""The words of a card as somebody reads them, a line each, buttons in brackets."""

from bot.cards.model import (
    Buttons,
    Card,
    Element,
    Field,
    Fold,
    Form,
    Notice,
    Progress,
    Rows,
    Span,
    Table,
    Text,
)


def words_of(card: Card) -> list[str]:
    """Every part in order, without the title; the tag in front. Lines without anything in them are left out."""
    found = [f"【{card.tag}】"] if card.tag else []
    for element in card.elements:
        found += _words(element)
    return [line for one in found for line in one.splitlines() if line.strip()]


def _words(element: Element) -> list[str]:  # noqa: PLR0911  (one for each kind of element)
    match element:
        case Text(spans=spans):
            return [_said(spans)]
        case Rows(rows=rows):
            return [f"{row.label}：{_said(row.value)}" for row in rows]
        case Table(columns=columns, rows=table):
            return ["｜".join(columns), *("｜".join(_said(cell) for cell in line) for line in table)]
        case Progress(label=label, done=done, total=total):
            return [f"{label} {done}/{total}"]
        case Buttons(buttons=buttons):
            return [f"[{button.label}]" for button in buttons]
        case Notice(spans=spans, buttons=buttons):
            return [_said(spans), *(f"[{button.label}]" for button in buttons)]
        case Form(fields=fields, submits=submits):
            return [*(_filled(field) for field in fields), *(f"[{button.label}]" for button in submits)]
        case Fold(title=title, elements=inner):
            return [title, *(line for one in inner for line in _words(one))]
        case _:
            return []


def _filled(field: Field) -> str:
    return f"{field.label}：{field.value if isinstance(field.value, str) else ''}"


def _said(spans: tuple[Span, ...]) -> str:
    return "".join(("@" if span.person else "") + span.text for span in spans)
