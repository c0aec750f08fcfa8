"""A kill at a chosen moment: before or after a commit or an arrival that is kept, before or after a call to the platform."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from app import intake
from app.base import db
from bot.cards.model import Card
from bot.feishu import FeishuPlatform
from bot.ports import Document, Target
from tests.support.process import Process


class Killed(BaseException):
    """The process is gone. No `except Exception` may hold it up."""


class Fate:
    """Counts the moments at which a process can die, and kills it at one of them (0: never)."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.passed = 0
        self.dead = False

    def moment(self, *_: Any) -> None:
        """Another step is done, or about to be."""
        if self.dead:
            raise Killed
        self.passed += 1
        if self.passed == self.at:
            self.dead = True
            raise Killed


class Mortal(FeishuPlatform):
    """The adapter, with a moment before and after each message."""

    fate = Fate()

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post, if one lives that long."""
        self.fate.moment()
        message = super().send(target, card, once=once)
        self.fate.moment()
        return message

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Redraw."""
        self.fate.moment()
        super().replace(target, message_id, card)
        self.fate.moment()

    def send_document(self, target: Target, document: Document, *, once: str) -> str:
        """Deliver."""
        self.fate.moment()
        message = super().send_document(target, document, once=once)
        self.fate.moment()
        return message

    def pin(self, target: Target, message_id: str) -> None:
        """Pin."""
        self.fate.moment()
        super().pin(target, message_id)
        self.fate.moment()


@contextmanager
def fated(process: Process, fate: Fate) -> Iterator[None]:
    """Every beginning and every commit of a transaction is a moment, too; so is before and after an arrival is kept."""
    moments = ("begin", "commit")

    @contextmanager
    def one_statement(engine: Engine) -> Iterator[DBAPICursor]:
        fate.moment()
        with db.one_statement(engine) as cursor:
            yield cursor
        fate.moment()

    for name in moments:
        event.listen(process.runtime.engine, name, fate.moment)
    try:
        with patch.object(intake, "one_statement", one_statement):
            yield
    finally:
        for name in moments:
            event.remove(process.runtime.engine, name, fate.moment)
