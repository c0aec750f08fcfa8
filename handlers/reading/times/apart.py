"""Where a blank parts a time from what is none. Elsewhere blanks mean nothing: 3 个 工作日 内 is one phrase."""

from handlers.reading.patterns import Pattern
from handlers.reading.times.rooms import NOUNS

_ALPHANUMERIC = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
# In 线上 周五 nobody says 上周五.
_PLACES = frozenset(
    {
        "线上",
        "线下",
        "网上",
        "楼上",
        "楼下",
        "店下",
        "路上",
        "会上",
        "台上",
        "台下",
        "马上",
        "以上",
        "以下",
        "如下",
    }
)
# 3号会议室, 200人, 二楼, 两个方案: behind a blank their figure belongs to no time before it.
_COUNTED = (
    f"(?:[0-9]+(?:\\.[0-9]+)?|[一二两三四五六七八九十百]{{1,4}})(?:\x00?号(?:{NOUNS}|线)|号?(?:会议室|楼|层)|多?[人名位]|期|%|折|倍|万|亿|元|方|起(?!$)|套|份|版|家|台|场"
    "|个(?!半?(?:月|季度|工作|小时|钟|星期|礼拜|自然|日历)))"
)
# Words that begin with a character a time may end with or go on with: 周五10点 内容评审, 下午5点 半年总结.
_WORDS = (
    "内[容部测审网训控购衣场外]|后[端勤台期续面方排备]|前[端台期往置沿景线]|半(?:年(?![内后前之以末底])|成品|价|程|导体)|末[班尾端位]|初[稿步审级]|底[稿线层部座价]"
    "|点[检评名赞击单心]|日[报常程期志用化活均语本]|天[猫气津河使桥台然]|月[报饼度薪活会考球台刊子]|年(?:[会报货检假级轻龄薪]|度(?![末底内初]))|周[报会年边期转刊总岁到例]"
    "|时[间长尚代效装段]|分[享析工部店公配组销支类段]|小[组程区店红说]|号[码召外]|上[线海报市架新级传门游]|下[单架载级沉游属发]|中[心秋国标层台期间小介文]|早[会餐报点教]|晚[会餐宴班报]|季[报刊节会]"
    "|一[期线体起般致次级站店键季]|二[期次维手级线季]|三[期方级线会包季]|四[方期]|五[金险期]|十[大佳强]|百[日强货]|两[会地化]"
)
_AHEAD = Pattern(f"{_COUNTED}|{_WORDS}")
_NUMBERED = Pattern("(?:[a-gi-pr-z]|任务|需求|会议|工单)#?[0-9][0-9.]*$")  # T12, V2.0; Q3 and H1 are times
_MONTH_AND_DAY = Pattern("月[^\\w]*[0-9]|号")  # 需求 8 月 15 日上线, 需求 20 号上线
_LONGEST_NUMBER = 10


def stands_apart(before: list[str], text: str, at: int) -> bool:
    """Whether the blank between what was kept `before` and the place `at` of the text parts two things."""
    last = before[-1]
    if text[at] in _ALPHANUMERIC and last in _ALPHANUMERIC:
        return True
    if last.isdecimal() and _NUMBERED.search("".join(before[-_LONGEST_NUMBER:])):
        return _MONTH_AND_DAY.match(text, at) is None
    return "".join(before[-2:]) in _PLACES or _AHEAD.match(text, at) is not None
