"""Text into DingTalk's Markdown. What people typed is data: it can link nowhere and style nothing.

The platform documents no escape, so what would count as a mark is written with its full-width twin.
"""

import re
from collections.abc import Sequence

from bot.cards.model import Span

_TWINS = str.maketrans("*`[]<", "＊｀［］＜")
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_STRUCK = re.compile(r"~(?=~)|(?<=~)~")
_LEADING = re.compile(r"^([ \t]*)(#|>|[-+](?=\s)|\d+[.)](?=\s)|[-=]{3,})")
_UNDERLINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_HIDDEN = "\u200b"
"""Keeps a mark from standing at the beginning of its line."""


def escape(line: str) -> str:
    """One line as itself."""
    shown = _UNDERLINE.sub("＿", _STRUCK.sub("～", _ENTITY.sub("＆", line.translate(_TWINS))))
    return _LEADING.sub(lambda found: f"{found[1]}{_HIDDEN}{found[2]}", shown)


def lines_of(spans: Sequence[Span]) -> list[str]:
    """Spans as lines of Markdown. Marks do not reach over the end of a line; blank lines are left out.

    People look as if they were mentioned; a card notifies nobody by that.
    """
    lines = [""]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1] += _marked(span, first)
        lines.extend(_marked(span, line) for line in others)
    return [line for line in lines if line.strip()]


def plain(spans: Sequence[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def _marked(span: Span, line: str) -> str:
    if not line.strip():
        return line
    shown = escape(f"@{line}" if span.person is not None and not line.startswith("@") else line)
    if span.href is not None and span.href.startswith(("https://", "http://")):
        shown = f"[{shown}]({_address(span.href)})"
    return f"**{shown}**" if span.bold else shown


def _address(href: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in "()<>\"' `\\" else c for c in href)
