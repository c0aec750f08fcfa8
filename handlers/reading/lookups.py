"""进度, 复盘, 术语, 部门, 帮助: what is looked up or kept by name."""

import re

from handlers.reading.departments import is_department
from handlers.reading.exports import exported
from handlers.reading.forms import ContactsForm, GlossaryForm, HelpForm, PersonSlot, ProgressForm, RetroForm
from handlers.reading.ids import leading_id, lettered_id
from handlers.reading.keys import KeyTable
from handlers.reading.nouns import INTENT_OF
from handlers.reading.patterns import Pattern
from handlers.reading.people import mentioned_in, person_of
from handlers.reading.scope import Scope
from handlers.reading.slips import Words

_PERIOD = Pattern(
    "(?:最?近)?(?:本|这|上|下)(?:个?(?:周|星期|礼拜|月|季度)|半?年)|今[天日年]|昨[天日]|(?:最近|近|过去)[一二两三四0-9]{1,2}(?:个?(?:周|天|月|星期))|[0-9一二三四五六七八九十]{1,2}月(?:份)?|第?[一二三四1-4]季度|q[1-4]|上半年|下半年|本月"
)
RETRO = KeyTable(
    {
        "project": "项目名称 项目 项目名",
        "good": "做得好的地方 做得好的 做得好 做的好的 做的好 成功经验 亮点 优点 经验",
        "improve": "待改进的问题 待改进问题 待改进 需改进 可改进 要改进 不足 问题 做得不好 改进点",
        "advice": "规则建议 改进建议 优化建议 建议 改进措施 下次",
    },
    strong="做得好 待改进 规则建议 改进建议",
)
PEOPLE = KeyTable(
    {
        "department": "部门名称 部门",
        "contact": "唯一对接人 对接人 联系人 接口人",
        "decision_maker": "唯一决策人 决策人 决策者 拍板人",
        "head": "部门负责人 负责人 部门领导 主管",
    },
    strong="对接人 决策人 负责人 部门负责人",
)
_EXPORTED_RETRO = Pattern(f"(?:^|[ ]){exported('复盘|报告')}$")
_EXPORTED_PROGRESS = Pattern(f"(?:^|[ ]){exported('进度|进展|项目')}$")
_DEFINES = Pattern(
    "[ ]*(?:=|:|是指|指的是|定义为|定义是|意思是|的定义[是为:]|的口径[是为:]|(?<=[^就不也都还要])是(?!什么|啥|谁|否|不是)|(?<=[a-z0-9 ])指(?=[^标数令]))[ ]*"
)
_ASKS = Pattern(
    "^(?:什么(?:是|叫)|啥是|查询|查一?下?|解释一?下?)[ ]*|[ ]*(?:是什么(?:意思)?|是啥|什么意思|的?(?:定义|含义|意思|口径)|怎么(?:算|定义)|指什么)[ ]*[?？]*$|[?？]+$"
)
_ADDS = Pattern("^(?:定义|新增|添加|新建|增加|登记|修改|改|更新|加)[ ]+|^(?:定义|新增|添加|新建|登记)")
_ALL = Pattern("(?:列表|清单|全部|所有|一览|都?有哪些|有什么|list)?")
_ROLE = Pattern(
    "(?:的)?(?P<role>部门负责人|负责人|对接人|联系人|接口人|决策人|决策者|拍板人|主管)[ ]*(?:改[为成]|换成|变[为成]|设[为成]|设置[为成]|更新为|改|换|为|是|:|=)?[ ]*"
)
_ROLES = {
    "部门负责人": "head",
    "负责人": "head",
    "主管": "head",
    "决策人": "decision_maker",
    "决策者": "decision_maker",
    "拍板人": "decision_maker",
}
_ASKED = Pattern("(?:是?谁|是哪位|有哪些|[?？])+$")
_SETS = Pattern("^(?:设置|修改|更新|改|登记|添加|新增|查询|查看?|把|将)[ ]*")


def read_progress(words: Words) -> ProgressForm:
    """进度 of a project by name or need, and of which time. What exports it is a button on its card."""
    words = words.strip()
    if (export := _EXPORTED_PROGRESS.search(words.plain)) is not None:
        words = words.cut(0, export.start()).strip()
    found = leading_id(words, "n") if re.match("[ ]*[n#]", words.plain) else lettered_id(words, "n")
    if found is not None:
        words = words.without([(found.start, found.end)])
    period = _period(words)
    rest = words if period is None else words.without([period.span()])
    name = re.sub("^(?:项目|关于|的)[ :]+|(?:的|怎么样了?|如何|到哪了|[?？])+$", "", rest.strip().typed)
    return ProgressForm(
        project=" ".join(name.split()),
        request_id=None if found is None else found.numbers[0],
        period="" if period is None else words.typed[period.start() : period.end()],
    )


def _period(words: Words) -> re.Match[str] | None:
    """A stretch of time standing apart, not one in a project's name."""
    for match in _PERIOD.finditer(words.plain):
        before, after = words.plain[: match.start()], words.plain[match.end() :]
        if (not before or before[-1] in " \n的,，:") and (not after or after[0] in " \n的,，。"):
            return match
    return None


def read_retro(words: Words, *, verb: str = "") -> RetroForm:
    """复盘 of a project: what went well, what to improve, which rule to change (S67-S69)."""
    sections = RETRO.read(words)
    free = sections.free.strip()
    found = leading_id(free, "n") if re.match("[n#0-9]", free.plain) else None
    rest = free if found is None else free.cut(found.end).strip()
    export = _EXPORTED_RETRO.search(rest.plain)
    rest = rest if export is None else rest.cut(0, export.start()).strip()
    return RetroForm(
        action="export" if export is not None or verb == "导出" else "create",
        project=sections.text("project") or " ".join(rest.typed.split()),
        request_id=None if found is None else found.numbers[0],
        good=sections.text("good"),
        improve=sections.text("improve"),
        advice=sections.text("advice"),
    )


def read_glossary(words: Words) -> GlossaryForm:
    """术语: all of them, one, or what one means (S82). Only =, : and 是 define; nothing is defined by chance."""
    words = words.strip(" \t\n,，。;；、:：-!！")
    adds = _ADDS.match(words.plain)
    words = words if adds is None else words.cut(adds.end()).strip(" :：")
    asked = _ASKS.search(words.plain)
    while asked is not None and asked.end() > asked.start():
        words = words.without([asked.span()]).strip(" :：。")
        asked = _ASKS.search(words.plain)
        if asked is None:
            return GlossaryForm("lookup", words.typed) if words else GlossaryForm()
    if _ALL.fullmatch(words.plain):
        return GlossaryForm()
    defines = _DEFINES.search(words.plain, 1)
    if defines is None:
        return _added(words) if adds is not None else GlossaryForm("lookup", words.typed)
    term, meaning = words.cut(0, defines.start()).strip(), words.cut(defines.end()).strip(" \n:：=")
    return (
        GlossaryForm("define", term.typed, meaning.typed)
        if term and meaning
        else GlossaryForm("lookup", term.typed)
    )


def _added(words: Words) -> GlossaryForm:
    """定义 GMV 成交总额: behind a verb that adds, a blank is enough between the term and what it means."""
    first = re.match("[^ \\n]+(?=[ \\n]+[^ \\n])", words.plain)
    if first is None:
        return GlossaryForm("lookup", words.typed)
    return GlossaryForm("define", words.typed[: first.end()], words.cut(first.end()).strip().typed)


def read_contacts_command(words: Words, scope: Scope) -> ContactsForm:
    """部门: all, one, or who speaks and decides there (S12, S13)."""
    words = words.strip(" \t\n,，。;；、:：-!！")
    start = _SETS.match(words.plain)
    words = words if start is None else words.cut(start.end())
    asked = _ASKED.search(words.plain)
    words = words if asked is None else words.cut(0, asked.start()).strip()
    if _ALL.fullmatch(words.plain):
        return ContactsForm()
    roles = list(_ROLE.finditer(words.plain))
    if not roles:
        return _without_role(words, scope)
    people: dict[str, PersonSlot] = {}
    for index, role in enumerate(roles):
        end = roles[index + 1].start() if index + 1 < len(roles) else len(words.plain)
        person = person_of(words.cut(role.end(), end).strip(), scope.mentions)
        if person is not None and (person.name or person.key):
            people.setdefault(_ROLES.get(role["role"], "contact"), person)
    before = _without_role(words.cut(0, roles[0].start()).strip(), scope)
    department = before.department
    if before.contact is not None:
        people.setdefault("contact", before.contact)
    return ContactsForm(
        "set" if people else "lookup" if department else "list",
        department,
        people.get("contact"),
        people.get("decision_maker"),
        people.get("head"),
    )


def _without_role(words: Words, scope: Scope) -> ContactsForm:
    mentions = mentioned_in(words, scope.mentions)
    if mentions:
        department = _department(words.cut(0, mentions[0].start))
        return ContactsForm("set", department, person_of(words.cut(mentions[0].start), scope.mentions))
    parts = [words.cut(*match.span()).strip() for match in re.finditer("[^ \t\n:：=→]+", words.plain)]
    if len(parts) == 2 and is_department(parts[0].plain) and not is_department(parts[1].plain):
        person = person_of(parts[1], scope.mentions)
        return (
            ContactsForm("set", parts[0].typed, person) if person else ContactsForm("lookup", parts[0].typed)
        )
    return ContactsForm("lookup", _department(words))


def _department(words: Words) -> str:
    words = words.strip(" \t\n,，。;；、:：-=的")
    key = re.match("(?:部门名称|部门)[ :]+", words.plain)
    return (words if key is None else words.cut(key.end())).strip(" :：的").typed


def read_help(words: Words) -> HelpForm:
    """帮助, on one noun or on all."""
    topic = words.strip(" \t\n,，。;；、:：-!！?？/")
    return HelpForm(topic=topic.typed if topic.plain in INTENT_OF else topic.typed[:20])
