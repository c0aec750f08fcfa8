"""导出 and what people put behind it: the table, the kind of file, 一份, 给我. Both kinds of file are always sent."""

from handlers.reading.patterns import Pattern

_VERB = "(?:导出|下载|export)"
_THINGS = "表格?[123一二三]?|文件|文档|资料|excel|xlsx?|word|docx?|pdf|格式|版本?|全部|所有|为|成|的|[ ]"
_MANNER = "一?份|出?来|一?下|给我|发我|了|吧"
_MOST = 16
"""Pieces behind the verb: without an end to them, a message made to be slow is tried in every way."""


def exported(things: str) -> str:
    """The expression of an export and nothing else; `things` are what else may be exported here (会议|议程)."""
    return f"{_VERB}(?:{things}|{_THINGS}|{_MANNER}){{0,{_MOST}}}"


SUPPORT_LIST = Pattern("清单")
"""Of a request, its 协作需求清单 (S20) is meant and not 表1."""
