"""Plays a transcript line by line, and tells in plain text who did what and what every place received."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.replay.pressing import NoSuch, meant
from app.replay.stage import FaceName, Stage, set_up
from app.replay.transcript import Line, groups_in, people_in
from app.web.forms import pressing
from app.web.forms.standing import Standing, find
from app.web.forms.tickets import Ticket
from bot.offline import Heard, Refusing, Room, Seen, Somebody, Tapped
from bot.ports import Unauthentic, Update, Value, answer_from_json

DEFAULT_ZONE = "Asia/Shanghai"
A_MOMENT = timedelta(seconds=5)
"""How long people take for what they do: a redraw that was held back is sent by then."""


class Stopped(Exception):
    """A line could not be done. Told with its number and the reason."""


def play(lines: Sequence[tuple[int, Line]], face: FaceName) -> Iterator[str]:
    """What happens, line by line. The first line with a time sets the clock. Raises Stopped."""
    zone = ZoneInfo(next((line.timezone for _, line in lines if line.timezone), DEFAULT_ZONE))
    start = next(line.at for _, line in lines if line.at is not None)
    with set_up(face, _aware(start, zone), zone.key) as stage:
        player = _Player(stage, zone, [line for _, line in lines])
        yield from player.begin()
        for number, line in lines:
            try:
                yield from player.do(line)
            except (NoSuch, Refusing, Unauthentic) as error:
                raise Stopped(f"第 {number} 行做不到：{str(error) or '那张卡片上没有这个按钮'}") from None


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


class _Player:
    """The people and chats of one transcript."""

    def __init__(self, stage: Stage, zone: ZoneInfo, lines: Sequence[Line]) -> None:
        self._stage = stage
        self._zone = zone
        wire = stage.wire
        people = enumerate(people_in(lines).items(), start=1)
        self._people = {name: wire.person(number, name, department) for number, (name, department) in people}
        members = tuple(self._people.values())
        self._rooms = {
            name: wire.room(number, name, members) for number, name in enumerate(groups_in(lines), start=1)
        }
        self._shown: dict[str, tuple[str, ...]] = {}

    def begin(self) -> Iterator[str]:
        """The bot comes into every group."""
        first = next(iter(self._people.values()), None)
        for room in self._rooms.values():
            if first is not None:
                received = self._stage.wire.opened(room, first, self._stage.clock.now())
                self._take(received.update)
        yield from self._told()

    def do(self, line: Line) -> Iterator[str]:
        """One line, and what follows from it. Raises NoSuch, Refusing, Unauthentic."""
        if line.at is not None:
            for _ in self._stage.pass_to(_aware(line.at, self._zone)):
                yield from self._told()
        if line.text:
            yield from self._say(line)
        elif line.press:
            yield from self._press(line)
        if line.text or line.press:
            for _ in self._stage.pass_to(self._stage.clock.now() + A_MOMENT):
                yield from self._told()

    def _say(self, line: Line) -> Iterator[str]:
        who, room = self._people[line.who], self._room(line)
        yield f"{self._clock()} {line.who} 在{self._named(room)}说：{line.text}"
        named = tuple(one for one in self._people.values() if f"@{one.name}" in line.text)
        reply_to = self._cards(line.reply, room, who)[0] if line.reply else None
        now = self._stage.clock.now()
        received = self._stage.wire.heard(Heard(who, room, line.text, named, now, reply_to, line.quote))
        self._take(received.update)
        yield from self._told()

    def _press(self, line: Line) -> Iterator[str]:
        who, room = self._people[line.who], self._room(line)
        try:
            message_id, update = self._pressed(line, who, room)
        except NoSuch:
            if line.optional:
                return
            raise
        answer = self._take(update)
        toast = ""
        if answer:
            body = self._stage.wire.platform.answer(answer_from_json(answer))
            toast = self._stage.wire.answered(message_id, body)
        filled = "、".join(f"{label}={value}" for label, value in line.fill.items())
        yield f"{self._clock()} {line.who} 点“{line.press}”{f'（{filled}）' if filled else ''}：{toast}"
        yield from self._told()

    def _pressed(self, line: Line, who: Somebody, room: Room) -> tuple[str, Update | None]:
        """The press on the newest fitting card that has the button, as it comes off the wire. Raises NoSuch."""
        failed: NoSuch | None = None
        for message_id in self._cards(line.card, room, who):
            try:
                return message_id, self._pressed_on(line, who, room, message_id)
            except NoSuch as error:
                failed = failed or error
        raise failed or NoSuch(f"没有标题含“{line.card}”的卡片")

    def _pressed_on(self, line: Line, who: Somebody, room: Room, message_id: str) -> Update | None:
        """A form that this client opens as a web page comes from there."""
        ticket = self._ticket(who, room, message_id)
        now = self._stage.clock.now()
        with self._stage.runtime.sessions() as session:
            standing = find(session, ticket, now=now)
        if standing is None:
            raise NoSuch(f"“{line.card}”已经没有内容了")
        found = meant(standing.card, line.press, line.fill, standing.people, after=line.after)
        if found.values is not None and self._stage.name == "dingtalk":
            return self._by_page(standing, ticket, pressing.key_of(found.button), found.values, now)
        tapped = Tapped(
            who, room, message_id, found.button.action, found.button.args, now, found.values or {}
        )
        return self._stage.wire.tapped(tapped).update

    def _by_page(
        self, standing: Standing, ticket: Ticket, key: str, values: Mapping[str, Value], now: datetime
    ) -> Update:
        sent = {
            name: [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
            for name, value in values.items()
        }
        what = pressing.meant(standing, key, sent)
        if what is None or what.wrong:
            raise NoSuch("；".join(what.wrong) if what is not None else "")
        return pressing.press_of(ticket, what, f"{ticket.message_id}{now.isoformat()}", now=now)

    def _take(self, update: Update | None) -> str | None:
        """Hand it in; the stored answer of a press, before anything is sent."""
        return None if update is None else self._stage.take_in(update)

    def _cards(self, title: str, room: Room, who: Somebody) -> list[str]:
        """The cards there with this in their title, the newest first. Raises NoSuch."""
        place = who.id if room.private else room.id
        shown = self._stage.wire.titles(place)
        found = [key for key, one in shown if title in one]
        if not found:
            raise NoSuch(
                f"{self._named(room)}里没有标题含“{title}”的卡片，有：{'、'.join(one for _, one in shown)}"
            )
        return found[::-1]

    def _ticket(self, who: Somebody, room: Room, message_id: str) -> Ticket:
        wire = self._stage.wire
        chat = wire.private(who) if room.private else room.id
        return Ticket(self._stage.name, wire.tenant, chat, room.private, who.id, message_id, 2**40)

    def _room(self, line: Line) -> Room:
        return self._rooms.get(line.chat) or Room("", private=True)

    def _named(self, room: Room) -> str:
        return "私聊" if room.private else f"“{room.name}”"

    def _clock(self) -> str:
        return f"{self._stage.clock.now().astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _told(self) -> Iterator[str]:
        """What was sent meanwhile: a new card in full, of another face the lines that are new."""
        self._stage.settle()
        names = {one.id: one.name for one in self._people.values()}
        names |= {room.id: f"“{room.name}”" for room in self._rooms.values()}
        for seen in self._stage.wire.take():
            yield from self._lines(seen, names.get(seen.place, seen.place))

    def _lines(self, seen: Seen, place: str) -> Iterator[str]:
        if seen.kind == "file":
            yield f"{self._clock()}   → {place} 收到文件：{seen.title}"
            return
        before = self._shown.get(seen.id, ())
        fresh = [line for line in seen.lines if line not in before]
        self._shown[seen.id] = seen.lines
        if seen.kind == "redraw" and not fresh:
            return
        mark = "收到" if seen.kind == "card" else "更新"
        yield f"{self._clock()}   → {place} {mark}：{seen.title}"
        yield from (f"      {line}" for line in fresh)
