"""我的数据: what is kept, a copy of it, and being forgotten (D20)."""

from bot.cards.model import Card
from bot.cards.parts import button, buttons, p, quiet
from bot.texts import say


def data_card(person_id: int) -> Card:
    """For one person, in private. `person_id` keeps the buttons from working for anybody else."""
    erase = button(
        say("data.erase"), "data.erase", style="danger", confirm=say("data.sure"), person=person_id
    )
    return Card(
        say("data.title"),
        (
            p(say("data.what")),
            quiet(say("data.export_hint")),
            quiet(say("data.erase_hint")),
            buttons(button(say("data.export"), "data.export", style="primary", person=person_id), erase),
        ),
        summary=say("data.title"),
    )
