"""`huiban parse dates`: {"id", "now", "text"} gives {"id", "kind", "value", … , "us"}."""

from collections.abc import Iterable, Iterator

from app.calendars import CHINA, Calendar
from handlers.reading.jsonlines import Item, Json, answer_each
from handlers.reading.times.answers import to_answer
from handlers.reading.times.choose import read_time


def answer_lines(lines: Iterable[str], *, calendar: Calendar = CHINA) -> Iterator[str]:
    """An answer for every line, as handlers.reading.jsonlines has it."""

    def read(item: Item) -> dict[str, Json]:
        return to_answer(read_time(item.text, now=item.now, calendar=calendar))

    return answer_each(lines, read, calendar)
