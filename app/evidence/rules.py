"""From what happened to the clauses it proves. Pure: facts in, clauses out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.calendars import Calendar
from app.evidence.views import Clause, Figures, Health, Proof, Share, State
from app.meetings.models import MeetingKind, MeetingStatus, Outcome, Rsvp
from app.meetings.views import MeetingView
from app.needs.models import SupportStatus
from app.needs.views import NeedView
from app.rulepacks.pack import Pack
from app.tasks.models import TaskStatus
from app.tasks.views import TaskView

HELD = (MeetingStatus.PUBLISHED, MeetingStatus.LIVE, MeetingStatus.ENDED)
"""A draft has followed no clause and broken none."""
WHOLE_RATE = 2
"""From so many cases on, a rule that was waived in every one of them is a rule nobody uses."""


@dataclass(frozen=True, slots=True)
class WaiverFact:
    """A check that was answered with a reason."""

    rule: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class MinutesFact:
    """The minutes of a meeting. Moments are aware; `answered` of `readers` have confirmed or objected.

    `objections`: for each one, when it was answered (None: not yet) and by when it had to be.
    """

    due_at: datetime
    published_at: datetime | None = None
    by: str = ""
    final: bool = False
    answered: int = 0
    readers: int = 0
    objections: tuple[tuple[datetime | None, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting with what its view does not tell. `material`: for each piece of pre-work with a day, when the last of
    it came (None: some is missing)."""

    view: MeetingView
    waivers: tuple[WaiverFact, ...] = ()
    material: tuple[datetime | None, ...] = ()
    minutes: MinutesFact | None = None


def of_need(need: NeedView) -> list[Clause]:
    """Phase 1: goal, contacts, deciders, commitments, gaps, the day (S7–S19)."""
    about, subject = f"N{need.number}", f"need:{need.id}"
    registered = Proof(need.registered_at, need.initiator.shown)
    found = {finding.rule for finding in need.checks}
    answers = [s for s in need.supports if s.status != SupportStatus.WAITING]
    answered = Proof(
        max((s.answered_at for s in answers if s.answered_at is not None), default=None),
        "、".join(dict.fromkeys(s.answered_by.shown for s in answers if s.answered_by is not None)),
    )

    def clause(what: str, number: str, rule: str, *, met: bool, proof: Proof = registered) -> Clause:
        return Clause(what, number, rule, about, subject, _state(met=met), proof if met else Proof())

    clauses = [
        clause("goal", "S7", "R13", met="R13" not in found),
        clause("contacts", "S12", "", met=not need.unassigned),
        clause("deciders", "S83", "R6", met="R6" not in found),
        clause("answers", "S14", "", met=len(answers) == len(need.supports), proof=answered),
    ]
    if need.gaps:
        met = all(support.direction for support in need.gaps)
        clauses.append(clause("gaps", "S19", "", met=met, proof=answered))
    if need.due_waived:
        clauses.append(Clause("workday", "U6", "R8", about, subject, State.WAIVED, registered))
    else:
        clauses.append(clause("workday", "U6", "R8", met="R8" not in found))
    return clauses


def of_meeting(fact: MeetingFact, pack: Pack, *, now: datetime) -> list[Clause]:
    """Phases 2 to 4 of one meeting: its notice, how it was held, its minutes (S21–S55)."""
    if fact.view.status not in HELD:
        return []
    clauses = _checked(fact, pack)
    over = fact.view.status == MeetingStatus.ENDED
    if over or (fact.view.starts_at is not None and fact.view.starts_at <= now):
        clauses += _material(fact)
    if over:
        clauses += [*_held(fact.view), *_settled(fact.view, now), *_minuted(fact, now)]
    return clauses


def _checked(fact: MeetingFact, pack: Pack) -> list[Clause]:
    """What 体检 looks at: open while it finds something, waived when somebody said why, else met."""
    meeting = fact.view
    found = {finding.rule for finding in meeting.checks}
    waived = {waiver.rule: waiver.proof for waiver in fact.waivers}
    published = Proof(meeting.published_at, meeting.host.shown)
    if meeting.urgent_reason:
        waived["R2"] = Proof(meeting.published_at, meeting.initiator.shown, meeting.urgent_reason)
    clauses = []
    for what, number, rule in _applicable(meeting):
        if not pack.on(rule):
            continue
        reason = waived.get(rule)
        state = State.OPEN if rule in found else State.MET if reason is None else State.WAIVED
        proof = Proof() if state == State.OPEN else published if reason is None else reason
        shown = rule if rule.startswith("R") else ""
        clauses.append(Clause(what, number, shown, _name(meeting), f"meeting:{meeting.id}", state, proof))
    return clauses


def _applicable(meeting: MeetingView) -> Iterable[tuple[str, str, str]]:
    """The checks that apply to a meeting: (what, the guide's clause, the rule)."""
    normal = meeting.kind == MeetingKind.NORMAL
    if normal:
        yield "necessity", "S21", "S21"
        yield "notice", "S27", "R2"
    yield "objective", "S23", "R13" if meeting.objective else "S23"
    yield "length", "S25" if normal else "S63", "R1"
    yield "crowd", "S87", "R4"
    if meeting.topics:
        yield "agenda", "S29", "R3"
        yield "criteria", "S89", "R5"
        if meeting.kind != MeetingKind.SYNC:
            yield "roles", "S26", "R11"
            yield "decider", "S13", "R12"


def _material(fact: MeetingFact) -> list[Clause]:
    """S31: what was to be prepared had come before the meeting began."""
    meeting = fact.view
    if not fact.material or meeting.starts_at is None:
        return []
    came = [at for at in fact.material if at is not None and at < meeting.starts_at]
    met = len(came) == len(fact.material)
    return [_of(meeting, "material", "S31", met=met, proof=Proof(max(came, default=None)))]


def _held(meeting: MeetingView) -> list[Clause]:
    """S37, S43: nobody absent without a delegate, no topic without a result; S41 asks for the facts behind them."""
    clauses = []
    absent = [a for a in meeting.required if a.rsvp == Rsvp.NO]
    over = Proof(meeting.ended_at, meeting.host.shown)
    if absent:
        clauses.append(_of(meeting, "delegates", "S37", met=all(a.delegate for a in absent), proof=over))
    if meeting.topics:
        met = all(topic.outcome != Outcome.NONE for topic in meeting.topics)
        clauses.append(_of(meeting, "outcomes", "S43", met=met, proof=over))
    if meeting.decisions:
        met = all(decision.basis for decision in meeting.decisions)
        clauses.append(_of(meeting, "basis", "S41", met=met, proof=over))
    return clauses


def _settled(meeting: MeetingView, now: datetime) -> list[Clause]:
    """S46: each dispute within its days; one that is not due yet says nothing."""
    due = [d for d in meeting.disputes if d.settled_at is not None or d.due_at <= now]
    if not due:
        return []
    met = all(d.settled_at is not None and d.settled_at <= d.due_at for d in due)
    last = max((d.settled_at for d in due if d.settled_at is not None), default=None)
    return [_of(meeting, "disputes", "S46", met=met, proof=Proof(last))]


def _minuted(fact: MeetingFact, now: datetime) -> list[Clause]:
    """S50, S54, S55: published within 24 hours, confirmed by everybody, objections answered in time."""
    minutes, meeting = fact.minutes, fact.view
    if minutes is None or (minutes.published_at is None and now < minutes.due_at):
        return []
    if minutes.published_at is None:
        return [_of(meeting, "minutes", "S50", met=False)]
    published = Proof(minutes.published_at, minutes.by)
    clauses = [
        _of(meeting, "minutes", "S50", met=minutes.published_at <= minutes.due_at, proof=published),
    ]
    if minutes.final and minutes.readers:
        clauses.append(
            _of(meeting, "receipts", "S54", met=minutes.answered == minutes.readers, proof=published)
        )
    late = [(at, by) for at, by in minutes.objections if at is not None or by <= now]
    if late:
        met = all(at is not None and at <= by for at, by in late)
        last = max((at for at, _ in late if at is not None), default=None)
        clauses.append(_of(meeting, "objections", "S55", met=met, proof=Proof(last)))
    return clauses


def of_task(task: TaskView, pack: Pack, today: date, done_on: date | None) -> list[Clause]:
    """A task: whether it is SMART (S93), and whether it came on its day (S58, S60). `done_on` is the chat's day."""
    if task.status == TaskStatus.CANCELLED:
        return []
    about, subject = f"T{task.number}", f"task:{task.id}"
    given = Proof(task.accepted_at or task.created_at, task.owner.shown)
    clauses = []
    if pack.on("R14"):
        met = sum(met for _, met in task.smart) >= task.enough
        clauses.append(
            Clause("smart", "S93", "R14", about, subject, _state(met=met), given if met else Proof())
        )
    last_day = today if done_on is None else done_on
    if done_on is None and today <= task.due_on:
        return clauses
    if last_day > task.due_on:
        clauses.append(Clause("on_time", "S58", "", about, subject, State.OPEN))
    elif last_day <= task.first_due_on:
        clauses.append(
            Clause("on_time", "S58", "", about, subject, State.MET, Proof(task.done_at, task.owner.shown))
        )
    else:
        agreed = next((delay for delay in reversed(task.delays) if delay.agreed), None)
        reason = "" if agreed is None else agreed.reason
        by = "" if agreed is None or agreed.decided_by is None else agreed.decided_by.shown
        proof = Proof(None if agreed is None else agreed.asked_at, by, reason)
        clauses.append(Clause("on_time", "S60", "", about, subject, State.WAIVED, proof))
    return clauses


def figures(
    meetings: Sequence[MeetingFact],
    tasks: Sequence[tuple[TaskView, date | None]],
    calendar: Calendar,
    *,
    saved: int,
    now: datetime,
) -> Figures:
    """The figures of S67. Tasks come with the chat's day on which they were done; those not due yet count not."""
    today = calendar.local(now).date()
    held = [fact.view for fact in meetings if fact.view.status in HELD]
    due = [(t, done) for t, done in tasks if t.status != TaskStatus.CANCELLED and (done or t.due_on < today)]
    disputes = [d for m in held for d in m.disputes if d.settled_at is not None or d.due_at <= now]
    return Figures(
        notice=tuple(days for m in held if (days := _notice(m, calendar)) is not None),
        overrun=tuple(late for m in held if (late := _overrun(m)) is not None),
        tasks=Share(sum(done is not None and done <= task.due_on for task, done in due), len(due)),
        disputes=Share(
            sum(d.settled_at is not None and d.settled_at <= d.due_at for d in disputes), len(disputes)
        ),
        saved=saved,
    )


def unused(health: Health, pack: Pack) -> tuple[str, ...]:
    """The rules that were waived every time they applied, twice at least: candidates for removal, in their order."""
    found = []
    for rule in pack.rules:
        cases = [clause for clause in health.clauses if clause.rule == rule.id]
        if len(cases) >= WHOLE_RATE and all(clause.state == State.WAIVED for clause in cases):
            found.append(rule.id)
    return tuple(found)


def _notice(meeting: MeetingView, calendar: Calendar) -> int | None:
    """Working days from the notice to the meeting (S27)."""
    if meeting.kind != MeetingKind.NORMAL or meeting.published_at is None or meeting.starts_at is None:
        return None
    first, day = calendar.local(meeting.published_at).date(), calendar.local(meeting.starts_at).date()
    return max(calendar.workdays_between(first, day), 0)


def _overrun(meeting: MeetingView) -> int | None:
    """Minutes a meeting lasted beyond its length."""
    if meeting.ended_at is None or meeting.began_at is None or meeting.length is None:
        return None
    return round((meeting.ended_at - meeting.began_at).total_seconds() / 60) - meeting.length


def _of(meeting: MeetingView, what: str, number: str, *, met: bool, proof: Proof | None = None) -> Clause:
    kept = proof if met and proof is not None else Proof()
    return Clause(what, number, "", _name(meeting), f"meeting:{meeting.id}", _state(met=met), kept)


def _name(meeting: MeetingView) -> str:
    return f"M{meeting.number}"


def _state(*, met: bool) -> State:
    return State.MET if met else State.OPEN
