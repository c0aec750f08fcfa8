"""A chat's pack: read, changed by its admin as a new version, changed by others as a proposal (S68, S70)."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound
from app.history.service import recording
from app.people import service as people
from app.people.admins import may_set, names_of
from app.people.models import Chat, Person
from app.people.views import PersonView
from app.rulepacks.models import PackProposal, PackVersion
from app.rulepacks.pack import Pack, Value
from app.rulepacks.reading import completed, guide_text, parse, with_values

Changes = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One key as it was and as it is to be."""

    key: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: who made it, when (aware), what it changed, and why."""

    number: int
    by: PersonView | None
    at: datetime
    steps: tuple[Step, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal. `steps` are counted from the pack as it stands; empty when nothing of it is new any more."""

    id: int
    chat_id: int
    retro_id: int | None
    by: PersonView | None
    at: datetime
    steps: tuple[Step, ...]
    reason: str
    accepted: bool | None
    decided_by: PersonView | None


def pack_of(session: Session, chat_id: int) -> Pack:
    """The rules of a chat as they stand: its newest version, else 「指南默认」."""
    return parse(text_of(session, chat_id))


def text_of(session: Session, chat_id: int) -> str:
    """The file of a chat's rules as it stands."""
    newest = _newest(session, chat_id)
    return guide_text() if newest is None else completed(newest.text)


def number_of(session: Session, chat_id: int) -> int:
    """Which version stands; 1 is 「指南默认」."""
    newest = _newest(session, chat_id)
    return 1 if newest is None else newest.number


def versions(session: Session, chat_id: int, *, limit: int = 5) -> list[VersionView]:
    """The chat's own versions, newest first."""
    rows = session.scalars(
        select(PackVersion)
        .where(PackVersion.chat_id == chat_id)
        .order_by(PackVersion.number.desc())
        .limit(limit)
    )
    return [
        VersionView(row.number, people.person(session, row.by_id), row.at, _steps_in(row.changes), row.reason)
        for row in rows
    ]


def may_decide(chat: Chat, person: Person) -> bool:
    """Whether somebody decides about a chat's rules (section 6): its admins, or anybody while it has none."""
    return may_set(chat, person)


def steps(pack: Pack, changes: Changes) -> tuple[Step, ...]:
    """What of these changes differs from the pack, in their order."""
    found = (Step(key, pack.value(key), value) for key, value in changes.items())
    return tuple(step for step in found if step.old != step.new)


def change(
    session: Session, chat: Chat, changes: Changes, *, reason: str, by: Person, now: datetime
) -> PackVersion | None:
    """Set these keys as a new version; None when nothing differs. Raises NotAllowed, BadPack."""
    if not may_decide(chat, by):
        raise NotAllowed(what="what.pack", who=names_of(session, chat))
    text = text_of(session, chat.id)
    differing = steps(parse(text), changes)
    if not differing:
        return None
    version = PackVersion(
        chat_id=chat.id,
        number=number_of(session, chat.id) + 1,
        text=with_values(text, {step.key: step.new for step in differing}),
        changes=json.dumps([[step.key, step.old, step.new] for step in differing]),
        reason=reason,
        by_id=by.id,
        at=now,
    )
    with _entry(session, chat, "pack_change", by, now):
        session.add(version)
        session.flush()
    return version


def propose(
    session: Session,
    chat: Chat,
    changes: Changes,
    *,
    reason: str,
    by: Person,
    now: datetime,
    retro_id: int | None = None,
) -> PackProposal | None:
    """Propose a change to the admin; None when nothing differs. What cannot be set is refused now (BadPack)."""
    text = text_of(session, chat.id)
    differing = steps(parse(text), changes)
    if not differing and not reason:
        return None
    with_values(text, {step.key: step.new for step in differing})
    proposal = PackProposal(
        chat_id=chat.id,
        retro_id=retro_id,
        changes=json.dumps({step.key: step.new for step in differing}),
        reason=reason,
        by_id=by.id,
        at=now,
    )
    session.add(proposal)
    session.flush()
    return proposal


def decide(session: Session, proposal: PackProposal, *, accepted: bool, by: Person, now: datetime) -> None:
    """采纳 makes it a new version (S70), 不采纳 leaves it on record. Decided once; raises NotAllowed."""
    chat = session.get_one(Chat, proposal.chat_id)
    if not may_decide(chat, by):
        raise NotAllowed(what="what.pack", who=names_of(session, chat))
    if proposal.accepted is not None:
        return
    with _entry(session, chat, "pack_decide", by, now):
        if accepted:
            change(session, chat, json.loads(proposal.changes), reason=proposal.reason, by=by, now=now)
        proposal.accepted, proposal.decided_by_id, proposal.decided_at = accepted, by.id, now


def proposal_of(session: Session, company_id: int, proposal_id: int) -> PackProposal:
    """The proposal of that key, if it is this company's. Raises NotFound."""
    found = session.get(PackProposal, proposal_id)
    if found is None or session.get_one(Chat, found.chat_id).company_id != company_id:
        raise NotFound(what="what.proposal", number="")
    return found


def proposals_of(session: Session, retro_id: int) -> list[ProposalView]:
    """What was proposed in a retrospective, oldest first."""
    rows = session.scalars(
        select(PackProposal).where(PackProposal.retro_id == retro_id).order_by(PackProposal.id)
    )
    return [proposal_view(session, row) for row in rows]


def proposal_view(session: Session, proposal: PackProposal) -> ProposalView:
    """A proposal as it is shown."""
    wanted = json.loads(proposal.changes)
    return ProposalView(
        id=proposal.id,
        chat_id=proposal.chat_id,
        retro_id=proposal.retro_id,
        by=people.person(session, proposal.by_id),
        at=proposal.at,
        steps=steps(pack_of(session, proposal.chat_id), wanted)
        if proposal.accepted is None
        else tuple(Step(key, value, value) for key, value in wanted.items()),
        reason=proposal.reason,
        accepted=proposal.accepted,
        decided_by=people.person(session, proposal.decided_by_id),
    )


def _entry(
    session: Session, chat: Chat, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    """One entry of the log, to be taken back for a while (D10)."""
    return recording(
        session, company_id=chat.company_id, subject=f"pack:{chat.id}", verb=verb, by_id=by.id, now=now
    )


def _newest(session: Session, chat_id: int) -> PackVersion | None:
    return session.scalar(
        select(PackVersion).where(PackVersion.chat_id == chat_id).order_by(PackVersion.number.desc()).limit(1)
    )


def _steps_in(changes: str) -> tuple[Step, ...]:
    return tuple(Step(key, old, new) for key, old, new in json.loads(changes))
