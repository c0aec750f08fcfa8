"""The pages, drawn with the playground's elements and fields. They need no script."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader

from app.web.forms.pressing import key_of
from app.web.forms.standing import Standing
from bot.cards.model import Card
from bot.playground.render import environment

_STYLES = {
    "base.css": "bot.playground",
    "card.css": "bot.playground",
    "form.css": "app.web.forms",
}


def form_page(card: Card, standing: Standing, *, once: str, wrong: tuple[str, ...]) -> str:
    """The card to fill in and press. `once` numbers this page; `wrong` says why it was not taken."""
    return _render(
        "form.html", card=card, people=standing.people, who=standing.viewer, once=once, wrong=wrong
    )


def done_page(title: str, text: str, *, good: bool, again: str = "") -> str:
    """A sentence and nothing to do. `again` is the address of the card, where there is more to it."""
    return _render("done.html", title=title, text=text, good=good, again=again)


@cache
def styles() -> Mapping[str, bytes]:
    """Every style sheet by name. Only these are served."""
    return {
        name: files(package).joinpath("static").joinpath(name).read_bytes()
        for name, package in _STYLES.items()
    }


def _render(name: str, **values: object) -> str:
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    made = environment(ChoiceLoader([PackageLoader("app.web.forms"), PackageLoader("bot.playground")]))
    made.filters["key_of"] = key_of
    return made
