"""Ways of saying it that came up later, each reviewed by hand."""

import pytest

from tests.reading.commandcases import Case, differences, read

MORE: list[Case] = [
    (
        "/需求\n项目：展会\n需要：设计部出图、物流部运输\n截止：8月底",
        "request",
        {"departments": ["设计部", "物流部"], "description": "设计部出图、物流部运输", "due": "2026-08-31"},
    ),
    (
        "/需求\n项目：展会\n需协作部门：设计部（王芳）、物流部（李四）",
        "request",
        {"departments": ["设计部", "物流部"]},
    ),
    (
        "/需求\n项目\n展会\n部门\n设计部\n物流部\n截止\n8月28日",
        "request",
        {"project": "展会", "departments": ["设计部", "物流部"], "due": "2026-08-28"},
    ),
    (
        "/需求 【项目】展会【部门】设计部、物流部【截止】8月28日",
        "request",
        {"project": "展会", "departments": ["设计部", "物流部"], "due": "2026-08-28"},
    ),
    (
        "/需求\n项目：展会\n描述：见文档 https://a.example.cn/b?x=1&目标=2\n截止：8月28日",
        "request",
        {"description": "见文档 https://a.example.cn/b?x=1&目标=2", "goal": None},
    ),
    (
        "/需求 项目:展会,部门:设计部、物流部,截止:8月28日",
        "request",
        {"project": "展会", "departments": ["设计部", "物流部"], "due": "2026-08-28"},
    ),
    (
        "/需求 官网改版 设计部/研发部 8月20日",
        "request",
        {"project": "官网改版", "departments": ["设计部", "研发部"], "due": "2026-08-20"},
    ),
    ("/需求 官网改版 8月20日之前 设计部 研发部", "request", {"departments": ["设计部", "研发部"]}),
    (
        "/需求 官网改版 部门 设计部、研发部 截止 8月20日",
        "request",
        {"departments": ["设计部", "研发部"], "due": "2026-08-20"},
    ),
    (
        "/需求 新品上市，我们想在8月底前上线，需要研发部、市场部支持",
        "request",
        {"project": "新品上市", "departments": ["研发部", "市场部"], "due": "2026-08-31"},
    ),
    (
        "/需求 新品上市 需要研发部提供参数、市场部出物料 8月底前",
        "request",
        {
            "departments": ["研发部", "市场部"],
            "due": "2026-08-31",
            "description": "研发部提供参数、市场部出物料",
        },
    ),
    ("/需求 N12 取消，预算没批", "request", {"action": "cancel", "request_id": 12}),
    (
        "/需求 N7 需要部门改为市场部、法务部",
        "request",
        {"action": "edit", "departments": ["市场部", "法务部"]},
    ),
    ("/需求 N7 协作部门加法务部", "request", {"action": "edit", "departments": None}),
    ("/会议 明天下午3点开会讨论返利政策", "meeting", {"topic": "讨论返利政策", "start": "2026-07-09T15:00"}),
    (
        "/会议 返利 @_user_2 和 @_user_3 明天下午3点",
        "meeting",
        {"topic": "返利", "attendees": ["周敏", "何静"]},
    ),
    (
        "/会议 返利 每周一上午10点 30分钟",
        "meeting",
        {"topic": "返利", "start": "2026-07-13T10:00", "end": "2026-07-13T10:30"},
    ),
    ("/会议 周五14:00定价评审", "meeting", {"topic": "定价评审", "start": "2026-07-10T14:00"}),
    ("/会议 三点建议讨论 周五下午3点", "meeting", {"topic": "三点建议讨论", "start": "2026-07-10T15:00"}),
    ("/会议 周五下午3点 3号楼改造 5号楼2层", "meeting", {"topic": "3号楼改造", "place": "5号楼2层"}),
    ("/会议 周五14点 新品定价 B座302", "meeting", {"topic": "新品定价", "place": "B座302"}),
    (
        "/会议 周五14点 新品定价 https://meeting.example.cn/j/123",
        "meeting",
        {"topic": "新品定价", "place": "https://meeting.example.cn/j/123"},
    ),
    ("/会议 M20 推迟1小时", "meeting", {"action": "edit", "start": None, "end": None, "duration_min": None}),
    ("/会议 M20 参会加@_user_3", "meeting", {"action": "edit", "attendees": ["何静"]}),
    ("/会议 M20 换到2号会议室", "meeting", {"action": "edit", "place": "2号会议室"}),
    ("/任务，18，完成", "task", {"action": "done", "task_ids": [18]}),
    ("/任务-18-完成", "task", {"action": "done", "task_ids": [18]}),
    ("/任务 18 物料清单已完成", "task", {"action": "done", "task_ids": [18]}),
    ("/任务 18 初稿已完成", "task", {"action": "progress"}),
    ("/任务 18 客户已完成签约", "task", {"action": "progress"}),
    ("/任务 T3 完成七成", "task", {"action": "progress"}),
    ("/任务 T3 还没开始", "task", {"action": "progress"}),
    ("/任务 T3 完成（V1.2）", "task", {"action": "done", "task_ids": [3]}),
    ("/任务 T3 延期 8月1日 缺人", "task", {"action": "delay", "due": "2026-08-01", "reason": "缺人"}),
    ("/任务 T3 截止推迟到8月1日", "task", {"action": "delay", "due": "2026-08-01"}),
    ("/任务 T3 换成8月1日", "task", {"action": "reschedule", "due": "2026-08-01"}),
    ("/任务 T3 换成@_user_2", "task", {"action": "transfer", "assignee": "周敏"}),
    ("/任务 T3 给@_user_2", "task", {"action": "transfer", "assignee": "周敏"}),
    ("/任务 T3 @_user_2 接手", "task", {"action": "transfer", "assignee": "周敏"}),
    ("/任务 18 周敏负责", "task", {"action": "transfer", "assignee": "周敏"}),
    ("/任务 18 转给市场部周敏", "task", {"action": "transfer", "assignee": "周敏"}),
    ("/任务 导出本周", "task", {"action": "export", "filter": "本周"}),
    ("/任务 张三的任务", "task", {"action": "list", "filter": "张三"}),
    ("/任务 @_user_2 逾期", "task", {"action": "list", "filter": "周敏 逾期"}),
    (
        "/任务 让周敏周五前交报告",
        "task",
        {"action": "create", "assignee": "周敏", "due": "2026-07-10", "description": "交报告"},
    ),
    (
        "/任务 @_user_2 负责门店物料清单，7月20日前完成",
        "task",
        {"action": "create", "due": "2026-07-20", "description": "门店物料清单"},
    ),
    ("@_user_1 任务 18 取消吧", "task", {"action": "cancel", "task_ids": [18]}),
    ("@_user_1 任务 18 完成啦", "task", {"action": "done", "task_ids": [18]}),
    ("@_user_1 完成", "task", {"action": "done", "task_ids": None}),
    (
        "@_user_1 延期到下周五 原因：缺料",
        "task",
        {"action": "delay", "task_ids": None, "due": "2026-07-17", "reason": "缺料"},
    ),
    ("/纪要 M20 第3条有异议，应为30%", "minutes", {"action": "objection", "text": "第3条有异议，应为30%"}),
    (
        "/对接人 法务部 何静 决策人 周敏",
        "contacts",
        {"action": "set", "department": "法务部", "contact": "何静", "decision_maker": "周敏"},
    ),
    ("/术语 GMV 成交总额", "glossary", {"action": "lookup"}),
    ("/会议室 订一下", "unknown", {"suggest": "meeting"}),
    ("/任务栏怎么隐藏", "unknown", {}),
    ("/会议 物料评审 线上 周五10点", "meeting", {"place": "线上", "start": "2026-07-10T10:00"}),
    ("/会议 周五10点 8月促销方案", "meeting", {"topic": "8月促销方案", "start": "2026-07-10T10:00"}),
    ("/会议 7月20日 9:00 线上 季度总结", "meeting", {"topic": "季度总结", "start": "2026-07-20T09:00"}),
    ("/会议 周四10点 内容评审", "meeting", {"topic": "内容评审", "start": "2026-07-09T10:00"}),
    ("/会议 明天上午10点 半小时 晨会", "meeting", {"topic": "晨会", "end": "2026-07-09T10:30"}),
    ("/会议 下周一10点 开工会", "meeting", {"topic": "开工会"}),
    ("/会议 尽快 供应商谈判", "meeting", {"topic": "供应商谈判", "start": None}),
    ("/任务 整理门店清单 周五前", "task", {"description": "整理门店清单", "due": "2026-07-10"}),
    ("/任务 @_user_2 周五前 出8月排班表", "task", {"description": "出8月排班表", "due": "2026-07-10"}),
    ("/任务 整理门店清单 @_user_2 尽快", "task", {"description": "整理门店清单", "due": None}),
    ("/任务 完成 T5！", "task", {"action": "done", "task_ids": [5]}),
    ("/任务 T3已完成✅", "task", {"action": "done", "task_ids": [3]}),
    ("/任务 T3 昨晚就完成了哈", "task", {"action": "done", "task_ids": [3]}),
    ("/任务 3号4号完成", "task", {"action": "done", "task_ids": [3, 4]}),
    ("/任务 T3 完成 见 https://a.example.cn/t?x=5", "task", {"action": "done", "task_ids": [3]}),
    ("/任务 列表！", "task", {"action": "list"}),
    ("/任务 T4 延期到8/1 缺人", "task", {"due": "2026-08-01", "reason": "缺人"}),
    ("/任务 T8 延期至8月3日 由於暴雨停工", "task", {"due": "2026-08-03", "reason": "暴雨停工"}),
    ("／任务 ＠张三 下周三前 核对返利", "task", {"assignee": "张三", "description": "核对返利"}),
    ("/需求 展台 需要市场部 周五前 谢谢大家", "request", {"departments": ["市场部"], "description": None}),
    ("/需求 冬装打版 对接人 周敏 需要设计部", "request", {"contacts": ["周敏"], "departments": ["设计部"]}),
    ("/需求 N21 导出表格", "request", {"action": "export", "request_id": 21}),
    ("/术语 定义 GMV 成交总额", "glossary", {"action": "define", "definition": "成交总额"}),
    ("/术语：列表", "glossary", {"action": "list"}),
    ("/寫紀要 M20", "minutes", {"meeting_id": 20}),
    ("/覆盘 新品", "unknown", {"suggest": "retro"}),
    ("/需求登计 展台", "unknown", {"suggest": "request"}),
    ("/需求登录", "request", {"project": "登录"}),
    ("/!", "none", {}),
    ("/*注释*/", "none", {}),
    ("@_user_1 T3 延两天", "task", {"action": "delay", "task_ids": [3], "due": None}),
    ("@_user_1 T3 推3个工作日 缺料", "task", {"action": "delay", "due": None}),
    ("@_user_1 T3 让周敏做", "task", {"action": "transfer", "assignee": "周敏"}),
    ("@_user_1 T3 周敏接手", "task", {"action": "transfer", "assignee": "周敏"}),
    ("@_user_1 T3 推广方案初稿好了一半", "task", {"action": "progress"}),
    ("@_user_1 写会议纪要 M20", "minutes", {"action": "show", "meeting_id": 20}),
]
PARTED: list[Case] = [
    (
        "/需求 双十一备货|供应链部、仓储部|10月20日|备货量提升30%",
        "request",
        {
            "project": "双十一备货",
            "departments": ["供应链部", "仓储部"],
            "due": "2026-10-20",
            "description": "备货量提升30%",
        },
    ),
    (
        "/需求 新品上市-研发部、销售部-8月28日",
        "request",
        {"project": "新品上市", "departments": ["研发部", "销售部"], "due": "2026-08-28"},
    ),
    (
        "/需求 新品上市（市场部发起，研发部、销售部协作，8月28日前）",
        "request",
        {
            "project": "新品上市",
            "initiator": "市场部",
            "departments": ["研发部", "销售部"],
            "due": "2026-08-28",
        },
    ),
    (
        "/需求 新品上市，研发部、销售部，8月28日前",
        "request",
        {"project": "新品上市", "departments": ["研发部", "销售部"], "due": "2026-08-28"},
    ),
    (
        "/需求：新品上市，目标达成50万销量，请研发部出参数，销售部出铺货计划，8月28日完成",
        "request",
        {
            "project": "新品上市",
            "goal": "达成50万销量",
            "departments": ["研发部", "销售部"],
            "description": "研发部出参数，销售部出铺货计划",
            "due": "2026-08-28",
        },
    ),
    (
        "/需求 项目名称 秋招 协作部门 人力资源部 技术部 期望完成 10月底",
        "request",
        {"project": "秋招", "departments": ["人力资源部", "技术部"], "due": "2026-10-31"},
    ),
    (
        "/需求 目标 3个月内达成50万销量 项目 新品上市 部门 研发部",
        "request",
        {"project": "新品上市", "goal": "3个月内达成50万销量", "departments": ["研发部"], "due": None},
    ),
    (
        "/需求 1. 项目：新品 2. 部门：研发部 3. 目标：50万 4. 时间：8月28日",
        "request",
        {"project": "新品", "departments": ["研发部"], "goal": "50万", "due": "2026-08-28"},
    ),
    ("/需求 目标管理系统 需要技术部", "request", {"project": "目标管理系统", "goal": None}),
    ("/需求 A/B测试平台 需要技术部", "request", {"project": "A/B测试平台"}),
    ("/需求 新品上市（二期） 需要研发部", "request", {"project": "新品上市（二期）"}),
    ("/需求 线上-线下联动 需要市场部", "request", {"project": "线上-线下联动", "departments": ["市场部"]}),
]
"""Separators people put between the parts of one line."""
BY_BUTTON = ["接受", "我接了", "不接", "不是我的", "验收", "验收通过", "退回", "不合格", "求助", "需要协助"]


@pytest.mark.parametrize("case", [*MORE, *PARTED], ids=lambda case: case[0])
def test_what_else_people_say(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.parametrize("text", ["@_user_1 取消", "/取消", "/完成", "取消"])
def test_a_bare_cancel_or_a_bare_slash_verb_cancels_nothing(text: str) -> None:
    slots = read(text)["slots"]
    assert isinstance(slots, dict)
    assert slots.get("action") != "cancel"
    assert not slots.get("task_ids")


@pytest.mark.parametrize("words", BY_BUTTON)
def test_what_a_button_does_is_not_noted_as_progress(words: str) -> None:
    assert differences((f"@_user_1 T3 {words}", "task", {"action": "show", "task_ids": [3]})) == []


@pytest.mark.parametrize("words", ["接受评审意见后重做", "需要帮忙确认接口，已发邮件", "退回稿已重写"])
def test_what_says_more_than_a_button_stays_progress(words: str) -> None:
    assert differences((f"@_user_1 T3 {words}", "task", {"action": "progress", "task_ids": [3]})) == []
