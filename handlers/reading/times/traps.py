"""What looks like a time and is none: 早一点, 第三方, 有两点, 任务12号, links, versions."""

from handlers.reading.patterns import Pattern
from handlers.reading.times.numerals import FIGURES

_CLOCK_FOLLOWS = "[钟半整前之以到至开0-9一二三四五六七八九十差过左准分]"
_PATTERNS = (
    "(?:https?://|www\\.)[\\x21-\\x7e]+",
    "[a-z0-9._-]+@[a-z0-9-]+\\.[a-z.]+",
    "#[0-9]+",
    "24/7|7[x*]24",
    "[早晚快慢好多少大小高低近远有差先轻重](?:[了一]?点|些)(?!钟|半|[0-9])",
    f"(?:这|那|以下|如下|下列|下面|上述|有|共|提了?|补充|强调|注意|达成|形成|几|说了?|分)[了出]?[{FIGURES}]{{1,3}}点(?!{_CLOCK_FOLLOWS})",
    f"第[{FIGURES}]{{1,3}}(?!季度|个?工作[日天]|天|个?周[一二三四五六日天])",
    "(?:任务|需求|工单|编号|单号|尾号|工号|[路街弄巷])[a-z#]*[0-9]+号(?!前|之前|以前|[上下]班|[上中下]午|[早晚周到至起]|[0-9]|星期)",
    "(?:任务|需求|工单)#?[0-9]+(?=[,;。])",
    "(?:(?<![0-9一二三四五六七八九十])版本?|版本号|v|ver|no)[.:]?[0-9]+(?:\\.[0-9]+)+",
    "[一1]时(?!间|[0-9])|十分(?!钟)|一天到晚|三天两头|一年一度|成天|天天向上|大?老?半天",
    "[百千]年(?!之?[后内前]|以[后内前])",
    "[这那哪有某]一?天|每一天|前几天|头几天|改天|几天(?!后|内|之)",
    "周六福|周而复始|早晚|年年|月月|上午好|下午好|晚上好|早上好|中午好|[早晚午]安|下午茶|上下班",
    "五一(?=路|广场)|八一(?=路|广场)|今日头条|明日方舟|日日",
    "上周边|上下午",
    "每[周月年](?:[一二三两][次回]|度)|每(?:人|位|个人|组|个部门|台|件|项|份|家|次)",
    "(?:周末|假期|新年|元旦|春节|元宵节?|端午节?|中秋节?|国庆节?|圣诞节?|[五六]一|双节)(?:快乐|愉快|安康)",
    "点名|点评|点对点|点赞|点击",
)
_TRAP = Pattern("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
# What no rule could read is passed over as a whole: no phrase begins in the middle of a number or a word.
_TOKEN = Pattern(
    f"[0-9]+(?:[.:/-][0-9]+|,[0-9]{{3}}(?![0-9]))*|[{FIGURES}]+|(?:at|on|from|the|for|to|and|or|is)(?![a-z])|[a-z_][a-z0-9_.+#/@]*|[\\s\\S]"
)


def trap_end(text: str, at: int) -> int | None:
    """Where a trap that begins here ends; None when there is none."""
    match = _TRAP.match(text, at)
    return None if match is None else match.end()


def token_end(text: str, at: int) -> int:
    """Where the number, word or sign that begins here ends."""
    match = _TOKEN.match(text, at)
    return at + 1 if match is None else match.end()
