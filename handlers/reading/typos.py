"""A slip of the finger on a noun: what may have been meant. It is offered, never run."""

from rapidfuzz.distance import OSA

from handlers.reading.forms import Intent
from handlers.reading.nouns import INTENT_OF, SHOWN

_SOUNDS = (
    "xu需须须许虚续序叙绪徐蓄旭嘘 qiu求球囚秋丘邱裘酋 hui会回汇惠慧绘辉灰徽挥毁悔烩 yi议义意仪易异亿益艺忆医衣依宜移已以役疫译翼一 "
    "ren任人认仁忍刃韧仞 wu务物误五武舞屋无午勿悟雾吴 ji纪记计机及级极几己技际济继季寄迹集既级籍基 yao要药腰遥摇邀耀 jin进近劲尽禁金今紧 du度都读独毒渡肚杜赌镀堵 "
    "zhan展站战占沾粘 fu复付富副服负福府父附妇覆赴腹 pan盘判盼攀潘叛畔 shu术树属熟数书输述叔束竖 yu语雨于与余玉鱼育欲遇 bu部步不布补捕簿 men门们闷 "
    "bang帮邦棒榜绑傍 zhu助主注住祝著驻逐猪筑 dui对队堆兑 jie接街借节界介结解姐 kai开凯楷 yue约月越悦阅 xie写些协鞋谢 pai派排拍牌 lu录路陆 biao表标彪"
)
_SOUND_OF = {
    char: "".join(c for c in group if c.isascii())
    for group in _SOUNDS.split()
    for char in group
    if not char.isascii()
}
_LATIN: dict[str, Intent] = {
    "xuqiu": "request",
    "xq": "request",
    "need": "request",
    "request": "request",
    "xqdj": "request",
    "huiyi": "meeting",
    "hy": "meeting",
    "kaihui": "meeting",
    "kh": "meeting",
    "meeting": "meeting",
    "meet": "meeting",
    "renwu": "task",
    "rw": "task",
    "task": "task",
    "todo": "task",
    "tasks": "task",
    "jiyao": "minutes",
    "jy": "minutes",
    "minutes": "minutes",
    "jindu": "progress",
    "jd": "progress",
    "jinzhan": "progress",
    "progress": "progress",
    "fupan": "retro",
    "fp": "retro",
    "retro": "retro",
    "shuyu": "glossary",
    "sy": "glossary",
    "glossary": "glossary",
    "bumen": "contacts",
    "bm": "contacts",
    "duijieren": "contacts",
    "djr": "contacts",
    "contacts": "contacts",
    "bangzhu": "help",
    "bz": "help",
}
_LONGEST = 6
_FAR = 1.5
_ALIKE = 0.5


def guess(token: str) -> tuple[str, Intent] | None:
    """The noun that a plain first word may have been meant for, and its intent; None when nothing is near."""
    latin = _latin(token)
    if latin is not None:
        return latin
    if not 1 < len(token) <= _LONGEST:
        return None
    best = min(INTENT_OF, key=lambda noun: _distance(token, noun))
    return (best, INTENT_OF[best]) if _distance(token, best) < _FAR else None


def sounds_alike(token: str, noun: str) -> bool:
    """Whether a word is read aloud like the noun: 登计 for 登记."""
    return _distance(token, noun) == _ALIKE


def _latin(token: str) -> tuple[str, Intent] | None:
    if not token.isascii() or not token.isalpha():
        return None
    intent = _LATIN.get(token)
    if intent is None:
        near = [
            word
            for word in (*_LATIN, "help")
            if len(word) > 3 and OSA.distance(word, token, score_cutoff=1) <= 1
        ]
        intent = (_LATIN | {"help": "help"})[near[0]] if near else None
    return None if intent is None else (SHOWN[intent], intent)


def _distance(token: str, noun: str) -> float:
    """How far a word is from a noun: a wrong letter counts 1, one that sounds the same a half."""
    if token == noun:
        return 0
    if len(token) == len(noun):
        sounds = [_SOUND_OF.get(a, a) == _SOUND_OF.get(b, b) for a, b in zip(token, noun, strict=True)]
        if all(sounds):
            return _ALIKE
    return OSA.distance(token, noun, score_cutoff=2) + (0 if token[0] == noun[0] else 0.1)
