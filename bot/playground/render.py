"""The neutral card as HTML, and the playground's pages. Whatever people typed is escaped by the templates."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from app.calendars import CHINA, say_date
from bot.cards.model import Arg, Card, Option

_WEEKDAYS = "一二三四五六日"
_SIGNS = {"✅": "done", "⏳": "waiting", "⚠️": "mind", "❗": "urgent", "❓": "open", "💬": "said"}
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def render_card(card: Card, *, people: tuple[Option, ...], key: str = "card") -> Markup:
    """A card as an HTML fragment. `key` makes the ids of its inputs unique on the page; `people` are offered where
    a person field brings no options."""
    return page("card.html", card=card, people=people, key=key)


def page(name: str, /, **values: object) -> Markup:
    """A template of the playground, filled in; safe to stand in another one."""
    return Markup(_environment().get_template(name).render(values))  # noqa: S704  (autoescaped)


@cache
def static_files() -> Mapping[str, tuple[bytes, str]]:
    """Every script, style and picture of the page by name, with its media type. Only these are served."""
    found: dict[str, tuple[bytes, str]] = {}
    for entry in files("bot.playground").joinpath("static").iterdir():
        suffix = entry.name[entry.name.rfind(".") :]
        if suffix in _KINDS:
            found[entry.name] = (entry.read_bytes(), _KINDS[suffix])
    return found


@cache
def static_version() -> str:
    """Changes with any of the static files, so that a browser keeps no old one."""
    content = b"".join(content for _, (content, _kind) in sorted(static_files().items()))
    return sha256(content).hexdigest()[:12]


def clock_words(moment: datetime) -> dict[str, str | bool]:
    """A moment (aware) for the side panel, on the wall clock of the office."""
    local = CHINA.local(moment)
    return {
        "time": f"{local:%H:%M}",
        "day": f"{local.year}年{local.month}月{local.day}日",
        "weekday": f"星期{_WEEKDAYS[local.weekday()]}",
        "workday": CHINA.is_workday(local.date()),
        "input": f"{local:%Y-%m-%dT%H:%M}",
    }


def short_time(moment: datetime, now: datetime) -> str:
    """When, as a chat list says it: `10:03` today, `昨天`, `5月13日`, `2023/12/29`. Both moments are aware."""
    local, today = CHINA.local(moment), CHINA.local(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if (today - local.date()).days == 1:
        return "昨天"
    if local.year == today.year:
        return f"{local.month}月{local.day}日"
    return f"{local:%Y/%m/%d}"


def day_words(moment: datetime, now: datetime) -> str:
    """The day of a message, as the line between two days says it."""
    local, today = CHINA.local(moment), CHINA.local(now).date()
    said = say_date(local.date(), this_year=today.year)
    return f"今天 {said}" if local.date() == today else said


def at_parts(text: str, names: tuple[str, ...]) -> list[tuple[str, bool]]:
    """A text cut into runs; True marks an `@name` of one of `names`."""
    if not names:
        return [(text, False)]
    cut = re.split(f"(@(?:{'|'.join(re.escape(name) for name in names)}))", text)
    return [(run, at % 2 == 1) for at, run in enumerate(cut) if run]


@cache
def _environment() -> Environment:
    return environment(PackageLoader("bot.playground"))


def environment(loader: BaseLoader) -> Environment:
    """Templates that may use those of the card's elements and fields, with their filters."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        args=_args,
        at_parts=at_parts,
        signs=_signs,
        link=_link,
        hour=lambda moment: f"{CHINA.local(moment):%H:%M}",
        size=_size,
        short_time=short_time,
        day_words=day_words,
        iso=lambda moment: CHINA.local(moment).isoformat(timespec="seconds"),
    )
    return made


def _args(args: Mapping[str, Arg]) -> str:
    return json.dumps(args, ensure_ascii=False)


def _link(url: str | None) -> str | None:
    """A web address, or nothing: a card must not bring a script."""
    return url if url is not None and urlsplit(url).scheme in {"http", "https"} else None


def _signs(text: str) -> list[tuple[str, str]]:
    """A text cut into runs, each with the name of its sign, or with an empty one where it is plain text."""
    runs = re.split(f"({'|'.join(_SIGNS)})", text)
    return [(run, _SIGNS.get(run, "")) for run in runs if run]


def _size(count: int) -> str:
    return f"{count} B" if count < 1024 else f"{count / 1024:.1f} KB"
