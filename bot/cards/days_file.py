"""公司日历: what a file of days holds, and which group it is for."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.calendars import write_company_days
from app.calendars.saying import say_date
from bot.cards.model import Button, Card
from bot.cards.parts import button, buttons, note, p, quiet, row, rows, t
from bot.texts import say

MOST_SHOWN = 12
MOST_GROUPS = 6


def days_card(name: str, days: Mapping[date, bool], groups: Sequence[tuple[int, str]]) -> Card:
    """The days as they were read, and a button per group (its key and name)."""
    csv = write_company_days(days)
    off = [day for day, working in sorted(days.items()) if not working]
    on = [day for day, working in sorted(days.items()) if working]
    uses = [
        button(
            say("days_file.use", group=group or say("preview.group")),
            "days.use",
            style="primary" if len(groups) == 1 else "default",
            chat=key,
            days=csv,
        )
        for key, group in groups[:MOST_GROUPS]
    ]
    return Card(
        say("days_file.title"),
        (
            p(
                say("days_file.read", name=name),
                t(say("days_file.count", off=len(off), on=len(on)), bold=True),
            ),
            rows(
                row(say("days_file.off"), _named(off)),
                row(say("days_file.on"), _named(on)),
            ),
            quiet(say("days_file.beside")),
            buttons(*uses),
        ),
        summary=say("days_file.title"),
    )


def days_ways(chat: int, days: str) -> tuple[Button, Button]:
    """To take the days, or to leave it."""
    confirm = button(say("preview.confirm"), "days.confirm", style="primary", chat=chat, days=days)
    return confirm, button(say("preview.leave"), "settings.leave")


def nothing_read(name: str) -> Card:
    """The file cannot be had, or holds no days."""
    return note(say("days_file.title"), say("days_file.nothing", name=name), tone="warn")


def whose_groups() -> Card:
    """Its sender may set no group."""
    return note(say("days_file.title"), say("days_file.no_group"), tone="warn")


def _named(days: Sequence[date]) -> str:
    said = "、".join(say_date(day, this_year=0) for day in days[:MOST_SHOWN])
    return said if len(days) <= MOST_SHOWN else say("days_file.more", days=said, count=len(days))
