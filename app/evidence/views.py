"""What leaves this package: each clause with its proof, and the figures made of them."""

import enum
from dataclasses import dataclass
from datetime import datetime


class State(enum.StrEnum):
    """Whether a clause was followed: yes, left out for a reason on record, or not (yet)."""

    MET = "met"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Proof:
    """When (aware), by whom, and for a waiver why."""

    at: datetime | None = None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that applies to one subject. `what` names its sentence, `clause` is the guide's (S27), `rule` the
    check's (R2, empty without one), `about` how the subject is called and `subject` its card (`meeting:3`)."""

    what: str
    clause: str
    rule: str
    about: str
    subject: str
    state: State
    proof: Proof = Proof()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> int | None:
        """In whole percent; None of nothing."""
        return None if not self.whole else round(100 * self.part / self.whole)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a retrospective counts (S67). `notice` holds the working days of notice of each meeting, `overrun` the
    minutes each ran beyond its plan (negative: it was over earlier)."""

    notice: tuple[int, ...] = ()
    overrun: tuple[int, ...] = ()
    tasks: Share = Share()
    disputes: Share = Share()
    saved: int = 0

    @property
    def notice_average(self) -> float | None:
        """Working days, to one place; None without a meeting."""
        return round(sum(self.notice) / len(self.notice), 1) if self.notice else None

    @property
    def overrun_average(self) -> int | None:
        """Minutes, rounded; None without a meeting that took place."""
        return round(sum(self.overrun) / len(self.overrun)) if self.overrun else None


@dataclass(frozen=True, slots=True)
class Health:
    """流程健康 of a project (S1). What was waived with a reason counts neither for nor against."""

    project_id: int
    project: str
    clauses: tuple[Clause, ...]
    figures: Figures

    def of(self, state: State) -> tuple[Clause, ...]:
        """The clauses in that state, in their order."""
        return tuple(clause for clause in self.clauses if clause.state == state)

    @property
    def score(self) -> Share:
        """流程健康分: the share of the clauses that apply and were not waived that are met."""
        met, still = len(self.of(State.MET)), len(self.of(State.OPEN))
        return Share(met, met + still)
