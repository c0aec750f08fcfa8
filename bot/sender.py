"""The outbox becomes messages: claim, commit, draw, send, record. No transaction is open while the network is."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.base.lanes import bury, finish, lease_rows, release, retry_later, still_mine
from app.outbox import faces
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, standing
from app.people import service as people
from app.people.models import Chat, Person
from bot import documents
from bot.abilities import Grouping, Metered
from bot.cards.model import Card, from_json, to_json
from bot.cards.steady import steady
from bot.drawers import draw
from bot.drawers.scene import Scene
from bot.handing_back import HANDED_BACK, TRIES, asked_for, hand_back
from bot.ports import Document, Member, Platform, Refused, SendError, Target
from bot.retry import WANTED_FOR, Again, decide
from bot.together import lease_alike
from bot.ways import Job, Sent, deliver

HOLD = timedelta(seconds=60)
"""How long a claim lasts: longer than any single call to a platform may take."""

SPARED = "economy: the month is nearly used up"
"""Why something was not said."""
_SAID = frozenset({"card", "notice", "document", "check"})
"""What somebody misses when it is not said. `doctor` shows it."""

log = structlog.get_logger()


class Sender:
    """Works the outbox off. Any number of them may run, here and in other processes."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        platforms: Mapping[str, Platform],
        clock: Clock,
        clocks: Mapping[str, Clock],
        calm: Callable[[], None] = lambda: None,
    ) -> None:
        """`calm` is called before each message and may wait."""
        self._sessions = sessions
        self._platforms = platforms
        self._clock = clock
        self._clocks = clocks
        self._calm = calm

    def run_once(self, limit: int = 8) -> int:
        """Send what is ready, at most `limit` rows; how many rows were taken."""
        now = self._clock.now()
        rows = in_transaction(
            self._sessions, lambda s: lease_rows(s, Outgoing, now=now, limit=limit, hold=HOLD)
        )
        stopped: set[str] = set()
        left: list[int] = []
        for row in rows:
            self._calm()
            if row.lane in stopped:
                left.append(row.id)
            else:
                stopped |= self._send_row(row.id, row.holder, row.lane)
        if left:
            in_transaction(self._sessions, lambda s: release(s, Outgoing, left))
        return len(rows)

    def _send_row(self, row_id: int, holder: str | None, lane: str) -> set[str]:
        """One row, and those who are told the same; the lanes that have to wait."""
        try:
            job = in_transaction(self._sessions, lambda s: self._prepare(s, row_id, holder))
            if job is None or self._is_spared(job):
                return set()
            mates = self._mates(job)
        except Exception:  # a bug of ours must not stop the other chats
            log.exception("sending failed", row=row_id)
            return set() if self._record_failure(row_id, holder, None) else {lane}
        jobs = [job, *mates]
        return {
            one.place.lane
            for one, sent in zip(jobs, self._deliver_all(jobs), strict=True)
            if not self._settle(one, sent)
        }

    def _mates(self, job: Job) -> list[Job]:
        """Those who are told the same in private, where that makes one call of many."""
        platform, card = self._platforms[job.place.platform], job.card
        if job.kind != "notice" or job.place.person is None or job.holder is None or job.target.reply_to:
            return []
        if card is None or not isinstance(platform, Grouping):
            return []
        lease = partial(lease_alike, platform=platform, card=card, place=job.place, subject=job.subject)
        ids = in_transaction(
            self._sessions,
            lambda s: lease(s, holder=job.holder or "", now=self._clock.now(), hold=HOLD),
        )
        prepare = partial(self._prepare, holder=job.holder)
        found = [in_transaction(self._sessions, partial(prepare, row_id=one)) for one in ids]
        return [one for one in found if one is not None]

    def _deliver_all(self, jobs: list[Job]) -> "list[Sent | SendError | None]":
        """What the platform said to each; None for a bug of ours, which must not stop the other chats."""
        platform, first = self._platforms[jobs[0].place.platform], jobs[0]
        try:
            if len(jobs) == 1 or first.card is None or not isinstance(platform, Grouping):
                return [deliver(platform, first)]
            people_told = [job.place.person or "" for job in jobs]
            said = platform.send_alike(first.place.tenant, people_told, first.card, once=first.once)
        except SendError as error:
            return [error for _ in jobs]
        except Exception:
            log.exception("sending failed", row=first.id)
            return [None for _ in jobs]
        return [told if isinstance(told := said[one], SendError) else Sent(told) for one in people_told]

    def _settle(self, job: Job, sent: "Sent | SendError | None") -> bool:
        """Record what became of a row; False when its lane has to wait."""
        if not isinstance(sent, Sent):
            return self._record_failure(job.id, job.holder, sent)
        in_transaction(self._sessions, lambda s: self._record(s, job, sent))
        return True

    def _is_spared(self, job: Job) -> bool:
        """Whether a platform that counts our calls had better be left alone: for a while, or altogether."""
        platform = self._platforms[job.place.platform]
        wait = platform.spare(job.effort) if isinstance(platform, Metered) else 0.0
        if wait == 0.0:
            return False

        def record(session: Session) -> None:
            row = still_mine(session, Outgoing, job.id, job.holder)
            if row is None:
                return
            if wait is not None:
                faces.put_off(row, job.place, until=self._clock.now() + timedelta(seconds=wait))
            elif job.kind in _SAID and not job.effort.settled:
                bury(row, why=SPARED)
            else:
                finish(row)

        in_transaction(self._sessions, record)
        return True

    def _prepare(self, session: Session, row_id: int, holder: str | None) -> Job | None:
        """Read the row again and draw it. What is no longer true, or has nowhere to go, is done without a word."""
        row = still_mine(session, Outgoing, row_id, holder)
        if row is None:
            return None
        if row.give_up_at is None:
            row.give_up_at = self._clock.now() + WANTED_FOR
        job = self._draw(session, row)
        if job is None:
            finish(row)
        return job

    def _draw(self, session: Session, row: Outgoing) -> Job | None:
        place = Place(row.platform, row.tenant, chat=row.chat, person=row.person)
        target = Target(row.tenant, chat=row.chat, person=row.person, reply_to=row.reply_to)
        clock = self._clocks.get(row.platform)
        if clock is None or not _is_reachable(session, place):
            return None
        stands = standing(session, place, row.subject) if row.kind in {"card", "pin"} else None
        card: Card | None = None
        document: Document | None = None
        if row.kind == "card":
            card = draw(Scene(session, place, clock.now()), row.subject)
        elif row.kind == "notice":
            card = from_json(row.payload)
        elif row.kind == "document":
            document = documents.write(session, row.payload)
        shows = "" if card is None else self._face(row.platform, card)
        if card is not None and stands is not None and _is_shown(stands, card, shows):
            return None
        nothing = row.kind in {"card", "notice"} and card is None
        if nothing or (row.kind == "document" and document is None) or (row.kind == "pin" and stands is None):
            return None
        return Job(
            id=row.id,
            holder=row.leased_by,
            kind=row.kind,
            subject=row.subject,
            once=row.once,
            place=place,
            target=target,
            card=card,
            document=document,
            message_id=None if stands is None else stands.message_id,
            face=shows,
            urgent=faces.is_urgent(row),
            asked=asked_for(row),
        )

    def _face(self, name: str, card: Card) -> str:
        """Tells how the card looks there."""
        platform = self._platforms[name]
        return faces.face(platform.look(card) if isinstance(platform, Metered) else to_json(card))

    def _record(self, session: Session, job: Job, sent: Sent) -> None:
        row = still_mine(session, Outgoing, job.id, job.holder)
        if row is None:
            return
        if job.kind == "lookup" and sent.members is not None:
            _remember(session, job.place, sent.members)
        elif job.kind in HANDED_BACK:
            hand_back(session, row, sent.found)
        elif job.kind == "card" and job.message_id is not None:
            stands = standing(session, job.place, job.subject)
            if stands is not None and stands.message_id == job.message_id:
                stands.shown = job.face
        elif sent.message_id is not None and job.message_id is None:
            now = self._clocks[job.place.platform].now()
            session.add(
                Posted(
                    platform=job.place.platform,
                    tenant=job.place.tenant,
                    place=job.place.key,
                    subject=job.subject,
                    message_id=sent.message_id,
                    posted_at=now,
                    retired=job.kind != "card",
                    shown=job.face,
                    outgoing_id=row.id,
                )
            )
        finish(row)

    def _record_failure(self, row_id: int, holder: str | None, error: SendError | None) -> bool:
        def record(session: Session) -> bool:
            row = still_mine(session, Outgoing, row_id, holder)
            if row is None:
                return True
            now = self._clock.now()
            why = "bug" if error is None else f"{type(error).__name__}: {error}"
            if error is None:
                verdict = Again(now + timedelta(seconds=5)) if row.attempts < 3 else None
            else:
                decided = decide(error, attempts=row.attempts, now=now, give_up_at=row.give_up_at or now)
                verdict = decided if isinstance(decided, Again) else None
            if isinstance(error, Refused) and error.cause == "expired":
                place = Place(row.platform, row.tenant, chat=row.chat, person=row.person)
                if (old := standing(session, place, row.subject)) is not None:
                    old.retired = True
            if row.kind in HANDED_BACK and (verdict is None or row.attempts >= TRIES):
                hand_back(session, row, "")
                finish(row)
                return True
            if verdict is None:
                bury(row, why=why)
                log.warning("gave up", row=row.id, kind=row.kind, why=why)
                return True
            retry_later(row, at=verdict.at, why=why)
            return False

        return in_transaction(self._sessions, record)


def _remember(session: Session, place: Place, members: tuple[Member, ...]) -> None:
    company = people.company_of(session, place.platform, place.tenant)
    known = [people.Known(member.id, member.name, member.department) for member in members]
    if place.chat is None:
        for one in known:
            people.person_of(session, company, one)
        return
    chat = people.find_chat(session, company.id, place.chat)
    if chat is not None:
        people.remember_members(session, chat, known)


def _is_shown(stands: Posted, card: Card, shows: str) -> bool:
    """Whether a redraw would change nothing, or nothing that was not shown by the answer to a press."""
    return stands.shown in {shows, faces.answered_face(to_json(steady(card)))}


def _is_reachable(session: Session, place: Place) -> bool:
    """Nothing is sent to a chat the bot has left, nor to somebody who has left the company."""
    company = people.company_of(session, place.platform, place.tenant)
    found: Chat | Person | None
    if place.chat is not None:
        found = people.find_chat(session, company.id, place.chat)
    else:
        found = people.by_external(session, company.id, place.person or "")
    return found is None or found.active
