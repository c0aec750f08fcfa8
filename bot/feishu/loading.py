"""The SDK, imported when it is first needed: its import takes seconds and 120 MB."""

import importlib
from types import ModuleType


def sdk() -> ModuleType:
    """bot.feishu.sdk. Slow the first time, and other threads wait for the same import: call it once at start."""
    return importlib.import_module("bot.feishu.sdk")
