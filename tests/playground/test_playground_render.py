"""Cards as HTML: every element is there, and nothing a person typed is anything but text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cards.model import (
    Button,
    Buttons,
    Card,
    Form,
    Notice,
    Option,
    Row,
    Rows,
    Span,
    Table,
    Text,
    TextField,
)
from bot.playground.render import at_parts, clock_words, day_words, render_card, short_time, static_files
from tests.playground import playground_samples as samples

PEOPLE = (Option("lina", "李娜（销售部）"),)
BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def html(card: Card) -> str:
    """The card as the page shows it."""
    return render_card(card, people=PEOPLE, key="m1")


def test_every_element_and_field_is_drawn() -> None:
    drawn = html(samples.everything())
    for part in (
        '<p class="text text-normal">',
        "<dl",
        "<table>",
        "<hr>",
        "<progress",
        "notice-ok",
        "notice-bad",
        "<form",
        "<details",
        "<textarea",
        "<select",
        'type="date"',
        'type="datetime-local"',
        'value="2024-06-30T14:00"',
        'role="switch" checked',
        'value="lina"',
        'data-confirm="确定删除吗？"',
        'href="https://example.com/a?b=1&amp;c=2"',
    ):
        assert part in drawn, part


@pytest.mark.parametrize(
    "card",
    [samples.registered(), samples.draft(), samples.contacts(), samples.support(), samples.listing()],
    ids=["need", "draft", "contacts", "support", "list"],
)
def test_real_cards_are_drawn_with_all_their_words(card: Card) -> None:
    drawn = html(card)
    assert card.title in drawn
    for element in card.elements:
        if isinstance(element, Form):
            for field in element.fields:
                assert f'name="{field.name}"' in drawn
            for button in element.submits:
                assert f'data-action="{button.action}"' in drawn


def test_what_people_typed_stays_text() -> None:
    span = (Span(BAD, bold=True), Span(BAD, person="x"), Span(BAD))
    card = Card(
        BAD,
        (
            Text(span),
            Rows((Row(BAD, span),)),
            Table((BAD,), ((span,),)),
            Notice("warn", span, (Button(BAD, "a", {"x": BAD}, confirm=BAD),)),
            Form(
                "f", (TextField("t", BAD, BAD, BAD), TextField("u", BAD, BAD, lines=3)), (Button(BAD, "b"),)
            ),
        ),
        tag=BAD,
    )
    drawn = html(card)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "'><" not in drawn


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.com", "file:///etc/passwd"]
)
def test_a_link_leads_to_the_web_or_nowhere(url: str) -> None:
    drawn = html(Card("一", (Text((Span("看", href=url),)), Buttons((Button("开", url=url),)))))
    assert "href" not in drawn


def test_a_person_field_with_options_offers_those() -> None:
    drawn = html(samples.contacts())
    assert "张伟（研发部）" in drawn
    assert "李娜（销售部）" in drawn
    assert drawn.count("<option") == 12


def test_ids_of_two_cards_do_not_clash() -> None:
    one = render_card(samples.draft(), people=(), key="m1")
    other = render_card(samples.draft(), people=(), key="m2")
    assert 'id="m1-draft_5-goal"' in one
    assert 'for="m2-draft_5-goal"' in other


def test_a_value_that_begins_with_a_line_break_keeps_it() -> None:
    card = Card("一", (Form("f", (TextField("t", "文", "\n后", lines=2),), ()),))
    assert ">\n\n后</textarea>" in html(card)


def test_an_empty_card_is_only_its_head() -> None:
    assert "card-body" not in html(replace(samples.everything(), elements=()))


def test_mentions_are_found_in_a_text() -> None:
    assert at_parts("@会办 找@李娜。", ("会办", "李娜")) == [
        ("@会办", True),
        (" 找", False),
        ("@李娜", True),
        ("。", False),
    ]
    assert at_parts("a@b.cn", ("会办",)) == [("a@b.cn", False)]


def test_times_are_said_by_the_offices_clock() -> None:
    now = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
    assert clock_words(now) == {
        "time": "10:00",
        "day": "2024年5月14日",
        "weekday": "星期二",
        "workday": True,
        "input": "2024-05-14T10:00",
    }
    assert clock_words(datetime(2024, 6, 10, 2, 0, tzinfo=UTC))["workday"] is False
    assert short_time(datetime(2024, 5, 13, 16, 0, tzinfo=UTC), now) == "00:00"
    assert short_time(datetime(2024, 5, 13, 15, 59, tzinfo=UTC), now) == "昨天"
    assert short_time(datetime(2024, 5, 1, 2, 0, tzinfo=UTC), now) == "5月1日"
    assert short_time(datetime(2023, 12, 29, 2, 0, tzinfo=UTC), now) == "2023/12/29"
    assert day_words(now, now) == "今天 5月14日(周二)"
    assert day_words(datetime(2023, 12, 29, 2, 0, tzinfo=UTC), now) == "2023年12月29日(周五)"


def test_only_our_own_files_are_served() -> None:
    assert {"main.js", "card.css", "mark.svg"} <= static_files().keys()
    for name, (content, kind) in static_files().items():
        assert content, name
        assert b"http://" not in content.replace(b"http://www.w3.org/2000/svg", b""), name
        assert b"https://" not in content, name
        assert kind in {"text/css", "text/javascript", "image/svg+xml"}
