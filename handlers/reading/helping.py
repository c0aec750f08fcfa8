"""Calls for help: 你能做什么, 需求怎么用, ?, 使用说明."""

from handlers.reading.forms import HelpForm, Intent
from handlers.reading.nouns import INTENT_OF, SHOWN, WORDS
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_HOW = "(?:怎么|如何|怎样)(?:使用|用|写|填|发起|发|提|登记|约|建|创建|派|开|弄|操作)?(?:一个|一下|新的?)?"
_ANY = Pattern(
    "[?？]+|h|help|帮助(?:中心|文档|一下)?|(?:你|会办|机器人|这个?)?(?:都|还)?(?:能|可以|会)(?:帮?我们?|帮忙)?(?:做|干|用来做?|帮)?(?:些|点|哪些|到)?(?:什么|啥|嘛|干嘛|事情?)+(?:事情?|用|活)?[?？呢呀啊]*"
    "|(?:你|这个?|会办|机器人)?(?:怎么|如何|怎样)(?:使用|用|玩|操作)(?:你|它|会办)?[?？呢啊]*|(?:使用|操作|功能)?(?:说明|帮助|方法|指南|介绍|手册)(?:书)?|(?:功能|命令|指令|菜单)(?:列表|介绍|大全|有哪些|有什么)?[?？]*"
    "|(?:你)?(?:都)?有(?:什么|哪些|啥)(?:功能|命令|指令|用)[?？]*|(?:你是|会办是)(?:谁|什么|干什么的|做什么的|干嘛的)[?？]*|教程|新手(?:指南|教程|引导)?|用法|menu|start|怎么弄[?？]*|求助|帮帮我"
)
_TOPIC = Pattern(
    f"{_HOW}[ ]*(?P<before>{WORDS})[?？呢啊]*|(?P<after>{WORDS})(?:命令|功能|指令)?[ ]*(?:的)?(?:{_HOW}|用法|使用说明|说明|格式|示例|例子|模板)[?？呢啊]*"
)
_BEHIND = Pattern(f"[ ]*(?:[?？]+|帮助|help|命令|(?:的)?(?:用法|使用说明|格式|示例|模板)|{_HOW})[?？呢啊]*")


def help_asked(words: Words, noun: Intent | None = None) -> HelpForm | None:
    """A call for help, or None. With `noun` the words stood behind that noun."""
    plain = words.plain.strip()
    if noun is not None:
        return HelpForm(SHOWN[noun]) if plain and noun != "help" and _BEHIND.fullmatch(plain) else None
    if _ANY.fullmatch(plain):
        return HelpForm()
    topic = _TOPIC.fullmatch(plain)
    return None if topic is None else HelpForm(SHOWN[INTENT_OF[topic["before"] or topic["after"]]])
