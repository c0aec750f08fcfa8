"""What 预演 says, of a draft and of a setting."""

TEXTS: dict[str, str] = {
    "preview.button": "预演提醒",
    "preview.title": "预演 · {name}",
    "preview.lead": "现在发出、之后没有人处理的话，会发出下面这些消息。做完的事不会再提醒。",
    "preview.group": "群里",
    "preview.none": "现在发出的话，之后不会有定时提醒。",
    "preview.cost": "{name} · {weeks} 周 {count} 条",
    "preview.line": "{at} {what}",
    "preview.more": "另有 {count} 人，这里没有列出。",
    "preview.settings": "改之前看一下",
    "preview.settings_lead": "这样改会变动 {count} 个人或群的提醒。确认后保存；不改就不动。",
    "preview.change": "{name} · {before} 条 → {after} 条",
    "preview.gone": "－ {line}",
    "preview.new": "＋ {line}",
    "preview.confirm": "确认保存",
    "preview.leave": "不改",
    "preview.left": "没有改动",
    "toast.previewed": "预演已发到私聊",
    "toast.preview_missing": "还没有填完整，填好再预演",
    "toast.settings_preview": "会变动提醒，请先看一下再确认",
}
