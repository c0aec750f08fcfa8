"""A meeting of eight over Feishu's wire, from the notice to the final minutes, with taps that come late, twice, from the
wrong person and at the same time: what the final minutes say is what was done, word for word."""

import json
from random import Random

import pytest
from sqlalchemy import select

from app.meetings.minutes_models import Minutes
from app.meetings.models import Decision, Meeting, MeetingStatus, NotedTask
from app.tasks.models import Task
from bot.feishu import FeishuPlatform
from tests.chat.faces import GROUP, PEOPLE, ChatTest
from tests.chat.on_feishu import FeishuFace, settings_for, unhurried
from tests.chat.thumbs import Thumbs
from tests.standins.feishu import HandClock, Standin
from tests.support.process import Process
from tests.support.time import shanghai

CAST = {**PEOPLE, "周敏": "财务部", "何静": "法务部", "孙丽": "采购部"}
EIGHT = ("王芳", "张伟", "李娜", "赵强", "陈晨", "周敏", "何静", "孙丽")
NOTICE = """@会办 会议 年度供应商评审
时间：2024-05-20 14:00-15:30
地点：3号会议室
目标：确定年度供应商
参会：@王芳 @张伟 @李娜 @赵强 @陈晨 @周敏 @何静 @孙丽
议题：
1 报价现状 @孙丽 15分钟 输出：比价表 标准：成本
2 合同条款 @何静 15分钟 输出：条款清单 标准：合规
3 付款方式 @周敏 15分钟 输出：付款方案 标准：成本
4 交付风险 @张伟 15分钟 输出：风险清单 标准：时间"""
BASIC = """会议：M1 年度供应商评审
时间：2024年5月20日(周一) 14:00–15:20
地点：3号会议室
目标：确定年度供应商
主持人：张伟
记录人：王芳
出席：王芳、张伟、赵强、陈晨、周敏、何静、孙丽
代表：刘洋 代表 李娜（可决策）"""
TOPICS = """1. 报价现状
\u3000结论：选甲公司（标准：成本；依据：三家比价）
2. 合同条款
\u3000分歧：违约金比例
\u3000· 法务部：不低于10%
\u3000· 采购部：5%即可
\u3000· 后续：双方单独对接，5月22日(周三) 18:00 前
3. 付款方式
\u3000搁置：等预算
4. 交付风险
\u3000结论：设两周缓冲（标准：时间）"""
TASKS = """T1 签甲公司框架合同｜孙丽（采购部）｜5月28日(周二)前｜产出：合同
T2 风险清单终稿｜张伟（研发部）｜5月24日(周五)前"""
PLAN = """搁置待议：付款方式
解决分歧：违约金比例，5月22日(周三) 18:00 前
停车场：仓库搬迁（会后专项）"""


class Meeting8:
    """The eight and their taps; between the deeds come the taps of people who are late, doubtful or in a hurry."""

    def __init__(self, chat: ChatTest, dice: Random) -> None:
        self.thumbs = Thumbs(chat)
        self.dice = dice

    def say(self, who: str, text: str, where: str = GROUP) -> None:
        """Type."""
        self.thumbs.chat.says(who, text, where)
        self.thumbs.look()

    def noise(self) -> None:
        """Some of the taps until now come again: verbatim, late from the same person, or from anybody."""
        for _ in range(3):
            tap = self.dice.choice(self.thumbs.kept)
            way = self.dice.choice(("twice", "late", "other"))
            if way == "twice":
                self.thumbs.twice(tap)
            else:
                self.thumbs.late(tap, "" if way == "late" else self.dice.choice(("赵强", "陈晨")))

    def at(self, hour: int, minute: int) -> None:
        """Time passes."""
        self.thumbs.chat.moves_to(shanghai(2024, 5, 20, hour, minute))
        self.thumbs.look()


@pytest.mark.parametrize("seed", range(3))
def test_the_final_minutes_say_what_was_done(sqlite_url: str, clock: HandClock, seed: int) -> None:
    dice = Random(seed)
    with Standin(clock=clock, limited=False) as standin:
        settings = settings_for(standin, sqlite_url)
        with Process(settings, clock, feishu=unhurried(standin, FeishuPlatform)) as process:
            face = FeishuFace(standin, process, clock, CAST)
            room = Meeting8(ChatTest(face), dice)
            announce(room)
            open_up(room)
        with Process(settings, clock, feishu=unhurried(standin, FeishuPlatform)) as process:
            face.restart(process)
            room.thumbs.chat = ChatTest(face)
            discuss(room)
            close(room)
            follow_up(room)


def announce(room: Meeting8) -> None:
    """The notice goes out; seven come, 李娜 sends 刘洋, who may decide."""
    thumbs = room.thumbs
    room.say("王芳", NOTICE)
    thumbs.in_group("王芳", "发布", "会议 M1")
    for who in EIGHT[1:]:
        if who != "李娜":
            thumbs.press(who, "参加", "会议邀请")
    room.say("李娜", "@会办 M1 缺席 由@刘洋 代表(可决策)")


def open_up(room: Meeting8) -> None:
    """王芳 begins, twice; everybody signs in, some twice; 李娜 does not come."""
    thumbs = room.thumbs
    room.at(14, 0)
    room.say("王芳", "@会办 M1 开始")
    room.say("王芳", "@会办 M1 开始")
    for who in (*EIGHT[1:2], *EIGHT[3:], "刘洋"):
        thumbs.in_group(who, "签到", "会议进行中")
    room.noise()
    room.at(14, 4)
    thumbs.press("王芳", "进入：报价现状", "主持台")
    thumbs.late(thumbs.kept[-1])
    room.noise()


def discuss(room: Meeting8) -> None:
    """Four topics, two hosts, every kind of result; the old host taps what is the new one's by now."""
    thumbs = room.thumbs
    thumbs.press("王芳", "记结论", "主持台")
    values = {"结论": "选甲公司", "依据": "三家比价"}
    assert thumbs.submit("王芳", values, "记下，下一议题", "记结论") == "现在是：合同条款"
    thumbs.twice(thumbs.kept[-1])
    room.noise()
    room.at(14, 20)
    old = thumbs.picture("王芳", "下一议题", "主持台")
    thumbs.press("王芳", "换主持", "主持台")
    thumbs.press("王芳", "张伟", "换主持")
    assert "张伟" in thumbs.from_picture("王芳", old)
    thumbs.press("张伟", "记分歧", "主持台")
    dispute = {
        "分歧点": "违约金比例",
        "一方": "何静",
        "一方的核心诉求": "不低于10%",
        "另一方": "孙丽",
        "另一方的核心诉求": "5%即可",
        "怎么解决": "双方单独对接",
    }
    thumbs.submit("张伟", dispute, "记下", "记分歧")
    thumbs.press("张伟", "下一议题", "主持台")
    assert thumbs.late(thumbs.kept[-1]).toast.startswith("会议已经往下走了，现在是：付款方式")
    room.noise()
    room.at(14, 37)
    thumbs.press("张伟", "延长5分钟", "主持台")
    thumbs.late(thumbs.kept[-1])
    room.say("何静", "@会办 记 停车场 仓库搬迁")
    room.say("何静", "@会办 记 停车场 仓库搬迁")
    thumbs.press("张伟", "下一议题", "主持台")
    thumbs.submit("张伟", {"说明（可不填）": "等预算"}, "搁置", "还没有结果")
    room.noise()


def close(room: Meeting8) -> None:
    """收尾: tasks, an objection that is taken back, and two people who adjourn at the same moment."""
    thumbs = room.thumbs
    room.say("王芳", "@会办 记 任务 @孙丽 5月28日前 签甲公司框架合同 产出：合同")
    thumbs.press("张伟", "记任务", "主持台")
    task = {"任务描述": "风险清单终稿", "负责人": "张伟", "截止日期": "2024-05-24"}
    thumbs.submit("张伟", task, "记下", "记任务")
    thumbs.press("张伟", "记结论", "主持台")
    thumbs.submit("张伟", {"结论": "设两周缓冲"}, "记下，进入收尾", "记结论")
    room.noise()
    thumbs.press("张伟", "会后专项", "主持台", after="仓库搬迁")
    thumbs.in_group("孙丽", "有异议", "决议与任务")
    thumbs.submit("孙丽", {"您不同意的是": "乙公司更便宜"}, "提交异议", "异议")
    thumbs.kept.pop()
    assert "乙公司更便宜" in thumbs.chat.card("决议与任务").text
    thumbs.press("孙丽", "收回异议", "异议")
    for who in ("王芳", "赵强", "何静"):
        thumbs.in_group(who, "无异议", "决议与任务")
    room.noise()
    room.at(15, 20)
    assert thumbs.press("张伟", "散会", "主持台") == "已散会，发出任务 2 项"
    thumbs.late(thumbs.kept[-1])
    room.say("王芳", "@会办 M1 结束")
    room.noise()


def follow_up(room: Meeting8) -> None:
    """纪要: published once whoever taps, objected to, answered, final a day later; all of it as it was done."""
    thumbs, chat = room.thumbs, room.thumbs.chat
    thumbs.press("王芳", "发布", "纪要草稿")
    assert "没有改动" in thumbs.late(thumbs.kept[-1]).toast
    for who in ("张伟", "赵强", "陈晨", "刘洋"):
        thumbs.press(who, "确认收到", "会议纪要 · M1")
        room.noise()
    thumbs.press("孙丽", "有异议", "会议纪要 · M1")
    thumbs.submit("孙丽", {"哪一段": "各议题结论", "异议内容": "乙公司更便宜"}, "提交异议", "对纪要有异议")
    thumbs.kept.pop()
    thumbs.press("王芳", "处理孙丽的异议", "纪要进展")
    thumbs.submit("王芳", {"回复": "已按三家比价定标"}, "回复", "异议")
    room.noise()
    chat.moves_to(shanghai(2024, 5, 21, 16))
    thumbs.look()
    assert "M1 纪要已定稿 · 6/9 已确认" in chat.titles()
    text = chat.card("会议纪要 · M1").text.replace("\u3000", "")
    for section in (BASIC, TOPICS, TASKS, PLAN):
        assert all(line.strip("\u3000") in text for line in section.splitlines())
    with chat.process.runtime.sessions() as session:
        meeting = session.scalars(select(Meeting)).one()
        assert meeting.status == MeetingStatus.ENDED
        assert json.loads(session.scalars(select(Minutes)).one().text) == {
            "basic": BASIC,
            "topics": TOPICS,
            "tasks": TASKS,
            "plan": PLAN,
        }
        assert len(session.scalars(select(Decision)).all()) == 2
        assert len(session.scalars(select(NotedTask)).all()) == len(session.scalars(select(Task)).all()) == 2
