"""JSON read straight into a shape, as every event of a busy company is; what does not fit is read as leniently as the rest."""

from collections.abc import Callable
from typing import TypeVar, get_args, get_origin

from msgspec import MsgspecError, Raw, Struct
from msgspec.json import Decoder
from msgspec.structs import fields

from bot.wire.shapes import dumps, items, loads, part, text

S = TypeVar("S", bound=Struct)


def reader(shape: type[S]) -> Callable[[bytes | str], S | None]:
    """Reads a JSON object as that shape: what is missing or of another type is empty, numbers are texts. None for anything
    else.

    Every field of a shape has a default, and is a text, a shape, a list of shapes, or `Raw`: an object to be read later.
    """
    decoder = Decoder(shape)

    def read(written: bytes | str) -> S | None:
        if not _holds_zero(written):
            try:
                return decoder.decode(written)
            except (MsgspecError, ValueError, RecursionError):
                pass  # it does not fit, or is no JSON
        given = loads(written)
        try:
            return None if given is None else _fitted(shape, given)
        except RecursionError:  # as deep as JSON is still read, but no longer written
            return None

    return read


def _holds_zero(written: bytes | str) -> bool:
    """A zero byte is what no store takes: it is left out of texts that are read leniently."""
    if isinstance(written, str):
        return "\\u0000" in written
    return b"\\u" in written and b"\\u0000" in written


def _fitted(shape: type[S], given: object) -> S:
    return shape(**{field.name: _field(field.type, given, field.name) for field in fields(shape)})


def _field(kind: type, given: object, name: str) -> object:
    if kind is str:
        return text(given, name)
    if kind is Raw:
        return Raw(dumps(part(given, name)).encode("utf-8", "replace"))
    if get_origin(kind) is list:
        (shape,) = get_args(kind)
        return [_fitted(shape, one) for one in items(given, name)]
    return _fitted(kind, part(given, name))
