"""A neutral card as every way of showing it on DingTalk wants it: a title, lines of Markdown, buttons at the end.

The buttons have lost their places. Where the same label stands for several things, a number ties each to its line.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from bot.cards.model import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    Divider,
    Element,
    Field,
    Fold,
    Form,
    Notice,
    PersonField,
    Progress,
    Rows,
    Table,
    Text,
    ToggleField,
    buttons_of,
)
from bot.dingtalk.marks import escape, lines_of

CUT = "内容较多，其余请导出查看"
"""What stands for the part of a card that is left out."""
RULE = "—" * 8
_ICONS = {"ok": "✅", "hint": "💡", "warn": "⚠️", "bad": "❗"}
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BAR = 10


@dataclass(frozen=True, slots=True)
class Face:
    """`lines` are Markdown, each a line of its own; `buttons` in reading order, those of forms left out."""

    title: str
    summary: str
    lines: tuple[str, ...]
    buttons: tuple[Button, ...]
    forms: tuple[Form, ...]


@dataclass
class _Drawing:
    repeated: frozenset[str]
    lines: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    numbers: int = 0


def face_of(card: Card) -> Face:
    """The card without a form in it: of that its fields are told."""
    counted = Counter(button.label for button in buttons_of(card))
    drawing = _Drawing(frozenset(label for label, times in counted.items() if times > 1))
    if card.tag:
        drawing.lines.append(f"**【{escape(card.tag)}】**")
    for element in card.elements:
        _draw(element, drawing)
    return Face(
        card.title,
        card.summary or card.title,
        tuple(drawing.lines),
        tuple(drawing.buttons),
        tuple(drawing.forms),
    )


def joined(lines: tuple[str, ...], newline: str, most: int) -> str:
    """The lines under one another in at most so many bytes; what does not fit is left out and said to be."""
    whole = newline.join(lines)
    if _bytes(whole) <= most:
        return whole
    room = most - _bytes(newline + CUT)
    kept: list[str] = []
    for line in lines:
        room -= _bytes(line + newline)
        if room < 0:
            break
        kept.append(line)
    return newline.join([*kept, CUT])


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _draw(element: Element, drawing: _Drawing) -> None:
    match element:
        case Buttons(buttons=buttons):
            _buttons(buttons, drawing)
        case Notice():
            drawing.lines.extend(_read(element))
            _buttons(element.buttons, drawing)
        case Form():
            _form(element, drawing)
        case Fold(title=title, elements=elements):
            drawing.lines.append(_bold(escape(title)))
            for inner in elements:
                _draw(inner, drawing)
        case _:
            drawing.lines.extend(_read(element))


def _read(element: Text | Rows | Table | Divider | Progress | Notice) -> list[str]:
    """What is only read."""
    match element:
        case Text(spans=spans, size=size, steady=steady):
            # Not redrawn as the clock moves: every redraw is a call of the month's.
            lines = lines_of(spans if steady is None else steady)
            return [_bold(line) if size == "heading" else line for line in lines]
        case Rows(rows=rows):
            return [
                line
                for row in rows
                for line in _labelled(row.label, lines_of(row.value if row.steady is None else row.steady))
            ]
        case Table():
            return _table(element)
        case Divider():
            return [RULE]
        case Progress():
            return [_progress(element)]
        case Notice():
            first, *others = lines_of(element.spans) or [""]
            return [f"{_ICONS[element.level]} {first}", *others]


def _bold(line: str) -> str:
    return line if line.startswith("**") else f"**{line}**"


def _labelled(label: str, lines: list[str]) -> list[str]:
    first, *others = lines or [""]
    return [f"**{escape(label)}**：{first}" if label else first, *others]


def _table(table: Table) -> list[str]:
    """Rows as lines: messages have no tables, and of the preset card it is not known."""
    head = " ｜ ".join(_bold(escape(title)) for title in table.columns)
    return [head, *(" ｜ ".join(" ".join(lines_of(cell)) for cell in row) for row in table.rows)]


def _progress(progress: Progress) -> str:
    done = max(0, min(progress.done, progress.total))
    filled = round(_BAR * done / progress.total) if progress.total else 0
    bar = "▰" * filled + "▱" * (_BAR - filled)
    return f"{escape(progress.label)} {bar} {progress.done}/{progress.total}"


def _buttons(buttons: tuple[Button, ...], drawing: _Drawing) -> None:
    if any(button.label in drawing.repeated for button in buttons) and drawing.numbers < len(_NUMBERS):
        number = _NUMBERS[drawing.numbers]
        drawing.numbers += 1
        if drawing.lines:
            drawing.lines[-1] += f" {number}"
        buttons = tuple(replace(button, label=f"{number} {button.label}") for button in buttons)
    drawing.buttons.extend(buttons)


def _form(form: Form, drawing: _Drawing) -> None:
    """What is filled in already, and the names of what is not."""
    drawing.forms.append(form)
    empty: list[str] = []
    for one in form.fields:
        value = _value(one)
        if value:
            typed = [escape(line) for line in value.split("\n") if line.strip()]
            drawing.lines.extend(_labelled(one.label, typed))
        else:
            empty.append(escape(one.label))
    if empty:
        drawing.lines.append(f"可填写：{'、'.join(empty)}")


def _value(given: Field) -> str:
    match given:
        case ToggleField(value=on):
            return "是" if on else ""
        case ChoiceField(options=options, value=value) | PersonField(options=options, value=value):
            return "、".join(option.label for option in options if option.value in value)
        case _:
            return given.value
