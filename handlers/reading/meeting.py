"""会议 (表2, S74, S75): a new one in one line or by keys, or what happens to one that is named."""

import re
from dataclasses import replace
from typing import Literal, TypeAlias

from handlers.reading.agenda import read_agenda
from handlers.reading.exports import exported
from handlers.reading.forms import NO_SLOT, MeetingForm, Slot
from handlers.reading.ids import Ids, leading_id, lettered_id
from handlers.reading.keys import KeyTable, Sections
from handlers.reading.meetingline import read_attendees, read_meeting_line
from handlers.reading.orders import ASKS
from handlers.reading.patterns import Pattern
from handlers.reading.people import people_in
from handlers.reading.scope import Scope
from handlers.reading.shifts import read_shift
from handlers.reading.slips import Words
from handlers.reading.whens import read_minutes, read_slot, with_end, with_minutes

KEYS = KeyTable(
    {
        "topic": "会议主题 会议名称 主题 名称 会议题目",
        "agenda": "会议议题 会议议程 议程 议题",
        "when": "会议时间 时间 日期 会议日期",
        "start": "开始时间 开始",
        "end": "结束时间 结束",
        "length": "会议时长 预计时长 时长",
        "place": "会议地点 地点 位置 会议室",
        "attendees": "参会人员 参会人 参会部门 与会人员 与会人 参加人员 参加人 参会 参加 与会 出席 邀请",
        "goal": "会议目标 会议目的 目标 目的",
        "prework": "会前准备 会前材料 准备材料 会前 准备",
    },
    strong="主题 会议主题 议题 时间 会议时间 地点 会议地点 参会 参会人 时长 目标 会前准备",
)
MeetingAction: TypeAlias = Literal[
    "create", "show", "list", "edit", "publish", "start", "end", "cancel", "export"
]
_ACTIONS: tuple[tuple[MeetingAction, str], ...] = (
    ("export", exported("会议|议程|通知")),
    ("cancel", "取消|不开了?|作废|撤销"),
    ("publish", "发布|发通知|发送通知|发出"),
    ("start", "开始|开会|现在开始"),
    ("end", "结束|散会|开完|已结束"),
    ("show", "查看|详情|打开|看看?|显示|议程"),
)
_ALONE = Pattern("|".join(f"(?P<{name}>{words})" for name, words in _ACTIONS))
_DONE = Pattern(f"(?:{_ALONE.pattern})(?:了|吧|一下|会议)*[ 。.!]*")
_CANCELLED = Pattern("(?:取消|不开了?)(?:了|吧|会议)*[ ,，。;；:：]+(?!.*(?:改|延))")
_EDITS = frozenset({"改", "修改", "调整", "更新", "编辑", "把", "将", "推迟", "延期", "提前", "改期"})
_LIST = Pattern(
    "(?:列表|清单|全部|所有|都?有哪些|我的|(?:本|这|下)周|今[天日]|明天|list|一览)(?:的?会议|列表|有哪些)*"
)
_MOVED = Pattern(
    "(?:时间)?(?:改期|改|推迟|延期|顺延|延后|提前|调整?|挪|换|移|变更|推|延)[ ]*(?:到|至|为|成|在|期到)?[ :：]*"
)
_MOVED_TO = Pattern("(?:把|将)?(?:时间)?(?:改期?|推迟|延期|顺延|延后|提前|调整?|挪|延)[ ]*(?:到|至)")
_BARE_EDIT = Pattern("(?:改|修改|更改|调整)[ ]*(?=\n)")
_CHANGED = Pattern(
    f"(?:修改|更改|变更|改|把|将|更新|调整)?[ ]*(?P<key>{KEYS.words})[ ]*(?:改[为成到在至]?|换[成到]|变[为成]|调整[为到]|更新为|修改为|为|到|至|在|定在)[ :：]*(?P<value>[\\s\\S]+)"
)
_INVITES = Pattern("(?:增加|加上|添加|邀请|加|叫上|拉上)(?:参会人?员?|与会人员?|人(?=[ :@]))?[ :：]*")
_BY_FORM = Pattern("议题|议程|主持|记录人|记录员")
_BY_BUTTON = Pattern(
    "(?:我|本人|已|已经|会|准时|可以|能|要|先)*(?:签到|到了|参加|出席|请假|迟到|晚到|准备好|下一?个?议题|预演(?:提醒)?)(?:了|吧|一下|[ 。.!！])*"
    "|(?:我的?|提交?|交|上传|补充|会前)*(?:材料(?:[ :：]*https?:[^ ]+)?[ ]*|意见(?:[ :：].*)?)"
)
"""What attendees do with the buttons of the meeting's card: it is shown, and nothing about the meeting is changed."""


def read_meeting(words: Words, scope: Scope, *, verb: str = "") -> MeetingForm:
    """What follows 会议; `verb` stood before the noun."""
    words = words.strip(" \t\n,，。;；、:：|-~!！")
    named = _number(words)
    if named is not None:
        before = words.cut(0, named.start).strip().plain
        return about(named.numbers[0], words.cut(named.end), scope, before or verb)
    if _LIST.fullmatch(words.plain):
        return MeetingForm(action="list")
    if (changed := _unnamed_change(words, scope)) is not None:
        return changed
    alone = _DONE.fullmatch(words.plain or verb)
    if alone is not None:
        return MeetingForm(action=_action(alone))
    return _filled(words, scope)


def _unnamed_change(words: Words, scope: Scope) -> MeetingForm | None:
    """会议 推迟半小时, 会议 改到15:30, 会议 改 with the changes below: the only one that is coming is meant."""
    if shift := read_shift(words, scope):
        return MeetingForm(action="edit", shift=shift)
    if (bare := _BARE_EDIT.match(words.plain)) is not None:
        return replace(_changes(words.cut(bare.end()).strip(), scope), action="edit")
    if _MOVED_TO.match(words.plain) and (moved := _changes(words, scope)).when.typed and not moved.topic:
        return replace(moved, action="edit")
    return None


def _number(words: Words) -> Ids | None:
    line = words.lines()[0]
    bare = leading_id(words, "m")
    found = bare if bare is not None and _is_id(words, bare) else lettered_id(line, "m")
    if found is None:
        return None
    before = words.cut(0, found.start).strip().plain
    return found if not before or _DONE.fullmatch(before) or before in _EDITS else None


def _is_id(words: Words, ids: Ids) -> bool:
    """A bare number is an id only when a verb or nothing follows: 会议 20 改到周五."""
    behind = words.plain[ids.end :].lstrip()
    return (
        "m" in words.plain[: ids.end]
        or "#" in words.plain[: ids.end]
        or not behind
        or bool(_DONE.fullmatch(behind) or _MOVED.match(behind))
    )


def _action(match: re.Match[str]) -> MeetingAction:
    return next(name for name, _ in _ACTIONS if match[name])


def about(number: int, words: Words, scope: Scope, verb: str = "") -> MeetingForm:
    """What shall happen to a meeting that is named."""
    words = words.cut(len(words.plain) - len(words.plain.lstrip(" 的"))).strip(" \t\n,，。;；、:：")
    alone = _DONE.fullmatch(words.plain or verb)
    if alone is not None:
        return MeetingForm(action=_action(alone), meeting_id=number)
    if _BY_BUTTON.fullmatch(words.plain):
        return MeetingForm(action="show", meeting_id=number)
    if not words and not read_shift(words, scope, verb):
        return MeetingForm(action="edit" if verb in {"改", "修改"} else "show", meeting_id=number)
    if shift := read_shift(words, scope, verb if verb in _EDITS else ""):
        return MeetingForm(action="edit", meeting_id=number, shift=shift)
    if _CANCELLED.match(words.plain):
        return MeetingForm(action="cancel", meeting_id=number)
    changes = _changes(words, scope)
    asks = changes == MeetingForm() and ASKS.search(words.plain) is not None
    return replace(changes, action="show" if asks else "edit", meeting_id=number)


def _changes(words: Words, scope: Scope) -> MeetingForm:
    changed = _CHANGED.fullmatch(words.plain)
    if changed is not None:
        value = words.cut(changed.start("value")).strip()
        return _from_keys(Sections(words.cut(0, 0), {KEYS.field_of[changed["key"]]: value}), scope)
    sections = KEYS.read(Words(f" {words.typed}", f" {words.plain}"), first_line=False)
    form = _from_keys(sections, scope)
    free = sections.free.strip()
    if _BY_FORM.search(free.plain):
        return form
    invites = _INVITES.match(free.plain)
    if invites is not None:
        return replace(form, attendees=people_in(free.cut(invites.end()).strip(), scope.mentions))
    moved = _MOVED.match(free.plain)
    rest = free if moved is None else free.cut(moved.end())
    line = read_meeting_line(rest, scope)
    # 推迟半小时 moves the meeting by a length, it does not give it one.
    shifted = moved is not None and line.when.day is None
    return replace(
        line,
        topic=form.topic,
        when=form.when if form.when.typed or shifted else line.when,
        place=form.place or line.place,
        attendees=form.attendees or line.attendees,
        goal=form.goal,
        agenda=form.agenda,
        prework=form.prework,
    )


def _filled(words: Words, scope: Scope) -> MeetingForm:
    sections = KEYS.read(words)
    form = _from_keys(sections, scope)
    line = read_meeting_line(sections.free, scope)
    topic = form.topic or line.topic
    agenda = form.agenda
    if not topic and len(agenda) == 1 and not (agenda[0].owner or agenda[0].minutes or agenda[0].output):
        topic, agenda = sections.text("agenda"), ()
    when = form.when if form.when.typed else with_minutes(line.when, form.when.minutes)
    return replace(
        form,
        topic=topic,
        agenda=agenda,
        when=when,
        place=form.place or line.place,
        attendees=form.attendees or line.attendees,
    )


def _from_keys(sections: Sections, scope: Scope) -> MeetingForm:
    when, place = _when(sections, scope)
    return MeetingForm(
        topic=sections.text("topic"),
        when=when,
        place=sections.text("place") or place,
        attendees=read_attendees(sections.get("attendees"), scope),
        goal=sections.text("goal"),
        agenda=read_agenda(sections.get("agenda"), scope) if sections.get("agenda") else (),
        prework=sections.text("prework"),
    )


def _when(sections: Sections, scope: Scope) -> tuple[Slot, str]:
    """The time, and the place typed behind it: 2024-05-20 14:00-15:30（线下：3号会议室）."""
    words = sections.get("when") or sections.get("start")
    if sections.get("when") and sections.get("start"):
        words = Words(
            f"{sections.text('when')} {sections.text('start')}",
            f"{sections.get('when').plain} {sections.get('start').plain}",
        )
    if not words:
        minutes = read_minutes(sections.text("length"), now=scope.now, calendar=scope.calendar)
        return with_minutes(NO_SLOT, minutes), ""
    typed = words.typed.strip()
    slot = read_slot(typed, now=scope.now, calendar=scope.calendar)
    slot = with_end(slot, sections.text("end"), calendar=scope.calendar)
    slot = with_minutes(slot, read_minutes(sections.text("length"), now=scope.now, calendar=scope.calendar))
    bracket = re.search("[(](?:线下|线上|地点)[:：]?(?P<place>[^()]*)[)]", words.plain)
    place = "" if bracket is None else words.typed[bracket.start("place") : bracket.end("place")].strip()
    return slot, place or ("" if bracket is None else bracket[0].strip("()"))
