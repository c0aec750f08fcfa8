"""Under which key people quote our cards: a reply names the delivery, not the card."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import in_transaction
from bot.dingtalk.models import DingTalkCarrier

KEPT = timedelta(days=180)
_AT_HAND = 5000

log = structlog.get_logger()


class Carriers:
    """Remembers here and in the store. Without `sessions` only as long as the process lives."""

    def __init__(self, sessions: sessionmaker[Session] | None, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now
        self._lock = Lock()
        self._recent: OrderedDict[str, str] = OrderedDict()

    def remember(self, carrier: str, message_id: str) -> None:
        """This delivery is that card. The card was sent: a store that is away costs only the replies to it."""
        self._keep(carrier, message_id)
        if self._sessions is None:
            return
        row = DingTalkCarrier(carrier=carrier[:200], message_id=message_id, at=self._now())
        try:
            in_transaction(self._sessions, lambda session: session.merge(row))
        except SQLAlchemyError as error:
            log.warning("could not store a delivery", why=type(error).__name__)

    def message_of(self, carrier: str) -> str:
        """The message's id; the key itself for a plain message, whose id it is."""
        with self._lock:
            known = self._recent.get(carrier)
        if known is not None or self._sessions is None:
            return known or carrier
        try:
            with self._sessions() as session:
                row = session.get(DingTalkCarrier, carrier[:200])
        except SQLAlchemyError as error:
            log.warning("could not look up a delivery", why=type(error).__name__)
            return carrier
        found = carrier if row is None else row.message_id
        self._keep(carrier, found)
        return found

    def tidy(self) -> None:
        """Forget what nobody will reply to any more."""
        if self._sessions is None:
            return
        old = delete(DingTalkCarrier).where(DingTalkCarrier.at < self._now() - KEPT)
        try:
            in_transaction(self._sessions, lambda session: session.execute(old))
        except SQLAlchemyError as error:
            log.warning("could not tidy deliveries", why=type(error).__name__)

    def _keep(self, carrier: str, message_id: str) -> None:
        with self._lock:
            self._recent[carrier] = message_id
            if len(self._recent) > _AT_HAND:
                self._recent.popitem(last=False)
