"""A DingTalk for the tests: it listens on 127.0.0.1, is as strict as the real one, and fails on demand."""

from tests.standins.dingtalk.hand import Hand
from tests.standins.dingtalk.pusher import Client, Delivery, Pusher
from tests.standins.dingtalk.reading import Shown, Tap, card_shown
from tests.standins.dingtalk.standin import Standin

__all__ = ["Client", "Delivery", "Hand", "Pusher", "Shown", "Standin", "Tap", "card_shown"]
