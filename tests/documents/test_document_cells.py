"""What a cell can hold and how wide it gets."""

import pytest

from app.documents.cells import NARROWEST, PAGE, WIDEST, clean, column_widths, display_width, lines_needed
from app.documents.tables import Sheet


def test_what_xml_cannot_hold_is_dropped() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffee\tf") == "abcde\tf"
    assert clean("一\r\n二\r三") == "一\n二\n三"


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("会议", 4), ("会\n议a", 3), ("e\u0301", 1), ("→", 2)]
)
def test_a_chinese_character_is_two_wide(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "lines"), [("", 1), ("会议", 1), ("会议室", 2), ("会\n\n议", 3), ("会议室会议室", 3)]
)
def test_lines_wrap_at_the_width(text: str, lines: int) -> None:
    assert lines_needed(text, 4) == lines


def test_columns_follow_their_content_and_stay_on_the_page() -> None:
    narrow = Sheet("t", (("时间（地点）", "x"),), ("序号", "b"), (("1", "会" * 9),))
    assert column_widths(narrow) == (14, 20)
    wide = column_widths(Sheet("t", (), ("日期", *"abcde"), (("2024-05-20", *("长" * 90,) * 5),)))
    assert wide[0] == 12
    assert sum(wide) == PAGE
    assert max(wide) <= WIDEST
    assert column_widths(Sheet("t", (), tuple("c" * 40), ())) == (NARROWEST,) * 40


def test_a_row_has_a_cell_per_column() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Sheet("表", (), ("a", "b"), (("1",),))
    with pytest.raises(ValueError, match="a column"):
        Sheet("表", (), (), ())
