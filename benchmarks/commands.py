"""How long a command takes to read: median and 95th percentile in microseconds, against their yardsticks; and the
longest of messages that are made to be slow."""

import statistics
from datetime import datetime
from time import perf_counter

from app.calendars import CHINA
from benchmarks.report import Line, show
from handlers.reading.message import MentionName, read_message

NOW = datetime.fromisoformat("2026-07-08T09:40:00+08:00")
MENTIONS = {"@_user_1": MentionName("会办", bot=True), "@_user_2": MentionName("周敏")}
MEDIAN, P95 = 150.0, 500.0
"""Yardsticks in microseconds; the time phrases in a message are read by another part with its own."""
LONGEST = 1_000_000.0
"""Microseconds: nobody keeps the others of their chat waiting longer with one message."""
ROUNDS = 200
MESSAGES = (
    "/任务 18 完成",
    "/任务 T4 延期两天",
    "/任务 18 转给 @_user_2",
    "/任务 T9 风险：场地可能被占→备选二楼展厅",
    "/任务",
    "@_user_1 任务 逾期",
    "/任物 完成 T1",
    "/纪要 M20 有异议 返利比例写错",
    "/进度 秋季招商会",
    "/术语 客单价=销售额除以订单数",
    "/部门 法务部 对接人 @_user_2",
    "/复盘 秋季招商会\n做得好：物料提前到位\n待改进：口径不一",
    "@_user_1 能做些什么",
    "这个任务谁在跟",
    "https://docs.example.cn/任务/18",
    "下午3点开会别忘了",
    "/需求 展台搭建",
    "/需求 会员日活动 需要运营部、设计部、客服部 8月10日前 目标：2周内拉新5万",
    "/会议 周五上午10点到11点 1号会议室 物料评审 @张三 @李四",
    "/需求\n项目名称：秋季招商会\n发起部门：招商部\n需协作部门：市场部、法务部\n期望完成时间：2026-08-28\n备注：场地要提前订",
)
HOSTILE = (
    f"/需求 导出{'了' * 9000}x",
    f"/需求 导出{' ' * 9000}x",
    f"/会议 导出{'会议' * 4500}x",
    f"/任务 导出{'任务' * 4500}x",
    f"/需求 a({',' * 9000}",
    f"/需求 a{' ' * 9000}b",
    f"/需求 项目：a{',' * 9000}b 部门：c",
    f"/需求 a{'|研发部' * 2000}",
    f"/需求 目标 {'项目 ' * 3000}部门 x",
)


def measure(rounds: int = ROUNDS) -> list[float]:
    """Each message's best time of `rounds`, in microseconds."""
    found = []
    for text in MESSAGES:
        times = []
        for _ in range(rounds):
            started = perf_counter()
            read_message(text, now=NOW, group=True, mentions=MENTIONS, calendar=CHINA)
            times.append((perf_counter() - started) * 1e6)
        found.append(statistics.median(times))
    return found


def longest() -> float:
    """Microseconds that the worst of the hostile messages takes."""
    times = []
    for text in HOSTILE:
        started = perf_counter()
        read_message(text, now=NOW, group=True, mentions=MENTIONS, calendar=CHINA)
        times.append((perf_counter() - started) * 1e6)
    return max(times)


def main() -> bool:
    """Measure; whether the bars are met."""
    found = sorted(measure())
    worst = longest()
    median, p95 = statistics.median(found), found[int(len(found) * 0.95) - 1]
    lines = [
        Line("huiban, median", (median,), "µs", median, MEDIAN, at_most=True),
        Line("huiban, 95th", (p95,), "µs", p95, P95, at_most=True),
        Line("huiban, the longest hostile one", (worst,), "µs", worst, LONGEST, at_most=True),
    ]
    return show("Reading a command", lines)
