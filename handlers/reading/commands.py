"""From an addressed message to its form: free phrases, ids, nouns, slips; in this order."""

import re
from collections.abc import Callable

from handlers.reading.addressing import Addressed
from handlers.reading.forms import Form, Intent, Silence, TaskForm
from handlers.reading.heads import Head, head_of
from handlers.reading.helping import help_asked
from handlers.reading.ids import leading_id, task_ids_at
from handlers.reading.lookups import (
    read_contacts_command,
    read_glossary,
    read_help,
    read_progress,
    read_retro,
)
from handlers.reading.meeting import read_meeting
from handlers.reading.minutes import OBJECTION, RECEIPT, read_minutes_command
from handlers.reading.nearmiss import longer_noun, near_miss
from handlers.reading.nouns import INTENT_OF, NOUN
from handlers.reading.orders import PLEASE, read_asked, read_order
from handlers.reading.patterns import Pattern
from handlers.reading.phrases import read_phrase
from handlers.reading.request import read_request
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.task import read_task
from handlers.reading.taskdeeds import about

_CODE = Pattern("[`\"“”「『'‘《>]|//|https?:|www\\.")
_PATH = Pattern("[a-z0-9_.~-]+/|[^ \t\n/\\\\]{0,80}[/\\\\][^ \t\n]{0,200}?\\.[a-z0-9]{1,5}(?![a-z0-9])")
_PLEASE = Pattern(f"{PLEASE}(?<!^)(?=(?:把|将)?[ ]*(?:任务|会议|需求)?[ ]?#?[tmn][ ]?#?[0-9])")
_ID = Pattern("(?:任务|会议|需求)?[ ]?#?([tmn])[ ]?#?[0-9]")
_VERB_ID = Pattern(
    "(?:已?完成|做完|搞定|取消|导出|延期|推迟|转交|转给|转|改期|关闭|发布|查看|打开|done|把|将)了?[ :：]*(?:任务|会议|需求)?[ ]*#?([tnm])[ ]?[0-9]"
)
_BARE_VERB = Pattern(
    "(?:已?完成|做完|搞定|办结|done|✅)了?(?=$|[ ]+(?:https?:|v[0-9]))|(?:延期|推迟|顺延|改期|提前)[ ]*(?:到|至)|转(?:给|交给?)[ ]*@"
)
_READ: dict[Intent, Callable[[Head, Scope], Form]] = {
    "request": lambda head, scope: read_request(head.body, scope, verb=head.verb),
    "meeting": lambda head, scope: read_meeting(head.body, scope, verb=head.verb),
    "task": lambda head, scope: read_task(head.body, scope, verb=head.verb, mine=head.word == "我的任务"),
    "minutes": lambda head, _scope: read_minutes_command(head.body, verb=head.verb),
    "progress": lambda head, _scope: read_progress(head.body),
    "retro": lambda head, _scope: read_retro(head.body, verb=head.verb),
    "glossary": lambda head, _scope: read_glossary(head.body),
    "contacts": lambda head, scope: read_contacts_command(head.body, scope),
    "help": lambda head, _scope: read_help(head.body),
}


def read_command(message: Addressed, scope: Scope, *, private: bool) -> Form:
    """The form of a message for us. Never raises; what looks like nothing of ours is Silence."""
    words = message.words
    if _CODE.match(words.plain) or (message.slash and _PATH.match(words.plain)):
        return Silence()
    found = (
        read_phrase(words, scope)
        or read_order(words)
        or _by_id(words, scope, private=private)
        or longer_noun(message)
    )
    if found is None and (head := head_of(message, scope)) is not None:
        found = help_asked(head.body, head.intent) or _READ[head.intent](head, scope)
    return found or help_asked(words) or _bare_verb(words, scope) or read_asked(words) or near_miss(message)


def _bare_verb(words: Words, scope: Scope) -> TaskForm | None:
    """完成 in reply to a task's card needs no id (product.md section 3)."""
    return about((), words, scope) if _BARE_VERB.match(words.plain) else None


def _by_id(words: Words, scope: Scope, *, private: bool) -> Form | None:
    """T18 完成 · M20 改到周五 · N1 导出 · 完成 T18; in private a bare number with a verb is a task."""
    polite = _PLEASE.match(words.plain)
    if polite is not None:
        form = _by_id(words.cut(polite.end()), scope, private=False)
        # 请把T18完成 asks somebody to do it: it is not done yet.
        return None if isinstance(form, TaskForm) and form.action == "done" else form
    start = _ID.match(words.plain)
    if start is not None:
        return _of_letter(start[1], words, scope)
    behind = _VERB_ID.match(words.plain)
    if behind is not None:
        return _verb_first(words, behind, scope)
    if private and words.plain[:1].isdigit() and (ids := task_ids_at(words, 0)) is not None:
        form = about(ids.numbers, words.cut(ids.end), scope)
        return form if form.action != "show" and not form.description else None
    return None


def _verb_first(words: Words, behind: re.Match[str], scope: Scope) -> Form | None:
    letter = behind[1]
    if letter == "t":
        return read_task(words, scope)
    if leading_id(words.cut(behind.start(1)), letter) is None:
        return None  # 完成M1芯片的采购 names no meeting
    return read_request(words, scope) if letter == "n" else read_meeting(words, scope)


def _of_letter(letter: str, words: Words, scope: Scope) -> Form | None:
    if letter == "t":
        return read_task(words, scope) if task_ids_at(words, 0) is not None else None
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
        head = Head(INTENT_OF[noun["noun"]], noun["noun"], noun["verb"] or "", again)
        return _READ[head.intent](head, scope)
    if letter == "n":
        return read_request(body, scope)
    if RECEIPT.match(rest.plain) or re.match("有?(?:异议|不同意)", rest.plain) or OBJECTION.match(rest.plain):
        return read_minutes_command(body)
    return read_meeting(body, scope)
