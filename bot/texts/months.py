"""A month whose messages run out."""

TEXTS = {
    "month.title": "本月的消息额度快用完了",
}
