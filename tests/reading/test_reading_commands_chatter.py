"""What is not for us, what is a slip, and what is a typo that must not run."""

import pytest

from tests.reading.commandcases import Case, differences, read

CHATTER = [
    "我们/需求这边再对一下", "这个任务谁在跟", "https://docs.example.cn/任务/18", "/opt/app/需求.md", "下午3点开会别忘了", "`/需求 展台搭建`", "群里发 /帮助 可以看说明", "18 完成", "T18 完成", "任务 18 完成",
    "任务", "需求", "帮助", "会议纪要发一下", "完成", "取消", "收到", "好的", "OK", "?", "？", "/", "／", " / ", "//", "...", "", " ", "\n", "1/2", "5/20", "/ 2", "/3", "and/or", "是/否", "A/B测试", "会议/任务/纪要三张卡",
    "明天下午3点会议室见", "需求评审改到周五了", "@_user_2 任务完成了吗", "@_user_2 /任务 18 完成", "@张三 任务 18 完成", "谁有空帮忙看下需求", "纪要我稍后发", "复盘会几点", "帮助一下新同事", "部门聚餐去哪",
    "/usr/local/bin", "/etc/hosts", "/home/me/任务.xlsx", "/data/会议纪要/7月.docx", "/任务/18", "/需求.docx", "/tmp/a.txt", "~/需求/清单.md", "C:\\需求\\清单.xlsx", "http://a.cn/会议", "www.example.cn/需求", "//需求说明 这是注释.js",
    "“/需求 展台搭建” 这样发就行", "「/任务 18 完成」", "> /任务 18 完成", "```\n/任务 18 完成\n```", "'/任务 18 完成'", "比如 /任务 18 完成", "请发 /需求", "命令是/任务", "发送/会议即可",
    "/微笑", "/抱拳", "/赞", "24/7", "2026/7/8", "w/o 需求", "/24小时", "任务18完成", "需求N7怎么样了", "M20 改到周五", "N7 导出", "查 用户活跃度", "撤销", "设置一下", "我请假了", "报风险", "今天任务好多", "会议取消了", "@所有人 /任务 都看下",
]
ADDRESSED_CHATTER = [
    "@_user_1 这个任务谁在跟", "@_user_1 谢谢", "@_user_1 好的", "@_user_1 辛苦了", "@_user_1 今天天气不错", "@_user_1 会议室在哪", "@_user_1 任务太多了吧", "@_user_1 需求还没定下来", "@_user_1 `/需求 展台搭建`", "@_user_1 https://a.cn/任务/18", "@_user_1 会议几点开始？",
    "@_user_1 我们/需求这边再对一下", "@_user_1 部门聚餐去哪", "@_user_1 你觉得这个需求怎么样", "@_user_1 任务完成得不错啊",
]
PRIVATE_CHATTER = ["在吗", "你好", "谢谢", "好的", "收到", "哈哈", "辛苦了", "今天天气不错", "这个任务谁在跟", "会议室在哪", "任务太多了", "需求还没定下来", "下午3点开会别忘了", "我们/需求这边再对一下", "/opt/app/需求.md", "https://docs.example.cn/任务/18", "需求什么时候能定", "会议几点开始", "部门聚餐去哪", "完成了吗", "18", "3点", "复盘会几点开始呀", "早", "任务难度有点大", "会议开得太久", "需求方很急"]
PRIVATE: list[Case] = [
    ("需求 展台搭建 需要市场部", "request", {"project": "展台搭建", "departments": ["市场部"]}),
    ("需求", "request", {"action": "create"}),
    ("登记需求", "request", {}),
    ("需求\n项目：展台搭建\n截止：8月1日", "request", {"project": "展台搭建", "due": "2026-08-01"}),
    ("会议 周五上午10点 物料评审", "meeting", {"topic": "物料评审", "start": "2026-07-10T10:00"}),
    ("会议明天下午3点 预算沟通", "meeting", {"topic": "预算沟通", "start": "2026-07-09T15:00"}),
    ("约会议 明天下午3点 预算沟通", "meeting", {"topic": "预算沟通"}),
    ("T18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("T18 还没完成", "task", {"action": "progress", "task_ids": [18]}),
    ("T18 延期到下周五 原因：缺料", "task", {"action": "delay", "task_ids": [18], "due": "2026-07-17", "reason": "缺料"}),
    ("T18 转给周敏", "task", {"action": "transfer", "assignee": "周敏"}),
    ("18 延期到下周五", "task", {"action": "delay", "task_ids": [18], "due": "2026-07-17"}),
    ("18、19 完成", "task", {"action": "done", "task_ids": [18, 19]}),
    ("我的任务", "task", {"action": "list"}),
    ("任务", "task", {"action": "list"}),
    ("任务 逾期", "task", {"action": "list", "filter": "逾期"}),
    ("T18", "task", {"action": "show", "task_ids": [18]}),
    ("任务 @_user_2 周五前 出主视觉", "task", {"action": "create", "assignee": "周敏", "due": "2026-07-10", "description": "出主视觉"}),
    ("M20 改到下周四上午9点", "meeting", {"action": "edit", "meeting_id": 20}),
    ("M20 收到", "minutes", {"action": "receipt", "meeting_id": 20}),
    ("M20 有异议 返利比例写错", "minutes", {"action": "objection", "text": "返利比例写错"}),
    ("纪要 M20", "minutes", {"meeting_id": 20}),
    ("N7 导出", "request", {"action": "export", "request_id": 7}),
    ("N7 改 截止：8月20日", "request", {"action": "edit", "due": "2026-08-20"}),
    ("进度 秋季招商会", "progress", {"project": "秋季招商会"}),
    ("术语 客单价", "glossary", {"action": "lookup", "term": "客单价"}),
    ("部门 法务部", "contacts", {"action": "lookup", "department": "法务部"}),
    ("帮助", "help", {}),
    ("?", "help", {}),
    ("你能做什么", "help", {}),
    ("/任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("、任务", "task", {"action": "list"}),
    ("任物 完成 T1", "unknown", {"suggest": "task"}),
]
NEAR: list[Case] = [
    ("／需求 展台搭建", "request", {"project": "展台搭建"}),
    ("、需求 展台搭建", "request", {"project": "展台搭建"}),
    ("/ 需求 展台搭建", "request", {"project": "展台搭建"}),
    ("/　需求　展台搭建", "request", {"project": "展台搭建"}),
    ("  /需求 展台搭建", "request", {"project": "展台搭建"}),
    ("\n/需求 展台搭建", "request", {"project": "展台搭建"}),
    ("\u200b/需求 展台搭建", "request", {"project": "展台搭建"}),
    ("/\u200b需求\u200b 展台搭建", "request", {"project": "展台搭建"}),
    ("\ufeff/任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("/需求，展台搭建", "request", {"project": "展台搭建"}),
    ("/需求：展台搭建", "request", {"project": "展台搭建"}),
    ("/需求、展台搭建", "request", {"project": "展台搭建"}),
    ("/需求-展台搭建", "request", {"project": "展台搭建"}),
    ("/需求。展台搭建", "request", {"project": "展台搭建"}),
    ("/需求展台搭建", "request", {"project": "展台搭建"}),
    ("\\需求 展台搭建", "request", {"project": "展台搭建"}),
    ("@_user_1/需求 展台搭建", "request", {"project": "展台搭建"}),
    ("@_user_1，任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("@_user_1：任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("@_user_1 、任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("任务 18 完成 @_user_1", "task", {"action": "done", "task_ids": [18]}),
    ("@会办 任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("@会办  /任务 18 完成", "task", {"action": "done", "task_ids": [18]}),
    ("／任務　１８　完成", "task", {"action": "done", "task_ids": [18]}),
    ("/會議 明天下午3點 預算溝通", "meeting", {"start": "2026-07-09T15:00"}),
    ("/進度 秋季招商会", "progress", {"project": "秋季招商会"}),
    ("/任务18延期到下周五", "task", {"action": "delay", "task_ids": [18], "due": "2026-07-17"}),
    ("/会议，明天下午3点，预算沟通", "meeting", {"topic": "预算沟通"}),
    ("@_user_1 麻烦登记需求 展台搭建", "request", {"project": "展台搭建"}),
    ("@_user_1 帮我约会议 明天下午3点 预算沟通", "meeting", {"topic": "预算沟通"}),
    ("@_user_2 @_user_1 任务 18 完成", "task|none", {}),
    ("/rw 18 完成", "unknown", {"suggest": "task"}),
    ("/xuqiu 展台搭建", "unknown", {"suggest": "request"}),
    ("/huiyi 明天下午3点", "unknown", {"suggest": "meeting"}),
    ("/renwu", "unknown", {"suggest": "task"}),
    ("/task 18 done", "unknown", {"suggest": "task"}),
]
TYPOS: list[Case] = [
    (text, "unknown", {"suggest": intent})
    for text, intent in [
        ("/需球 展台搭建", "request"), ("/需囚 展台搭建", "request"), ("/须求 展台搭建", "request"), ("/虚求 展台", "request"), ("/需秋", "request"), ("/求需 展台", "request"), ("/徐秋 展台", "request"), ("/需要 展台搭建", "request"),
        ("/会义 周五10点", "meeting"), ("/会仪 周五10点", "meeting"), ("/回议 周五10点", "meeting"), ("/会意 周五", "meeting"), ("/回忆 周五10点", "meeting"), ("/议会 周五10点", "meeting"), ("/汇议 周五", "meeting"),
        ("/任物 完成 T1", "task"), ("/人务 完成 T1", "task"), ("/人物 完成 T1", "task"), ("/认务", "task"), ("/务任 T1 完成", "task"), ("/任勿 取消 T1", "task"), ("/任物 18 完成", "task"), ("/任务务完成", "task"),
        ("/记要 M20", "minutes"), ("/纪药 M20", "minutes"), ("/机要 M20", "minutes"), ("/纪耍 M20", "minutes"), ("/会议记要 M20", "minutes"), ("/级要 M20 发布", "minutes"),
        ("/进渡 秋季招商会", "progress"), ("/近度 秋季招商会", "progress"), ("/进都", "progress"), ("/付盘 秋季招商会", "retro"), ("/复判", "retro"), ("/副盘 N7", "retro"), ("/复盆", "retro"),
        ("/术雨 客单价", "glossary"), ("/属语 客单价", "glossary"), ("/术吾", "glossary"), ("/部们 法务部", "contacts"), ("/布门", "contacts"), ("/对接仁 法务部", "contacts"), ("/对借人", "contacts"), ("/帮主", "help"), ("/帮住", "help"), ("/邦助", "help"), ("/hlep", "help"), ("/hepl", "help"),
        ("@_user_1 任物 完成 T1", "task"), ("@_user_1 /需球 展台", "request"), ("、任物 完成 T1", "task"), ("／会义 周五", "meeting"), ("/会義 周五", "meeting"), ("/需球展台搭建", "request"), ("/任物完成T1", "task"),
    ]
    if text != "/任务务完成"
]


@pytest.mark.parametrize("text", CHATTER)
def test_chatter_in_a_group_is_not_for_us(text: str) -> None:
    assert differences((text, "none|unknown" if text.startswith(("/微", "/抱", "/赞")) else "none", {})) == []


@pytest.mark.parametrize("text", ADDRESSED_CHATTER)
def test_chatter_at_us_runs_nothing(text: str) -> None:
    assert differences((text, "none|home|help|unknown", {})) == []


@pytest.mark.parametrize("text", PRIVATE_CHATTER)
def test_chatter_in_private_runs_nothing(text: str) -> None:
    assert differences((text, "none|home|help|unknown", {}), private=True) == []


@pytest.mark.parametrize("case", PRIVATE, ids=lambda case: case[0])
def test_in_private_no_slash_and_no_mention_is_needed(case: Case) -> None:
    assert differences(case, private=True) == []


@pytest.mark.parametrize("case", NEAR, ids=lambda case: case[0])
def test_slips_that_are_plainly_the_command_run(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("case", TYPOS, ids=lambda case: case[0])
def test_a_typo_is_asked_about_and_runs_nothing(case: Case) -> None:
    assert differences(case) == []


def test_a_command_nobody_knows_is_said_to_be_unknown() -> None:
    assert read("/打卡")["intent"] == "unknown"
    assert "suggest" not in read("/打卡")
