"""How the tables of messages are read and compared: one message, its intent, and the slots that must be there."""

from datetime import datetime
from typing import TypeAlias

from app.calendars import CHINA
from handlers.reading.message import MentionName, read_message
from handlers.reading.slots import answer_of

NOW = datetime.fromisoformat("2026-07-08T09:40:00+08:00")
"""A Wednesday."""
MENTIONS = {
    "@_user_1": MentionName("会办", bot=True),
    "@_user_2": MentionName("周敏"),
    "@_user_3": MentionName("何静"),
    "@_user_4": MentionName("刘洋"),
}
Slots: TypeAlias = dict[str, object]
Case: TypeAlias = tuple[str, str, Slots]
LISTS = {"agenda", "departments", "contacts", "attendees", "task_ids"}


def read(text: str, *, private: bool = False, now: datetime = NOW) -> dict[str, object]:
    """The answer for a message, as `huiban parse commands` gives it."""
    mentions = {key: who for key, who in MENTIONS.items() if key in text}
    command = read_message(text, now=now, group=not private, mentions=mentions, calendar=CHINA)
    return dict(answer_of(command.form, CHINA))


def differences(case: Case, *, private: bool = False, now: datetime = NOW) -> list[str]:
    """What a message was read into that it should not have been. A slot expected as None must be empty."""
    text, intent, slots = case
    answer = read(text, private=private, now=now)
    if answer["intent"] not in intent.split("|"):
        return [f"{text!r}: {answer['intent']} instead of {intent}: {answer}"]
    given = answer["slots"]
    assert isinstance(given, dict)
    wrong = []
    for name, wanted in slots.items():
        expected = sorted(wanted, key=str) if isinstance(wanted, list) else wanted
        found = answer.get(name) if name == "suggest" else given.get(name)
        if name in LISTS and wanted is not None:
            found = sorted(found if isinstance(found, list) else [], key=str)
        if found != expected:
            wrong.append(
                f"{text!r}: {name} is {found!r} instead of {expected!r} ({answer['intent']} {given})"
            )
    return wrong
