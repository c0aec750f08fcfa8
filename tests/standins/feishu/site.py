"""What every API of the stand-in works on."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standins.feishu.clock import Clock
from tests.standins.feishu.exchange import Call
from tests.standins.feishu.failures import Failures
from tests.standins.feishu.limits import Limits, SaidOnce
from tests.standins.feishu.tokens import PressTokens, TenantTokens
from tests.standins.feishu.world import World

SEND = ("im:message", "im:message:send_as_bot", "im:message:send")
UPDATE = ("im:message", "im:message:send_as_bot", "im:message:update")
RECALL = ("im:message", "im:message:send_as_bot", "im:message:recall")
READ = ("im:message", "im:message:readonly")
PIN = ("im:message", "im:message:send_as_bot", "im:message.pins:write_only")
UPLOAD = ("im:resource", "im:resource:upload")
CHAT = ("im:chat", "im:chat:readonly", "im:chat:read")
MEMBERS = ("im:chat.members:read", "im:chat:readonly", "im:chat")
CONTACT = ("contact:contact.base:readonly",)
NAME = "contact:user.base:readonly"
USER_DEPARTMENT = "contact:user.department:readonly"
EMPLOYEE_ID = "contact:user.employee_id:readonly"
DEPARTMENT = ("contact:department.base:readonly", *CONTACT)
PRIVATE_MESSAGES = ("im:message.p2p_msg:readonly", "im:message.p2p_msg")
MENTIONS = ("im:message.group_at_msg:readonly", "im:message.group_at_msg")
ALL_MESSAGES = ("im:message.group_msg", "im:message.group_msg:readonly")
BOT_EVENTS = ("im:chat", "im:chat:readonly", "im:chat.members:bot_access")

GRANTED = frozenset(
    {
        "im:message",
        "im:message:send_as_bot",
        "im:message:update",
        "im:message:recall",
        "im:message.group_at_msg:readonly",
        "im:message.p2p_msg:readonly",
        "im:message.pins:write_only",
        "im:resource",
        "im:chat:readonly",
        "im:chat.members:read",
        "im:chat.members:bot_access",
        "contact:contact.base:readonly",
        "contact:user.base:readonly",
        "contact:user.department:readonly",
        "contact:user.employee_id:readonly",
        "contact:department.base:readonly",
    }
)
"""The scopes an operator applies for. Reading everything that is said in groups is not among them."""


@dataclass(frozen=True)
class App:
    """The self-built app whose bot the product is."""

    app_id: str
    app_secret: str
    encrypt_key: str
    verification_token: str


@dataclass
class Site:
    """The stand-in's state. Whoever touches it holds `lock`. `endpoint` tells where a long connection goes."""

    app: App
    tenant_key: str
    clock: Clock
    world: World
    tokens: TenantTokens
    press_tokens: PressTokens
    limits: Limits
    said: SaidOnce
    failures: Failures = field(default_factory=Failures)
    scopes: set[str] = field(default_factory=lambda: set(GRANTED))
    table_cap: int = 3
    violations_name_scopes: bool = False
    endpoint: Callable[[Call], dict[str, Any]] | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def has(self, scopes: tuple[str, ...]) -> bool:
        """Whether any of these scopes is granted."""
        return bool(self.scopes.intersection(scopes))
