"""What holds for every message: reading never raises, and a form printed and read again is the same form."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendars import CHINA
from handlers.reading.forms import Form
from handlers.reading.message import read_message
from handlers.reading.slots import answer_of
from handlers.reading.written import to_text
from tests.reading import test_reading_commands_lookups as lookups
from tests.reading import test_reading_commands_meeting as meetings
from tests.reading import test_reading_commands_more as more
from tests.reading import test_reading_commands_request as requests
from tests.reading import test_reading_commands_task as tasks
from tests.reading import test_reading_orders as orders
from tests.reading.commandcases import MENTIONS, NOW, Case

TABLES: list[list[Case]] = [
    requests.KEYED,
    requests.PARTIAL,
    requests.ONE_LINE,
    requests.CHANGED,
    meetings.ONE_LINE,
    meetings.KEYED,
    meetings.CHANGED,
    tasks.DONE,
    tasks.HANDED_IN,
    tasks.PROGRESS,
    tasks.DELAY,
    tasks.RESCHEDULE,
    tasks.TRANSFER,
    tasks.RISK,
    tasks.CREATE,
    tasks.LISTS,
    lookups.MINUTES,
    lookups.PROGRESS,
    lookups.RETRO,
    lookups.GLOSSARY,
    lookups.CONTACTS,
    lookups.HELP,
    lookups.FREE,
    more.PARTED,
    orders.EXPORTS,
    orders.ASKED,
    orders.EDITED,
]
TEXTS = [case[0] for table in TABLES for case in table]
PIECES = [
    "完成",
    "延期",
    "到周五",
    "T18",
    "M20",
    "N7",
    "@_user_2",
    "：",
    "\n",
    " ",
    "、",
    "原因：",
    "截止：",
    "|",
    "\t",
    "/",
    "需求",
    "会议",
    "2月30日",
    "🙂",
    "（",
    "）",
    "【",
    "】",
    "=",
    "\u200b",
    "不",
    "未",
    "80%",
]


def form_of(text: str, *, private: bool = False) -> Form:
    mentions = {key: who for key, who in MENTIONS.items() if key in text}
    return read_message(text, now=NOW, group=not private, mentions=mentions, calendar=CHINA).form


def mutations(text: str) -> Iterator[str]:
    yield text.replace("：", ":")
    yield text.replace(" ", "　")
    yield "\u200b" + text
    yield text + " "
    yield "\n" + text


@pytest.mark.parametrize("text", TEXTS)
def test_a_form_printed_and_read_again_is_the_same(text: str) -> None:
    form = form_of(text)
    assert answer_of(form_of(to_text(form)), CHINA) == answer_of(form, CHINA)


@pytest.mark.parametrize("text", TEXTS)
def test_width_blanks_and_invisible_characters_change_nothing(text: str) -> None:
    expected = answer_of(form_of(text), CHINA)
    assert [plain(answer_of(form_of(other), CHINA)) for other in mutations(text)] == [plain(expected)] * 5


def plain(answer: object) -> str:
    return str(answer).replace("：", ":").replace("　", " ").replace("\\u3000", " ")


@given(st.text(max_size=200), st.booleans())
@settings(max_examples=200, deadline=None)
def test_reading_never_raises(text: str, private: bool) -> None:
    form = form_of(text, private=private)
    assert isinstance(to_text(form), str)


@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.integers(0, 80), st.sampled_from(PIECES)), max_size=4),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_a_message_with_pieces_dropped_into_it_is_read_all_the_same(
    text: str, pieces: list[tuple[int, str]], private: bool
) -> None:
    for at, piece in pieces:
        text = text[:at] + piece + text[at:]
    form = form_of(text, private=private)
    assert answer_of(form, CHINA)["intent"]
    assert isinstance(to_text(form), str)


@given(
    st.sampled_from(PIECES),
    st.sampled_from(["/需求 ", "/会议 ", "/任务 18 ", "/纪要 ", "/部门 ", "/术语 ", "@会办 "]),
)
@settings(max_examples=60, deadline=None)
def test_a_message_of_any_length_is_cut(piece: str, head: str) -> None:
    assert answer_of(form_of(head + piece * 300), CHINA)["intent"]
