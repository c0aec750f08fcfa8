"""The frames of the long connection: byte by byte as documented, and as the vendor's own class has them."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark_oapi.ws.pb.pbbp2_pb2 import Frame as Vendors

from bot.feishu.frames import Frame, ping, read_frame, write_frame
from bot.feishu.joining import KEPT, Joiner

DATA = Path(__file__).parents[1] / "data" / "feishu"
SAMPLES = json.loads((DATA / "ws_frames.json").read_text())["frames"]
NUMBERS = st.integers(0, 2**64 - 1)
INT32 = st.integers(-(2**31), 2**31 - 1)
TEXTS = st.text(max_size=20)
FRAMES = st.builds(
    Frame,
    seq_id=NUMBERS,
    log_id=NUMBERS,
    service=INT32,
    method=INT32,
    headers=st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(tuple),
    payload_encoding=st.none() | TEXTS,
    payload_type=st.none() | TEXTS,
    payload=st.none() | st.binary(max_size=300),
    log_id_new=st.none() | TEXTS,
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_a_documented_frame_is_read_and_written_byte_by_byte(sample: dict[str, object]) -> None:
    raw = bytes.fromhex(str(sample["hex"]))
    frame = read_frame(raw)
    assert write_frame(frame) == raw
    assert [list(header) for header in frame.headers] == sample["headers"]
    if "payload_utf8" in sample:
        assert (frame.payload or b"").decode() == sample["payload_utf8"]


def sampled(name: str) -> bytes:
    return next(bytes.fromhex(sample["hex"]) for sample in SAMPLES if sample["name"] == name)


def test_a_ping_and_an_acknowledgement_are_the_documented_ones() -> None:
    assert write_frame(ping(33554678)) == sampled("ping")
    event = read_frame(sampled("event"))
    assert write_frame(event.answered(b'{"code": 200}', 3)) == sampled("event_ack")


@settings(deadline=None)
@given(FRAMES)
def test_the_vendors_class_reads_and_writes_the_same(frame: Frame) -> None:
    theirs = Vendors()
    theirs.ParseFromString(write_frame(frame))
    assert (theirs.SeqID, theirs.LogID, theirs.service, theirs.method) == (
        frame.seq_id,
        frame.log_id,
        frame.service,
        frame.method,
    )
    assert tuple((header.key, header.value) for header in theirs.headers) == frame.headers
    assert theirs.payload == (frame.payload or b"")
    assert theirs.SerializeToString() == write_frame(frame)
    assert read_frame(theirs.SerializeToString()) == frame


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_what_is_no_frame_is_read_or_refused_and_nothing_else(raw: bytes) -> None:
    with suppress(ValueError):
        read_frame(raw)


def test_a_frame_that_is_cut_off_is_not_read_past_its_end() -> None:
    raw = sampled("event")
    for end in range(len(raw) - 400, len(raw)):
        with pytest.raises(ValueError, match="not a frame"):
            read_frame(raw[:end])


def test_fields_that_are_not_known_are_passed_over() -> None:
    raw = write_frame(ping(1))
    unknown = bytes(
        [15 << 3 | 0, 5, 14 << 3 | 1, *b"12345678", 13 << 3 | 5, *b"1234", 12 << 3 | 2, 2, *b"ab"]
    )
    assert read_frame(raw + unknown) == ping(1)


def piece(number: int, count: int, payload: bytes, message_id: str = "m1") -> Frame:
    headers = (("message_id", message_id), ("sum", str(count)), ("seq", str(number)))
    return Frame(headers=headers, payload=payload)


def test_parts_are_joined_in_the_order_of_their_numbers() -> None:
    joiner = Joiner(lambda: 0.0)
    assert joiner.join(piece(2, 3, b"c")) is None
    assert joiner.join(piece(0, 2, b"1", "m2")) is None
    assert joiner.join(piece(0, 3, b"a")) is None
    assert joiner.join(piece(2, 3, b"c")) is None
    whole = joiner.join(piece(1, 3, b"b"))
    assert whole is not None
    assert whole.payload == b"abc"
    other = joiner.join(piece(1, 2, b"2", "m2"))
    assert other is not None
    assert other.payload == b"12"


def test_parts_are_forgotten_after_a_while() -> None:
    now = [0.0]
    joiner = Joiner(lambda: now[0])
    assert joiner.join(piece(0, 2, b"a")) is None
    now[0] = KEPT
    assert joiner.join(piece(1, 2, b"b")) is None


@pytest.mark.parametrize(("number", "count"), [(2, 2), (-1, 2), (0, 10**9)])
def test_impossible_numbers_are_refused(number: int, count: int) -> None:
    with pytest.raises(ValueError, match="part"):
        Joiner(lambda: 0.0).join(piece(number, count, b""))


def test_another_number_of_parts_is_refused() -> None:
    joiner = Joiner(lambda: 0.0)
    joiner.join(piece(0, 2, b"a"))
    with pytest.raises(ValueError, match="3 parts instead of 2"):
        joiner.join(piece(0, 3, b"a"))
