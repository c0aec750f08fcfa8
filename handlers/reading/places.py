"""Where a meeting takes place: rooms, floors, online; told from the topic by how a word ends."""

from handlers.reading.ids import link_spans
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

_ROOM = (
    "会议室|会客室|会议厅|会议中心|培训室|培训教室|教室|洽谈室|洽谈区|办公室|报告厅|演播厅|演播室|直播间|多功能厅|大厅|展厅|礼堂|食堂|餐厅|咖啡厅|咖啡馆|茶水间|茶室|前台|大堂"
    "|休息区|讨论区|活动室|实验室|接待室|贵宾室|样板间|阅览室|路演厅|放映室|总经理室|机房|仓库|车间|工厂|基地|园区|酒店|宾馆|现场|大楼|楼大厅"
)
_WHOLE = Pattern(
    "(?:在|于|地点|到|去)?[ :：]*(?P<place>"
    f"[^ \t\n,，。;；@]{{0,14}}?(?:{_ROOM})(?:[a-z0-9一二三四五六七八九十]{{0,4}})?(?:集合)?"
    "|[a-z]?[0-9]{1,4}[a-z]?(?:室|厅|会议间)|[^ \t\n,，。;；@]{0,8}?(?:[0-9一二三四五六七八九十]{1,3}|[a-z])(?:号?楼|层|号楼|座|栋)[^ \t\n,，。;；@]{0,8}"
    "|[a-z][0-9]{3,4}|(?:线上|线下|远程|视频|电话|语音|云|在线)(?:会议|参会)?|(?:腾讯|飞书|钉钉|企业微信|企微|华为云?|zoom|teams|webex|google ?meet|微信)(?:视频|语音|线上|在线)?(?:会议|meeting)?(?:[:： ]?[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3,4})?"
    "|zoom|teams|webex|welink|会议链接|[^ \t\n,，。;；@]{0,6}总部[^ \t\n,，。;；@]{0,8}"
    ")(?:[(（][^()（）\n]{1,30}[)）])?(?:[+/&和及、](?:线上|线下|腾讯会议|飞书会议|钉钉会议|视频|远程|[^ \t\n,，。;；@]{0,8}会议室))?"
)
_INSIDE = Pattern(
    f"(?:在|于|到)(?P<place>[^ \t\n,，。;；@在于到的]{{0,12}}?(?:{_ROOM}|线上|[0-9一二三四五六七八九十]+楼))(?!的)"
)
_ACTS = Pattern("[改装搬布盘参开选租拆看修](?:造|修|迁|置|点|观|放|址|赁|除)")
_TOKEN = Pattern("[^ \t\n,，。;；]+")


def cut_place(words: Words) -> tuple[str, Words]:
    """The place in a line about a meeting, and the line without it."""
    for match in _TOKEN.finditer(words.plain):
        token = words.cut(*match.span())
        whole = _WHOLE.fullmatch(token.plain)
        if whole is not None and _ACTS.search(token.plain) is None:
            place = token.cut(whole.start("place"))
            return place.typed, words.without([match.span()])
    inside = _INSIDE.search(words.plain)
    if inside is not None:
        return words.typed[inside.start("place") : inside.end("place")], words.without([inside.span()])
    for start, end in link_spans(words.plain):
        return words.typed[start:end], words.without([(start, end)])
    return "", words
