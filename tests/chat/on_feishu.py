"""The chat on Feishu: over its encrypted wire, against the stand-in."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeVar

from app.base.settings import Settings
from bot.feishu import FeishuPlatform
from tests.chat.faces import GROUP, PEOPLE, Shown, Typed
from tests.standins.feishu import Hand, HandClock, Message, Pusher, Standin, title_of
from tests.standins.feishu.reading import buttons_on
from tests.support.process import Process


def settings_for(standin: Standin, database_url: str) -> Settings:
    """The settings of a process that talks to this stand-in."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        feishu_app_id=standin.app.app_id,
        feishu_app_secret=standin.app.app_secret,
        feishu_encrypt_key=standin.app.encrypt_key,
        feishu_verification_token=standin.app.verification_token,
        feishu_base_url=standin.base_url,
    )


Adapter = TypeVar("Adapter", bound=FeishuPlatform)


def unhurried(standin: Standin, kind: type[Adapter]) -> Adapter:
    """The adapter in a world where every look at its stopwatch is a second later: our own pace never holds it up."""
    seconds = count()
    return kind(
        app_id=standin.app.app_id,
        app_secret=standin.app.app_secret,
        encrypt_key=standin.app.encrypt_key,
        verification_token=standin.app.verification_token,
        base_url=standin.base_url,
        monotonic=lambda: float(next(seconds)),
    )


class FeishuFace:
    """The people of the golden script in a Feishu group with the bot."""

    name = "feishu"
    ticks = True

    def __init__(
        self,
        standin: Standin,
        process: Process,
        clock: HandClock,
        cast: Mapping[str, str] = PEOPLE,
    ) -> None:
        """`cast` are the people of the group, each with their department."""
        self.process = process
        self.standin = standin
        self.clock = clock
        self.people = {name: standin.add_user(name, department) for name, department in cast.items()}
        self.group = standin.add_chat(GROUP, self.people.values())
        self.groups = {GROUP: self.group}
        self.pusher = Pusher(standin, process.deliver)
        self.hand = Hand(standin, self.pusher)
        self.pusher.bot_added(self.group, by=self.people["王芳"])
        process.settle()

    def restart(self, process: Process) -> None:
        """Another process answers from now on."""
        self.process = process
        self.pusher = Pusher(self.standin, process.deliver)
        self.hand = Hand(self.standin, self.pusher)

    def say(self, who: str, text: str, where: str = GROUP, *, reply_to: str | None = None) -> None:
        """Push the message as the platform would."""
        self.pusher.say(self.people[who], self.groups.get(where), text, reply_to=reply_to)

    def answer(self, who: str, text: str, said: str, by: str) -> None:
        """Nothing is pushed of what was said; the answer names it."""
        person = self.people[by]
        kind, content = ("text", {"text": said}) if said else ("image", {"image_key": "img_1"})
        first = self.pusher.send(person, self.group, kind, content)
        self.say(who, text, reply_to=first.event["event"]["message"]["message_id"])

    def open_group(self, title: str) -> None:
        """The bot is brought in."""
        self.groups[title] = self.standin.add_chat(title, self.people.values())
        self.pusher.bot_added(self.groups[title], by=self.people["王芳"])

    def send_file(self, who: str, name: str, content: bytes) -> None:
        """Send the bot a file in private."""
        self.pusher.send_file(self.people[who], name, content)

    def press(self, who: str, button: str, card: Shown, *, after: str = "") -> str:
        """Tap as the client would."""
        return self.hand.press(card.id, self.people[who], button, after=after).toast

    def submit(self, who: str, values: Mapping[str, Typed], button: str, card: Shown) -> str:
        """Fill in and send as the client would."""
        return self.hand.submit(card.id, self.people[who], values, button).toast

    def open(self, who: str, card: Shown) -> None:
        """A form is sent with the card as it was shown."""

    def cards(self, where: str) -> Sequence[Shown]:
        """What the clients show."""
        return [self._shown(message) for message in self.standin.cards(self._place(where))]

    def files(self, where: str) -> Mapping[str, bytes]:
        """What was uploaded and sent."""
        return {file.name: file.content for file in self.standin.documents(self._place(where))}

    def pinned(self) -> Sequence[str]:
        """The pins of the group."""
        return [title_of(message.card) for message in self.standin.pinned(self.group)]

    def _place(self, where: str) -> str:
        return self.groups.get(where) or self.people[where]

    def _shown(self, message: Message) -> Shown:
        card = message.card
        return Shown(
            message.id,
            title_of(card),
            self.standin.text(message),
            tuple(button.text for button in buttons_on(card)),
        )
