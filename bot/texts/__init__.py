"""The catalogue: every sentence a person can read, by key. Short, polite, specific; Simplified Chinese.

One file a subject. Cards ask for a sentence by its key; a test sees to it that every key that is asked for exists,
that none is idle, and that none is said twice.
"""

from bot.texts import (
    amend,
    common,
    days_file,
    demo,
    digest,
    glossary,
    helping,
    leave,
    leavers,
    live,
    meeting_moves,
    meetings,
    minutes,
    months,
    needs,
    personal,
    progress,
    projects,
    rehearsal,
    retro,
    rhythm,
    search,
    settings,
    task_quotes,
    tasks,
    weekly,
)

TEXTS: dict[str, str] = (
    amend.TEXTS
    | common.TEXTS
    | demo.TEXTS
    | days_file.TEXTS
    | digest.TEXTS
    | glossary.TEXTS
    | helping.TEXTS
    | leave.TEXTS
    | leavers.TEXTS
    | months.TEXTS
    | live.TEXTS
    | meeting_moves.TEXTS
    | meetings.TEXTS
    | minutes.TEXTS
    | needs.TEXTS
    | personal.TEXTS
    | progress.TEXTS
    | projects.TEXTS
    | retro.TEXTS
    | rehearsal.TEXTS
    | rhythm.TEXTS
    | search.TEXTS
    | settings.TEXTS
    | task_quotes.TEXTS
    | tasks.TEXTS
    | weekly.TEXTS
)


def say(key: str, **details: str | int) -> str:
    """The sentence of that key with its details filled in. KeyError for a key that is not in the catalogue."""
    return TEXTS[key].format(**details)
