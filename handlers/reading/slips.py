"""What fingers and keyboards do to a command: width, script, case, invisible characters. Nothing changes its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.reading.patterns import Pattern

LONGEST = 10_000
"""A longer message is cut for reading, in characters."""

# Only characters of our own vocabulary: nouns, verbs, keys, departments, dates. Free text stays as it was typed.
_TRADITIONAL = (
    "於于寫写會会議议務务紀纪進进項项復复複复盤盘術术語语門门幫帮記记錄录對对報报開开預预約约參参與与協协時时間间點点鐘钟後后週周個个兩两標标誰谁責责負负備备註注風风險险應应產产貨货轉转給给換换為为變变"
    "遲迟順顺來来沒没還还製制創创刪删銷销終终結结關关閉闭圖图導导發发佈布確确認认異异無无讀读閱阅說说內内題题稱称單单業业員员採采購购財财運运營营設设計计質质檢检倉仓儲储資资訊讯庫库辦办處处組组團团"
    "隊队場场廳厅樓楼線线電电話话視视頻频遠远總总經经驗验優优長长數数據据請请煩烦讓让這这樣样麼么嗎吗甚什幹干幾几從从當当動动態态劃划畫画執执現现實实際际準准決决訂订審审評评測测試试驟骤類类別别狀状"
    "況况權权慶庆節节陽阳農农曆历國国萬万億亿們们過过將将該该夠够趕赶擱搁暫暂緩缓遞递補补調调價价賣卖買买費费齊齐裡里裏里東东陳陈趙赵張张劉刘楊杨黃黄吳吴鄭郑許许韓韩馮冯蔣蒋葉叶蘇苏盧卢鍾钟譚谭陸陆"
    "賴赖閻阎龍龙馬马羅罗孫孙蕭萧賀贺龔龚顧顾錢钱嚴严華华區区廠厂號号級级簽签傳传達达"
)
_FOLD = {ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_FOLD |= {code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)}
_FOLD |= dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f"), " ")
_FOLD |= dict.fromkeys(map(ord, "–—−‐‑‒―﹣"), "-") | dict.fromkeys(map(ord, "〜∼"), "~")
_FOLD |= {ord("∶"): ":", ord("﹕"): ":", ord("│"): "|", ord("┃"): "|", ord("⁄"): "/", ord("∕"): "/"}
_INVISIBLE = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffc]"
)
_NEWLINES = Pattern("\r\n?|\u2028|\u2029|\u0085")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a message twice, character by character: as `typed`, and `plain`, which the rules are written for.

    Plain is half width, simplified, small letters; it is as long as typed, so that a match in one cuts the other.
    """

    typed: str
    plain: str

    def cut(self, start: int, end: int | None = None) -> "Words":
        """The piece from `start` to `end`."""
        return Words(self.typed[start:end], self.plain[start:end])

    def strip(self, chars: str = " \t\n,，、.。;；:：|-~!！") -> "Words":
        """Without blanks and loose punctuation at both ends."""
        stripped = self.plain.strip(chars)
        if len(stripped) == len(self.plain):
            return self
        lead = len(self.plain) - len(self.plain.lstrip(chars))
        return self.cut(lead, lead + len(stripped))

    def without(self, spans: Iterable[tuple[int, int]]) -> "Words":
        """What is left when the spans are cut out; a blank stays where something was."""
        typed: list[str] = []
        plain: list[str] = []
        at = 0
        for start, end in sorted(spans):
            if end <= at:
                continue
            typed.append(self.typed[at : max(at, start)])
            plain.append(self.plain[at : max(at, start)])
            at = end
        typed.append(self.typed[at:])
        plain.append(self.plain[at:])
        return Words(" ".join(typed), " ".join(plain))

    def lines(self) -> list["Words"]:
        """Line by line."""
        found: list[Words] = []
        at = 0
        for line in self.plain.split("\n"):
            found.append(self.cut(at, at + len(line)))
            at += len(line) + 1
        return found

    def __bool__(self) -> bool:
        return bool(self.plain.strip())


def fold(text: str) -> str:
    """The plain form of a text: as long as the text itself."""
    return text.translate(_FOLD)


def words_of(text: str) -> Words:
    """A message to read: cut to its longest, line ends made alike, invisible characters gone."""
    typed = _NEWLINES.sub("\n", _INVISIBLE.sub("", text[:LONGEST])).replace("＠", "@")
    return Words(typed, fold(typed))


NOTHING = Words("", "")
