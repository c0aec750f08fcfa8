"""The nouns a command begins with, and every word people say for them (language/README.md section 2)."""

from handlers.reading.forms import Intent
from handlers.reading.patterns import Pattern

NOUNS: dict[Intent, tuple[str, ...]] = {
    "request": ("需求登记", "登记需求", "协作需求", "新需求", "提需求", "需求"),
    "meeting": ("预约会议", "约会议", "会议", "约个会", "开个会", "开会"),
    "task": ("我的任务", "派任务", "任务"),
    "minutes": ("写会议纪要", "会议纪要", "会议记录", "写纪要", "纪要"),
    "progress": ("项目进度", "项目进展", "进度", "进展"),
    "retro": ("复盘报告", "复盘会", "复盘"),
    "glossary": ("术语表", "术语"),
    "contacts": ("部门对接人", "对接人", "部门"),
    "help": ("帮助", "help"),
}
"""Each intent's words; the last but one or last is how the thing is called."""

SHOWN: dict[Intent, str] = {
    "request": "需求",
    "meeting": "会议",
    "task": "任务",
    "minutes": "纪要",
    "progress": "进度",
    "retro": "复盘",
    "glossary": "术语",
    "contacts": "部门",
    "help": "帮助",
}
"""How an intent's noun is shown to people."""

INTENT_OF: dict[str, Intent] = {word: intent for intent, words in NOUNS.items() for word in words}
_BY_LENGTH = sorted(INTENT_OF, key=len, reverse=True)
WORDS = "|".join(_BY_LENGTH)
# Words that begin with one of our nouns and are not it.
_NOT_OURS = (
    "会议(?:室|厅|桌|中心|号|链接|录像|录音)|任务(?:栏|书|量|管理器)|需求(?:池|方|量|文档|侧|端|评审)"
    "|部门(?:经理|负责人|领导|群|聚餐|团建)|进展(?:顺利|缓慢|不错|如何)|help(?=[a-z0-9_])"
)
COURTESY = "(?:请(?!假)|(?:麻烦|劳烦)(?:你|您|大家)?|帮(?:我们?|忙)?|我(?:要|想|来)|给我)"
"""What is politely put before a command."""
_VERB = "(?P<verb>新建|创建|新增|添加|发起|增加|查看|看一?下|看看|打开|显示|导出|取消|完成|关闭|发布)?(?:一个|个|一下|新的?)?"
NOUN = Pattern(f"(?:{COURTESY}|再)?[ ]*{_VERB}[ ]*(?!{_NOT_OURS})(?P<noun>{WORDS})")
"""A noun at the beginning of a command, with what is politely put before it."""
