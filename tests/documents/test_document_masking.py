"""How files name people: masked as in the guide (S81), or as a chat has set it."""

import pytest

from app.documents.masking import STYLES, NameStyle, contacts_cell, person_cell, style_of
from app.people.models import Chat
from app.people.views import PersonView

ZHANG = PersonView(2, "zhangwei", "张伟", "研发部")
NOBODYS = PersonView(3, "zhou", "周易")


@pytest.mark.parametrize(
    ("style", "cells"),
    [
        ("department", ["研发部*", "周易", "研发部*", "-", "小王"]),
        ("name", ["张伟", "周易", "研发部*", "-", "小王"]),
        ("both", ["研发部 张伟", "周易", "研发部*", "-", "小王"]),
    ],
)
def test_one_person(style: NameStyle, cells: list[str]) -> None:
    assert [
        person_cell(ZHANG, "", style),
        person_cell(NOBODYS, "", style),
        person_cell(None, "研发部", style),
        person_cell(None, "", style),
        person_cell(None, "", style, label="小王"),
    ] == cells


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("department", "研发部、销售部*"),
        ("name", "张伟、销售部*"),
        ("both", "研发部 张伟、销售部*"),
    ],
)
def test_contacts_in_one_cell(style: NameStyle, cell: str) -> None:
    assert contacts_cell((("研发部", ZHANG), ("销售部", None)), style) == cell


def test_no_contacts_are_a_dash() -> None:
    assert {contacts_cell((), style) for style in STYLES} == {"-"}


@pytest.mark.parametrize(("kept", "style"), [("name", "name"), ("both", "both"), ("nonsense", "department")])
def test_a_chat_chooses(kept: str, style: NameStyle) -> None:
    assert style_of(Chat(names_in_files=kept)) == style
