"""Departments in a text: 研发部, 印务组, IT; and lists of them."""

import re

from handlers.reading.lists import LOOSE, split
from handlers.reading.patterns import Pattern
from handlers.reading.slips import NOTHING, Words, words_of

KNOWN = (
    "研发|市场|销售|客服|客户服务|财务|法务|人事|人力资源|人力|行政|产品|设计|运营|采购|技术|生产|质检|品控|质量|品质|仓储|仓库|物流"
    "|门店|招商|品牌|公关|数据|工程|测试|商务|渠道|培训|安全|安保|安环|审计|战略|投资|供应链|信息|信息化|信息技术|售后|售前|电商|直播|客户成功"
    "|前端|后端|算法|运维|项目|总经办|总裁办|董办|企划|策划|媒介|内容|新媒体|海外|国际|工艺|设备|计划|证券|风控|合规|内控|税务|党办|工会|后勤|印务|视觉|交付|实施"
    "|it|hr|pmo|qa|ui|ux|pr|bd|gr|qc|rd|r&d|ehs|crm|erp|mis|pm"
)
TAIL = "(?:事业部|部门|部|组|中心|处|科|办公室|办|团队|室)"
ONE = Pattern(f"(?:[\\u4e00-\\u9fffa-z0-9&]{{1,10}}?{TAIL}|{KNOWN})")
"""What is shaped like a department, from the place it begins."""
_PIECE = Pattern(
    "^(?:请|由|需要?|还需要?|和|及|与|让|找|联系|@)*(?P<name>.*?)"
    "(?:[(].*[)])?(?:等(?:部门|各部门)?)?(?:的?(?:同事|老师))?(?:一起|共同|同时|来)?"
    "(?:的?(?:配合|支持|协助|参与|协作|协同|帮忙|支援|联合|出人|参加|合作)(?:一下)?)*$"
)
_NONE = {"无", "暂无", "没有", "待定", "-", "/", "tbd", "同上", "都", "等", "等部门"}
_VERBS = "整理|联系|通知|对接|协调|支持|配合|提交|制定|准备|完成|跟进|确认|更新|输出|梳理|汇总|催|问|找|给|交|发|写|做|改|审|出|约|请|让|由|帮|送"
_DOING = Pattern(
    "(?P<department>[\\u4e00-\\u9fffa-z0-9&]{1,7}?(?:部(?!门)|组|中心))[:：]?(?=[\\u4e00-\\u9fff])"
)
"""A department and what it shall do: 设计部出图."""
_DATED = Pattern("[0-9][月日号天周/.:-]|[0-9]{4}|[前内]$|^(?:今|明|后|本|下)[天日周月]")
LONGEST = 14


def departments_in(words: Words) -> tuple[str, ...]:
    """Every item of a list of departments, as typed; what is no name (配合, 待定) is left out."""
    found: dict[str, str] = {}
    for piece in split(words, LOOSE):
        name = _name(piece)
        if name and name.plain not in _NONE and len(name.plain) <= LONGEST and not _DATED.search(name.plain):
            found.setdefault(name.plain, name.typed)
    return tuple(found.values())


def read_departments(text: str) -> tuple[str, ...]:
    """The departments of a form's field, in their order, each once."""
    return departments_in(words_of(text))


def is_department(plain: str) -> bool:
    """Whether a piece of plain text is a department's name and nothing else."""
    return (
        1 < len(plain) <= LONGEST
        and re.fullmatch(f"[\\u4e00-\\u9fffa-z0-9&]{{1,10}}{TAIL}|{KNOWN}", plain) is not None
        and re.match(_VERBS, plain) is None
    )


def says_tasks(words: Words) -> bool:
    """Whether a list of departments says of one what it shall do: 设计部出图、物流部运输."""
    return any(_doing(bare(piece)) is not None for piece in split(words, LOOSE))


def _name(piece: Words) -> Words:
    name = bare(piece)
    doing = _doing(name)
    return name if doing is None else name.cut(0, doing.end("department"))


def bare(piece: Words) -> Words:
    """An item of a list without what is put around a name: 请研发部配合."""
    match = _PIECE.match(piece.plain)
    if match is None:
        return NOTHING
    return piece.cut(match.start("name"), match.end("name")).strip(" *#。.")


def _doing(name: Words) -> re.Match[str] | None:
    return None if is_department(name.plain) else _DOING.match(name.plain)
