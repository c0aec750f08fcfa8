"""Tickets of a Stream: for those who know the secret, good once and for 90 seconds."""

import json
from datetime import datetime, timedelta
from typing import Any

from tests.standins.dingtalk.refusals import Refusal
from tests.standins.dingtalk.site import Site
from tests.standins.feishu.exchange import Call

LIFE = timedelta(seconds=90)


class Tickets:
    """`endpoint` is set by whoever serves the connections."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.endpoint = ""
        self._issued: dict[str, datetime] = {}

    def open(self, call: Call) -> dict[str, Any]:
        """POST /v1.0/gateway/connections/open."""
        body = json.loads(call.body)
        known = (self._site.app.client_id, self._site.app.client_secret)
        if (body["clientId"], body["clientSecret"]) != known:
            raise Refusal("invalidClientIdOrSecret")
        assert {(one["type"], one["topic"]) for one in body["subscriptions"]} == {
            ("EVENT", "*"),
            ("CALLBACK", "/v1.0/im/bot/messages/get"),
            ("CALLBACK", "/v1.0/card/instances/callback"),
        }
        ticket = self._site.world.fresh("ticket/+=")
        self._issued[ticket] = self._site.clock.now() + LIFE
        return {"endpoint": self.endpoint, "ticket": ticket}

    def burn(self, ticket: str) -> bool:
        """Whether this ticket lets somebody in; it does so once."""
        until = self._issued.pop(ticket, None)
        return until is not None and self._site.clock.now() <= until
