"""Text into Feishu's card Markdown. What people typed is data: it can mention nobody, link nowhere, style nothing."""

import re
import unicodedata
from collections.abc import Sequence

from bot.cards.model import Span, Tone

COLOURS: dict[Tone, str] = {
    "plain": "",
    "info": "blue",
    "good": "green",
    "warn": "orange",
    "bad": "red",
    "quiet": "grey",
}
"""Text in these tones; plain has the client's own colour."""
_SPECIAL = re.compile(
    r"[&<>*\[\]()#`\\_~|!{}^$]"
    r"|^[-+=]"  # a list, a rule, the underline of a heading
    r"|(?<=\d)\.(?=\s|$)"  # a numbered list
    r"|:(?=[A-Za-z0-9_]+:)",  # :DONE:
    re.MULTILINE,
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_ID = re.compile(r"ou_[A-Za-z0-9]+")
_GAP = "\u200b"
"""Keeps a mark of emphasis apart from punctuation, beside which it would not count."""


def escape(text: str) -> str:
    """The text as itself. Leading blanks become fixed ones, or four of them would make a block of code."""
    fixed = _INDENT.sub(lambda found: "\u00a0" * len(found[0]), text)
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", fixed)


def is_person(person: str | None) -> bool:
    """Whether it is an id the clients can show."""
    return person is not None and _ID.fullmatch(person) is not None


def markdown(spans: Sequence[Span], *, people: bool = True) -> str:
    """Spans as Markdown. People are shown by the client and not notified; without `people` by the name we have."""
    return "".join(_span(span, people=people) for span in spans)


def is_plain(spans: Sequence[Span], *, people: bool) -> bool:
    """Whether nothing in it needs Markdown, but for one tone."""
    return len({span.tone for span in spans}) <= 1 and not any(
        span.bold or span.struck or span.href or (people and is_person(span.person)) for span in spans
    )


def plain(spans: Sequence[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def _span(span: Span, *, people: bool) -> str:
    if people and is_person(span.person):
        return f"<person id='{span.person}' show_name=true show_avatar=false style='normal'></person>"
    return "\n".join(_line(span, line) for line in span.text.split("\n"))


def _line(span: Span, line: str) -> str:
    """Marks do not reach over the end of a line."""
    if not line.strip():
        return line
    shown = escape(line)
    if span.href is not None and span.href.startswith(("https://", "http://")):
        shown = f"[{shown}]({_address(span.href)})"
    for mark, wanted in (("~~", span.struck), ("**", span.bold)):
        if wanted:
            shown = _emphasised(shown, line, mark)
    colour = COLOURS[span.tone]
    return f"<font color='{colour}'>{shown}</font>" if colour else shown


def _emphasised(shown: str, line: str, mark: str) -> str:
    before = _GAP if _is_edge(line[0]) else ""
    after = _GAP if _is_edge(line[-1]) else ""
    return f"{mark}{before}{shown}{after}{mark}"


def _is_edge(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZ"


def _address(href: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in "()<>\"' `\\" else c for c in href)
