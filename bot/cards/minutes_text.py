"""A section of the minutes as text; what a later conclusion took the place of is struck through (X6)."""

from app.documents.minutes import is_replaced
from bot.cards.model import Span, Text
from bot.cards.parts import p, t


def section_text(text: str) -> Text:
    """One paragraph, line by line. Blanks stay outside of what is struck: platforms strike words only."""
    spans: list[Span] = []
    plain: list[str] = []
    lines = text.split("\n")
    for place, line in enumerate(lines):
        end = "" if place == len(lines) - 1 else "\n"
        if not is_replaced(line):
            plain.append(line + end)
            continue
        words = line.strip()
        spans += [t("".join([*plain, line[: line.index(words)]])), Span(words, struck=True, tone="quiet")]
        plain = [end]
    spans.append(t("".join(plain)))
    return p(*(span for span in spans if span.text))
