"""A meeting in one line: when, where, who, and what is left is its topic."""

import re

from handlers.reading.departments import is_department
from handlers.reading.forms import NO_SLOT, MeetingForm, PersonSlot, Slot
from handlers.reading.lists import LOOSE, split
from handlers.reading.onetime import has_hour, one_time
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in, people_in
from handlers.reading.places import cut_place
from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.times import Length, Reading, find_times
from handlers.reading.urgency import without_urgency
from handlers.reading.whens import read_minutes, slot_of, with_minutes

_JOINING = Pattern(
    "(?:参会人?|参加人?|与会|邀请|叫上|和|跟|与|请)?[ :：]*(?P<list>[^\\W\\d_]{1,8}(?:部|组|中心)(?:[、,，/和及 ]+[^\\W\\d_]{1,8}(?:部|组|中心)){0,12})[ ]*(?:参会|参加|出席|与会|都要?来|到场)"
)
_FILLER = Pattern(
    "(?:^(?:我们|大家|一起|在|于|开会|开个会|开个|开(?!工|业|学|幕|盘|发|源|票|户|庭|箱|门|荒|采|标|店|题|场|春|园|播|机|关|放|拓)|召开|约|安排|组织|关于|预约|订|讨论一下|讨论下|碰一下|时间|主题|会议(?!室|厅|中心|纪要|桌))+(?=[^题议])[ :：]*)|(?:的?(?:开会|碰头|开)|(?<=[^议])的会|的会议|的|会议主题|[ ,，])+$"
)


def read_attendees(words: Words, scope: Scope) -> tuple[PersonSlot, ...]:
    """People and departments; a list of both parts on blanks, 和 and commas."""
    if not words:
        return ()
    if mentioned_in(words, scope.mentions):
        return people_in(words, scope.mentions)
    found: list[PersonSlot] = []
    for piece in split(words, LOOSE):
        if is_department(piece.plain):
            found.append(PersonSlot(department=piece.typed))
        else:
            found += people_in(piece, scope.mentions)
    return tuple(dict.fromkeys(found))


def read_meeting_line(words: Words, scope: Scope) -> MeetingForm:
    """周五上午10点到11点 1号会议室 物料评审 @张三."""
    people = mentioned_in(words, scope.mentions)
    rest = words.without((one.start, one.end) for one in people)
    attendees = [one.person for one in people]
    joining = _JOINING.search(rest.plain)
    if joining is not None:
        attendees += read_attendees(rest.cut(joining.start("list"), joining.end("list")), scope)
        rest = rest.without([joining.span()])
    when, rest = _slot(rest, scope)
    place, rest = cut_place(rest)
    return MeetingForm(topic=_topic(rest), when=when, place=place, attendees=tuple(attendees))


def _slot(words: Words, scope: Scope) -> tuple[Slot, Words]:
    """The time in a line: a moment or a stretch, and a length that may stand apart from it."""
    times = find_times(words.typed, now=scope.now, calendar=scope.calendar)
    lengths = [one for one in times if isinstance(one.value, Length) and one.value.unit == "minutes"]
    moments = [one for one in times if not isinstance(one.value, Length)]
    minutes = None
    if lengths:
        minutes = read_minutes(
            words.typed[lengths[0].start : lengths[0].end], now=scope.now, calendar=scope.calendar
        )
    if not moments:
        spans = [(one.start, one.end) for one in lengths]
        return with_minutes(NO_SLOT, minutes), words.without(spans) if spans else words
    reading, spans = _chosen(words, moments, scope)
    typed = words.typed[reading.start : reading.end].strip()
    slot = slot_of(reading, typed, now=scope.now, calendar=scope.calendar)
    return with_minutes(slot, minutes), words.without([*spans, *((one.start, one.end) for one in lengths)])


def _chosen(words: Words, moments: list[Reading], scope: Scope) -> tuple[Reading, list[tuple[int, int]]]:
    """The one time meant, and what to cut out of the line for it."""
    if len(moments) == 1:
        return moments[0], [(moments[0].start, moments[0].end)]
    together = one_time(words, scope, has_hour)
    inside = [
        (one.start, one.end) for one in moments if together.start <= one.start and one.end <= together.end
    ]
    if together.problem == "several":
        return together, inside
    return together, inside or [(together.start, together.end)]


def _topic(words: Words) -> str:
    text = without_urgency(_and(words)).strip(" \t\n,，。;；:：、-")
    for _ in range(2):
        filler = _FILLER.search(text.plain)
        if filler is None or filler.end() - filler.start() == len(text.plain):
            break
        text = text.without([filler.span()]).strip(" \t\n,，。;；:：、-")
    return " ".join(text.typed.split())


def _and(words: Words) -> Words:
    """A 和 that stood between two people is no part of the topic."""
    spans = [
        match.span() for match in re.finditer("(?:(?<= )|^)(?:和|与|及|跟|、|,|，)+(?= |$)", words.plain)
    ]
    return words.without(spans) if spans else words
