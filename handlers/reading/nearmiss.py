"""What is nearly a command: a slip to be offered, a command nobody knows, a path or an emoticon to be left alone."""

from handlers.reading.addressing import Addressed
from handlers.reading.forms import Form, Intent, Silence, Unknown
from handlers.reading.nouns import INTENT_OF, NOUN
from handlers.reading.patterns import Pattern
from handlers.reading.typos import guess, sounds_alike

FILE = Pattern("[^ \t\n]{0,20}?\\.[a-z]{1,4}(?![a-z0-9])|/")
"""Behind a noun: it was the beginning of a file's name or of a path."""
_TOKEN = Pattern("[^ \t\n:：,，。;；@#0-9]+")
_EMOTICONS = Pattern(
    "微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|抓狂|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|抱拳|强|弱|握手|胜利|玫瑰|凋谢|爱心|心碎|咖啡|啤酒|太阳|月亮|拥抱|赞|狗头|捂脸|奸笑|机智|加油|耶|红包|庆祝|doge"
)
_LONGEST_COMMAND = 12


def longer_noun(message: Addressed) -> Form | None:
    """会议记要 begins with 会议 and was meant for 会议纪要; 任务/18 is a path."""
    match = NOUN.match(message.words.plain)
    token = _TOKEN.match(message.words.plain)
    if match is None or token is None or not message.slash:
        return None
    if FILE.match(message.words.plain, match.end()):
        return Silence()
    near = guess(token[0]) if len(token[0]) > match.end() and token[0] not in INTENT_OF else None
    if near is None or len(near[0]) != len(token[0]):
        return None
    if near[1] == INTENT_OF[match["noun"]] and not sounds_alike(token[0], near[0]):
        return None  # 需求登录 is a need by the name of 登录
    return Unknown(f"{near[0]} {message.words.cut(token.end()).strip().typed}".strip(), near[1])


def near_miss(message: Addressed) -> Form:
    """A slip is offered with what follows it; a command nobody knows is said to be unknown."""
    plain = message.words.plain
    token = _TOKEN.match(plain)
    if token is None or not token[0][0].isalnum():
        return Silence()
    near = guess(token[0])
    length = len(token[0])
    if near is None and message.slash:
        near, length = _glued(token[0])
    if near is not None and (message.slash or plain[length : length + 1] in {"", " ", "\n", ":"}):
        rest = message.words.cut(length).strip(" \t\n:：").typed
        return Unknown(f"{near[0]} {rest}".strip(), near[1])
    if message.slash and length <= _LONGEST_COMMAND and _EMOTICONS.fullmatch(token[0]) is None:
        return Unknown()
    return Silence()


def _glued(token: str) -> tuple[tuple[str, Intent] | None, int]:
    for length in (4, 3, 2):
        near = guess(token[:length]) if length < len(token) else None
        if near is not None:
            return near, length
    return None, len(token)
