"""Chinese time phrases, read with the office's calendar: what is typed into a date slot or a sentence."""

from handlers.reading.times.answers import to_answer
from handlers.reading.times.choose import find_times, read_time
from handlers.reading.times.reading import Kind, Length, Reading, Recurrence, Span

__all__ = ["Kind", "Length", "Reading", "Recurrence", "Span", "find_times", "read_time", "to_answer"]
