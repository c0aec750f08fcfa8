"""Feishu as a platform: what arrives becomes updates, what we send becomes messages."""

import json

from bot.feishu.answer import answer_body
from bot.feishu.parse import NAME, parse
from bot.feishu.shapes import text
from bot.feishu.verify import Verifier, is_challenge
from bot.ports import Answer, RawRequest, Received


class FeishuPlatform:
    """One self-built app."""

    name = NAME

    def __init__(
        self,
        *,
        app_id: str,
        app_secret: str,
        encrypt_key: str,
        verification_token: str,
        base_url: str = "https://open.feishu.cn",
    ) -> None:
        self._verifier = Verifier(encrypt_key, verification_token)
        self._me: str | None = None

    def receive(self, request: RawRequest) -> Received:
        """Verify, decrypt, parse. Raises `Unauthentic`. The check of the address is answered with its challenge."""
        said = self._verifier.open(request)
        if is_challenge(said):
            return Received(reply=json.dumps({"challenge": text(said, "challenge")}).encode())
        return Received(update=parse(said, me=self._me, now=request.now))

    def answer(self, answer: Answer) -> bytes:
        """The body that answers a press."""
        return answer_body(answer)
