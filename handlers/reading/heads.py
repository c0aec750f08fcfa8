"""The noun at the beginning of a message, and whether it is a command there or the start of a sentence."""

from dataclasses import dataclass

from handlers.reading.addressing import Addressed
from handlers.reading.forms import Intent
from handlers.reading.helping import help_asked
from handlers.reading.nearmiss import FILE
from handlers.reading.nouns import INTENT_OF, NOUN
from handlers.reading.patterns import Pattern
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.times import find_times

_BEHIND_NOUN = Pattern("$|[ \t\n:：,，。;；、=|!！@?？]|[#ntm]?[0-9]")
_VERBS_BEHIND = Pattern("完成|延期|推迟|转给|转交|导出|逾期|改期|取消|列表|清单|发布|报风险|进行中|未完成")
_QUESTION = Pattern(
    "[?？][ ]*$|(?:吗|么|呢|吧|啊|呀|哈|嘛|哦|啦)[ 。!！~]*$|谁|怎么|哪[个里位些]|什么|为啥|几点|多少|有没有"
)
_LISTING = Pattern("有哪些|怎么样|什么时候到期")
_NUMBERED = Pattern("[ :：]*#?[ntm]?[ ]?[0-9]")
_ASKABLE: frozenset[Intent] = frozenset({"glossary", "contacts", "help", "progress"})


@dataclass(frozen=True, slots=True)
class Head:
    """The noun a message begins with: its intent and word, the verb before it, and what follows."""

    intent: Intent
    word: str
    verb: str
    body: Words


def head_of(message: Addressed, scope: Scope) -> Head | None:
    """The noun a message begins with. Without a slash it counts only where a command follows and no question."""
    words = message.words
    match = NOUN.match(words.plain)
    if match is None or FILE.match(words.plain, match.end()):
        return None
    intent = INTENT_OF[match["noun"]]
    found = Head(intent, match["noun"], match["verb"] or "", words.cut(match.end()))
    if message.slash or (_stands_alone(found.body, intent, scope) and not _is_question(found.body, intent)):
        return found
    return None


def _is_question(body: Words, intent: Intent) -> bool:
    if intent in _ASKABLE or "\n" in body.plain or _NUMBERED.match(body.plain):
        return False
    asked = _QUESTION.search(body.plain) is not None and _LISTING.search(body.plain) is None
    return asked and help_asked(body, intent) is None


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
