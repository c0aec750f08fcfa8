"""Feishu's limits, kept a little below: a refusal costs more than a pause, and others share a chat's limit."""

from bot.wire.pace import Window

PLACE: tuple[Window, ...] = ((4, 1.0),)
"""A chat, a person, or the updates of one message: the platform allows 5 a second."""
API: tuple[Window, ...] = ((40, 1.0), (950, 60.0))
"""One API: the platform allows 50 a second and 1000 a minute."""
RENEW_BELOW = 30 * 60.0
"""Seconds of a token's life: from then on the platform issues a new one, and both stay valid."""
