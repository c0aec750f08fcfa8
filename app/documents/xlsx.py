"""Tables as a workbook, one sheet each, ready to print."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from app.documents.archive import MADE, seal
from app.documents.cells import clean, column_widths, lines_needed
from app.documents.tables import Sheet

FONT = "微软雅黑"
LINE_HEIGHT = 17
"""Points a line takes in this font."""
_FORMULA_STARTS = tuple("=+-@\t\n|%＝＋－＠")
_NOT_IN_A_TAB_NAME = re.compile(r"[\[\]:*?/\\']")
_THIN = Side(style="thin", color="8C8C8C")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER_FILL = PatternFill("solid", start_color="DDE8F7")


@dataclass(frozen=True)
class _Look:
    size: float = 10
    bold: bool = False
    centred: bool = False
    color: str = "000000"

    def dress(self, cell: Cell) -> None:
        cell.font = Font(name=FONT, size=self.size, bold=self.bold, color=self.color)
        horizontal: Literal["center", "left"] = "center" if self.centred else "left"
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=horizontal)


_TITLE = _Look(size=14, bold=True, centred=True)
_LABEL = _Look(bold=True, centred=True)
_TEXT = _Look()
_NOTE = _Look(color="595959")


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with one worksheet per table. Everything in it is text, never a formula.

    The same tables give the same bytes. At least one table, else ValueError.
    """
    if not sheets:
        raise ValueError("a workbook needs a table")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _draw(workbook.create_sheet(_tab_name(sheet.title)), sheet)
    workbook.properties.creator = "会办"
    workbook.properties.title = clean(sheets[0].title)
    workbook.properties.created = workbook.properties.modified = MADE
    content = BytesIO()
    # Workbook.save would stamp the present moment over the fixed one.
    ExcelWriter(workbook, ZipFile(content, "w", ZIP_DEFLATED)).save()
    return seal(content.getvalue())


def _tab_name(title: str) -> str:
    return _NOT_IN_A_TAB_NAME.sub("", clean(title))[:31] or "表"


def _draw(page: Worksheet, sheet: Sheet) -> None:
    widths = column_widths(sheet)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    _banner(page, 1, sheet.title, _TITLE, widths)
    for row, (label, value) in enumerate(sheet.head, start=2):
        _head_line(page, row, label, value, widths)
    header = 2 + len(sheet.head)
    for row, texts in enumerate((sheet.columns, *sheet.rows), start=header):
        _table_line(page, row, texts, widths, header=row == header)
    for row, note in enumerate(sheet.notes, start=header + 1 + len(sheet.rows)):
        _banner(page, row, note, _NOTE, widths)
    _set_up_print(page, header)


def _write(page: Worksheet, row: int, column: int, text: str, look: _Look) -> Cell:
    """Typed text is data: whatever it begins with, it is stored as the string it is."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = clean(text)
    cell.data_type = "s"
    # Keeps it a string when somebody opens the cell for editing and leaves it again.
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)
    look.dress(cell)
    return cell


def _banner(page: Worksheet, row: int, text: str, look: _Look, widths: tuple[int, ...]) -> None:
    """A line across the table."""
    _write(page, row, 1, text, look)
    _merge(page, row, 1, len(widths))
    lines = lines_needed(clean(text), sum(widths) * _TEXT.size / look.size)
    page.row_dimensions[row].height = _height(lines, look.size)


def _head_line(page: Worksheet, row: int, label: str, value: str, widths: tuple[int, ...]) -> None:
    _write(page, row, 1, label, _LABEL).fill = _HEADER_FILL
    _write(page, row, 2, value, _TEXT)
    _merge(page, row, 2, len(widths))
    for column in range(1, len(widths) + 1):
        page.cell(row, column).border = _GRID
    _fit(page, row, ((label, widths[0]), (value, sum(widths[1:]))))


def _table_line(
    page: Worksheet, row: int, texts: tuple[str, ...], widths: tuple[int, ...], *, header: bool
) -> None:
    for column, text in enumerate(texts, start=1):
        cell = _write(page, row, column, text, _LABEL if header else _TEXT)
        cell.border = _GRID
        if header:
            cell.fill = _HEADER_FILL
    _fit(page, row, zip(texts, widths, strict=True))


def _fit(page: Worksheet, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Set the row's height: merged cells never grow by themselves, and previews on phones grow none."""
    lines = max(lines_needed(clean(text), width - 2) for text, width in cells)
    page.row_dimensions[row].height = _height(lines, _TEXT.size)


def _height(lines: int, size: float) -> float:
    """In points; a spreadsheet's rows end at 409."""
    return min(400, lines * LINE_HEIGHT * size / _TEXT.size + 4)


def _merge(page: Worksheet, row: int, first: int, last: int) -> None:
    if last > first:
        page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _set_up_print(page: Worksheet, header: int) -> None:
    page.freeze_panes = f"A{header + 1}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    footer = page.oddFooter
    assert isinstance(footer, HeaderFooterItem)
    footer.center.text = "第 &P 页，共 &N 页"
