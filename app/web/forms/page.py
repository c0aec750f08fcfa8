"""The pages, drawn with the playground's elements and fields. Only a door needs a script."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader

from app.web.forms.pressing import key_of
from app.web.forms.standing import Standing
from bot.cards.model import Card
from bot.playground.render import environment

_SERVED = {
    "base.css": "bot.playground",
    "card.css": "bot.playground",
    "form.css": "app.web.forms",
    "door.js": "bot.dingtalk",
}


def form_page(card: Card, standing: Standing, *, once: str, wrong: tuple[str, ...]) -> str:
    """The card to fill in and press. `once` numbers this page; `wrong` says why it was not taken."""
    return _render(
        "form.html", card=card, people=standing.people, who=standing.viewer, once=once, wrong=wrong
    )


def done_page(title: str, text: str, *, good: bool, again: str = "", way: str = "再看这张卡片") -> str:
    """A sentence and nothing to do. `again` is the address of what there is more to it, `way` what leads there."""
    return _render("done.html", title=title, text=text, good=good, again=again, way=way)


def door_page(*, script: str, corp: str, client_id: str, state: str) -> str:
    """The page that asks the platform's client who opens it. `state` ties what it posts to this browser."""
    return _render("door.html", script=script, corp=corp, client_id=client_id, state=state)


@cache
def served() -> Mapping[str, bytes]:
    """Every style sheet and script by name. Only these are served."""
    return {
        name: files(package).joinpath("static").joinpath(name).read_bytes()
        for name, package in _SERVED.items()
    }


def _render(name: str, **values: object) -> str:
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    made = environment(ChoiceLoader([PackageLoader("app.web.forms"), PackageLoader("bot.playground")]))
    made.filters["key_of"] = key_of
    return made
