"""The frames of the long connection: protobuf `pbbp2.Frame`, read and written by hand.

A field that was absent is None, and absent again when the frame goes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

CONTROL, DATA = 0, 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_ALL_ONES = (1 << 64) - 1
_KEY, _VALUE = 1, 2
_SEQ_ID, _LOG_ID, _SERVICE, _METHOD, _HEADERS, _ENCODING, _TYPE, _PAYLOAD, _LOG_ID_NEW = range(1, 10)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `method` is CONTROL or DATA; `service` stands in the address of the connection."""

    seq_id: int = 0
    log_id: int = 0
    service: int = 0
    method: int = CONTROL
    headers: tuple[tuple[str, str], ...] = ()
    payload_encoding: str | None = None
    payload_type: str | None = None
    payload: bytes | None = None
    log_id_new: str | None = None

    def header(self, key: str) -> str:
        """The value of a header, empty if there is none."""
        return next((value for name, value in self.headers if name == key), "")

    def answered(self, payload: bytes, milliseconds: int) -> "Frame":
        """The acknowledgement: the same frame with another payload, and how long it took."""
        return replace(self, headers=(*self.headers, ("biz_rt", str(milliseconds))), payload=payload)


def ping(service: int) -> Frame:
    """The ping of a connection."""
    return Frame(service=service, headers=(("type", "ping"),))


def write_frame(frame: Frame) -> bytes:
    """Its bytes, fields in the order of their numbers. `service` and `method` are int32: negative takes ten bytes."""
    written = bytearray()
    for number, value in (
        (_SEQ_ID, frame.seq_id),
        (_LOG_ID, frame.log_id),
        (_SERVICE, frame.service),
        (_METHOD, frame.method),
    ):
        written += _varint(number << 3 | _VARINT) + _varint(value & _ALL_ONES)
    for header in frame.headers:
        _put(written, _HEADERS, _pair(*header))
    for number, content in (
        (_ENCODING, _encoded(frame.payload_encoding)),
        (_TYPE, _encoded(frame.payload_type)),
        (_PAYLOAD, frame.payload),
        (_LOG_ID_NEW, _encoded(frame.log_id_new)),
    ):
        if content is not None:
            _put(written, number, content)
    return bytes(written)


def read_frame(raw: bytes) -> Frame:
    """The frame. Raises ValueError for what is none; fields that are not known are passed over."""
    numbers: dict[int, int] = {}
    texts: dict[int, bytes] = {}
    headers: list[tuple[str, str]] = []
    for number, value in _fields(raw):
        if isinstance(value, int):
            numbers[number] = value
        elif number == _HEADERS:
            headers.append(_read_pair(value))
        else:
            texts[number] = value
    return Frame(
        seq_id=numbers.get(_SEQ_ID, 0),
        log_id=numbers.get(_LOG_ID, 0),
        service=_signed(numbers.get(_SERVICE, 0)),
        method=_signed(numbers.get(_METHOD, 0)),
        headers=tuple(headers),
        payload_encoding=_decoded(texts.get(_ENCODING)),
        payload_type=_decoded(texts.get(_TYPE)),
        payload=texts.get(_PAYLOAD),
        log_id_new=_decoded(texts.get(_LOG_ID_NEW)),
    )


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def _put(written: bytearray, number: int, content: bytes) -> None:
    written += _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _pair(key: str, value: str) -> bytes:
    written = bytearray()
    _put(written, _KEY, key.encode())
    _put(written, _VALUE, value.encode())
    return bytes(written)


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _decoded(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode()


def _signed(number: int) -> int:
    """The low 32 bits, as int32."""
    low = number & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low


def _read_pair(raw: bytes) -> tuple[str, str]:
    texts = {number: value.decode() for number, value in _fields(raw) if isinstance(value, bytes)}
    return texts.get(_KEY, ""), texts.get(_VALUE, "")


def _fields(raw: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of every field with a varint or with bytes."""
    at = 0
    while at < len(raw):
        tag, at = _read_varint(raw, at)
        kind = tag & 7
        if kind == _VARINT:
            number, at = _read_varint(raw, at)
            yield tag >> 3, number
            continue
        length = {_FIXED64: 8, _FIXED32: 4}.get(kind)
        if kind == _BYTES:
            length, at = _read_varint(raw, at)
        if length is None or at + length > len(raw):
            raise ValueError("not a frame")
        if kind == _BYTES:
            yield tag >> 3, raw[at : at + length]
        at += length


def _read_varint(raw: bytes, at: int) -> tuple[int, int]:
    """The number, and where it ends."""
    number = 0
    for place in range(10):
        if at + place >= len(raw):
            break
        byte = raw[at + place]
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number & _ALL_ONES, at + place + 1
    raise ValueError("not a number")
