"""DingTalk's limits, kept a little below."""

from bot.wire.pace import Window

API: tuple[Window, ...] = ((18, 1.0),)
"""One API: the platform allows 20 a second."""
EVERYTHING = "*"
"""The key of what shuts out every API at once."""
RENEW_BELOW = 5 * 60.0
"""Seconds of a token's life: the platform gives the same one again, and its life is longer then."""
