"""The Feishu adapter: bot.ports on one side, the platform's HTTP and JSON on the other."""

from bot.feishu.platform import FeishuPlatform

__all__ = ["FeishuPlatform"]
