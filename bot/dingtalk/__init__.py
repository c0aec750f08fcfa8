"""The DingTalk adapter: bot.ports on one side, the platform's HTTP, WebSocket and JSON on the other."""

from bot.dingtalk.platform import DingTalkPlatform

__all__ = ["DingTalkPlatform"]
