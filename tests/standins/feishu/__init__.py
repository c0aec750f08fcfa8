"""A Feishu for the tests: it listens on 127.0.0.1, is as strict as the real one, and fails on demand."""

from tests.standins.feishu.answers import Pressed
from tests.standins.feishu.clock import HandClock, SteadyClock
from tests.standins.feishu.pressing import Client, Hand
from tests.standins.feishu.pusher import Delivery, Pusher, Sealing, over_http, said_in
from tests.standins.feishu.reading import card_text, find_button, title_of
from tests.standins.feishu.standin import Company, Standin
from tests.standins.feishu.world import BOT, Message

__all__ = [
    "BOT",
    "Client",
    "Company",
    "Delivery",
    "Hand",
    "HandClock",
    "Message",
    "Pressed",
    "Pusher",
    "Sealing",
    "Standin",
    "SteadyClock",
    "card_text",
    "find_button",
    "over_http",
    "said_in",
    "title_of",
]
