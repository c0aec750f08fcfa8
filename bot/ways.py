"""A claimed row with all it needs, and the ways it goes out: each is one thing a platform can do."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from app.outbox.service import Place
from bot.abilities import Effort, Quoting
from bot.cards.home import check_card
from bot.cards.model import Card
from bot.handing_back import as_text
from bot.ports import Document, Member, Message, Platform, Refused, Target

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed row with everything drawn that it needs. `message_id` is what stands already, `face` what it will show,
    `asked` the message whose file is to be read."""

    id: int
    holder: str | None
    kind: str
    subject: str
    once: str
    place: Place
    target: Target
    card: Card | None = None
    document: Document | None = None
    message_id: str | None = None
    face: str = ""
    urgent: bool = False
    asked: Message | None = None

    @property
    def effort(self) -> Effort:
        """What sending it would be."""
        redraw = self.kind == "card" and self.message_id is not None
        private = self.place.chat is None
        return Effort(
            "redraw" if redraw else self.kind,
            self.subject,
            private,
            self.message_id or "",
            self.urgent,
            private and redraw and self.card is not None and self.card.settled,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform said to it."""

    message_id: str | None = None
    members: tuple[Member, ...] | None = ()
    found: str = ""


def deliver(platform: Platform, job: Job) -> Sent:
    """Hand a job to its platform; what it said. Raises `Busy` or `Refused`."""
    return _WAYS[job.kind](platform, job)


def _post(platform: Platform, job: Job) -> Sent:
    assert job.card is not None
    if job.message_id is not None:
        platform.replace(job.target, job.message_id, job.card)
        return Sent(job.message_id)
    return Sent(platform.send(job.target, job.card, once=job.once))


def _attach(platform: Platform, job: Job) -> Sent:
    assert job.document is not None
    return Sent(platform.send_document(job.target, job.document, once=job.once))


def _pin(platform: Platform, job: Job) -> Sent:
    assert job.message_id is not None
    platform.pin(job.target, job.message_id)
    return Sent(job.message_id)


def _read(platform: Platform, job: Job) -> Sent:
    """What may not be read is as good as empty: whoever sent it is told."""
    assert job.asked is not None
    assert job.asked.file is not None
    try:
        return Sent(found=as_text(platform.download(job.asked.id, job.asked.file)))
    except Refused as refusal:
        log.info("a file cannot be read", why=refusal.why)
        return Sent()


def _look_up(platform: Platform, job: Job) -> Sent:
    if job.place.chat is not None:
        known = platform.members(job.place.tenant, job.place.chat)
        return Sent(members=None if known is None else tuple(known))
    found = platform.member(job.place.tenant, job.place.person or "")
    return Sent(members=() if found is None else (found,))


def _quote(platform: Platform, job: Job) -> Sent:
    """What may not be read is as good as empty: somebody waits for the answer."""
    if not isinstance(platform, Quoting) or job.target.reply_to is None:
        return Sent()
    try:
        return Sent(found=platform.quoted(job.target.tenant, job.target.reply_to))
    except Refused as refusal:
        log.info("a quoted message cannot be read", why=refusal.why)
        return Sent()


def _check(platform: Platform, job: Job) -> Sent:
    findings = tuple((finding.ok, finding.what, finding.effect) for finding in platform.check())
    return Sent(platform.send(job.target, check_card(findings), once=job.once))


_WAYS: dict[str, Callable[[Platform, Job], Sent]] = {
    "card": _post,
    "notice": _post,
    "document": _attach,
    "pin": _pin,
    "check": _check,
    "lookup": _look_up,
    "quote": _quote,
    "read": _read,
}
