"""From an addressed message to its form: free phrases, ids, nouns, slips; in this order."""

import re
from dataclasses import dataclass

from handlers.reading import meeting, task
from handlers.reading.addressing import Addressed
from handlers.reading.forms import Form, Intent, Silence, Unknown
from handlers.reading.helping import help_asked
from handlers.reading.ids import leading_id, task_ids_at
from handlers.reading.lookups import (
    read_contacts_command,
    read_glossary,
    read_help,
    read_progress,
    read_retro,
)
from handlers.reading.minutes import OBJECTION, RECEIPT, read_minutes_command
from handlers.reading.nouns import INTENT_OF, NOUN, SHOWN
from handlers.reading.phrases import read_phrase
from handlers.reading.request import read_request
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.times import find_times
from handlers.reading.typos import guess

_CODE = re.compile("[`\"“”「『'‘《>]|//|https?:|www\\.")
_PATH = re.compile("[a-z0-9_.~-]+/|[^ \t\n]*?[/\\\\][^ \t\n]*\\.[a-z0-9]{1,5}(?![a-z0-9])")
_FILE = re.compile("[^ \t\n]{0,20}?\\.[a-z]{1,4}(?![a-z0-9])|/")
_ID = re.compile("(?:任务|会议|需求)?[ ]?#?([tmn])[ ]?#?[0-9]")
_BEHIND_NOUN = re.compile("$|[ \t\n:：,，。;；、=|!！@?？]|[#ntm]?[0-9]")
_VERBS_BEHIND = re.compile("完成|延期|推迟|转给|转交|导出|逾期|改期|取消|列表|清单|发布|报风险|进行中|未完成")
_QUESTION = re.compile(
    "[?？][ ]*$|(?:吗|么|呢|吧|啊|呀|哈|嘛|哦|啦)[ 。!！~]*$|谁|怎么|哪[个里位些]|什么|为啥|几点|多少|有没有"
)
_LISTING = re.compile("有哪些|怎么样|什么时候到期")
_ASKABLE: frozenset[Intent] = frozenset({"glossary", "contacts", "help", "progress"})
_VERB_ID = re.compile(
    "(?:已?完成|做完|搞定|取消|导出|延期|推迟|转交|转给|转|改期|关闭|发布|查看|打开|done|把|将)了?[ :：]*(?:任务|会议|需求)?[ ]*#?([tnm])[ ]?[0-9]"
)
_BARE_VERB = re.compile(
    "(?:已?完成|做完|搞定|办结|done|✅)了?(?=$|[ ]+(?:https?:|v[0-9]))|(?:延期|推迟|顺延|改期|提前)[ ]*(?:到|至)|转(?:给|交给?)[ ]*@|取消(?=$)"
)
_TOKEN = re.compile("[^ \t\n:：,，。;；@#0-9]+")
_EMOTICONS = frozenset(
    [
        "微笑",
        "撇嘴",
        "色",
        "发呆",
        "得意",
        "流泪",
        "害羞",
        "闭嘴",
        "睡",
        "大哭",
        "尴尬",
        "发怒",
        "调皮",
        "呲牙",
        "惊讶",
        "难过",
        "抓狂",
        "偷笑",
        "愉快",
        "白眼",
        "傲慢",
        "困",
        "惊恐",
        "憨笑",
        "悠闲",
        "咒骂",
        "疑问",
        "嘘",
        "晕",
        "衰",
        "骷髅",
        "敲打",
        "再见",
        "擦汗",
        "抠鼻",
        "鼓掌",
        "坏笑",
        "抱拳",
        "强",
        "弱",
        "握手",
        "胜利",
        "玫瑰",
        "凋谢",
        "爱心",
        "心碎",
        "咖啡",
        "啤酒",
        "太阳",
        "月亮",
        "拥抱",
        "赞",
        "狗头",
        "捂脸",
        "奸笑",
        "机智",
        "加油",
        "耶",
        "红包",
        "庆祝",
        "doge",
    ]
)
_LONGEST_COMMAND = 12


@dataclass(frozen=True, slots=True)
class _Noun:
    """The noun a message begins with: its intent and word, the verb before it, and what follows."""

    intent: Intent
    word: str
    verb: str
    body: Words


def read_command(message: Addressed, scope: Scope, *, private: bool) -> tuple[Form, str]:
    """The form of a message for us, and its noun as shown to people."""
    words = message.words
    if _CODE.match(words.plain) or (message.slash and _is_path(words.plain)):
        return Silence(), ""
    form = read_phrase(words, scope)
    if form is not None:
        return form, _shown(form)
    named = _by_id(words, scope, private=private)
    if named is not None:
        return named, _shown(named)
    slip = _longer_noun(message)
    if slip is not None:
        return slip, ""
    noun = _noun(words, message, scope)
    if noun is not None:
        asked = help_asked(noun.body, noun.intent)
        form = asked or read_noun(noun.intent, noun.word, noun.verb, noun.body, scope)
        return form, SHOWN[noun.intent]
    if (helping := help_asked(words)) is not None:
        return helping, SHOWN["help"]
    if _BARE_VERB.match(words.plain):
        return task.about((), words, scope), SHOWN["task"]
    return _near_miss(message), ""


def read_noun(intent: Intent, word: str, verb: str, body: Words, scope: Scope) -> Form:
    """What follows a noun, read by that noun's rules."""
    match intent:
        case "request":
            return read_request(body, scope, verb=verb)
        case "meeting":
            return meeting.read_meeting(body, scope, verb=verb)
        case "task":
            return task.read_task(body, scope, verb=verb, mine=word == "我的任务")
        case "minutes":
            return read_minutes_command(body, verb=verb)
        case "progress":
            return read_progress(body)
        case "retro":
            return read_retro(body, verb=verb)
        case "glossary":
            return read_glossary(body)
        case "contacts":
            return read_contacts_command(body, scope, noun=word)
    return read_help(body)


def _is_path(plain: str) -> bool:
    return _PATH.match(plain) is not None


def _shown(form: Form) -> str:
    return _SHOWN_OF.get(type(form).__name__, "")


_SHOWN_OF = {
    "RequestForm": "需求",
    "MeetingForm": "会议",
    "TaskForm": "任务",
    "MinutesForm": "纪要",
    "ProgressForm": "进度",
    "RetroForm": "复盘",
    "SearchForm": "查",
    "RecordForm": "记",
    "AbsenceForm": "缺席",
    "LeaveForm": "我请假",
    "UndoForm": "撤销",
    "SettingsForm": "设置",
}


def _by_id(words: Words, scope: Scope, *, private: bool) -> Form | None:
    """T18 完成 · M20 改到周五 · N1 导出 · 完成 T18; in private a bare number with a verb is a task."""
    start = _ID.match(words.plain)
    if start is not None:
        return _of_letter(start[1], words, scope)
    behind = _VERB_ID.match(words.plain)
    if behind is not None:
        return _verb_first(behind[1], words, scope)
    if private and words.plain[:1].isdigit() and (ids := task_ids_at(words, 0)) is not None:
        form = task.about(ids.numbers, words.cut(ids.end), scope)
        return form if form.action != "show" and not form.description else None
    return None


def _verb_first(letter: str, words: Words, scope: Scope) -> Form:
    if letter == "t":
        return task.read_task(words, scope)
    return read_request(words, scope) if letter == "n" else meeting.read_meeting(words, scope)


def _of_letter(letter: str, words: Words, scope: Scope) -> Form | None:
    if letter == "t":
        return task.read_task(words, scope) if task_ids_at(words, 0) is not None else None
    prefix = "需求" if letter == "n" else "会议"
    body = words.cut(2) if words.plain.startswith(prefix) else words
    ids = leading_id(body, letter)
    if ids is None:
        return None
    rest = body.cut(ids.end).strip(" \t\n,，。;；、:：的")
    noun = NOUN.match(rest.plain)
    if noun is not None and INTENT_OF[noun["noun"]] in {"minutes", "progress", "retro"}:
        again = Words(
            f"{letter}{ids.numbers[0]} {rest.typed[noun.end() :]}",
            f"{letter}{ids.numbers[0]} {rest.plain[noun.end() :]}",
        )
        return read_noun(INTENT_OF[noun["noun"]], noun["noun"], noun["verb"] or "", again, scope)
    if letter == "n":
        return read_request(body, scope)
    if RECEIPT.match(rest.plain) or re.match("有?(?:异议|不同意)", rest.plain) or OBJECTION.match(rest.plain):
        return read_minutes_command(body)
    return meeting.read_meeting(body, scope)


def _noun(words: Words, message: Addressed, scope: Scope) -> _Noun | None:
    match = NOUN.match(words.plain)
    if match is None or _FILE.match(words.plain, match.end()):
        return None
    intent = INTENT_OF[match["noun"]]
    body = words.cut(match.end())
    found = _Noun(intent, match["noun"], match["verb"] or "", body)
    if message.slash:
        return found
    if not _stands_alone(body, intent, scope):
        return None
    asks = (
        _QUESTION.search(body.plain) is not None
        and _LISTING.search(body.plain) is None
        and intent not in _ASKABLE
    )
    return None if asks and help_asked(body, intent) is None and "\n" not in body.plain else found


def _stands_alone(body: Words, intent: Intent, scope: Scope) -> bool:
    """Without a slash a noun counts when something like a command follows it, not when a sentence goes on."""
    if _BEHIND_NOUN.match(body.plain) or _VERBS_BEHIND.match(body.plain):
        return True
    if help_asked(body, intent) is not None:
        return True
    if intent != "meeting":
        return False
    times = find_times(body.typed[:40], now=scope.now, calendar=scope.calendar)
    return bool(times) and times[0].start == 0


def _longer_noun(message: Addressed) -> Form | None:
    """会议记要 begins with 会议 and was meant for 会议纪要; 任务/18 is a path."""
    match = NOUN.match(message.words.plain)
    token = _TOKEN.match(message.words.plain)
    if match is None or token is None or not message.slash:
        return None
    if _FILE.match(message.words.plain, match.end()):
        return Silence()
    near = guess(token[0]) if len(token[0]) > match.end() and token[0] not in INTENT_OF else None
    if near is None or len(near[0]) != len(token[0]) or near[1] == INTENT_OF[match["noun"]]:
        return None
    return Unknown(f"{near[0]} {message.words.cut(token.end()).strip().typed}".strip(), near[1])


def _near_miss(message: Addressed) -> Form:
    """A slip is offered with what follows it; a command nobody knows is said to be unknown."""
    plain = message.words.plain
    token = _TOKEN.match(plain)
    if token is None:
        return Silence()
    near = guess(token[0])
    length = len(token[0])
    if near is None and message.slash:
        near, length = _glued(token[0])
    if near is not None and (message.slash or plain[length : length + 1] in {"", " ", "\n", ":"}):
        rest = message.words.cut(length).strip(" \t\n:：").typed
        return Unknown(f"{near[0]} {rest}".strip(), near[1])
    if message.slash and length <= _LONGEST_COMMAND and token[0] not in _EMOTICONS:
        return Unknown()
    return Silence()


def _glued(token: str) -> tuple[tuple[str, Intent] | None, int]:
    for length in (4, 3, 2):
        near = guess(token[:length]) if length < len(token) else None
        if near is not None:
            return near, length
    return None, len(token)
