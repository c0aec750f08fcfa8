"""Any card is drawn so that the platform takes it, and so that what people typed stays text."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.model import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Element,
    Fold,
    Form,
    Notice,
    Option,
    PersonField,
    Progress,
    Row,
    Rows,
    Span,
    Table,
    Text,
    TextField,
    ToggleField,
)
from bot.feishu.marks import escape, markdown
from bot.feishu.pen import CUT
from bot.feishu.render import render, to_content
from tests.platforms.feishu_cards import KNOWN, open_id
from tests.standins.feishu.cards import check_card
from tests.standins.feishu.reading import buttons_on, card_text, inside, markdown_text

NASTY = (
    "<at id=all></at>",
    "<person id='ou_x'></person>",
    "**粗** _斜_ ~~删~~ `码`",
    "[点我](https://evil.example)",
    "![图](img_1)",
    "# 标题",
    "- 列表\n+ 列表\n* 列表\n1. 列表\n2024. 列表",
    "> 引用",
    "---",
    "标题\n===",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    ":DONE:",
    "    代码",
    "&lt;at id=all&gt;",
    "\\*转义\\*",
    "<font color='red'>红</font>",
    "价格：14:00-15:30，3.5万",
)


def _check(drawn: dict[str, Any]) -> None:
    check_card(drawn, known_user=KNOWN.__contains__)


@pytest.mark.parametrize("typed", NASTY)
def test_typed_text_is_read_as_it_was_typed(typed: str) -> None:
    assert markdown_text(escape(typed), {}).replace("\u00a0", " ") == typed


@pytest.mark.parametrize("typed", NASTY)
def test_typed_text_leaves_no_mark(typed: str) -> None:
    marked = escape(typed)
    assert not set("<>*[]()#`\\_~|") & set(marked.replace("&#", ""))
    assert not any(line.startswith(("-", "+", "=", "    ", "\t")) for line in marked.split("\n"))


def test_ordinary_text_is_not_swollen() -> None:
    assert escape("价格：14:00-15:30，3.5万 2024-06-30") == "价格：14:00-15:30，3.5万 2024-06-30"


def test_a_link_must_be_an_address() -> None:
    assert markdown((Span("看", href="javascript:alert(1)"),)) == "看"
    assert markdown((Span("看", href="https://a.example/x(1)"),)) == "[看](https://a.example/x%281%29)"


def test_only_the_platforms_ids_are_shown_as_people() -> None:
    assert "<person" in markdown((Span("王芳", person="ou_1"),))
    assert markdown((Span("王芳", person="ou_1'><at id=all>"),)) == "王芳"
    assert markdown((Span("王芳", person="ou_1"),), people=False) == "王芳"


def test_nobody_is_notified() -> None:
    drawn = to_content(render(Card("卡", (Text((Span("@所有人 <at id=all></at>", bold=True),)),))))
    assert "<at" not in drawn


def test_emphasis_holds_beside_punctuation() -> None:
    assert markdown((Span("目标：", bold=True), Span("上市"))) == "**目标：\u200b**上市"


def test_a_fourth_table_becomes_text() -> None:
    table = Table(("甲", "乙"), (((Span("1"),), (Span("2"),)),))
    drawn = render(Card("表", (table,) * 5))
    _check(drawn)
    assert [e["tag"] for e in drawn["body"]["elements"]] == ["table"] * 3 + ["markdown"] * 2
    assert card_text(drawn).count("甲") == 5


def test_a_long_table_says_what_is_left_out() -> None:
    rows = tuple(((Span(f"任务{n} " + "很长" * 40),), (Span("延期", tone="bad"),)) for n in range(500))
    drawn = render(Card("任务", (Table(("任务", "状态"), rows),)))
    _check(drawn)
    assert "行请导出查看" in card_text(drawn)
    assert len(to_content(drawn).encode()) <= 25 * 1024


def test_a_form_stays_when_the_rest_is_cut() -> None:
    long = tuple(Text((Span(f"第{n}段 " + "字" * 200, bold=True),)) for n in range(400))
    form = Form("f", (TextField("t", "标题"),), (Button("保存", "f.save"),))
    drawn = render(Card("长", (*long, form)))
    _check(drawn)
    assert [b.text for b in buttons_on(drawn)] == ["保存"]
    assert CUT in card_text(drawn)


def test_many_buttons_are_cut_too() -> None:
    many = tuple(Buttons(tuple(Button(f"按钮{n}-{m}", "x", {"n": n}) for m in range(5))) for n in range(60))
    drawn = render(Card("多", many))
    _check(drawn)
    assert "按钮0-0" in card_text(drawn)
    assert CUT in card_text(drawn)


def test_folded_details_that_are_left_out_are_named() -> None:
    long = tuple(Text((Span("字" * 9000, bold=True),)) for _ in range(40))
    drawn = render(Card("长", (Fold("修改记录", long), Text((Span("结论"),)))))
    _check(drawn)
    assert card_text(drawn) == f"长\n修改记录：{CUT}\n结论"


def test_of_thousands_of_parts_the_first_are_shown() -> None:
    texts = tuple(Text((Span(f"第{n}段 " + "字" * 70, bold=True),)) for n in range(3000))
    drawn = render(Card("长", texts))
    _check(drawn)
    assert "第0段" in card_text(drawn)


def test_a_choice_without_options_says_so() -> None:
    drawn = render(Card("卡", (Form("f", (ChoiceField("c", "级别", ()),), (Button("保存", "s"),)),)))
    _check(drawn)
    assert "没有可选项" in card_text(drawn)


def test_a_value_longer_than_the_field_is_shortened() -> None:
    form = Form("f", (TextField("t", "标题", "长" * 30, max_length=20),), (Button("保存", "s"),))
    _check(render(Card("卡", (form,))))


_TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30
) | st.sampled_from(NASTY)
_WORDS = st.text("甲乙丙丁abc", min_size=1, max_size=8)
_PEOPLE = st.sampled_from([None, open_id(1), open_id(2), "user-7"])
_SPANS = st.lists(
    st.builds(
        Span,
        _TEXTS,
        bold=st.booleans(),
        struck=st.booleans(),
        tone=st.sampled_from(["plain", "info", "good", "warn", "bad", "quiet"]),
        href=st.none() | st.just("https://example.com/?a=(1)"),
        person=_PEOPLE,
    ),
    max_size=4,
).map(tuple)
_BUTTON = st.builds(
    Button,
    _WORDS,
    _WORDS,
    st.dictionaries(_WORDS, _TEXTS | st.integers(0, 10**9), max_size=3),
    st.sampled_from(["default", "primary", "danger"]),
    st.none() | _WORDS,
)
_BUTTONS = st.lists(_BUTTON, max_size=4).map(tuple)
_OPTIONS = st.lists(st.builds(Option, st.sampled_from(["", "a", "b", "c"]), _WORDS), max_size=4).map(tuple)
_PERSONS = st.lists(
    st.builds(Option, st.sampled_from([open_id(1), open_id(2), "user-7"]), _WORDS), max_size=3
)
_NAMES = st.sampled_from(["title", "due", "owner"])
_FIELD = st.one_of(
    st.builds(
        TextField, _NAMES, _WORDS, _TEXTS, _TEXTS, st.integers(1, 4), st.booleans(), st.integers(1, 2000)
    ),
    st.builds(
        ChoiceField,
        _NAMES,
        _WORDS,
        _OPTIONS,
        st.sampled_from([(), ("a",), ("a", "b"), ("z",)]),
        many=st.booleans(),
    ),
    st.builds(
        PersonField,
        _NAMES,
        _WORDS,
        _PERSONS.map(tuple),
        st.sampled_from([(), (open_id(1),), ("user-7",)]),
        many=st.booleans(),
    ),
    st.builds(
        DateField,
        _NAMES,
        _WORDS,
        st.sampled_from(["", "2024-06-30", "2024-06-30 14:00", "月底"]),
        clock=st.booleans(),
    ),
    st.builds(ToggleField, _NAMES, _WORDS, st.booleans()),
)
_LEAF: st.SearchStrategy[Any] = st.one_of(
    st.builds(Text, _SPANS, st.sampled_from(["normal", "small", "heading"])),
    st.builds(Rows, st.lists(st.builds(Row, _TEXTS, _SPANS), max_size=5).map(tuple)),
    st.builds(Table, st.just(("甲", "乙")), st.lists(st.tuples(_SPANS, _SPANS), max_size=6).map(tuple)),
    st.builds(Progress, _WORDS, st.integers(0, 9), st.integers(0, 9)),
    st.builds(Buttons, _BUTTONS),
    st.builds(Notice, st.sampled_from(["ok", "hint", "warn", "bad"]), _SPANS, _BUTTONS),
)
_FORM = st.builds(
    Form,
    st.sampled_from(["f", "g"]),
    st.lists(_FIELD, max_size=5).map(tuple),
    st.lists(_BUTTON, min_size=1, max_size=3).map(tuple),
)
_ELEMENT: st.SearchStrategy[Element] = st.one_of(
    _LEAF, _FORM, st.builds(Fold, _WORDS, st.lists(_LEAF, max_size=3).map(tuple), st.booleans())
)
_CARDS = st.builds(
    Card,
    _TEXTS,
    st.lists(_ELEMENT, max_size=12).map(tuple),
    st.sampled_from(["plain", "info", "good", "warn", "bad", "quiet"]),
    _TEXTS,
    st.sampled_from(["plain", "info", "good", "warn", "bad", "quiet"]),
)


@settings(max_examples=150, deadline=None)
@given(_CARDS)
def test_any_card_is_taken(card: Card) -> None:
    drawn = render(card)
    _check(drawn)
    assert len(to_content(drawn).encode()) <= 25 * 1024


@settings(max_examples=50, deadline=None)
@given(_CARDS)
def test_without_people_no_id_is_shown(card: Card) -> None:
    drawn = render(card, people=False)
    check_card(drawn, known_user=lambda _id: False)
    assert not any(e["tag"] == "person" for e in inside(drawn["body"]["elements"]))
