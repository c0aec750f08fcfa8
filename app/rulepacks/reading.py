"""A pack's file, read with the line of what is wrong in it, and changed line by line so that its comments stay."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from app.base.errors import UserError
from app.rulepacks.pack import CLOCKS, LEVELS, NUMBERS, REQUIRED, RULES, Pack, Rule, Value

_AT_LINE = re.compile(r"at line (\d+)")
_SECTION = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")


class BadPack(UserError):
    """A pack's file cannot be taken. Details: line (0: something is missing altogether), where, what (a key)."""

    key = "bad_pack"


@lru_cache(maxsize=1)
def guide_text() -> str:
    """「指南默认」 as it is shipped."""
    return (files("app.rulepacks") / "guide.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def parse(text: str) -> Pack:
    """The pack of a file. Raises BadPack with the line, the key and what was expected there."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise BadPack(line=line, where="TOML", what="pack.wrong.syntax") from error
    _known(raw, text)
    numbers = {key: _number(raw, text, key) for key in NUMBERS}
    return Pack(
        name=_text(raw, text, "name"),
        rules=tuple(_rule(raw, text, rule) for rule in RULES),
        longest=numbers["R1.longest"],
        short=numbers["R1.short"],
        notice=numbers["R2.least"],
        most=numbers["R4.most"],
        material=numbers["R9.ahead"],
        enough=numbers["R14.enough"],
        pings=numbers["caps.pings"],
        posts=numbers["caps.posts"],
        escalates=_switch(raw, text, "escalation.heads"),
        rolls=_one_of(raw, text, "clock.day_hours", CLOCKS) == "working",
    )


def guide_pack() -> Pack:
    """「指南默认」."""
    return parse(guide_text())


def with_values(text: str, changes: Mapping[str, Value]) -> str:
    """The file with these keys (`R2.least`) set, everything else of it untouched. Raises BadPack when it would be
    no pack any more, or when a key has no line in it."""
    lines = text.splitlines()
    for key, value in changes.items():
        at = line_of(text, key)
        if not _has(text, key):
            raise BadPack(line=at, where=key, what="pack.wrong.unknown")
        head, _, tail = lines[at - 1].partition("=")
        comment = re.search(r"\s+#[^\"']*$", tail)
        lines[at - 1] = f"{head.rstrip()} = {_written(value)}{comment[0] if comment else ''}"
    changed = "\n".join(lines) + "\n"
    parse(changed)
    return changed


def completed(text: str) -> str:
    """A file kept since before one of the guide's numbers: what it lacks stands in it as the guide has it."""
    guide, lines = guide_text().splitlines(), text.splitlines()
    for key in NUMBERS:
        section, _, _ = key.rpartition(".")
        if not _has(text, key) and (at := line_of(text, f"{section}.")):
            lines.insert(at, guide[line_of(guide_text(), key) - 1])
            text = "\n".join(lines) + "\n"
    return text


def line_of(text: str, key: str) -> int:
    """The line (from 1) of a key, else of its section, else 0."""
    section, _, name = key.rpartition(".")
    inside, section_at = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _SECTION.match(line):
            inside = found[1]
            section_at = number if inside == section else section_at
        elif inside == section and re.match(rf"\s*{re.escape(name)}\s*=", line):
            return number
    return section_at


def _has(text: str, key: str) -> bool:
    at = line_of(text, key)
    return at > 0 and _SECTION.match(text.splitlines()[at - 1]) is None


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _known(raw: Mapping[str, Any], text: str) -> None:
    """Nothing that we would not heed: a slip of the pen is told, not passed over."""
    known = {"name", "clock.day_hours", "escalation.heads", *NUMBERS}
    known |= {f"{rule}.{part}" for rule in RULES for part in ("title", "clause", "level")}
    for section, inner in raw.items():
        keys = [f"{section}.{name}" for name in inner] if isinstance(inner, dict) else [section]
        for key in keys:
            if key not in known:
                raise BadPack(line=line_of(text, key), where=key, what="pack.wrong.unknown")


def _get(raw: Mapping[str, Any], text: str, key: str) -> Any:
    found: Any = raw
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            raise BadPack(line=line_of(text, key), where=key, what="pack.wrong.missing")
        found = found[part]
    return found


def _text(raw: Mapping[str, Any], text: str, key: str) -> str:
    value = _get(raw, text, key)
    if not isinstance(value, str) or not value.strip():
        raise BadPack(line=line_of(text, key), where=key, what="pack.wrong.text")
    return value.strip()


def _number(raw: Mapping[str, Any], text: str, key: str) -> int:
    value, bounds = _get(raw, text, key), NUMBERS[key]
    if isinstance(value, bool) or not isinstance(value, int) or not bounds.least <= value <= bounds.most:
        raise BadPack(
            line=line_of(text, key), where=key, what="pack.wrong.number", least=bounds.least, most=bounds.most
        )
    return value


def _switch(raw: Mapping[str, Any], text: str, key: str) -> bool:
    value = _get(raw, text, key)
    if not isinstance(value, bool):
        raise BadPack(line=line_of(text, key), where=key, what="pack.wrong.switch")
    return value


def _one_of(raw: Mapping[str, Any], text: str, key: str, choices: tuple[str, ...]) -> str:
    value = _get(raw, text, key)
    if value not in choices:
        raise BadPack(
            line=line_of(text, key), where=key, what="pack.wrong.choice", choices=" / ".join(choices)
        )
    return str(value)


def _rule(raw: Mapping[str, Any], text: str, rule: str) -> Rule:
    key = f"{rule}.level"
    level = _one_of(raw, text, key, ("required",) if rule == REQUIRED else LEVELS[:-1])
    return Rule(
        id=rule,
        title=_text(raw, text, f"{rule}.title"),
        clause=_text(raw, text, f"{rule}.clause"),
        level=next(one for one in LEVELS if one == level),
    )
