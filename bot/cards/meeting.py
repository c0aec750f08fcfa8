"""通知与议程卡: 表2 as a living card, from the first draft to the last change (S24–S31)."""

from datetime import timedelta

from app.meetings.fixes import fixable
from app.meetings.models import MeetingKind, MeetingStatus, Rsvp
from bot.cards.history import LogLine, history_fold
from bot.cards.meeting_checks import checks
from bot.cards.meeting_fields import quick_form
from bot.cards.meeting_parts import Sight, absence_words, agenda, head
from bot.cards.model import Button, Card, Element, Notice, Tone
from bot.cards.parts import button, buttons, heading, note, p, quiet, t
from bot.cards.sync import is_idle, proposal
from bot.texts import say

BEGINS_AHEAD = timedelta(minutes=15)
"""From how long before the start the host is offered 开始."""
_TONES: dict[MeetingStatus, Tone] = {
    MeetingStatus.DRAFT: "warn",
    MeetingStatus.PUBLISHED: "info",
    MeetingStatus.LIVE: "good",
    MeetingStatus.ENDED: "quiet",
    MeetingStatus.CANCELLED: "quiet",
    MeetingStatus.ONLINE: "good",
}


def meeting_card(sight: Sight, log: tuple[LogLine, ...], *, undo: int | None) -> Card:
    """The meeting for everybody of its chat. `undo` is the change that can still be taken back."""
    meeting = sight.meeting
    elements: list[Element] = [head(sight), *agenda(sight)]
    if is_idle(meeting):
        elements += proposal(meeting)
    elif meeting.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        elements += checks(sight)
    if (
        meeting.status == MeetingStatus.DRAFT
        and not is_idle(meeting)
        and (form := quick_form(sight)) is not None
    ):
        elements.append(form)
    elements.append(buttons(*_acts(sight), _undo(undo)))
    if log:
        elements.append(history_fold(log))
    title = say("meeting.title", number=meeting.number, title=sight.title)
    tone = _TONES[meeting.status]
    return Card(
        title,
        tuple(elements),
        tone=tone,
        tag=say(f"meeting.state.{meeting.status.value}"),
        tag_tone=tone,
        summary=title,
    )


def hidden_card() -> Card:
    """What stands where nobody may read of a meeting any more (X7)."""
    return note(say("meeting.hidden_title"), say("meeting.hidden"), tone="quiet")


def gone_card() -> Card:
    """What stands where the subject is no longer."""
    return note(say("meeting.hidden_title"), say("meeting.gone"), tone="quiet")


def may_begin(sight: Sight) -> bool:
    """Whether 开始 is offered now."""
    meeting = sight.meeting
    return (
        meeting.status == MeetingStatus.PUBLISHED
        and meeting.starts_at is not None
        and sight.now >= meeting.starts_at - BEGINS_AHEAD
    )


def begin_button(sight: Sight) -> Button | None:
    """[开始], for the host, from a quarter of an hour ahead."""
    if not may_begin(sight):
        return None
    return button(say("meeting.begin"), "live.begin", style="primary", meeting=sight.meeting.id)


def _acts(sight: Sight) -> list[Button | None]:
    meeting = sight.meeting
    number = meeting.id
    if meeting.kind == MeetingKind.SYNC and meeting.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return [] if is_idle(meeting) else _acts_of_sync(sight)
    edit = button(say("meeting.edit"), "meeting.edit", meeting=number)
    export = button(say("meeting.export"), "meeting.export", meeting=number)
    cancel = button(
        say("meeting.cancel"), "meeting.cancel", confirm=say("meeting.cancel_confirm"), meeting=number
    )
    rehearse = button(say("meeting.rehearse"), "meeting.rehearse", meeting=number)
    keep = button(say("meeting.keep"), "meeting.keep", meeting=number) if meeting.checks else None
    match meeting.status:
        case MeetingStatus.DRAFT:
            publish = None if meeting.missing else publish_button(sight)
            return [publish, _fix_all(sight), rehearse, edit, keep, cancel]
        case MeetingStatus.PUBLISHED:
            coming = button(say("meeting.who_comes"), "meeting.coming", meeting=number)
            return [begin_button(sight), _fix_all(sight), coming, rehearse, edit, export, cancel]
        case MeetingStatus.CANCELLED | MeetingStatus.ONLINE:
            return [button(say("meeting.reopen"), "meeting.reopen", meeting=number)]
        case _:
            return [export]


def _acts_of_sync(sight: Sight) -> list[Button | None]:
    """One of a row: whoever cannot come says so, its host may drop this one."""
    meeting = sight.meeting
    cancel = button(
        say("sync.cancel"), "meeting.cancel", confirm=say("sync.cancel_confirm"), meeting=meeting.id
    )
    edit = button(say("meeting.edit"), "meeting.edit", meeting=meeting.id)
    if meeting.status == MeetingStatus.DRAFT:
        return [None if meeting.missing else publish_button(sight), edit, cancel]
    return [
        begin_button(sight),
        button(say("sync.away"), "sync.away", meeting=meeting.id),
        button(say("meeting.who_comes"), "meeting.coming", meeting=meeting.id),
        button(say("invite.calendar"), "meeting.calendar", meeting=meeting.id),
        edit,
        cancel,
    ]


def publish_button(sight: Sight) -> Button:
    """[发布]: asked once more, since it writes to everybody."""
    return button(
        say("meeting.publish"),
        "meeting.publish",
        style="primary",
        confirm=say("meeting.publish_confirm"),
        meeting=sight.meeting.id,
    )


def _fix_all(sight: Sight) -> Button | None:
    count = len(fixable(sight.meeting.checks))
    if not count:
        return None
    return button(say("meeting.fix_all", count=count), "meeting.fix_all", meeting=sight.meeting.id)


def _undo(undo: int | None) -> Button | None:
    return None if undo is None else button(say("act.undo"), "undo", change=undo)


def coming_card(sight: Sight, opinions: list[str]) -> Card:
    """参会情况: what each answered; host and initiator may register an absence for somebody (on record).

    `opinions` are what was said beforehand, for who plans the meeting.
    """
    meeting = sight.meeting
    title = say("meetcome.title", number=meeting.number, title=sight.title)
    elements: list[Element] = []
    for attendee in meeting.required:
        words = {Rsvp.YES: f"✅ {say('meetcome.present')}", Rsvp.WAITING: say("meetcome.waiting")}
        text = f"{attendee.shown}：{words.get(attendee.rsvp) or absence_words(attendee)}"
        if attendee.reason:
            text = f"{text}（{attendee.reason}）"
        behalf = button(say("meetcome.behalf"), "meeting.behalf", attendee=attendee.id)
        open_still = meeting.status == MeetingStatus.PUBLISHED and attendee.rsvp != Rsvp.NO
        level = {Rsvp.YES: "ok", Rsvp.NO: "warn"}.get(attendee.rsvp, "hint")
        elements.append(
            Notice(
                "ok" if level == "ok" else "warn" if level == "warn" else "hint",
                (t(text),),
                (behalf,) if open_still and attendee.person is not None else (),
            )
        )
    if opinions:
        elements += [heading(say("opinion.heading")), *(p(text) for text in opinions)]
    if meeting.status == MeetingStatus.CANCELLED:
        elements = [p(say("meeting.cancelled_line"))]
    return Card(title, tuple(elements) or (quiet(say("meeting.gone")),), summary=title)
