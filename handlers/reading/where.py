"""Where a meeting takes place (S24), whether it is confidential (X7), and what its pre-work names (S30)."""

import re

_FORMS = {"offline": "线下", "online": "线上", "hybrid": "混合"}
_LINK = re.compile(r"https?://[^\s，。；）)]+")
_SECRET = re.compile(r"^[（(\[【]?保密(?:会议)?[）)\]】]?[\s:：·-]*")
_DAY_WORDS = re.compile(r"[日月号周天明后今年底初末]|\d[-/.]\d|\d{8}")
_EVERYBODY = re.compile(r"^(?:各|所有|全体|每个|相关)")
_LEADING_DEPARTMENT = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,6}?(?:部|组|中心))(?!门)")
_ITEMS = re.compile(r"[\n；;]+")


def read_where(typed: str) -> tuple[str, str, str]:
    """Place, link and form: 线下：3号会议室 is the place 3号会议室, offline; what is not said is empty."""
    found = _LINK.search(typed)
    link = "" if found is None else found[0]
    place = typed.replace(link, " ") if link else typed
    kind = next((form for form, word in _FORMS.items() if word in place), "")
    for word in _FORMS.values():
        place = re.sub(rf"[（(]\s*{word}\s*[）)]|{word}会议(?=[\s:：])|{word}\s*[:：]?", " ", place)
    place = re.sub(r"^\s*[（(](.*)[）)]\s*$", r"\1", place).strip(" \t\n，,；;：:·")
    if not kind and link:
        kind = "hybrid" if place else "online"
    return place, link, kind


def form_before(place: str, text: str) -> str:
    """The form where a message says it in front of the place: （线下：3号会议室）."""
    if not place:
        return ""
    found = re.search(rf"({'|'.join(_FORMS.values())})\s*[:：]\s*{re.escape(place)}", text)
    return "" if found is None else next(form for form, word in _FORMS.items() if word == found[1])


def after_noun(plain: str) -> int | None:
    """Where what is said about a meeting begins: behind its noun; None without one."""
    found = re.search("会议|开会|约会", plain)
    return None if found is None else found.end()


def read_title(typed: str) -> tuple[str, bool]:
    """The subject, and whether 保密 stands in front of it."""
    found = _SECRET.match(typed)
    return (typed, False) if found is None else (typed[found.end() :], True)


def names_a_day(typed: str) -> bool:
    """Whether a time says more than a clock: 改到15:30 does not."""
    return _DAY_WORDS.search(typed) is not None


def prework_items(typed: str) -> list[str]:
    """One piece of pre-work a line, or parted by ；."""
    items = (item.strip(" \t，,。") for item in _ITEMS.split(typed))
    return [item for item in items if item and item not in {"无", "-"}]


def leading_department(typed: str) -> str:
    """The department a piece of pre-work begins with; none where everybody is meant (各部门)."""
    found = None if _EVERYBODY.match(typed) else _LEADING_DEPARTMENT.match(typed)
    return "" if found is None else found["name"]
