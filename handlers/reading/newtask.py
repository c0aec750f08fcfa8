"""A new task (表3, S77): who, until when, what; in one line or by keys."""

import re

from handlers.reading.departments import departments_in
from handlers.reading.forms import TaskForm, When
from handlers.reading.keys import Sections
from handlers.reading.names import leading_name
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in, person_of
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.taskkeys import KEYS, due_in
from handlers.reading.urgency import without_urgency
from handlers.reading.whens import read_due

_FILLER = Pattern(
    "^(?:请|让|由|给|麻烦|派给|交给|安排|指派给?|的)+[ ]*|^[ ]*(?:负责|来|去|在)(?=[\\u4e00-\\u9fff ])[ ]*|(?:负责|完成|前完成)?[ ]*$"
)
_QUOTE = Pattern('^[>》|「『“"]+|[」』”"]+$', re.MULTILINE)
_BY_THEN = Pattern("[ ]*(?:前|之前)?(?:必须|务必|需要?|要)?(?:完成|搞定|做完|弄完|办完)(?=$|[ \t\n,，。;；])")
_UNTIL = Pattern("[ ,，]*(?:在|于|要在|需在|截止到?|期限|截止时间)?[ :：]*$")


def read_new_task(words: Words, scope: Scope) -> TaskForm:
    """Somebody's new task. A forwarded or quoted text becomes its description."""
    sections = KEYS.read(_unquoted(words))
    people = mentioned_in(sections.free, scope.mentions)
    free = sections.free.without((one.start, one.end) for one in people).strip(" \t\n,，。;；:：、")
    assignee = person_of(sections.get("assignee"), scope.mentions) or (people[0].person if people else None)
    if assignee is None:
        assignee, free = leading_name(free)
    deadline, free = _due_of_new(sections, free, scope)
    return TaskForm(
        "create",
        description=sections.text("description") or _described(without_urgency(free)),
        assignee=assignee,
        deadline=deadline,
        departments=departments_in(sections.get("departments")),
        deliverable=sections.text("deliverable"),
        risk=sections.text("risk"),
        reason=sections.text("reason"),
    )


def _unquoted(words: Words) -> Words:
    return words.without(match.span() for match in _QUOTE.finditer(words.plain))


def _due_of_new(sections: Sections, free: Words, scope: Scope) -> tuple[When, Words]:
    """The day, and the text without it and its 在 … 前完成."""
    if sections.text("due"):
        return read_due(sections.text("due"), now=scope.now, calendar=scope.calendar), free
    when, start, end = due_in(free, scope)
    if not when.typed:
        return when, free
    asked = _BY_THEN.match(free.plain, end)
    before = _UNTIL.search(free.plain[:start])
    span = (start if before is None else before.start(), end if asked is None else asked.end())
    return when, free.without([span])


def _described(free: Words) -> str:
    text = free.strip(" \t\n,，。;；:：、-")
    filler = _FILLER.match(text.plain)
    text = text if filler is None or filler.end() == len(text.plain) else text.cut(filler.end())
    return "\n".join(
        " ".join(line.split()) for line in text.strip(" \t\n,，。;；:：、-").typed.split("\n")
    ).strip()
