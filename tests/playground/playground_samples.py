"""Cards for the page: the real ones with the guide's example in them, and one with every element there is."""

from datetime import UTC, date, datetime

from app.calendars import CHINA
from app.needs.models import NeedStatus, SupportStatus
from app.needs.views import DraftView, Finding, NeedFields, NeedView, SupportView
from app.people.views import PersonView
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
from bot.cards.need_list import need_list_card
from bot.cards.speakers import contacts_card
from bot.cards.support import support_card

NOW = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
WANG = PersonView(1, "wangfang", "王芳", "市场部")
ZHANG = PersonView(2, "zhangwei", "张伟", "研发部")
LI = PersonView(3, "lina", "李娜", "销售部")
ZHAO = PersonView(4, "zhaoqiang", "赵强", "客服部")


def _support(number: int, contact: PersonView | None, department: str, content: str) -> SupportView:
    hard = number == 1
    return SupportView(
        id=number,
        department=department,
        department_id=number,
        contact=contact,
        decision_maker=ZHANG if hard else None,
        content=content,
        status=SupportStatus.PARTIAL if hard else SupportStatus.WAITING,
        manpower="2 名开发" if hard else "",
        time="",
        budget="",
        difficulty="",
        gap="缺 1 名测试" if hard else "",
        direction="借调销售部的测试同事一周" if hard else "",
        answered_by=contact if hard else None,
        answered_at=NOW if hard else None,
    )


def need(*, named: bool = True) -> NeedView:
    """The guide's need; without `named` nobody speaks for the departments yet."""
    people = (ZHANG, LI, ZHAO) if named else (None, None, None)
    asked = (("研发部", "提供技术参数"), ("销售部", "提交渠道铺货计划"), ("客服部", "制定售后话术"))
    return NeedView(
        id=1,
        number=1,
        project_id=1,
        project="新产品上市推广",
        scenario="joint",
        initiator=WANG,
        department="市场部",
        goal="3个月内完成产品上市并达成50万销量",
        deliverables="产品原型、市场方案",
        own_resources="",
        description="研发部提供技术参数；销售部提交渠道铺货计划；客服部制定售后话术",
        due_on=date(2024, 6, 30),
        due_waived=False,
        note="研发部人力紧张，需提前2周启动",
        lead_days=14,
        start_by=date(2024, 6, 14),
        status=NeedStatus.OPEN,
        registered_at=NOW,
        supports=tuple(
            _support(n, p, *a) for n, (p, a) in enumerate(zip(people, asked, strict=True), start=1)
        ),
        milestones=(),
        checks=(Finding("R8", offered=date(2024, 6, 28)), Finding("R6", "销售部", 2)),
        home_chat="launch",
        timezone="Asia/Shanghai",
    )


def registered() -> Card:
    """登记卡 N1."""
    log = (LogLine("5月14日(周二) 10:00", "王芳", "登记了需求", ()),)
    return need_card(need(), log, undo=7, now=NOW, calendar=CHINA)


def draft() -> Card:
    """The draft with its twelve fields."""
    fields = NeedFields(project="新产品上市推广", department="市场部", departments=("研发部", "销售部"))
    view = DraftView(5, None, fields, ("goal", "due_on"), NOW, done=False, author=WANG)
    return draft_card(view, homes=(), number=None, now=NOW, calendar=CHINA)


def contacts() -> Card:
    """The contacts asked for."""
    return contacts_card(need(named=False), [ZHANG, LI, ZHAO])


def support() -> Card:
    """张伟's private card."""
    return support_card(need(), need().supports[0], viewer="zhangwei", now=NOW, calendar=CHINA)


def listing() -> Card:
    """需求清单."""
    return need_list_card(need())


def everything() -> Card:
    """Every element of the model, and every kind of field."""
    choices = (Option("a", "方案 A"), Option("b", "方案 B"), Option("c", "方案 C"))
    form = Form(
        "all",
        (
            TextField("title", "标题", required=True, placeholder="写一句话"),
            TextField("body", "说明", "第一行\n第二行", lines=3, max_length=50),
            ChoiceField("one", "选一个", choices, required=True),
            ChoiceField("some", "选几个", choices, ("b",), many=True),
            PersonField("owner", "负责人"),
            PersonField("crew", "参与人", many=True),
            DateField("day", "日期", "2024-06-30"),
            DateField("moment", "时间", "2024-06-30 14:00", clock=True),
            ToggleField("urgent", "紧急", value=True),
        ),
        (
            Button("提交", "all.send", {"n": 1}, "primary"),
            Button("删除", "all.drop", {"n": 1}, "danger", confirm="确定删除吗？"),
        ),
    )
    return Card(
        "每一种元素",
        (
            Text(
                (Span("普通 "), Span("加粗", bold=True), Span(" 划掉", struck=True), Span(" 好", tone="good"))
            ),
            Text(
                (
                    Span("官网", href="https://example.com/a?b=1&c=2"),
                    Span(" 找 "),
                    Span("张伟", person="zhangwei"),
                )
            ),
            Rows((Row("标签", (Span("第一行\n第二行"),)),)),
            Table(("部门", "事项", "状态"), (((Span("研发部"),), (Span("技术参数"),), (Span("待确认"),)),)),
            Divider(),
            Progress("已答复", 1, 3),
            Notice("ok", (Span("体检通过"),)),
            Notice("bad", (Span("出错了"),), (Button("修正", "all.fix", {"n": 2}),)),
            Buttons((Button("打开网页", url="https://example.com/x"), Button("刷新", "all.again"))),
            form,
            Fold("更多", (Text((Span("藏起来的"),)), Buttons((Button("里面的", "all.inner"),)))),
        ),
        tone="good",
        tag="进行中",
        tag_tone="good",
    )
