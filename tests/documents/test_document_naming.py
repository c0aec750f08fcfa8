"""File names are safe everywhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.naming import LONGEST, file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("表1", "新产品上市推广"), "表1-新产品上市推广.xlsx"),
        (("表1", "../../etc/passwd"), "表1-etcpasswd.xlsx"),
        (("表1", "C:\\a*b?\n c"), "表1-Cab c.xlsx"),
        (("a\u202egnp.exe",), "agnp.exe.xlsx"),
        ((".隐藏", " "), "隐藏.xlsx"),
        (("", "/"), "未命名.xlsx"),
        ((), "未命名.xlsx"),
    ],
)
def test_names(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, suffix="xlsx") == name


def test_a_long_name_keeps_its_ending_and_whole_characters() -> None:
    name = file_name("会" * 60, suffix="docx")
    assert name == "会" * 31 + ".docx"


@given(st.lists(st.text(), max_size=3))
@settings(derandomize=True)
def test_any_text_gives_a_plain_name(parts: list[str]) -> None:
    name = file_name(*parts, suffix="xlsx")
    assert 5 < len(name.encode()) <= LONGEST
    assert not set('\\/:*?"<>|\n\r\t\0') & set(name)
    assert not name.startswith((".", " "))
    assert name.endswith(".xlsx")
