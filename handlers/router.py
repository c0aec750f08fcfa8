"""One update, one handler. Commands by the form they were read into, presses by their action."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from app.base.errors import UserError
from app.history.service import ChangeAbout
from bot.ports import Answer, Press
from bot.texts import TEXTS, say
from handlers.context import Args, Context, Values, taken_back

CommandHandler: TypeAlias = Callable[[Context, "object"], None]
PressHandler: TypeAlias = Callable[[Context, Args, Values], str]
Undoer: TypeAlias = Callable[[Context, int, ChangeAbout], None]
H = TypeVar("H", bound=Callable[..., object])

COMMANDS: dict[type, Callable[..., None]] = {}
"""A form's type to what is done with it."""
PRESSES: dict[str, PressHandler] = {}
"""A button's action to what it does; the handler returns the toast."""
UNDOERS: dict[str, Undoer] = {}
"""A subject's kind to what takes a change of it back and shows what stands then."""
HELP: list[tuple[str, str]] = []
"""Each command with its line, in the order they are registered."""


def command(form: type, *, shown: str = "") -> Callable[[H], H]:
    """Register the handler of a form. With `shown` (how it is typed) its docstring's first line is its line in 帮助."""

    def register(handler: H) -> H:
        if form in COMMANDS:
            raise ValueError(f"{form.__name__} has a handler already")
        COMMANDS[form] = handler  # type: ignore[assignment]
        if shown:
            HELP.append((shown, (handler.__doc__ or "").strip().splitlines()[0]))
        return handler

    return register


def press(action: str) -> Callable[[PressHandler], PressHandler]:
    """Register the handler of a button's action."""

    def register(handler: PressHandler) -> PressHandler:
        if action in PRESSES:
            raise ValueError(f"{action} has a handler already")
        PRESSES[action] = handler
        return handler

    return register


def undoer(kind: str) -> Callable[[Undoer], Undoer]:
    """Register what takes a change of such a subject back (D10). It is called with the subject's key and the change."""

    def register(handler: Undoer) -> Undoer:
        if kind in UNDOERS:
            raise ValueError(f"{kind} has an undoer already")
        UNDOERS[kind] = handler
        return handler

    return register


def run_press(ctx: Context, body: Press) -> Answer:
    """Do what a button says. A refusal undoes the change, not the answer."""
    handler = PRESSES.get(body.action)
    if handler is None:
        return Answer(say("toast.stale"), "warning")
    try:
        with taken_back(ctx):
            toast = handler(ctx, body.args, body.values)
        return Answer(toast, "success")
    except UserError as error:
        return Answer(sentence(error), "warning")
    except (KeyError, ValueError, TypeError):
        # The button was not made by this version of us, or not by us at all.
        return Answer(say("toast.stale"), "warning")


def sentence(error: UserError) -> str:
    """What a refusal says. A detail that names a sentence of the catalogue becomes that sentence."""
    details = {
        name: say(value, **error.details) if isinstance(value, str) and value in TEXTS else value
        for name, value in error.details.items()
    }
    return say(error.key, **details)
