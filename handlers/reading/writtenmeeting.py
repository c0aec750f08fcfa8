"""A meeting's form as canonical text."""

from handlers.reading.forms import MeetingForm, Slot, TopicSlot
from handlers.reading.writtenparts import keyed, people_text, person_text, words

_VERBS = {
    "create": "",
    "show": "",
    "list": "列表",
    "edit": "改",
    "publish": "发布",
    "start": "开始",
    "end": "结束",
    "cancel": "取消",
    "export": "导出",
}


def meeting_text(form: MeetingForm) -> str:
    """The meeting by keys, the agenda last."""
    number = "" if form.meeting_id is None else f"M{form.meeting_id}"
    when = form.when
    lasts = when.minutes if when.minutes is not None else None
    return keyed(
        words("/会议", number, form.shift or _VERBS[form.action]),
        ("会议主题", form.topic),
        ("会议时间", _when(when)),
        ("结束时间", f"{when.end:%Y-%m-%d %H:%M}" if when.end is not None and lasts is None else ""),
        ("时长", f"{lasts}分钟" if lasts is not None else ""),
        ("地点", form.place),
        ("参会", people_text(form.attendees)),
        ("目标", form.goal),
        ("会前准备", form.prework),
        ("会议议题", "\n" + "\n".join(map(_topic, form.agenda)) if form.agenda else ""),
    )


def _when(when: Slot) -> str:
    if when.start is not None:
        return f"{when.start:%Y-%m-%d %H:%M}"
    return when.typed if when.day is None or when.doubt == "unclear" else when.day.isoformat()


def _topic(topic: TopicSlot) -> str:
    length = "" if topic.minutes is None else f"{topic.minutes}分钟"
    named = (
        ("讨论内容", topic.discussion),
        ("负责人", person_text(topic.owner)),
        ("输出", topic.output),
        ("标准", topic.criterion),
    )
    return words("-", topic.title, length, *(f"{key}：{text}" for key, text in named if text))
