"""Every card of bot/cards in its states, from views as the golden script has them, and one card per neutral element."""

from dataclasses import replace
from datetime import UTC, date, datetime

from app.chats.choices import SECTIONS
from app.chats.settings import ChatSettings
from app.needs.models import NeedStatus, SupportStatus
from app.needs.views import (
    AlignmentView,
    ContactField,
    DraftView,
    Finding,
    MilestoneView,
    NeedFields,
    NeedView,
    SupportView,
)
from app.people.calendars import calendar_in
from app.people.views import DepartmentView, PersonView
from app.projects.models import Cadence
from app.rulepacks.reading import guide_pack
from bot.cards import home, need_list, speakers
from bot.cards.department import department_card, departments_card
from bot.cards.history import LogLine
from bot.cards.model import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Divider,
    Fold,
    Form,
    Notice,
    Option,
    PersonField,
    Progress,
    Row,
    Rows,
    Span,
    Table,
    Text,
    TextField,
    ToggleField,
)
from bot.cards.need import need_card
from bot.cards.need_draft import draft_card
from bot.cards.pack import pack_card
from bot.cards.parts import note
from bot.cards.rhythm import RhythmView, rhythm_card
from bot.cards.settings import keep_warning, section_card, settings_card, settings_ways
from bot.cards.support import support_card

NOW = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
CALENDAR = calendar_in("Asia/Shanghai")


def open_id(number: int) -> str:
    """An id that looks like the platform's."""
    return f"ou_{number:032x}"


WANG = PersonView(1, open_id(1), "王芳", "市场部")
ZHANG = PersonView(2, open_id(2), "张伟", "研发部")
LI = PersonView(3, open_id(3), "李娜", "销售部")
ZHAO = PersonView(4, open_id(4), "赵强")
PEOPLE = [WANG, ZHANG, LI, ZHAO]
KNOWN = frozenset(person.external_id for person in PEOPLE)


def support(
    number: int, department: str, contact: PersonView | None, content: str, status: SupportStatus
) -> SupportView:
    """One department's part."""
    answered = status != SupportStatus.WAITING
    short = status in {SupportStatus.PARTIAL, SupportStatus.HARD}
    return SupportView(
        id=number,
        department=department,
        department_id=number,
        contact=contact,
        decision_maker=contact if number == 1 else None,
        content=content,
        status=status,
        manpower="2人" if answered else "",
        time="5月20日起" if answered else "",
        budget="",
        difficulty="人力紧张" if short else "",
        gap="缺1名测试 <b>*急*</b>" if short else "",
        direction="",
        answered_by=contact if answered else None,
        answered_at=datetime(2024, 5, 14, 6, 30, tzinfo=UTC) if answered else None,
    )


NEED = NeedView(
    id=7,
    number=1,
    project_id=3,
    project="新产品上市推广",
    scenario="joint",
    initiator=WANG,
    department="市场部",
    goal="3个月内完成产品上市并达成50万销量",
    deliverables="上市方案",
    own_resources="",
    description="研发部提供技术参数；销售部提交渠道铺货计划；客服部制定售后话术",
    due_on=date(2024, 6, 30),
    due_waived=False,
    note="研发部人力紧张，需提前2周启动",
    lead_days=10,
    start_by=date(2024, 6, 14),
    status=NeedStatus.OPEN,
    registered_at=NOW,
    supports=(
        support(1, "研发部", ZHANG, "提供技术参数", SupportStatus.PARTIAL),
        support(2, "销售部", LI, "提交渠道铺货计划", SupportStatus.ACCEPTED),
        support(3, "客服部", None, "制定售后话术", SupportStatus.WAITING),
    ),
    milestones=(MilestoneView("样机", date(2024, 6, 3)),),
    checks=(
        Finding("R8", offered=date(2024, 6, 28)),
        Finding("R6", about="销售部", about_id=2),
        Finding("R6", about="客服部", about_id=3),
    ),
    home_chat="oc_00000000000000000000000000000001",
    timezone="Asia/Shanghai",
)
DRAFT = DraftView(
    id=9,
    need_id=None,
    fields=NeedFields(
        project="新产品上市推广",
        department="市场部",
        departments=("研发部", "销售部"),
        contacts=(ContactField("研发部", "张伟", open_id(2), decides=True),),
        due_on=date(2024, 6, 30),
        milestones=(MilestoneView("样机", date(2024, 6, 3)),),
    ),
    missing=("goal", "description"),
    expires_at=datetime(2024, 5, 21, 2, 0, tzinfo=UTC),
    done=False,
    author=WANG,
)
LOG = (LogLine("5月14日 10:05", "王芳", "修改", ("期望完成时间：6月30日(周日) → 6月28日(周五)",)),)
HOMES = (Option("oc_1", "新品群"), Option("oc_2", "就在这里"))
DEPARTMENT = DepartmentView(1, "研发部", ZHANG, None, None)
SAID = (
    AlignmentView("研发部", ZHANG, agreed=True, text=""),
    AlignmentView("销售部", LI, agreed=False, text="请把时间<往后>挪"),
    AlignmentView("客服部", None, agreed=None, text=""),
)
_CLOSED = replace(NEED, status=NeedStatus.CLOSED)

RHYTHM = RhythmView(
    1,
    "新产品上市",
    Cadence.BIWEEKLY,
    False,
    1,
    "14:00",
    "3号会议室",
    "5月20日(周一) 15:06",
    "5月21日(周二) 14:00",
    "王芳",
)
SET = ChatSettings(
    chat_id=1,
    private=False,
    values={
        "starts": "08:30",
        "lunch": "12:00 13:00",
        "ends": "17:30",
        "zone": "Asia/Shanghai",
        "holidays": "official",
        "clock": "natural",
        "naming": "later",
        "posts": "3",
        "heads": "no",
        "project": "2",
        "scenario": "",
        "names": "department",
        "keep": "365",
    },
    days={date(2024, 5, 23): False, date(2024, 5, 25): True},
    project="新产品上市",
    projects=((2, "新产品上市"), (1, "会员日")),
    admins=(WANG, LI),
    rules="指南默认",
    version=2,
)
WAYS = settings_ways(chat=1, section="data", wanted={"names": "name", "keep": "180"})
REAL: dict[str, Card] = {
    "settings": settings_card(SET, LOG, undo=8),
    "settings_private": settings_card(replace(SET, private=True, days={}, project=""), (), undo=None),
    **{f"settings_{section}": section_card(SET, section) for section in SECTIONS},
    "keep_warning": keep_warning("180", ["会员日"], WAYS),
    "pack": pack_card(
        guide_pack(), [], chat_id=1, number=1, who="王芳、李娜", year=2024, calendar=CALENDAR, undo=8
    ),
    "need": need_card(NEED, LOG, undo=5, now=NOW, calendar=CALENDAR),
    "need_fresh": need_card(replace(NEED, checks=()), (), undo=None, now=NOW, calendar=CALENDAR),
    "need_closed": need_card(_CLOSED, LOG, undo=None, now=NOW, calendar=CALENDAR),
    "need_list": need_list.need_list_card(NEED),
    "need_list_closed": need_list.need_list_card(_CLOSED),
    "align": need_list.align_card(NEED, SAID, now=NOW, calendar=CALENDAR),
    "needs": need_list.needs_card([NEED, _CLOSED], now=NOW, calendar=CALENDAR),
    "needs_none": need_list.needs_card([], now=NOW, calendar=CALENDAR),
    "draft": draft_card(DRAFT, homes=HOMES, number=None, now=NOW, calendar=CALENDAR),
    "draft_edit": draft_card(replace(DRAFT, missing=()), homes=(), number=1, now=NOW, calendar=CALENDAR),
    "draft_done": draft_card(replace(DRAFT, done=True), homes=(), number=None, now=NOW, calendar=CALENDAR),
    "support": support_card(NEED, NEED.supports[0], viewer=open_id(2), now=NOW, calendar=CALENDAR),
    "support_moved": support_card(NEED, NEED.supports[0], viewer=open_id(3), now=NOW, calendar=CALENDAR),
    "contacts": speakers.contacts_card(NEED, PEOPLE),
    "decider": speakers.decider_card(NEED.supports[1], PEOPLE),
    "department": department_card(DEPARTMENT, PEOPLE),
    "departments": departments_card([DEPARTMENT]),
    "join": home.join_card(),
    "home": home.home_card([NEED], [], [], now=NOW, calendar=CALENDAR),
    "home_none": home.home_card([], [], [], now=NOW, calendar=CALENDAR),
    "help": home.help_card((("需求", "登记一条跨部门协作需求"),), lead="只能读文字消息"),
    "howto": home.howto_card("task", "任务"),
    "suggest": home.suggest_card("/任务 完成 T1"),
    "check": home.check_card(((True, "飞书凭证", ""), (False, "飞书权限：置顶消息", "卡片不会被置顶"))),
    "rhythm": rhythm_card(RHYTHM, LOG, undo=7),
    "rhythm_urgent": rhythm_card(replace(RHYTHM, urgent=True, clock="", weekday=None), (), undo=None),
    "note": note("没有这个编号", "请检查后再试", tone="warn"),
}
"""The cards people see."""

_PRESS = Button("完成", "task.finish", {"task": 3})
ELEMENTS: dict[str, Card] = {
    "text": Card(
        "文字",
        (
            Text((Span("平常的一行\n第二行"),)),
            Text((Span("小字", tone="quiet"),), "small"),
            Text((Span("标题", bold=True),), "heading"),
            Text(
                (
                    Span("重要：", bold=True),
                    Span("过期", struck=True, tone="bad"),
                    Span("看这里", href="https://example.com/a(b)"),
                    Span("王芳", person=open_id(1)),
                    Span("外人", person="user-7"),
                )
            ),
        ),
        tone="good",
        tag="进行中",
        tag_tone="info",
        summary="一句话",
    ),
    "rows": Card(
        "行", (Rows((Row("项目", (Span("新品"),)), Row("负责人", (Span("李娜", person=open_id(3)),)))),)
    ),
    "table": Card(
        "表",
        (
            Table(
                ("部门", "状态"),
                (
                    ((Span("研发部"),), (Span("延期", tone="bad"),)),
                    ((Span("销售部"),), (Span("正常"),)),
                ),
            ),
        ),
    ),
    "divider_progress": Card("进度", (Progress("已回复", 2, 3), Divider(), Progress("没有", 0, 0))),
    "buttons": Card(
        "按钮",
        (
            Buttons((_PRESS,)),
            Buttons(
                (
                    replace(_PRESS, style="primary"),
                    Button("取消", "task.cancel", {"task": 3}, "danger", "确定取消吗？"),
                    Button("打开", url="https://example.com"),
                )
            ),
        ),
    ),
    "notice": Card(
        "提示", tuple(Notice(level, (Span("一条"),), (_PRESS,)) for level in ("ok", "hint", "warn", "bad"))
    ),
    "form": Card(
        "表单",
        (
            Form(
                "all",
                (
                    TextField("title", "标题", "旧", "如 上市", required=True, max_length=20),
                    TextField("goal", "目标", lines=3),
                    ChoiceField("level", "级别", (Option("", "无"), Option("P1", "高")), ("",)),
                    ChoiceField("tags", "标签", (Option("a", "甲"), Option("b", "乙")), ("b",), many=True),
                    PersonField("owner", "负责人", required=True),
                    PersonField("cc", "抄送", (Option(open_id(1), "王芳"),), (open_id(1),), many=True),
                    PersonField("guest", "外人", (Option("user-7", "外人"),), ("user-7",)),
                    DateField("due", "截止", "2024-06-30"),
                    DateField("at", "时间", "2024-06-30 14:00", clock=True),
                    DateField("unset", "未定", "月底"),
                    ToggleField("urgent", "加急", value=True),
                ),
                (
                    Button("保存", "form.save", {"id": 1}, "primary"),
                    Button("放弃", "form.drop", {"id": 1}, confirm="真的吗？"),
                ),
            ),
            Form("second", (TextField("title", "标题"),), (Button("保存", "form.save", {"id": 2}),)),
        ),
    ),
    "fold": Card(
        "折叠",
        (
            Fold(
                "详情",
                (
                    Text((Span("里面"),)),
                    Table(("甲", "乙"), (((Span("1"),), (Span("2"),)),)),
                    Buttons((_PRESS, replace(_PRESS, args={"task": 4}))),
                ),
                open=True,
            ),
            Fold("空的", (Rows(()),)),
        ),
    ),
}
"""One card per neutral element, with everything the element can do."""
CARDS = REAL | {f"element_{name}": card for name, card in ELEMENTS.items()}
