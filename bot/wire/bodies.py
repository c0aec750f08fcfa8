"""Answers of which only so much is read."""

import httpx

from bot.ports import Refused


def up_to(most: int, answer: httpx.Response) -> bytes:
    """The body of a streamed answer. Raises `Refused` once it is longer than `most` bytes."""
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > most:
            raise Refused("a file that is too large", "content")
    return bytes(content)
