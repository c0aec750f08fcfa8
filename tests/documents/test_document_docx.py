"""Word documents: read back as written, landscape, the header on every page."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.cells import clean
from app.documents.docx import to_docx
from app.documents.tables import Sheet
from tests.documents.document_samples import AGENDA, REQUEST, TASKS


def read(content: bytes) -> DocumentObject:
    return Document(BytesIO(content))


def test_the_guides_tables_read_back_cell_by_cell() -> None:
    document = read(to_docx([REQUEST, AGENDA, TASKS]))
    for table, sheet in zip(document.tables, (REQUEST, AGENDA, TASKS), strict=True):
        written = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert written == [sheet.columns, *sheet.rows]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "表1：跨部门协作需求登记表" in lines
    assert "导出时间：2024-05-14 10:00" in lines
    assert "时间（地点）：2024-05-20 14:00-15:30（线下：3号会议室）" in lines


def test_each_table_has_a_centred_title_and_a_page() -> None:
    titles = [p for p in read(to_docx([AGENDA, TASKS])).paragraphs if p.style and p.style.name == "Heading 1"]
    assert [title.alignment for title in titles] == [WD_ALIGN_PARAGRAPH.CENTER] * 2
    assert [bool(title.paragraph_format.page_break_before) for title in titles] == [False, True]


def test_the_page_is_landscape_a4_and_the_table_fits() -> None:
    document = read(to_docx([REQUEST]))
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert (
        sum(cell.width or 0 for cell in document.tables[0].rows[0].cells) <= page.page_width - 2 * 15 * 36000
    )


def test_the_header_row_repeats_and_rows_stay_whole() -> None:
    table = read(to_docx([AGENDA])).tables[0]
    repeated = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows
    ]
    whole = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows
    ]
    assert repeated == [True, False, False]
    assert all(whole)
    assert table.style is not None
    assert table.style.name == "Table Grid"


def test_cell_properties_are_in_the_order_word_wants() -> None:
    header = read(to_docx([AGENDA])).tables[0].rows[0].cells[0]._tc.tcPr
    assert header is not None
    assert [child.tag.rsplit("}")[-1] for child in header] == ["tcW", "shd", "vAlign"]


def test_chinese_fonts_are_named() -> None:
    styles = read(to_docx([AGENDA])).styles
    for name, font in (("Normal", "宋体"), ("Heading 1", "微软雅黑")):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None


@given(st.text())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_text_comes_back(typed: str) -> None:
    table = read(to_docx([Sheet("t", (), ("a",), ((typed,),))])).tables[0]
    assert table.rows[1].cells[0].text == clean(typed)


def test_same_content_same_bytes() -> None:
    assert to_docx([AGENDA, TASKS]) == to_docx([AGENDA, TASKS])


def test_nothing_is_no_document() -> None:
    with pytest.raises(ValueError, match="needs a table"):
        to_docx([])
