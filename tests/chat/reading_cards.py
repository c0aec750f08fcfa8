"""The text of a neutral card as a person reads it, line by line, buttons in brackets."""

from bot.cards.model import (
    Buttons,
    Card,
    Element,
    Fold,
    Form,
    Notice,
    Progress,
    Rows,
    Span,
    Table,
    Text,
)


def card_lines(card: Card) -> list[str]:
    """Title and tag, then every part."""
    lines = [card.title + (f"【{card.tag}】" if card.tag else "")]
    for element in card.elements:
        lines.extend(_lines(element))
    return lines


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(("@" if span.person else "") + span.text for span in spans)


def _lines(element: Element) -> list[str]:
    match element:
        case Text(spans=spans):
            return [_text(spans)]
        case Rows(rows=rows):
            return [f"{row.label}：{_text(row.value)}" for row in rows]
        case Table(columns=columns, rows=table):
            return ["｜".join(columns), *("｜".join(_text(cell) for cell in line) for line in table)]
        case Progress(label=label, done=done, total=total):
            return [f"{label} {done}/{total}"]
        case Buttons(buttons=buttons):
            return [f"[{button.label}]" for button in buttons]
        case Notice(spans=spans, buttons=buttons):
            return [_text(spans), *(f"[{button.label}]" for button in buttons)]
        case Form(fields=fields, submits=submits):
            return [
                *(f"{field.label}：{field.value}" for field in fields),
                *(f"[{b.label}]" for b in submits),
            ]
        case Fold(title=title, elements=inner):
            return [title, *(line for one in inner for line in _lines(one))]
        case _:
            return []
