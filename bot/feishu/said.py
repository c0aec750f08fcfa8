"""Something said in a chat, as the platform tells it."""

from msgspec import Struct

from bot.wire.typed import reader


class Id(Struct, frozen=True):
    """One of the ids somebody has."""

    open_id: str = ""


class Sender(Struct, frozen=True):
    """Who said it."""

    sender_id: Id = Id()
    sender_type: str = ""


class Named(Struct, frozen=True):
    """A mention: its key in the text, and who is meant."""

    key: str = ""
    id: Id = Id()
    name: str = ""
    mentioned_type: str = ""


class Post(Struct, frozen=True):
    """The message. `content` is JSON by itself."""

    message_id: str = ""
    parent_id: str = ""
    thread_id: str = ""
    chat_id: str = ""
    chat_type: str = ""
    message_type: str = ""
    content: str = ""
    mentions: list[Named] = []


class Said(Struct, frozen=True):
    """The event."""

    sender: Sender = Sender()
    message: Post = Post()


read_said = reader(Said)
