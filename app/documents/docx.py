"""Tables as a Word document.

Built with python-docx and not from a docxtpl template: the columns come from data, so there would be little
in the template, and what people typed would have to be kept from being read as template code.
"""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row

from app.documents.archive import MADE, seal
from app.documents.cells import clean, column_widths
from app.documents.tables import Sheet

BODY_FONT = "宋体"
TITLE_FONT = "微软雅黑"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Mm(297), Mm(210), Mm(15)


def to_docx(sheets: Sequence[Sheet]) -> bytes:
    """A document on landscape A4, each table on a page of its own with its header repeated on every page.

    The same tables give the same bytes. At least one table, else ValueError.
    """
    if not sheets:
        raise ValueError("a document needs a table")
    document = Document()
    _set_up(document, sheets[0].title)
    for number, sheet in enumerate(sheets):
        _draw(document, sheet, new_page=number > 0)
    content = BytesIO()
    document.save(content)
    return seal(content.getvalue())


def _set_up(document: DocumentObject, title: str) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = PAGE_WIDTH, PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    _set_font(document, "Normal", BODY_FONT, 10.5)
    _set_font(document, "Heading 1", TITLE_FONT, 16)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "会办"
    properties.title, properties.comments = clean(title)[:255], ""
    properties.created = properties.modified = MADE


def _set_font(document: DocumentObject, style_name: str, font: str, size: float) -> None:
    style = document.styles[style_name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    # A theme's font would win over the one named.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _draw(document: DocumentObject, sheet: Sheet, *, new_page: bool) -> None:
    title = document.add_heading(clean(sheet.title), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.page_break_before = new_page
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(8)
    for label, value in sheet.head:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(3)
        line.add_run(f"{clean(label)}：").bold = True
        line.add_run(clean(value))
    _draw_table(document, sheet)
    for note in sheet.notes:
        document.add_paragraph(clean(note)).paragraph_format.space_before = Pt(4)


def _draw_table(document: DocumentObject, sheet: Sheet) -> None:
    widths = column_widths(sheet)
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    room = PAGE_WIDTH - 2 * MARGIN
    shares = [Length(room * width // sum(widths)) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    # table.cell() and row.cells walk the whole table each time; the rows are read once.
    for row, texts in zip(_rows(table), (sheet.columns, *sheet.rows), strict=True):
        header = texts is sheet.columns
        _mark(row, "cantSplit")
        if header:
            _mark(row, "tblHeader")
        for cell, text, share in zip(row.cells, texts, shares, strict=True):
            cell.width = share
            _fill(cell, clean(text), header=header)


def _rows(table: Table) -> list[_Row]:
    return list(table.rows)


def _mark(row: _Row, name: str) -> None:
    """Set a switch of the row: `tblHeader` repeats it on every page, `cantSplit` keeps it in one piece."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _fill(cell: _Cell, text: str, *, header: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    paragraph.add_run(text).bold = header
    if header:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shade(cell)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _shade(cell: _Cell) -> None:
    # Word wants the shade before the vertical alignment, so this comes first.
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "DDE8F7")
    cell._tc.get_or_add_tcPr().append(shade)
