"""Lines of a pasted transcript that may belong in the minutes: a pure reader, by the words people use (S51).

Feishu's 妙记 and DingTalk's 听记 give speakers, times and talk. Taken are lines that sound like a decision or like a
task; everything else is talk. Nothing is written by itself: each line waits for 收下 or 忽略.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

MOST = 20
"""So many lines are offered at most; a card with more is not read."""
SHORTEST, LONGEST = 4, 200

_STAMP = re.compile(r"^[\[（(]?\d{1,2}:\d{2}(?::\d{2})?[\])）]?\s*")
_SPEAKER = re.compile(
    r"^(?P<who>[\u4e00-\u9fff·]{2,4}|[A-Za-z .]{2,20})\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[:：]\s*"
)
_BULLET = re.compile(r"^(?:[-*•·●▪]|\d{1,2}[.、)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*")
_LABELS = "会议结论|结论|决议|决定|待办事项|待办|任务|行动项|todo|action"
_LABEL = re.compile(
    rf"^(?:【(?P<framed>{_LABELS})】\s*[:：]?|(?P<plain>{_LABELS})\s*[:：])\s*", re.IGNORECASE
)
_HEADING = re.compile(
    r"^【?(?P<label>会议结论|结论|决议|决定|待办事项|待办任务|待办|任务|行动项|下一步)】?[:：]?$"
)
_DECISION = re.compile(
    r"(?:决定|确定|一致同意|同意|通过|敲定|定为|定下|达成一致|批准|选定|最终|结论是|明确了?|拍板|先做|只做|不做|采用)"
)
_TASK = re.compile(
    r"(?:负责|跟进|完成|提交|提供|输出|整理|对接|落实|准备|发出|出一?[份版个]|更新|安排|反馈|确认|跑通|上线)"
)
_TASK_MARK = re.compile(
    r"(?:我来|我去|我这边|负责|跟进|落实|由.{1,8}(?:来|去)?|前(?:完成|提交|提供|给|发|出)|之前|截止)"
)
_QUESTION = re.compile(r"[?？吗呢]$|(?:是不是|要不要|能不能|可不可以|怎么|为什么)")
_MONTH_DAY = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d{2})[-年./])?(?P<m>\d{1,2})[-月./](?P<d>\d{1,2})[日号]?(?![\d.:：%])"
)
_WEEKDAY = re.compile(r"(?P<next>下+个?)?(?:本|这)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_SHIFTS: dict[str, int] = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_WEEKDAYS = "一二三四五六日"
_TASK_LABELS = {"待办", "待办事项", "待办任务", "任务", "行动项", "下一步", "todo", "action"}

Kind = Literal["decision", "task"]


@dataclass(frozen=True, slots=True)
class Found:
    """A line worth asking about: its text, the name and the day it holds, and the topic it stood under (an index)."""

    kind: Kind
    text: str
    owner: str = ""
    due_on: date | None = None
    topic: int | None = None


def read_transcript(
    text: str, *, names: Sequence[str], topics: Sequence[str], today: date
) -> tuple[Found, ...]:
    """The decisions and tasks of a pasted transcript, in its order, each once, at most MOST.

    `names` are the people and departments who may own a task, `topics` the agenda's titles, `today` the chat's day.
    """
    found: list[Found] = []
    topic: int | None = None
    section: Kind | None = None
    for raw in text.splitlines():
        line, speaker = _bare(raw, names)
        heading = _HEADING.match(line)
        if heading is not None:
            section = _kind_of(heading["label"])
            continue
        named = next((i for i, title in enumerate(topics) if title and title in line), None)
        if named is not None:
            topic, section = named, None
            if len(line) <= len(topics[named]) + 8:
                continue
        one = _read_line(line, speaker, section, names, today)
        if one is not None and all(one.text != other.text for other in found):
            found.append(Found(one.kind, one.text, one.owner, one.due_on, topic))
    return tuple(found[:MOST])


def _bare(raw: str, names: Sequence[str]) -> tuple[str, str]:
    """A line without time, speaker and bullet; and who spoke, where it is somebody of the meeting."""
    line = _BULLET.sub("", _STAMP.sub("", raw.strip()))
    speaker = _SPEAKER.match(line)
    if speaker is None or _LABEL.match(line) is not None:
        return line, ""
    who = speaker["who"].strip()
    return line[speaker.end() :].strip(), who if who in names else ""


def _read_line(
    line: str, speaker: str, section: Kind | None, names: Sequence[str], today: date
) -> Found | None:
    label = _LABEL.match(line)
    kind: Kind | None = section
    if label is not None:
        kind, line = _kind_of(label["framed"] or label["plain"]), line[label.end() :].strip()
    if not SHORTEST <= len(line) <= LONGEST or _QUESTION.search(line):
        return None
    due = read_day(line, today)
    owner = next((name for name in sorted(names, key=len, reverse=True) if name and name in line), "")
    if not owner and "我" in line:
        owner = speaker
    if kind is None:
        kind = _sounds_like(line, owner, due)
    if kind is None:
        return None
    return Found(kind, line.rstrip("。；;"), owner if kind == "task" else "", due if kind == "task" else None)


def _sounds_like(line: str, owner: str, due: date | None) -> Kind | None:
    """A task names somebody or a day and something to do; a decision says that something is so from now on."""
    if _TASK.search(line) and (due is not None or owner) and (_TASK_MARK.search(line) or (owner and due)):
        return "task"
    return "decision" if _DECISION.search(line) else None


def read_day(line: str, today: date) -> date | None:
    """The day a line names, the next one to come: 5月28日, 2024-05-28, 周五, 下周三, 明天. None for none."""
    written = _MONTH_DAY.search(line)
    if written is not None:
        return _written_day(written, today)
    weekday = _WEEKDAY.search(line)
    if weekday is not None:
        monday = today - timedelta(days=today.weekday())
        place = _WEEKDAYS.index(weekday["day"].replace("天", "日"))
        weeks = (weekday["next"] or "").count("下")
        day = monday + timedelta(days=place, weeks=weeks)
        return day if weeks or day >= today else day + timedelta(weeks=1)
    shifts = [(len(word), shift) for word, shift in _SHIFTS.items() if word in line]
    return today + timedelta(days=max(shifts)[1]) if shifts else None


def _written_day(written: re.Match[str], today: date) -> date | None:
    year = int(written["y"] or today.year)
    try:
        day = date(year, int(written["m"]), int(written["d"]))
    except ValueError:
        return None
    if written["y"] is None and (today - day).days > 180:
        return day.replace(year=year + 1)
    return day


def _kind_of(label: str) -> Kind:
    return "task" if label.lower() in _TASK_LABELS else "decision"
