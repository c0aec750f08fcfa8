"""File names that every system and both platforms accept."""

import unicodedata

LONGEST = 100
"""Bytes in UTF-8, the ending included: a Chinese character takes three, and some file systems stop at 255."""
_RESERVED = set('\\/:*?"<>|')


def file_name(*parts: str, suffix: str) -> str:
    """`file_name("表1", "新产品上市推广", suffix="xlsx")` is `表1-新产品上市推广.xlsx`.

    Path, control and text-direction characters are dropped; what is too long loses its end, never its suffix.
    """
    safe = [name for part in parts if (name := _safe(part))]
    ending = f".{suffix}"
    stem = _shorten("-".join(safe) or "未命名", LONGEST - len(ending.encode()))
    return stem + ending


def _safe(part: str) -> str:
    kept = (
        character
        for character in unicodedata.normalize("NFC", " ".join(part.split()))
        if character not in _RESERVED and not unicodedata.category(character).startswith("C")
    )
    # A leading dot hides a file on one system, a trailing one disappears on another.
    return "".join(kept).strip(". ")


def _shorten(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore").rstrip(". ")
