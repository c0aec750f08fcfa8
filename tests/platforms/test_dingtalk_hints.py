"""Without a web page a form says what to type instead: what it says is understood."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.people.calendars import calendar_in
from bot.cards.model import Form, TextField
from bot.cards.parts import button
from bot.dingtalk.hints import hint_for
from handlers.reading.forms import (
    AbsenceForm,
    ContactsForm,
    GlossaryForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    RecordForm,
    RequestForm,
    RetroForm,
    TaskForm,
)
from handlers.reading.message import read_message

NOW = datetime(2024, 5, 14, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
NOUNS = {
    "draft": RequestForm,
    "contacts": ContactsForm,
    "department": ContactsForm,
    "meeting": MeetingForm,
    "absence": AbsenceForm,
    "live": RecordForm,
    "leave": LeaveForm,
    "minutes": MinutesForm,
    "objection": MinutesForm,
    "task": TaskForm,
    "risk": TaskForm,
    "retro": RetroForm,
    "term": GlossaryForm,
}


def hint(noun: str) -> str:
    return hint_for(Form("form", (TextField("text", "内容"),), (button("保存", f"{noun}.save"),)))


@pytest.mark.parametrize("noun", NOUNS)
def test_what_a_hint_says_is_understood(noun: str) -> None:
    said = [words for words in re.findall("“(.*?)”", hint(noun)) if not re.match("标签|协作目标", words)]
    assert said
    for words in said:
        reading = read_message(
            words, now=NOW, group=False, mentions={}, calendar=calendar_in("Asia/Shanghai")
        )
        assert isinstance(reading.form, NOUNS[noun]), words


def test_a_form_nobody_can_type_names_the_setting() -> None:
    assert "HUIBAN_PUBLIC_URL" in hint("something_new")
