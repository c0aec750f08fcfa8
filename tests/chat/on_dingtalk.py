"""The chat on DingTalk: over its signed wire, cards with buttons against the stand-in, forms on their web page."""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from urllib.parse import urlsplit

from app.adapters import make_linker
from app.base.settings import Settings
from app.web.forms import Tickets
from bot.dingtalk import DingTalkPlatform
from tests.chat.faces import GROUP, PEOPLE, Shown, Typed
from tests.chat.web_page import Page
from tests.standins.dingtalk import Hand, Pusher, Standin
from tests.standins.dingtalk import Shown as Seen
from tests.standins.dingtalk.reading import message_shown, plain_label
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process

PUBLIC_URL = "https://huiban.example.com"
KEY = "a-signing-key"
CARD_SECRET = "a-card-secret"
FORM_BUTTONS = {"填写", "打开表单", "打不开？换个链接", "打开并操作"}


def settings_for(standin: Standin, database_url: str) -> Settings:
    """The settings of a process that talks to this stand-in."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        secret_key=KEY,
        public_url=PUBLIC_URL,
        dingtalk_client_id=standin.app.client_id,
        dingtalk_client_secret=standin.app.client_secret,
        dingtalk_api_url=standin.base_url,
        dingtalk_oapi_url=standin.base_url,
        dingtalk_aes_key=standin.app.aes_key,
        dingtalk_token=standin.app.token,
        dingtalk_corp_id=CORP,
    )


def unhurried(
    standin: Standin, clock: HandClock, rest: float = 0.0, *, stream: bool = False
) -> DingTalkPlatform:
    """The adapter in a world where every look at its stopwatch is a second later: our own pace never holds it up.

    `rest` are the seconds between two changes of a card: none, so that what is read is what was done.
    """
    seconds = count()
    return DingTalkPlatform(
        client_id=standin.app.client_id,
        client_secret=standin.app.client_secret,
        now=clock.now,
        aes_key=standin.app.aes_key,
        token=standin.app.token,
        corp_id=CORP,
        card_secret=CARD_SECRET,
        public_url=PUBLIC_URL,
        linker=make_linker(PUBLIC_URL, Tickets(KEY), clock),
        signs_in=True,
        api_url=standin.base_url,
        oapi_url=standin.base_url,
        rest=rest,
        stream=stream,
        monotonic=lambda: float(next(seconds)),
    )


class DingTalkFace:
    """The people of the golden script in a DingTalk group with the robot."""

    name = "dingtalk"
    ticks = False

    def __init__(
        self,
        standin: Standin,
        process: Process,
        clock: HandClock,
        people: Mapping[str, str] = PEOPLE,
    ) -> None:
        self.process = process
        self.standin = standin
        self.clock = clock
        self.people = {name: standin.add_user(name, department) for name, department in people.items()}
        self.group = standin.add_group(GROUP, self.people.values())
        self.groups = {GROUP: self.group}
        standin.site.tells_members = True
        self.pusher = Pusher(standin, process.deliver)
        self.hand = Hand(standin, self.pusher)
        self._open: dict[tuple[str, str], tuple[str, Page]] = {}
        self.say(
            "王芳", "@会办"
        )  # nobody tells the robot that it was added: the group is known from its first word
        process.settle()

    def say(self, who: str, text: str, where: str = GROUP, *, reply_to: str | None = None) -> None:
        """Push the message as the platform would, if it would."""
        group = self.groups.get(where)
        cards = self.standin.site.world.cards
        quoting = cards[reply_to].carrier if reply_to in cards else reply_to
        delivery = self.pusher.say(self.people[who], group, text, quoting=quoting)
        assert delivery is None or delivery.status == 200

    def answer(self, who: str, text: str, said: str, by: str) -> None:
        """What was said comes with the answer; a picture without words."""
        person = self.standin.site.world.people[self.people[by]]
        replied = {"msgType": "text", "msgId": "msgSaid==", "senderId": person.dingtalk_id}
        content = {"content": {"text": said}} if said else {"msgType": "picture"}
        body = self.pusher.message(self.people[who], self.group, text)
        assert body is not None
        body["text"] |= {"isReplyMsg": True, "repliedMsg": replied | content}
        assert self.pusher.robot(body | {"originalMsgId": "msgSaid=="}).status == 200

    def open_group(self, title: str) -> None:
        """The robot is known there from its first word."""
        self.groups[title] = self.standin.add_group(title, self.people.values())
        self.say("王芳", "@会办", title)

    def send_file(self, who: str, name: str, content: bytes) -> None:
        """Send the robot a file in private."""
        self.pusher.send_file(self.people[who], name, content)

    def press(self, who: str, button: str, card: Shown, *, after: str = "") -> str:
        """Tap the button, or open the card's page and press it there; what was said to it."""
        person = self.people[who]
        if card.id not in self.standin.site.world.cards:
            return self.submit(who, {}, button, card)
        seen = self.hand.sees(card.id, person)
        if any(plain_label(tap.label) == button for tap in seen.buttons):
            before = set(seen.text.splitlines())
            now = self.hand.press(card.id, person, button, after=after)
            self.clock.move(seconds=4)  # the others see it when the answer has been given
            said = [line for line in now.text.splitlines() if line not in before]
            return _toast(now.title if now.text == seen.text else "".join(said[:1]))
        return self.submit(who, {}, button, card)

    def submit(self, who: str, values: Mapping[str, Typed], button: str, card: Shown) -> str:
        """Fill in the card's page and send it; what it says then."""
        if (who, card.id) not in self._open:
            self.open(who, card)
        address, page = self._open.pop((who, card.id))
        for label, value in values.items():
            page.fill(label, value)
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = self.process.request("POST", address, headers=headers, content=page.send(button))
        self.clock.move(seconds=4)
        found = re.search(r"<h1>(.*?)</h1>|role=\"alert\">(.*?)</div>", answer.text, re.DOTALL)
        assert found is not None, f"the page said nothing ({answer.status_code})"
        return str(found[1] or "".join(re.findall("<p>(.*?)</p>", found[2], re.DOTALL)))

    def open(self, who: str, card: Shown) -> None:
        """Open the card's page: what is sent later is sent from there."""
        address = self._address(card.id, self.people[who])
        self._open[who, card.id] = address, Page(self._get(address))

    def cards(self, where: str) -> Sequence[Shown]:
        """What the clients show, with what stands on the web page of a form."""
        place = self._place(where)
        return [
            self._shown(seen, place)
            for seen in self.standin.shown(place, place)
            if seen.title != "sampleFile"
        ]

    def files(self, where: str) -> Mapping[str, bytes]:
        """What was uploaded and sent."""
        return {file.name: file.content for file in self.standin.documents(self._place(where))}

    def pinned(self) -> Sequence[str]:
        """What stands at the top of the group."""
        return [seen.title for seen in self.standin.boxed(self.group)]

    def _place(self, where: str) -> str:
        return self.groups.get(where) or self.people[where]

    def _shown(self, seen: Seen, place: str) -> Shown:
        labels = [plain_label(tap.label) for tap in seen.buttons]
        text = f"{seen.title}\n{seen.text}"
        if FORM_BUTTONS & set(labels):
            viewer = place if place in self.people.values() else self.people["王芳"]
            page = Page(self._get(self._address(seen.id, viewer)))
            labels = [label for label in labels if label not in FORM_BUTTONS]
            labels += [label for label in page.buttons if label not in labels]
            text = "\n".join([text, *page.words])
        return Shown(seen.id, seen.title, text, tuple(labels))

    def _address(self, track: str, person: str) -> str:
        """The page of a card for this person: its button's link, or the one they get for asking."""
        if track not in self.standin.site.world.cards:
            return self._through(track, person)
        link = self._link(track, person)
        if link is not None and self.process.request("GET", link).status_code == 410:
            self.process.settle()  # a private card gets a new link
            link = self._link(track, person)
        if link is None or self.process.request("GET", link).status_code == 410:
            asked = next(
                label for label in self._labels(track, person) if label in {"填写", "打不开？换个链接"}
            )
            self.hand.press(track, person, asked)
            link = self._link(track, person)
        assert link is not None, "no link was given"
        return link

    def _through(self, key: str, person: str) -> str:
        """The page behind a plain message's link, which is anybody's: the client says who opens it."""
        said = next(one for one in self.standin.site.world.said if one.key == key)
        door = urlsplit(message_shown(said).buttons[0].url).path
        if "/forms/door/" not in door:
            return door
        page = self.process.request("GET", door)
        assert page.status_code == 200, page.status_code
        state = Page(page.text).inputs["state"][0]
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "cookie": page.headers["set-cookie"].partition(";")[0],
        }
        body = f"state={state}&code={self.standin.issue_code(person)}".encode()
        inside = self.process.request("POST", door, headers=headers, content=body)
        assert inside.status_code == 303, inside.text
        return str(inside.headers["location"])

    def _link(self, track: str, person: str) -> str | None:
        buttons = self.hand.sees(track, person).buttons
        urls = [tap.url for tap in buttons if tap.url and plain_label(tap.label) in FORM_BUTTONS]
        assert all(url.startswith(PUBLIC_URL) for url in urls), urls
        return urlsplit(urls[0]).path if urls else None

    def _labels(self, track: str, person: str) -> list[str]:
        return [plain_label(tap.label) for tap in self.hand.sees(track, person).buttons if tap.id]

    def _get(self, address: str) -> str:
        answer = self.process.request("GET", address)
        assert answer.status_code in {200, 410}, f"{address} was answered with {answer.status_code}"
        return answer.text


def _toast(said: str) -> str:
    """The sentence on top of the new face, or in the title's place."""
    return re.sub("^(?:✅|⚠️|❗) ", "", said)
