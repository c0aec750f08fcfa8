"""Words that ask for haste and give no time: 尽快, 越快越好, ASAP, 待定. They are no part of a name."""

from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

URGENT = Pattern(
    "(?:(?:请|要求|希望)?(?:尽快|越快越好|asap|加急|紧急|急急?|特急|待定|tbd|另行通知|时间待定|尽早|马上|立刻)(?:完成|处理|支持|安排)?)"
)


def without_urgency(words: Words) -> Words:
    """The text without such words, where they stand apart."""
    spans = [
        match.span()
        for match in URGENT.finditer(words.plain)
        if _edge(words.plain, match.start() - 1) and _edge(words.plain, match.end())
    ]
    return (words.without(spans) if spans else words).strip()


def _edge(plain: str, at: int) -> bool:
    return not 0 <= at < len(plain) or plain[at] in " \t\n,，、;；。!！"
