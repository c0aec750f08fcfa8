"""Settings, read once from the environment or `.env`; the names are a fixed contract (docs/settings.md)."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_FILE = Path("data/secret_key")


class Settings(BaseSettings):
    """Everything an operator can set, each as `HUIBAN_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="HUIBAN_", env_file=".env", extra="ignore")

    database_url: str = "sqlite:///data/huiban.db"
    timezone: str = "Asia/Shanghai"
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    playground: bool | None = None
    tick_seconds: float = Field(default=10, gt=0)
    groups: str = ""

    feishu_app_id: str = ""
    feishu_app_secret: SecretStr = SecretStr("")
    feishu_encrypt_key: SecretStr = SecretStr("")
    feishu_verification_token: SecretStr = SecretStr("")
    feishu_base_url: str = "https://open.feishu.cn"
    feishu_transport: Literal["webhook", "websocket"] = "webhook"

    dingtalk_client_id: str = ""
    dingtalk_client_secret: SecretStr = SecretStr("")
    dingtalk_robot_code: str = ""
    dingtalk_api_url: str = "https://api.dingtalk.com"
    dingtalk_oapi_url: str = "https://oapi.dingtalk.com"
    dingtalk_corp_id: str = ""
    dingtalk_aes_key: SecretStr = SecretStr("")
    dingtalk_token: SecretStr = SecretStr("")
    dingtalk_card_template_id: str = ""
    dingtalk_transport: Literal["webhook", "stream"] = "webhook"
    dingtalk_monthly_calls: int = Field(default=5000, ge=0)
    dingtalk_monthly_pushes: int = Field(default=3000, ge=0)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("playground", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @property
    def only_groups(self) -> frozenset[str]:
        """The platform ids of the only groups that are served (D19); empty: every group."""
        return frozenset(self.groups.replace(",", " ").split())

    @property
    def has_feishu(self) -> bool:
        """Feishu's credentials are set."""
        return bool(self.feishu_app_id and self.feishu_app_secret.get_secret_value())

    @property
    def has_dingtalk(self) -> bool:
        """DingTalk's credentials are set."""
        return bool(self.dingtalk_client_id and self.dingtalk_client_secret.get_secret_value())

    @property
    def has_playground(self) -> bool:
        """Switched on, or nothing said and no real platform configured."""
        if self.playground is None:
            return not (self.has_feishu or self.has_dingtalk)
        return self.playground


def load_settings() -> Settings:
    """The settings of this process. Raises pydantic's ValidationError, which names each bad one."""
    return Settings()


def signing_key(settings: Settings) -> str:
    """The key of signed links: set, or made on the first start and kept in a file only its owner may read."""
    if given := settings.secret_key.get_secret_value():
        return given
    if KEY_FILE.exists():
        return KEY_FILE.read_text().strip()
    KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    KEY_FILE.touch(mode=0o600)
    KEY_FILE.write_text(key)
    return key
