"""Workbooks: read back as written, never a formula, ready to print."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.documents.cells import clean
from app.documents.tables import Sheet
from app.documents.xlsx import to_xlsx
from tests.documents.document_samples import AGENDA, REQUEST, TASKS


def read(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def grid(content: bytes, number: int = 0) -> list[tuple[Any, ...]]:
    return list(read(content).worksheets[number].iter_rows(values_only=True))


def test_the_guides_tables_read_back_cell_by_cell() -> None:
    content = to_xlsx([REQUEST, AGENDA, TASKS])
    request, agenda, tasks = (grid(content, number) for number in range(3))
    assert request[1:3] == [REQUEST.columns, *REQUEST.rows]
    assert request[3][0] == "导出时间：2024-05-14 10:00"
    assert agenda[0][0] == "表2：会议通知与议程表"
    assert [row[:2] for row in agenda[1:5]] == list(AGENDA.head)
    assert agenda[5:] == [AGENDA.columns, *AGENDA.rows]
    assert tasks[3:] == [TASKS.columns, *TASKS.rows]
    assert tasks[4][2] == "-"
    assert tasks[4][6] == "人力不足→申请增加1名开发工程师"


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "=cmd|'/c calc'!A0",
        "+1",
        "-",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "#N/A",
        "1",
        "2024-05-20",
        "TRUE",
        "＝1",
    ],
)
def test_what_was_typed_is_text(typed: str) -> None:
    page = read(
        to_xlsx([Sheet(typed, ((typed, typed),), (typed, "b"), ((typed, "x"),), (typed,))])
    ).worksheets[0]
    for place in ("A1", "A2", "B2", "A3", "A4", "A5"):
        cell = page[place]
        assert (cell.value, cell.data_type) == (typed, "s"), place


def test_a_formulas_first_sign_is_quoted_for_those_who_edit_the_cell() -> None:
    page = read(to_xlsx([Sheet("t", (), ("a", "b"), (("=1", "文"),))])).worksheets[0]
    assert page["A3"].quotePrefix
    assert not page["B3"].quotePrefix


@given(st.text())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_comes_back(typed: str) -> None:
    assert grid(to_xlsx([Sheet("t", (), ("a",), ((typed,),))]))[2][0] == (clean(typed) or None)


def test_it_prints_on_landscape_a4_with_its_header_on_every_page() -> None:
    page = read(to_xlsx([AGENDA])).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$6:$6"
    assert page.freeze_panes == "A7"
    assert "A1:F1" in {str(merged) for merged in page.merged_cells.ranges}


def test_a_row_is_high_enough_for_its_lines() -> None:
    page = read(to_xlsx([AGENDA])).worksheets[0]
    assert page.row_dimensions[7].height > page.row_dimensions[8].height
    tall = read(to_xlsx([Sheet("t", (), ("a",), (("行\n" * 99,),))])).worksheets[0]
    assert tall.row_dimensions[3].height <= 409


def test_same_content_same_bytes() -> None:
    assert to_xlsx([AGENDA, TASKS]) == to_xlsx([AGENDA, TASKS])
    with ZipFile(BytesIO(to_xlsx([AGENDA]))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_tab_is_named_after_its_table() -> None:
    odd = Sheet("a/b[c]:*?'" + "长" * 40, (), ("x",), ())
    names = read(to_xlsx([TASKS, TASKS, odd, Sheet("//", (), ("x",), ())])).sheetnames
    assert names == ["表3：会议决议与任务跟踪表", "表3：会议决议与任务跟踪表1", "abc" + "长" * 28, "表"]


def test_nothing_is_no_workbook() -> None:
    with pytest.raises(ValueError, match="needs a table"):
        to_xlsx([])
