"""The guide's own meeting, as its people play it: from the notice to the final minutes (product section 9)."""

from datetime import UTC, datetime, timedelta

from bot.playground.cast import GROUP_ID, private_chat_of
from bot.playground.example import Fills, Presses, Says, Step, Waits

NOTICE = """/会议 新产品上市功能优先级评审会
时间：2024-05-2014:00-15:30（线下：3号会议室）
参会人：市场部、研发部、销售部、产品部
会前准备：请各部门于5月19日前提交《功能需求清单》
议题：
1｜市场需求反馈与功能优先级梳理｜基于用户调研数据，明确核心功能需求｜市场部｜20分钟｜核心功能清单（初稿）
2｜技术可行性评估｜评估各功能的开发难度与资源需求｜研发部｜30分钟｜技术可行性报告
3｜销售渠道适配性分析｜分析功能与销售渠道的匹配度｜销售部｜20分钟｜渠道适配建议
4｜功能优先级最终确认｜综合各方意见，确定上线优先级｜产品部｜20分钟｜功能优先级排序表"""
BEGINS = datetime(2024, 5, 20, 6, 0, tzinfo=UTC)
"""Monday 2024-05-20 14:00 in Shanghai."""
HOST = "wangfang"
DESK = private_chat_of(HOST)
CARD = "新产品上市功能优先级评审会"
PEOPLE = ("wangfang", "zhangwei", "lina", "chenchen")
CRITERIA = {
    "市场需求反馈与功能优先级梳理": "用户优先级",
    "技术可行性评估": "开发成本",
    "销售渠道适配性分析": "ROI",
    "功能优先级最终确认": "用户优先级",
}
CONCLUSIONS = (
    (20, "核心功能为 A、B、C"),
    (40, "A、B 三个月内可以完成，C 需要二期"),
    (55, "A、B 与渠道匹配"),
    (70, "一期只做 A 和 B"),
)
TASKS = (
    ("完成核心功能清单（终稿）", "陈晨", "2024-05-22", "核心功能清单(V1.2)"),
    ("技术可行性报告细化", "张伟", "2024-05-24", "技术可行性报告(V2.0)"),
    ("渠道适配建议落地", "李娜", "2024-05-28", "渠道执行方案"),
)


def _on_desk(title: str, button: str, told: str) -> Step:
    """The host presses something in private."""
    return Presses(HOST, DESK, title, button, told)


def _prepare() -> tuple[Step, ...]:
    invited = tuple(
        Presses(who, private_chat_of(who), "会议邀请", "参加", "收到邀请的人各自回复") for who in PEOPLE[1:]
    )
    return (
        Says(HOST, GROUP_ID, NOTICE, "王芳按指南的表2约会议"),
        Fills(
            HOST,
            GROUP_ID,
            "请指定参会人",
            {"市场部对接人": "王芳", "产品部对接人": "陈晨"},
            "确定",
            "部门参会由对接人代表，只问没登记过的",
            optional=True,
        ),
        Presses(HOST, GROUP_ID, CARD, "多方当场拍板", "先问必要性：为什么一定要开会"),
        Fills(
            HOST,
            GROUP_ID,
            CARD,
            {"会议目标": "确定一期上线的功能优先级"},
            "保存",
            "再问目标：开完会什么会定下来",
        ),
        Presses(
            HOST, GROUP_ID, CARD, "一键修正（2项）", "105 分钟超了：按比例缩成 17/25/17/16，材料改到周五"
        ),
        Presses(HOST, GROUP_ID, CARD, "选决策标准", "每个议题都要有决策标准"),
        Fills(HOST, DESK, "选决策标准", CRITERIA, "保存", "王芳逐个选好"),
        Presses(HOST, GROUP_ID, CARD, "发布", "提前 4 个工作日发布，私信每位参会人"),
        *invited,
    )


def _run() -> tuple[Step, ...]:
    steps: list[Step] = [
        Waits(HOST, GROUP_ID, BEGINS, "到 5月20日 14:00，途中的提醒一一发出"),
        _on_desk(CARD, "开始", "王芳开始会议，主持台只有她看得到"),
    ]
    steps += [Presses(who, GROUP_ID, "会议进行中", "签到", "大家在群里签到") for who in PEOPLE]
    steps.append(_on_desk("主持台", "进入：市场需求反馈与功能…", "开场 5 分钟后进入第一个议题"))
    for minute, text in CONCLUSIONS:
        last = text == CONCLUSIONS[-1][1]
        steps += [
            Waits(HOST, DESK, BEGINS + timedelta(minutes=minute), "议题倒计时"),
            _on_desk("主持台", "记结论", "按决策标准得出结论"),
            Fills(
                HOST,
                DESK,
                "记结论",
                {"结论": text, "依据": "用户调研 n=312"},
                "记下，进入收尾" if last else "记下，下一议题",
                "结论连同依据记下",
            ),
        ]
    for description, owner, due, deliverable in TASKS:
        values = {"任务描述": description, "负责人": owner, "截止日期": due, "产出物": deliverable}
        steps += [
            _on_desk("主持台", "记任务", "收尾：确认任务"),
            Fills(HOST, DESK, "记任务", values, "记下", "内容、负责人、截止日期、产出物"),
        ]
    steps += [Presses(who, GROUP_ID, "决议与任务", "无异议", "全员无异议才散会") for who in PEOPLE]
    steps.append(Waits(HOST, DESK, BEGINS + timedelta(minutes=90), "15:30，准点结束"))
    steps.append(_on_desk("主持台", "散会", "散会，任务发到每位负责人"))
    return tuple(steps)


def _follow_up() -> tuple[Step, ...]:
    published = BEGINS + timedelta(hours=20)
    confirmed = tuple(
        Presses(who, private_chat_of(who), "会议纪要", "确认收到", "参会人确认收到") for who in PEOPLE[1:3]
    )
    return (
        Waits(HOST, DESK, published, "第二天上午 10:00，离 24 小时还有余地"),
        _on_desk("纪要草稿", "发布", "纪要已自动汇总，王芳看过后发布"),
        *confirmed,
        Waits(
            HOST,
            GROUP_ID,
            published + timedelta(hours=24, minutes=1),
            "再过 24 小时，无异议即定稿，文件发到群里",
        ),
    )


STEPS: tuple[Step, ...] = (*_prepare(), *_run(), *_follow_up())
