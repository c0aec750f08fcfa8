"""JSON is read straight into a shape; what does not fit it is read as leniently as where no shape is known."""

import json

import pytest
from msgspec import Raw, Struct

from bot.wire.typed import reader


class Person(Struct, frozen=True):
    """Somebody."""

    name: str = ""


class Note(Struct, frozen=True):
    """Something with every kind of field."""

    id: str = ""
    by: Person = Person()
    to: list[Person] = []
    rest: Raw = Raw()


read = reader(Note)


def shown(note: Note | None) -> object:
    """A note as plain values."""
    assert note is not None
    return note.id, note.by.name, [person.name for person in note.to], bytes(note.rest)


def test_what_fits_is_read() -> None:
    written = (
        '{"id": "1", "by": {"name": "王芳"}, "to": [{"name": "李雷"}, {}], "rest": {"a": [1]}, "more": 1}'
    )
    assert shown(read(written)) == ("1", "王芳", ["李雷", ""], b'{"a": [1]}')
    assert shown(read(written.encode())) == shown(read(written))


def test_what_is_missing_is_empty() -> None:
    assert shown(read("{}")) == ("", "", [], b"")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"id": 7, "by": {"name": 8}}, ("7", "8", [], b"{}")),
        ({"id": None, "by": None, "to": None, "rest": None}, ("", "", [], b"{}")),
        ({"id": [], "by": [], "to": {}, "rest": [1]}, ("", "", [], b"{}")),
        ({"id": True, "by": "王芳", "to": ["李雷", {"name": "王芳"}]}, ("", "", ["", "王芳"], b"{}")),
    ],
)
def test_what_is_of_another_type_is_empty_and_a_number_is_a_text(
    given: dict[str, object], expected: tuple[object, ...]
) -> None:
    assert shown(read(json.dumps(given))) == expected


@pytest.mark.parametrize(("broken", "left"), [("\x00", ""), ("\ud800", "?")])
def test_what_no_store_takes_is_left_out(broken: str, left: str) -> None:
    given = {"id": f"a{broken}b", "by": {"name": f"王{broken}"}, "to": [{"name": f"{broken}李"}]}
    for written in (json.dumps(given), json.dumps(given).encode()):
        assert shown(read(written)) == (f"a{left}b", f"王{left}", [f"{left}李"], b"{}")


def test_what_is_nested_as_deeply_as_can_just_be_read_is_no_failure() -> None:
    for depth in range(150, 1100):
        read('{"id": 1, "rest": {"a":' + "[" * depth + "]" * depth + "}}")


@pytest.mark.parametrize(
    "written", ["", "[]", "null", "7", "{", '{"id": "\n"}', b"\xff", '{"rest":' + "[" * 200_000]
)
def test_what_is_no_object_is_none(written: bytes | str) -> None:
    assert read(written) is None
