"""A message becomes one typed form, once; what is not for us becomes silence (language/README.md section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.calendars import Calendar
from handlers.reading.addressing import address_of
from handlers.reading.commands import read_command
from handlers.reading.forms import (
    AbsenceForm,
    ContactsForm,
    Form,
    GlossaryForm,
    HelpForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    ProgressForm,
    RecordForm,
    RequestForm,
    RetroForm,
    SearchForm,
    SettingsForm,
    Silence,
    TaskForm,
    UndoForm,
)
from handlers.reading.scope import MentionName, Scope
from handlers.reading.slips import words_of

_NOUN_OF: dict[type, str] = {
    RequestForm: "需求",
    MeetingForm: "会议",
    TaskForm: "任务",
    MinutesForm: "纪要",
    ProgressForm: "进度",
    RetroForm: "复盘",
    GlossaryForm: "术语",
    ContactsForm: "部门",
    HelpForm: "帮助",
    SearchForm: "查",
    RecordForm: "记",
    AbsenceForm: "缺席",
    LeaveForm: "我请假",
    UndoForm: "撤销",
    SettingsForm: "设置",
}

__all__ = ["Command", "MentionName", "read_message"]


@dataclass(frozen=True, slots=True)
class Command:
    """What a message asks for, and the noun it is about as people are shown it (需求); empty when it is none of them."""

    form: Form
    noun: str = ""


def read_message(
    text: str, *, now: datetime, group: bool, mentions: Mapping[str, MentionName], calendar: Calendar
) -> Command:
    """Read a message. Never raises; `now` is aware and the only clock.

    In a `group` a message counts when a bot among its `mentions` (by the key that stands in the text) is named, or
    when it begins with a slash command; in private every message is for us. A near miss is Unknown: nothing is run.
    """
    words = words_of(text)
    message = address_of(words, mentions)
    if not (message.slash or message.named or not group):
        return Command(Silence())
    if not message.words:
        return Command(Silence() if message.slash or not message.named else HelpForm(home=True), "帮助")
    form = read_command(message, Scope(now, calendar, mentions), private=not group)
    return Command(form, _NOUN_OF.get(type(form), ""))
