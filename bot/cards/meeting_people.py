"""Choosing people for a meeting."""

from dataclasses import dataclass

from app.people.views import PersonView
from bot.cards.model import ChoiceField, PersonField
from bot.cards.speakers import people_options
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Pick:
    """Who can be chosen. `private`: the card stands in a private chat, where a platform's own picker would offer that
    chat's two; there a plain choice is offered instead."""

    people: tuple[PersonView, ...]
    private: bool

    def field(
        self, name: str, label: str, value: tuple[str, ...] = (), *, many: bool = False, but: int = 0
    ) -> PersonField | ChoiceField:
        """The field; whoever has the key `but` is not offered."""
        options = people_options([person for person in self.people if person.id != but])
        chosen = tuple(one for one in value if one in {option.value for option in options})
        kind = ChoiceField if self.private else PersonField
        return kind(name, label, options, chosen, say("meeting.example.attendees"), many=many)
