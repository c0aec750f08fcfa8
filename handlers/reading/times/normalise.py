"""One form for what people type: half width, simplified, small letters, without blanks and brackets.

Every character kept remembers where it stood, so that a phrase can be cut out of the original text.
"""

from dataclasses import dataclass

from handlers.reading.times.apart import stands_apart

# Only what occurs around times; it need not be a dictionary.
_TRADITIONAL = (
    "後后週周個个點点號号開开會会內内時时鐘钟鍾钟頭头兩两國国慶庆節节陽阳臘腊農农曆历歷历閏闰禮礼業业務务間间"
    "從从當当這这過过終终結结總总聖圣誕诞勞劳動动婦妇兒儿師师雙双單单幾几萬万億亿隨随儘尽盡尽遲迟於于為为議议"
    "樓楼線线層层館馆廳厅門门棟栋區区車车機机庫库倉仓標标講讲題题問问見见達达長长歲岁陰阴舊旧復复產产還还淩凌"
    "裡里裏里處处穀谷種种調调變变換换順顺預预計计約约準准報报項项發发給给與与編编臺台檯台廠厂員员無无電电訂订"
    "簽签銷销貨货備备須须請请參参來来們们將将對对關关應应該该實实說说話话統统齊齐補补優优勢势難难驗验數数據据"
    "煩烦強强類类網网絡络稱称證证廣广場场學学習习領领導导討讨論论階阶級级壓压縮缩辦办連连驚惊蟄蛰檢检測测試试"
)
_SAME = {ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_CASE = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_WIDE_CASE = {code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)}
_DASHES = dict.fromkeys(map(ord, "–—−‐‑‒―﹣－"), "-") | dict.fromkeys(map(ord, "〜∼～"), "~")
_BLANK = "\x00"
_DROPPED = dict.fromkeys(
    map(
        ord,
        " \t\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\"'“”‘’「」『』《》〈〉【】()（）[]［］{}｛｝<>＜＞*",
    ),
    _BLANK,
)
_TABLE = _SAME | _WIDTH | _CASE | _WIDE_CASE | _DASHES | _DROPPED | {ord("\r"): "\n", ord("∶"): ":"}
_LONGEST_NAME = 20
_OPENING, _CLOSING = "([{（【［「『“《", ")]}）】］」』”》"


@dataclass(frozen=True, slots=True)
class Plain:
    """The text to read, and for each of its characters the place in `original`."""

    text: str
    origin: tuple[int, ...]
    original: str

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the plain text stands in the original; a bracket opened in it is closed in it."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        piece = self.original[first:last]
        for opening, closing in zip(_OPENING, _CLOSING, strict=True):
            if piece.count(opening) > piece.count(closing) and self.original[last : last + 1] == closing:
                return first, last + 1
        return first, last


def normalise(original: str) -> Plain:
    """Bring a text into the form the rules are written for. A blank stays only where it parts two things."""
    translated = _without_names(original).translate(_TABLE)
    if _BLANK not in translated:
        return Plain(translated, tuple(range(len(translated))), original)
    kept: list[str] = []
    origin: list[int] = []
    gap = False
    for position, char in enumerate(translated):
        if char == _BLANK:
            gap = True
            continue
        if gap and kept and stands_apart(kept, translated, position):
            kept.append(" ")
            origin.append(position - 1)
        gap = False
        kept.append(char)
        origin.append(position)
    return Plain("".join(kept), tuple(origin), original)


def _without_names(text: str) -> str:
    """Names after @ are not read: 李四 and 周一鸣 hold numbers and weekdays."""
    at = text.find("@")
    while at >= 0:
        end = at + 1
        while end < len(text) and not text[end].isspace():
            end += 1
        if end < len(text) and end - at <= _LONGEST_NAME:
            text = text[: at + 1] + "@" * (end - at - 1) + text[end:]
        at = text.find("@", end)
    return text
