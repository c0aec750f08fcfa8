"""What can be read on a card: text, rows, tables, progress, notices, folded details."""

from bot.cards.model import (
    Buttons,
    Divider,
    Element,
    Fold,
    Form,
    Notice,
    Progress,
    Rows,
    Size,
    Span,
    Table,
    Text,
)
from bot.feishu.buttons import draw_buttons
from bot.feishu.fields import draw_form
from bot.feishu.marks import COLOURS, escape, is_plain, markdown, plain
from bot.feishu.pen import CUT, Json, Pen, plain_text

_SIZES: dict[Size, str] = {"normal": "normal", "small": "notation", "heading": "heading"}
_ICONS = {"ok": "✅", "hint": "💡", "warn": "⚠️", "bad": "❗"}
_BAR = 10
PAGE = 10
"""Rows of a table on one page."""


def draw(element: Element, pen: Pen, *, inside: bool = False) -> list[Json]:
    """An element of a card; `inside` a fold, where no table may stand."""
    drawn: list[Json]
    match element:
        case Text():
            drawn = _text(element, pen)
        case Rows():
            drawn = _rows(element, pen)
        case Table():
            drawn = _lines(element, pen) if inside or not pen.table() else [_table(element, pen)]
        case Divider():
            drawn = [{"tag": "hr"}]
        case Progress():
            drawn = [_progress(element)]
        case Buttons(buttons=buttons):
            drawn = draw_buttons(buttons, pen)
        case Notice():
            drawn = _notice(element, pen)
        case Form():
            drawn = [draw_form(element, pen)]
        case Fold():
            drawn = _fold(element, pen)
    return drawn


def _text(element: Text, pen: Pen) -> list[Json]:
    spans = _shortened(element.spans, pen)
    if not plain(spans).strip():
        return []
    if not is_plain(spans, people=pen.people):
        return [_markdown(markdown(spans, people=pen.people), element.size)]
    text = {**plain_text(plain(spans)), "text_size": _SIZES[element.size]}
    if colour := COLOURS[spans[0].tone]:
        text["text_color"] = colour
    return [{"tag": "div", "text": text}]


def _markdown(content: str, size: Size = "normal") -> Json:
    return {"tag": "markdown", "content": content, "text_size": _SIZES[size]}


def _rows(element: Rows, pen: Pen) -> list[Json]:
    """One row a line: a label beside its value would leave no width on a phone."""
    shown = [row for row in element.rows if plain(row.value).strip() or row.label]
    lines = [
        _label(row.label) + markdown(_shortened(row.value, pen), people=pen.people)
        for row in shown[: pen.thrift.rows]
    ]
    if len(shown) > len(lines):
        lines.append(_more(len(shown) - len(lines)))
    return [_markdown("\n".join(lines))] if lines else []


def _label(label: str) -> str:
    return f"**{escape(label)}**：" if label else ""


def _table(element: Table, pen: Pen) -> Json:
    """Short texts in columns; people by name, since a cell shows no ids."""
    rows = element.rows[: pen.thrift.rows]
    marked = [
        any(len(row) > n and not is_plain(row[n], people=False) for row in rows)
        or any(len(row) > n and row[n] and row[n][0].tone != "plain" for row in rows)
        for n in range(len(element.columns))
    ]
    columns = [
        {"name": f"c{n}", "display_name": title, "data_type": "lark_md" if marked[n] else "text"}
        for n, title in enumerate(element.columns)
    ]
    cells = [
        {
            f"c{n}": markdown(_shortened(cell, pen), people=False) if marked[n] else pen.cut(plain(cell))
            for n, cell in enumerate(row[: len(columns)])
        }
        for row in rows
    ]
    if hidden := len(element.rows) - len(rows):
        cells.append({"c0": f"其余 {hidden} 行请导出查看"})
    return {
        "tag": "table",
        "page_size": max(1, min(PAGE, len(cells))),
        "row_height": "low",
        "columns": columns,
        "rows": cells,
    }


def _lines(element: Table, pen: Pen) -> list[Json]:
    """A table as lines of text, where no table may stand."""
    head = " ｜ ".join(f"**{escape(title)}**" for title in element.columns)
    rows = element.rows[: pen.thrift.rows]
    lines = [" ｜ ".join(markdown(_shortened(cell, pen), people=pen.people) for cell in row) for row in rows]
    if hidden := len(element.rows) - len(rows):
        lines.append(_more(hidden))
    return [_markdown("\n".join([head, *lines]))]


def _more(hidden: int) -> str:
    return f"<font color='grey'>其余 {hidden} 行请导出查看</font>"


def _progress(element: Progress) -> Json:
    done = max(0, min(element.done, element.total))
    filled = round(_BAR * done / element.total) if element.total else 0
    bar = "▰" * filled + "▱" * (_BAR - filled)
    return _markdown(
        f"{escape(element.label)}　<font color='green'>{bar}</font> {element.done}/{element.total}"
    )


def _notice(element: Notice, pen: Pen) -> list[Json]:
    words = markdown(_shortened(element.spans, pen), people=pen.people)
    return [
        _markdown(f"{_ICONS[element.level]} {words}"),
        *draw_buttons(element.buttons, pen, small=True),
    ]


def _fold(element: Fold, pen: Pen) -> list[Json]:
    if not pen.thrift.folds:
        return [_markdown(f"<font color='grey'>{escape(element.title)}：{CUT}</font>", "small")]
    inner = [drawn for leaf in element.elements for drawn in draw(leaf, pen, inside=True)]
    if not inner:
        return []
    return [
        {
            "tag": "collapsible_panel",
            "expanded": element.open,
            "header": {
                "title": plain_text(element.title),
                "icon": {"tag": "standard_icon", "token": "down-small-ccm_outlined", "size": "16px 16px"},
                "icon_position": "follow_text",
                "icon_expanded_angle": -180,
            },
            "vertical_spacing": "8px",
            "elements": inner,
        }
    ]


def _shortened(spans: tuple[Span, ...], pen: Pen) -> tuple[Span, ...]:
    most = pen.thrift.characters
    if all(len(span.text) <= most for span in spans):
        return spans
    return tuple(
        Span(pen.cut(span.text), span.bold, span.struck, span.tone, span.href, span.person) for span in spans
    )
