"""The platforms' adapters, made from the settings."""

import hashlib
import hmac

from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.settings import Settings, signing_key
from app.web.forms import Door, Ticket, Tickets
from app.web.forms.door import DOOR
from app.web.forms.tickets import PATH
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.links import Asked, Linker
from bot.feishu import FeishuPlatform


def make_feishu(settings: Settings) -> FeishuPlatform:
    """Feishu's."""
    return FeishuPlatform(
        app_id=settings.feishu_app_id,
        app_secret=settings.feishu_app_secret.get_secret_value(),
        encrypt_key=settings.feishu_encrypt_key.get_secret_value(),
        verification_token=settings.feishu_verification_token.get_secret_value(),
        base_url=settings.feishu_base_url,
        long_connection=settings.feishu_transport == "websocket",
    )


def make_dingtalk(settings: Settings, sessions: sessionmaker[Session], clock: Clock) -> DingTalkPlatform:
    """DingTalk's. The secret under which presses are registered follows from the signing key."""
    key = signing_key(settings)
    return DingTalkPlatform(
        client_id=settings.dingtalk_client_id,
        client_secret=settings.dingtalk_client_secret.get_secret_value(),
        now=clock.now,
        robot_code=settings.dingtalk_robot_code,
        corp_id=settings.dingtalk_corp_id,
        aes_key=settings.dingtalk_aes_key.get_secret_value(),
        token=settings.dingtalk_token.get_secret_value(),
        card_secret=hmac.digest(key.encode(), b"dingtalk card callback", hashlib.sha256).hex(),
        card_template=settings.dingtalk_card_template_id,
        public_url=settings.public_url,
        stream=settings.dingtalk_transport == "stream",
        linker=make_linker(settings.public_url, Tickets(key), clock) if settings.public_url else None,
        signs_in=bool(settings.dingtalk_corp_id),
        sessions=sessions,
        month=(settings.dingtalk_monthly_calls, settings.dingtalk_monthly_pushes),
        api_url=settings.dingtalk_api_url,
        oapi_url=settings.dingtalk_oapi_url,
    )


def make_linker(public_url: str, tickets: Tickets, clock: Clock) -> Linker:
    """Makes the addresses of cards' web pages."""

    def link(asked: Asked) -> str:
        until = int((clock.now() + asked.life).timestamp())
        if not asked.person:
            door = Door(
                DingTalkPlatform.name, asked.tenant, asked.chat, asked.private, asked.message_id, until
            )
            return f"{public_url.rstrip('/')}{DOOR}/{tickets.sign_door(door)}"
        ticket = Ticket(
            DingTalkPlatform.name,
            asked.tenant,
            asked.chat,
            asked.private,
            asked.person,
            asked.message_id,
            until,
        )
        return f"{public_url.rstrip('/')}{PATH}/{tickets.sign(ticket)}"

    return link
