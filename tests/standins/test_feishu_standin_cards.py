"""Which cards the stand-in takes, and how they are read."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.standins.feishu.card_refused import CardRefused
from tests.standins.feishu.cards import check_card
from tests.standins.feishu.filling import Empty, fill
from tests.standins.feishu.reading import buttons_on, card_text, fields_of, find_button, markdown_text

DATA = Path(__file__).parents[1] / "data" / "feishu"
KNOWN = "ou_b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
PEOPLE = {"王磊": KNOWN, "陈静": "ou_c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3"}
Json = dict[str, Any]


def sample(name: str) -> Json:
    card: Json = json.loads((DATA / f"card_v2_{name}.json").read_text())
    return card


def refusal(card: object, **more: Any) -> int:
    """The sub-code of the refusal; 0 when the card is taken."""
    try:
        check_card(card, known_user=set(PEOPLE.values()).__contains__, **more)
    except CardRefused as why:
        return why.sub_code
    return 0


def plain(text: str = "字") -> Json:
    return {"tag": "plain_text", "content": text}


def card_of(*elements: Json, **more: Any) -> Json:
    return {"schema": "2.0", "config": {"update_multi": True}, "body": {"elements": list(elements)}, **more}


def button(text: str = "好", **more: Any) -> Json:
    behaviors = [{"type": "callback", "value": {"a": text}}]
    return {"tag": "button", "text": plain(text), "behaviors": behaviors, **more}


def submit(name: str = "send") -> Json:
    return button(name, name=name, form_action_type="submit")


def form(*elements: Json, name: str = "f") -> Json:
    return {"tag": "form", "name": name, "elements": list(elements)}


def table(**more: Any) -> Json:
    columns = [{"name": "c", "data_type": "text", "display_name": "列"}]
    return {"tag": "table", "columns": columns, "rows": [{"c": "值"}], **more}


def nested(depth: int) -> Json:
    inner: Json = {"tag": "markdown", "content": "底"}
    for _ in range(depth):
        inner = {"tag": "column_set", "columns": [{"tag": "column", "elements": [inner]}]}
    return inner


@pytest.mark.parametrize("name", ["dashboard", "request_form", "task_confirm", "task_done"])
def test_complete_cards_are_taken(name: str) -> None:
    assert refusal(sample(name)) == 0


@pytest.mark.parametrize("name", ["dashboard", "request_form", "task_confirm"])
def test_an_attribute_nobody_knows_spoils_any_element(name: str) -> None:
    whole = sample(name)
    for index in range(len(whole["body"]["elements"])):
        spoiled = copy.deepcopy(whole)
        spoiled["body"]["elements"][index]["colour"] = "red"
        assert refusal(spoiled) == 200621


SPOILED: dict[str, tuple[int, Callable[[], object]]] = {
    "no object": (200621, lambda: ["x"]),
    "an old card": (200621, lambda: {"elements": []}),
    "no body": (200621, lambda: {"schema": "2.0"}),
    "an unknown part": (200621, lambda: card_of(i18n_elements={})),
    "not shared": (200621, lambda: card_of(config={"update_multi": False})),
    "a header without title": (200621, lambda: card_of(header={"template": "red"})),
    "a colour of no header": (200621, lambda: card_of(header={"title": plain(), "template": "pink"})),
    "four tags": (
        200621,
        lambda: card_of(
            header={"title": plain(), "text_tag_list": [{"tag": "text_tag", "text": plain()}] * 4}
        ),
    ),
    "a tag colour of no tag": (
        200621,
        lambda: card_of(
            header={
                "title": plain(),
                "text_tag_list": [{"tag": "text_tag", "text": plain(), "color": "grey"}],
            }
        ),
    ),
    "an element of the old cards": (200861, lambda: card_of({"tag": "action", "actions": []})),
    "no element": (200621, lambda: card_of("x")),  # type: ignore[arg-type]
    "too large": (11310, lambda: card_of({"tag": "markdown", "content": "字" * 10_300})),
    "too many elements": (11310, lambda: card_of(*[{"tag": "hr"}] * 201)),
    "texts count as elements": (11310, lambda: card_of(*[{"tag": "div", "text": plain()}] * 101)),
    "too deep": (11310, lambda: card_of(nested(6))),
    "four tables": (11310, lambda: card_of(*[table()] * 4)),
    "Markdown tables count": (
        11310,
        lambda: card_of(
            table(), table(), table(), {"tag": "markdown", "content": "|a|b|\n|--|--|\n|---|---|"}
        ),
    ),
    "five Markdown tables": (11310, lambda: card_of({"tag": "markdown", "content": "|---|---|\n" * 5})),
    "six charts": (11310, lambda: card_of(*[{"tag": "chart", "chart_spec": {"type": "pie"}}] * 6)),
    "a form in a column": (
        11310,
        lambda: card_of({"tag": "column_set", "columns": [{"tag": "column", "elements": [form(submit())]}]}),
    ),
    "a table in a form": (11310, lambda: card_of(form(table(), submit()))),
    "a chart in a form": (
        11310,
        lambda: card_of(form({"tag": "chart", "chart_spec": {"type": "bar"}}, submit())),
    ),
    "a form nobody can send": (
        11310,
        lambda: card_of(form(button("重填", name="r", form_action_type="reset"))),
    ),
    "a form without name": (200530, lambda: card_of({"tag": "form", "elements": [submit()]})),
    "a field without name": (200530, lambda: card_of(form({"tag": "input"}, submit()))),
    "a submit without name": (200530, lambda: card_of(form(button("送", form_action_type="submit")))),
    "a name twice in a card": (
        200621,
        lambda: card_of(form(submit("x"), name="f"), form(submit("x"), name="g")),
    ),
    "a submit outside a form": (200621, lambda: card_of(submit())),
    "several choices outside a form": (
        11310,
        lambda: card_of(
            {"tag": "multi_select_static", "name": "m", "options": [{"text": plain(), "value": "v"}]}
        ),
    ),
    "a select outside a form that tells nobody": (
        200621,
        lambda: card_of({"tag": "select_person", "placeholder": plain()}),
    ),
    "an element_id with a dash": (200621, lambda: card_of({"tag": "hr", "element_id": "a-b"})),
    "an element_id twice": (200621, lambda: card_of(*[{"tag": "hr", "element_id": "a"}] * 2)),
    "a margin beyond 99 px": (200621, lambda: card_of({"tag": "hr", "margin": "100px"})),
    "a callback with a text": (
        200621,
        lambda: card_of(button(behaviors=[{"type": "callback", "value": "x"}])),
    ),
    "a behavior nobody knows": (200621, lambda: card_of(button(behaviors=[{"type": "dance"}]))),
    "a link without address": (200621, lambda: card_of(button(behaviors=[{"type": "open_url"}]))),
    "a question without title": (200621, lambda: card_of(button(confirm={"text": plain()}))),
    "a button of no type": (200621, lambda: card_of(button(type="warning"))),
    "a button with nothing on it": (200621, lambda: card_of({"tag": "button"})),
    "a text nobody wrote": (200621, lambda: card_of({"tag": "div", "text": {"tag": "plain_text"}})),
    "markdown as a text": (
        200621,
        lambda: card_of({"tag": "div", "text": {"tag": "markdown", "content": "x"}}),
    ),
    "an icon of the old cards": (
        200621,
        lambda: card_of({"tag": "markdown", "content": "x", "icon": {"tag": "img"}}),
    ),
    "an image without words": (200621, lambda: card_of({"tag": "img", "img_key": "img_v3_x"})),
    "an input longer than inputs are": (
        200621,
        lambda: card_of(form({"tag": "input", "name": "i", "max_length": 1001}, submit())),
    ),
    "an input filled beyond its length": (
        200621,
        lambda: card_of(
            form({"tag": "input", "name": "i", "max_length": 2, "default_value": "三个字"}, submit())
        ),
    ),
    "a select without options": (
        200621,
        lambda: card_of(form({"tag": "select_static", "name": "s", "options": []}, submit())),
    ),
    "two options of one value": (
        200621,
        lambda: card_of(
            form(
                {"tag": "select_static", "name": "s", "options": [{"text": plain(), "value": "v"}] * 2},
                submit(),
            )
        ),
    ),
    "a choice that is not offered": (
        200621,
        lambda: card_of(
            form(
                {
                    "tag": "select_static",
                    "name": "s",
                    "initial_option": "w",
                    "options": [{"text": plain(), "value": "v"}],
                },
                submit(),
            )
        ),
    ),
    "a picker that shows nothing": (
        200621,
        lambda: card_of(form({"tag": "date_picker", "name": "d"}, submit())),
    ),
    "a day that is a time": (
        200621,
        lambda: card_of(
            form({"tag": "date_picker", "name": "d", "initial_date": "2026-06-30 14:00"}, submit())
        ),
    ),
    "a column of no width": (
        200621,
        lambda: card_of(
            {"tag": "column_set", "columns": [{"tag": "column", "width": "50%", "elements": []}]}
        ),
    ),
    "a panel without title": (
        200621,
        lambda: card_of({"tag": "collapsible_panel", "header": {}, "elements": []}),
    ),
    "a table of eleven rows a page": (200621, lambda: card_of(table(page_size=11))),
    "a cell of no column": (200621, lambda: card_of(table(rows=[{"d": "x"}]))),
    "a cell of another type": (200621, lambda: card_of(table(rows=[{"c": 1}]))),
    "somebody nobody knows": (100290, lambda: card_of({"tag": "markdown", "content": "<at id=ou_x></at>"})),
    "one of several unknown": (
        100290,
        lambda: card_of({"tag": "markdown", "content": f"<at ids={KNOWN},ou_x></at>"}),
    ),
    "an unknown person's chip": (
        100290,
        lambda: card_of({"tag": "markdown", "content": "<person id='ou_x' style='capsule'></person>"}),
    ),
    "an unknown person in a list": (
        100290,
        lambda: card_of({"tag": "person_list", "persons": [{"id": "ou_x"}]}),
    ),
    "an unknown person in a table": (
        100290,
        lambda: card_of(table(columns=[{"name": "c", "data_type": "persons"}], rows=[{"c": ["ou_x"]}])),
    ),
    "an unknown person chosen": (
        100290,
        lambda: card_of(form({"tag": "select_person", "name": "p", "initial_option": "ou_x"}, submit())),
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_refused(name: str) -> None:
    expected, build = SPOILED[name]
    assert refusal(build()) == expected


@pytest.mark.parametrize(
    "card",
    [
        card_of(),
        card_of(*[{"tag": "hr"}] * 200),
        card_of(nested(5)),
        card_of(table(), table(), table()),
        card_of({"tag": "markdown", "content": "<at id=all></at>", "margin": "0px 8px 0px -4px"}),
        card_of({"tag": "person_list", "persons": [{"id": "ou_x"}], "drop_invalid_user_id": True}),
        card_of(form({"tag": "select_person", "name": "p", "options": [{"value": "ou_x"}]}, submit())),
    ],
)
def test_what_is_just_within_the_limits(card: Json) -> None:
    assert refusal(card) == 0


def test_the_number_of_tables_can_be_the_documented_one() -> None:
    assert refusal(card_of(*[table()] * 5), table_cap=5) == 0
    assert refusal(card_of(*[table()] * 6), table_cap=5) == 11310


def test_the_words_of_a_refusal_name_the_code() -> None:
    with pytest.raises(
        CardRefused, match="ErrCode: 11310; ErrMsg: card table number over limit; ErrorValue: table; "
    ):
        check_card(card_of(*[table()] * 4), known_user=lambda _: True)


def test_a_card_is_read_as_a_person_reads_it() -> None:
    names = {open_id: name for name, open_id in PEOPLE.items()}
    lines = card_text(sample("task_confirm"), names).splitlines()
    assert lines[:4] == [
        "任务待确认【待确认】",
        "功能优先级评审会 · 2026-05-20",
        "完成核心功能清单(终稿)",
        "负责人 @王磊  截止 2026-05-22  P1",
    ]
    assert "@王磊 @陈静" in lines
    assert "[确认接受]" in lines
    assert "进行中 | 60" in card_text(sample("dashboard"), names)


def test_what_a_person_typed_is_read_as_typed() -> None:
    assert markdown_text("&#60;at id=all&#62; &#42;&#42;重&#42;&#42; &amp;", {}) == "<at id=all> **重** &"
    assert markdown_text("**重**要，[看](https://e.cn/x)，~~旧~~", {}) == "重要，看，旧"
    assert card_text(card_of({"tag": "div", "text": plain("**不是粗体**")})) == "**不是粗体**"


def test_a_button_is_found_by_text_name_or_place() -> None:
    rows = [
        {"tag": "markdown", "content": "研发部"},
        button("是他"),
        {"tag": "markdown", "content": "销售部"},
    ]
    second = button("是他", behaviors=[{"type": "callback", "value": {"a": "second"}}])
    card = card_of(*rows, second, button("只此一个", name="only"))
    assert find_button(card, "only").text == "只此一个"
    assert find_button(card, "是他", after="销售部").value == {"a": "second"}
    assert find_button(card, "是他", after="研发部").value == {"a": "是他"}
    with pytest.raises(AssertionError, match="2 buttons 「是他」"):
        find_button(card, "是他")
    with pytest.raises(AssertionError, match="「是他」、「是他」、「只此一个」"):
        find_button(card, "没有")
    with pytest.raises(AssertionError, match="no text '客服部'"):
        find_button(card, "是他", after="客服部")


def test_buttons_know_their_form() -> None:
    shown = [(b.text, b.form, b.submits) for b in buttons_on(sample("request_form"))]
    assert shown == [("提交", "request_form", True), ("重填", "request_form", False)]
    after_form = card_of(form(submit()), button("别的"))
    assert [b.form for b in buttons_on(after_form)] == ["f", ""]


def filled(values: dict[str, Any], empty: Empty = "blank") -> Json:
    given = {"项目名称": "上市", "协作目标": "50万"} | values
    sent: Json = fill(fields_of(sample("request_form"), "request_form"), given, PEOPLE, empty=empty)
    return sent


def test_a_form_is_filled_in_by_labels() -> None:
    sent = filled(
        {
            "需协作部门": ["销售部", "rd"],
            "对接人": "陈静",
            "知会成员": ["王磊"],
            "优先级": "P0",
            "期望完成时间": "2026-07-01",
            "meet_at": "2026-05-20 14:00",
            "加急": True,
        }
    )
    assert sent == {
        "project": "上市",
        "goal": "50万",
        "depts": ["sales", "rd"],
        "owner": PEOPLE["陈静"],
        "members": [KNOWN],
        "priority": "P0",
        "due_date": "2026-07-01 +0800",
        "meet_at": "2026-05-20 14:00 +0800",
        "remind_at": "09:30 +0800",
        "urgent": True,
    }


def test_what_is_left_empty_comes_blank_or_not_at_all() -> None:
    assert (filled({})["members"], filled({})["meet_at"], filled({})["due_date"]) == (
        [],
        "",
        "2026-06-30 +0800",
    )
    assert not {"members", "meet_at"} & set(filled({}, empty="absent"))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"项目名称": ""}, "「project」 is required"),
        ({"需协作部门": []}, "「depts」 is required"),
        ({"项目名称": "字" * 101}, "the client takes 100 characters"),
        ({"需协作部门": ["财务部"]}, "no choice '财务部'; there are: 研发部、销售部、客服部"),
        ({"对接人": "赵强"}, "'赵强' is not offered; there are: 王磊、陈静"),
        ({"期望完成时间": "下周五"}, "is no value of a date_picker"),
        ({"截止日": "2026-07-01"}, r"0 fields 「截止日」; there are: project \(如新产品上市推广/项目名称"),
        ({"加急": "是"}, "is ticked or not"),
    ],
)
def test_what_the_client_would_not_send(values: dict[str, Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        filled(values)


def test_a_field_is_called_by_the_text_above_it() -> None:
    elements: list[Json] = [
        {"tag": "markdown", "content": "**决策人** *"},
        {"tag": "select_person", "name": "who", "placeholder": plain("请选择")},
        submit(),
    ]
    fields = fields_of(card_of(form(*elements)), "f")
    assert fill(fields, {"决策人": "陈静"}, PEOPLE, empty="blank") == {"who": PEOPLE["陈静"]}
