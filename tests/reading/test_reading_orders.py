"""Orders about one thing by its number: every way of putting one is the same order."""

from itertools import product

import pytest

from tests.reading.commandcases import Case, differences, read

WAYS = (
    "{thing} {verb}",
    "{thing}{verb}",
    "{verb} {thing}",
    "{verb}{thing}",
    "{thing} {verb}吧",
    "{thing} {verb}一下",
    "{thing}：{verb}",
    "{thing} {verb} 谢谢",
    "{verb}：{thing}",
    "{verb}一下{thing}",
    "把{thing}{verb}",
    "把{thing}{verb}了",
    "请{verb}{thing}",
    "请把 {thing} {verb}",
    "麻烦{verb} {thing}，谢谢",
    "帮我把{thing}{verb}了吧",
    "{thing} 请{verb}",
    "/{noun} {thing} {verb}",
    "/{noun} 请{verb} {thing}",
    "/{noun} 把{thing}{verb}",
    "{verb}{noun} {thing}",
    "{noun}{thing}{verb}",
)
ORDERS: list[tuple[str, str, str, str, str, object]] = [
    ("需求", "N7", "导出", "request", "export", 7),
    ("需求", "N7", "导出表1", "request", "export", 7),
    ("需求", "N7", "导出 Word", "request", "export", 7),
    ("需求", "N7", "下载", "request", "export", 7),
    ("需求", "N7", "关闭", "request", "close", 7),
    ("需求", "N7", "取消", "request", "cancel", 7),
    ("需求", "N7", "查看", "request", "show", 7),
    ("需求", "N7", "修改", "request", "edit", 7),
    ("会议", "M20", "导出", "meeting", "export", 20),
    ("会议", "M20", "导出 excel", "meeting", "export", 20),
    ("会议", "M20", "取消", "meeting", "cancel", 20),
    ("会议", "M20", "发布", "meeting", "publish", 20),
    ("会议", "M20", "开始", "meeting", "start", 20),
    ("会议", "M20", "结束", "meeting", "end", 20),
    ("会议", "M20", "打开", "meeting", "show", 20),
    ("任务", "T18", "导出", "task", "export", [18]),
    ("任务", "T18", "取消", "task", "cancel", [18]),
    ("任务", "T18", "查看", "task", "show", [18]),
]
NUMBERED = {"request": "request_id", "meeting": "meeting_id", "task": "task_ids"}


@pytest.mark.parametrize(("way", "order"), [*product(WAYS, ORDERS)], ids=lambda one: str(one)[:40])
def test_an_order_may_be_put_in_any_way(way: str, order: tuple[str, str, str, str, str, object]) -> None:
    noun, thing, verb, intent, action, number = order
    text = way.format(noun=noun, thing=thing, verb=verb)
    assert differences((text, intent, {"action": action, NUMBERED[intent]: number}), private=True) == []


EXPORTS: list[Case] = [
    ("/需求 N7 导出 word", "request", {"action": "export", "request_id": 7}),
    ("/需求 N7 导出一份给我", "request", {"action": "export", "request_id": 7}),
    ("@_user_1 把N7导出来", "request", {"action": "export", "request_id": 7}),
    ("@_user_1 导出 N7 的表1", "request", {"action": "export", "request_id": 7}),
    ("@_user_1 导出表1", "request", {"action": "export", "request_id": None}),
    ("@_user_1 导出协作需求清单", "request", {"action": "export", "request_id": None}),
    ("@_user_1 M20 导出表2 word", "meeting", {"action": "export", "meeting_id": 20}),
    ("@_user_1 导出表二", "meeting", {"action": "export", "meeting_id": None}),
    ("@_user_1 导出 M20 纪要", "minutes", {"action": "export", "meeting_id": 20}),
    ("@_user_1 把M20的纪要导出来", "minutes", {"action": "export", "meeting_id": 20}),
    ("/纪要 M20 导出 word", "minutes", {"action": "export", "meeting_id": 20, "text": None}),
    ("/纪要 新品评审会 导出 word", "minutes", {"action": "export", "meeting": "新品评审会"}),
    ("@_user_1 发布 M20 的会议纪要", "minutes", {"action": "publish", "meeting_id": 20}),
    ("/任务 导出 excel", "task", {"action": "export", "description": None}),
    ("@_user_1 导出表3 一份", "task", {"action": "export", "description": None}),
    ("/复盘 导出 word", "retro", {"action": "export", "project": None}),
    ("/复盘 展会 导出报告", "retro", {"action": "export", "project": "展会"}),
    ("/进度 导出", "progress", {"project": None}),
    ("/进度 展会 导出", "progress", {"project": "展会"}),
    ("@_user_1 导出全部资料", "progress", {"project": None}),
]
WITH_ITS_NOUN: list[Case] = [
    ("@_user_1 取消N7需求", "request", {"action": "cancel", "request_id": 7}),
    ("@_user_1 取消M20会议", "meeting", {"action": "cancel", "meeting_id": 20}),
    ("@_user_1 取消T18任务", "task", {"action": "cancel", "task_ids": [18]}),
]
NO_ORDERS: list[Case] = [
    ("/任务 导出报告模板 @_user_2 周五", "task", {"action": "create", "description": "导出报告模板"}),
    ("/任务 @_user_2 下载客户名单 周五", "task", {"action": "create", "description": "下载客户名单"}),
    ("/需求 下载中心改版", "request", {"action": "create", "project": "下载中心改版"}),
    ("/会议 导出工具评审 周五下午3点", "meeting", {"action": "create", "topic": "导出工具评审"}),
    ("@_user_1 M1芯片的电脑还有吗", "none", {}),
    ("@_user_1 T3航站楼怎么走", "none", {}),
    ("@_user_1 完成M1芯片的采购", "none", {}),
    ("@_user_1 请把T18完成", "none", {}),
    ("@_user_1 取消M1卡口的相机订单", "none", {}),
]
ASKED: list[Case] = [
    ("@_user_1 N7 谁还没答复", "request", {"action": "show", "request_id": 7}),
    ("@_user_1 N7怎么样了", "request", {"action": "show", "request_id": 7}),
    ("@_user_1 N7 这个事到哪了", "request", {"action": "show", "request_id": 7}),
    ("/需求 N7 催一下", "request", {"action": "show", "request_id": 7}),
    ("@_user_1 N7 需求清单", "request", {"action": "show", "request_id": 7}),
    ("@_user_1 M20 几点开", "meeting", {"action": "show", "meeting_id": 20, "start": None}),
    ("@_user_1 M20什么时候", "meeting", {"action": "show", "meeting_id": 20}),
    ("@_user_1 M20 参会人有谁", "meeting", {"action": "show", "meeting_id": 20, "attendees": None}),
    ("@_user_1 请完成T18", "task", {"action": "show", "task_ids": [18]}),
    ("@_user_1 看看M20怎么样了", "meeting", {"action": "show", "meeting_id": 20}),
    ("@_user_1 催一下T18", "task", {"action": "show", "task_ids": [18]}),
]
BY_BUTTON: list[Case] = [
    *(
        (f"@_user_1 N7 {words}", "request", {"action": "show", "request_id": 7})
        for words in ("接受", "部分满足", "有困难", "约短会对齐", "重新打开", "派任务", "预演")
    ),
    *(
        (f"@_user_1 M20 {words}", "meeting", {"action": "show", "meeting_id": 20, "place": None})
        for words in (
            "签到",
            "我到了",
            "参加",
            "准备好了",
            "材料 https://a.example.cn/x",
            "意见 先谈预算",
            "下一个议题",
            "预演",
        )
    ),
]
EDITED: list[Case] = [
    ("@_user_1 M20 加一个议题：预算 周敏 10分钟", "meeting", {"action": "edit", "attendees": None}),
    ("@_user_1 M20 换主持人 @_user_2", "meeting", {"action": "edit", "attendees": None}),
    ("@_user_1 M20 加人 @_user_2", "meeting", {"action": "edit", "attendees": ["周敏"]}),
    ("@_user_1 M20 会前材料：需求清单", "meeting", {"action": "edit", "prework": "需求清单"}),
    ("@_user_1 把N7的截止改到8月20日", "request", {"action": "edit", "request_id": 7, "due": "2026-08-20"}),
    ("@_user_1 请把N7截止改到8月20日", "request", {"action": "edit", "request_id": 7, "due": "2026-08-20"}),
    ("/需求 把N7截止改到8月20日", "request", {"action": "edit", "request_id": 7, "due": "2026-08-20"}),
    ("@_user_1 N7 备注改为要快的", "request", {"action": "edit", "note": "要快的"}),
    ("@_user_1 麻烦把M20的时间改到周五下午3点", "meeting", {"action": "edit", "start": "2026-07-10T15:00"}),
    ("@_user_1 请把T18转给@_user_2", "task", {"action": "transfer", "task_ids": [18], "assignee": "周敏"}),
    ("@_user_1 帮我把T18延期到周五", "task", {"action": "delay", "task_ids": [18], "due": "2026-07-10"}),
    ("@_user_1 N7 改一下", "request", {"action": "edit", "request_id": 7}),
    ("@_user_1 N7 目标改成什么都行", "request", {"action": "edit", "goal": "什么都行"}),
    ("@_user_1 M20 改到周五下午3点", "meeting", {"action": "edit", "start": "2026-07-10T15:00"}),
]


@pytest.mark.parametrize(
    "case", [*EXPORTS, *WITH_ITS_NOUN, *NO_ORDERS, *ASKED, *BY_BUTTON, *EDITED], ids=lambda case: case[0]
)
def test_what_is_an_order_what_a_question_and_what_neither(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize(
    "text", ["取消M20议程", "取消 M20 的议程", "关闭N7的文件", "取消T18的表3", "取消M20纪要"]
)
def test_a_part_of_a_thing_is_not_the_thing(text: str) -> None:
    slots = read(text, private=True)["slots"]
    assert isinstance(slots, dict)
    assert slots.get("action") not in {"cancel", "close", "end"}


@pytest.mark.parametrize("text", ["完成 T18 了吗", "取消M20？", "N7 关闭了没有", "T18 取消了吗"])
def test_a_question_orders_nothing(text: str) -> None:
    slots = read(text, private=True)["slots"]
    assert isinstance(slots, dict)
    assert slots.get("action", "show") == "show"
