"""Slack's own framework on Slack's own signed events: it verifies, parses, and calls a listener."""

from importlib import import_module
from typing import Any

from benchmarks.wire import SLACK_SECRET

# Optional, and without type information: it is not among our dependencies.
_bolt = import_module("slack_bolt")
_authorization = import_module("slack_bolt.authorization")
_asgi = import_module("slack_bolt.adapter.asgi")


def _authorize(**_context: Any) -> Any:
    """No call to Slack: the bot is who it says it is."""
    return _authorization.AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_user_id="U0BOT", bot_id="B1", bot_token="xoxb-1"
    )


def _mentioned(event: dict[str, Any]) -> None:
    """The listener; what a bot would do comes after the answer and is not counted."""


_app = _bolt.App(signing_secret=SLACK_SECRET, authorize=_authorize)
_app.event("app_mention")(_mentioned)
app = _asgi.SlackRequestHandler(_app, path="/slack/events")
