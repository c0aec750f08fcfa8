"""The chat in the playground: over the page's own requests."""

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import httpx
from sqlalchemy import select

from app.base.settings import Settings
from bot.cards.model import Button, Card, ChoiceField, Field, Form, PersonField, buttons_of, from_json
from bot.cards.words import words_of
from bot.playground.cast import CAST, GROUP_ID, private_chat_of
from bot.playground.models import PlaygroundChat, PlaygroundFile, PlaygroundMember, PlaygroundMessage
from tests.chat.faces import GROUP, Shown, Typed
from tests.standins.feishu.clock import HandClock
from tests.support.process import Process

IDS = {persona.name: persona.id for persona in CAST}
JSON = {"content-type": "application/json"}


def settings_for(database_url: str) -> Settings:
    """The settings of a process without credentials."""
    return Settings(_env_file=None, database_url=database_url, playground=True)


class PlaygroundFace:
    """The people of the golden script on the playground's page."""

    name = "playground"
    ticks = True

    def __init__(self, process: Process, clock: HandClock) -> None:
        self.process = process
        self.clock = clock
        self._ids = count(1)
        self.groups = {GROUP: GROUP_ID}
        process.request("GET", "/playground")  # opening the page brings the bot into the group
        process.settle()

    def say(self, who: str, text: str, where: str = GROUP, *, reply_to: str | None = None) -> None:
        """Type as the page sends it."""
        self._post("say", who, where, text=text, reply_to=reply_to)

    def answer(self, who: str, text: str, said: str, by: str) -> None:
        """Everything that is said stands on the page. What has no words is a file."""
        with self.process.runtime.sessions.begin() as session:
            row = PlaygroundMessage(
                chat_id=GROUP_ID,
                author_id=IDS[by],
                kind="text",
                text=said,
                heard=False,
                once=f"answered-{next(self._ids)}",
                at=self.clock.now(),
            )
            session.add(row)
            session.flush()
            number = row.id
        self.say(who, text, reply_to=str(number))

    def open_group(self, title: str) -> None:
        """A group more on the page."""
        with self.process.runtime.sessions.begin() as session:
            session.add(PlaygroundChat(id=title, name=title, private=False, position=9))
            session.flush()
            session.add_all(PlaygroundMember(chat_id=title, person_id=one) for one in IDS.values())
        self.groups[title] = title
        self.say("王芳", "@会办", title)

    def press(self, who: str, button: str, card: Shown, *, after: str = "") -> str:
        """Tap a button of the stored card."""
        found = _find(self._card(card), button, after)
        press = {"message_id": card.id, "action": found.action, "args": found.args}
        return str(self._post("press", who, self._where(card), press=press).json()["toast"])

    def submit(self, who: str, values: Mapping[str, Typed], button: str, card: Shown) -> str:
        """Fill in the form that has the button."""
        stored = self._card(card)
        form, found = _form_with(stored, button)
        sent: dict[str, Typed] = {
            field.name: standing for field in form.fields if (standing := _standing(field))
        }
        for label, value in values.items():
            field = next((f for f in form.fields if label in {f.label, f.name}), None)
            assert field is not None, f"no field 「{label}」; there are: {[f.label for f in form.fields]}"
            sent[field.name] = _chosen(field, value)
        press = {"message_id": card.id, "action": found.action, "args": found.args, "values": sent}
        return str(self._post("press", who, self._where(card), press=press).json()["toast"])

    def open(self, who: str, card: Shown) -> None:
        """A form is sent with the card as it was shown."""

    def cards(self, where: str) -> Sequence[Shown]:
        """What the page shows."""
        return [
            Shown(
                str(row.id),
                (card := from_json(row.card)).title,
                "\n".join([card.title, *words_of(card)]),
                tuple(b.label for b in buttons_of(card)),
            )
            for row in self._rows(where)
            if row.kind == "card"
        ]

    def files(self, where: str) -> Mapping[str, bytes]:
        """What was delivered."""
        with self.process.runtime.sessions() as session:
            files = [
                session.get_one(PlaygroundFile, row.file_id)
                for row in self._rows(where)
                if row.file_id is not None
            ]
            return {file.name: file.content for file in files}

    def pinned(self) -> Sequence[str]:
        """The pins of the group."""
        return [from_json(row.card).title for row in self._rows(GROUP) if row.pinned]

    def _rows(self, where: str) -> list[PlaygroundMessage]:
        chat = self.groups.get(where) or private_chat_of(IDS[where])
        with self.process.runtime.sessions() as session:
            query = select(PlaygroundMessage).where(
                PlaygroundMessage.chat_id == chat, PlaygroundMessage.author_id.is_(None)
            )
            return list(session.scalars(query.order_by(PlaygroundMessage.id)))

    def _card(self, shown: Shown) -> Card:
        with self.process.runtime.sessions() as session:
            return from_json(session.get_one(PlaygroundMessage, int(shown.id)).card)

    def _where(self, shown: Shown) -> str:
        with self.process.runtime.sessions() as session:
            return session.get_one(PlaygroundMessage, int(shown.id)).chat_id

    def _post(self, act: str, who: str, where: str, **fields: Any) -> httpx.Response:
        chat = self.groups.get(where) or (private_chat_of(IDS[where]) if where in IDS else where)
        body = {"id": f"request-{next(self._ids):06}", "persona": IDS[who], "chat": chat} | fields
        answer = self.process.request(
            "POST", f"/playground/{act}", headers=JSON, content=json.dumps(body).encode()
        )
        assert answer.status_code == 200, f"{act} was answered with {answer.status_code}: {answer.text}"
        return answer


def _find(card: Card, label: str, after: str) -> Button:
    found = [button for button in buttons_of(card) if button.label == label]
    if after:
        lines = words_of(card)
        place = next(i for i, line in enumerate(lines) if after in line)
        found = found[lines[:place].count(f"[{label}]") :]
    assert found, f"no button 「{label}」 on {card.title}; there are: {[b.label for b in buttons_of(card)]}"
    return found[0]


def _form_with(card: Card, label: str) -> tuple[Form, Button]:
    for element in card.elements:
        if isinstance(element, Form):
            for button in element.submits:
                if button.label == label:
                    return element, button
    raise AssertionError(f"no form with 「{label}」 on {card.title}")


def _standing(field: Field) -> Typed:
    """What the field shows, as it would be sent untouched."""
    if isinstance(field, ChoiceField | PersonField):
        return list(field.value) if field.many else "".join(field.value)
    return field.value


def _chosen(field: Field, value: Typed) -> Typed:
    """A choice goes by what is shown, or by the person's name."""
    if not isinstance(field, ChoiceField | PersonField):
        return value
    shown = {option.label: option.value for option in field.options}
    shown |= {option.label.partition("（")[0]: option.value for option in field.options}
    if isinstance(field, PersonField) and not field.options:
        shown |= IDS
    if isinstance(value, list):
        return [shown.get(one, one) for one in value]
    return shown.get(value, value) if isinstance(value, str) else value
