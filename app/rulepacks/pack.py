"""规程包: the company's guide as data. Rules read their numbers here and nowhere else."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["off", "hint", "warn", "ask", "required"]
Value: TypeAlias = int | bool | str

LEVELS: tuple[Level, ...] = ("off", "hint", "warn", "ask", "required")
RULES: tuple[str, ...] = tuple(f"R{number}" for number in range(1, 17))
"""Section 4 of the checks, in its order."""
REQUIRED = "R7"
"""X2: a task without an owner or a day is none, so this rule is never another level."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be, both ends included."""

    least: int
    most: int


NUMBERS: dict[str, Bounds] = {
    "R1.longest": Bounds(30, 480),
    "R1.short": Bounds(5, 120),
    "R2.least": Bounds(0, 20),
    "R4.most": Bounds(2, 50),
    "R9.ahead": Bounds(1, 10),
    "R14.enough": Bounds(1, 5),
    "caps.pings": Bounds(1, 20),
    "caps.posts": Bounds(2, 10),
}
"""Every number of a pack by its section and name."""
CLOCKS = ("natural", "working")
"""U2: what 24 hours are; `working` moves an end on a day off to the next working day."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: its number, what it demands, the clause it serves, and how loudly it speaks."""

    id: str
    title: str
    clause: str
    level: Level


@dataclass(frozen=True, slots=True)
class Pack:
    """A chat's rules as they stand. Minutes, working days, people and counts are plain numbers.

    longest, short: R1. notice: R2. most: R4. material: R9. enough: R14. pings, posts: G9.
    """

    name: str
    rules: tuple[Rule, ...]
    longest: int
    short: int
    notice: int
    most: int
    material: int
    enough: int
    pings: int
    posts: int
    escalates: bool
    rolls: bool

    def level(self, rule: str) -> Level:
        """How loudly a rule speaks; what is no rule of the pack (S21, S23) is a warning."""
        return next((one.level for one in self.rules if one.id == rule), "warn")

    def on(self, rule: str) -> bool:
        """Whether a rule is checked at all."""
        return self.level(rule) != "off"

    def value(self, key: str) -> Value:
        """What stands under a key: `R2.least`, `R5.level`, `clock.day_hours`. KeyError for another one."""
        section, _, name = key.partition(".")
        if name == "level" and section in RULES:
            return self.level(section)
        values: dict[str, Value] = {
            "R1.longest": self.longest,
            "R1.short": self.short,
            "R2.least": self.notice,
            "R4.most": self.most,
            "R9.ahead": self.material,
            "R14.enough": self.enough,
            "caps.pings": self.pings,
            "caps.posts": self.posts,
            "escalation.heads": self.escalates,
            "clock.day_hours": CLOCKS[self.rolls],
        }
        return values[key]
