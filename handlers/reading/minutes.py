"""纪要 (S50-S55): of a meeting by id or name; published, confirmed, objected to."""

import re

from handlers.reading.exports import exported
from handlers.reading.forms import MinutesForm
from handlers.reading.ids import leading_id, lettered_id
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

RECEIPT = Pattern(
    "(?:已|我|都)?(?:确认)?(?:收到|收悉|已阅|已读|已收|确认|知悉|ok|没问题|无问题|同意)(?:了|啦|谢谢|确认)*|(?:无|没有?|暂无)(?:任何)?(?:异议|意见|问题)|确认无误"
)
OBJECTION = Pattern(
    "(?:我|对.{0,8}?)?(?:有|提)?(?:一?个|一点|点)?(?:异议|不同意见|疑义|疑问)|不同意|有问题|有错误?|写错了?|反对"
)
_PUBLISH = Pattern("(?:发布|发出|发送|分发|定稿发布|发)(?:纪要|了|吧)*")
_EXPORT = Pattern(exported("会议|纪要|记录"))
_SHOW = Pattern("(?:查看|打开|看看?|看一下|详情|显示|草稿|起草|写|生成|整理)?")
_EDGE = " \t\n,，。;；:：、-!！"


def read_minutes_command(words: Words, *, verb: str = "") -> MinutesForm:
    """What follows 纪要; `verb` stood before the noun."""
    words = words.strip(_EDGE)
    found = leading_id(words, "m") or lettered_id(words.lines()[0], "m")
    if found is not None:
        before = words.cut(0, found.start).strip(_EDGE)
        rest = words.cut(found.end).strip(_EDGE)
        if before and rest:
            return MinutesForm("show", found.numbers[0], before.typed, rest.typed)
        return _about(found.numbers[0], rest or before or _word(verb))
    if verb and not words:
        return _about(None, _word(verb))
    return _unnumbered(words, verb)


def _word(verb: str) -> Words:
    return Words(verb, verb)


def _about(number: int | None, words: Words) -> MinutesForm:
    """What is said about the minutes of a meeting. 没有异议 is a receipt."""
    plain = words.plain
    if _SHOW.fullmatch(plain):
        return MinutesForm("show", number)
    if _PUBLISH.fullmatch(plain):
        return MinutesForm("publish", number)
    if _EXPORT.fullmatch(plain):
        return MinutesForm("export", number)
    receipt = RECEIPT.match(plain)
    if receipt is not None and (receipt.end() == len(plain) or plain[receipt.end()] in _EDGE):
        rest = words.cut(receipt.end()).strip(_EDGE)
        if OBJECTION.search(re.sub("(?:无|没有?)(?:任何)?(?:异议|问题|意见)", "", rest.plain)) is None:
            return MinutesForm("receipt", number)
    objection = OBJECTION.search(plain)
    if objection is not None and re.search("(?:无|没|没有)$", plain[: objection.start()]) is None:
        whole = objection.start() > 0 or plain.startswith(("写错", "有错"))
        text = words if whole else words.cut(objection.end()).strip(_EDGE)
        return MinutesForm("objection", number, text=text.typed)
    return MinutesForm("show", number, text=words.typed)


def _unnumbered(words: Words, verb: str) -> MinutesForm:
    plain = words.plain
    form = _about(None, words)
    if form.action != "show" and (form.action != "objection" or OBJECTION.match(plain)):
        return form
    tail = re.search(f"[ ]+(?P<verb>发布|{_EXPORT.pattern}|确认收到|收到|无异议|没有异议|有异议.*)$", plain)
    if tail is not None:
        rest = _about(None, words.cut(tail.start()).strip(_EDGE))
        return MinutesForm(rest.action, None, words.cut(0, tail.start()).strip().typed, rest.text)
    first, *more = words.lines()
    text = "\n".join(line.typed for line in more).strip()
    action = _about(None, _word(verb)).action if verb else "show"
    return MinutesForm(action, None, first.strip(_EDGE).typed, text)
