"""`huiban parse commands`: {"id", "now", "chat", "text", "mentions"?} gives {"id", "intent", "slots", "suggest"?, "us"}."""

from collections.abc import Iterable, Iterator, Mapping

from app.calendars import CHINA, Calendar
from handlers.reading.jsonlines import Item, Json, answer_each
from handlers.reading.message import MentionName, read_message
from handlers.reading.slots import answer_of


def answer_lines(lines: Iterable[str], *, calendar: Calendar = CHINA) -> Iterator[str]:
    """An answer for every line, as handlers.reading.jsonlines has it."""

    def read(item: Item) -> dict[str, Json]:
        command = read_message(
            item.text,
            now=item.now,
            group=item.given.get("chat") != "p2p",
            mentions=_mentions(item.given.get("mentions")),
            calendar=calendar,
        )
        return answer_of(command.form, calendar)

    return answer_each(lines, read, calendar)


def _mentions(given: object) -> Mapping[str, MentionName]:
    if not isinstance(given, dict):
        return {}
    return {
        str(key): MentionName(str(one.get("name", "")), bot=bool(one.get("bot")))
        for key, one in given.items()
        if isinstance(one, dict)
    }
