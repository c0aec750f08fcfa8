"""What is said about a chat's settings."""

TEXTS: dict[str, str] = {
    "aloud.title": "群内提醒",
    "aloud.line": "{who} · {what}",
}
