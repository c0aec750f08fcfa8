"""What a person did wrong, or may not do. Each has a key; the sentence lives in `bot/texts.py`."""

from typing import ClassVar


class UserError(Exception):
    """A refusal. It undoes the change it interrupts and becomes an answer with a way out."""

    key: ClassVar[str]

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.key)
        self.details = details


class NotFound(UserError):
    """There is no such thing, or not for this person. Details: what, number."""

    key = "not_found"


class NotAllowed(UserError):
    """Somebody else may do this. Details: what, who."""

    key = "not_allowed"


class Closed(UserError):
    """The subject is closed or cancelled. Details: what."""

    key = "closed"


class Invalid(UserError):
    """A field cannot be taken as typed. Details: field, typed, example."""

    key = "invalid"


class TooLong(UserError):
    """More characters were typed than are kept. Details: field, most."""

    key = "too_long"


class TooLate(UserError):
    """The ten minutes for undo are over, or somebody changed it since. Details: what."""

    key = "too_late"
