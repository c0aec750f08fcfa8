"""A task from its giving to its end, as people talk and press, on both platforms."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.documents.columns import TASK_COLUMNS, TASK_TITLE
from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

T3 = "@会办 /任务 @李娜 5月28日前 渠道适配建议落地 产出：渠道执行方案 协作：市场部 风险：部分渠道反馈延迟→提前对接重点渠道负责人"


@pytest.fixture
def given(chat: ChatTest) -> ChatTest:
    """王芳 has given 李娜 a task in the group."""
    chat.says("王芳", T3)
    return chat


def test_a_task_stands_in_the_group_and_its_owner_is_asked_in_private(given: ChatTest) -> None:
    card = given.card("任务 T1 · 渠道适配建议落地")
    for words in ("李娜", "5月28日(周二)", "未开始", "市场部", "渠道执行方案", "部分渠道反馈延迟→提前对接"):
        assert words in card.text
    assert "SMART" in card.text
    assert "可达成" in card.text
    mine = given.card("任务 T1", "李娜")
    assert "王芳 交给你一项任务" in mine.text
    assert mine.buttons[:3] == ("接受", "改时间", "不是我")
    assert "撤销" not in mine.buttons  # it was 王芳 who gave it
    assert given.presses("李娜", "接受", "任务 T1", "李娜") == "已接受 T1，到期前会提醒你"
    assert given.card("任务 T1", "李娜").buttons[:3] == ("完成", "延期", "需要帮助")


def test_what_is_handed_in_waits_for_whoever_gave_it(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 完成 V1.2 https://a.example.cn/x/9")
    assert "已完成" in given.card("任务 T1").text
    review = given.card("请验收 T1", "王芳")
    assert "渠道执行方案(V1.2)" in review.text
    given.presses("王芳", "退回", "请验收 T1", "王芳")
    given.submits("王芳", {"还差什么": "缺预算一页"}, "退回", "退回 T1", "王芳")
    back = given.card("任务 T1", "李娜")
    assert "王芳 退回了：缺预算一页" in back.text
    given.presses("李娜", "完成", "任务 T1", "李娜")
    given.submits("李娜", {}, "完成", "完成 T1", "李娜")
    given.presses("王芳", "验收", "请验收 T1", "王芳")
    assert "已验收" in given.card("请验收 T1", "王芳").text


def test_silence_accepts_after_two_working_days(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 完成")
    given.moves_to(shanghai(2024, 5, 16, 11))
    assert "已验收" in given.card("请验收 T1", "王芳").text


def test_done_can_be_taken_back(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 完成")
    assert given.presses("李娜", "撤销", "任务 T1") == "已撤销"
    assert "未开始" in given.card("任务 T1").text
    assert "暂时不用验收" in given.card("请验收 T1", "王芳").text


def test_others_only_suggest_that_it_is_done(given: ChatTest) -> None:
    assert given.presses("赵强", "完成", "任务 T1") == "已告诉 李娜，由本人确认是否完成"
    assert "未开始" in given.card("任务 T1").text
    assert "赵强 认为 T1" in given.card("任务提醒", "李娜").text


def test_a_later_date_counts_once_it_is_agreed_to(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 延期 到5月31日 资源不足 申请增加1名开发")
    asked = given.card("T1 申请延期到 5月31日(周五)", "王芳")
    assert "资源不足，申请增加1名开发" in asked.text
    assert "5月28日(周二)" in given.card("任务 T1").text
    assert given.presses("赵强", "完成", "任务 T1")
    given.presses("王芳", "同意", "T1 申请延期", "王芳")
    card = given.card("任务 T1")
    assert "5月31日(周五)" in card.text
    assert "延期" in card.text
    assert "延期已同意" in given.card("任务 T1", "李娜").text


def test_silence_agrees_to_a_later_date_after_one_working_day(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 延期3天 因为供应商放假")
    assert "5月31日(周五)" in given.card("T1 申请延期", "王芳").text
    given.moves_to(shanghai(2024, 5, 15, 10, 30))
    assert "已同意延期" in given.card("T1 申请延期", "王芳").text
    assert "5月31日(周五)" in given.card("任务 T1").text


def test_a_delay_without_reason_or_date_gets_a_form(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 延期")
    toast = given.submits(
        "李娜",
        {"新的截止时间": "2024-06-03", "延期原因": "依赖未到", "具体情况": "等市场部数据"},
        "提交申请",
        "为 T1 申请延期",
    )
    assert toast == "已请 王芳 审批，批准前仍按原日期"
    assert "6月3日(周一)" in given.card("T1 申请延期", "王芳").text


def test_a_hand_over_takes_both(given: ChatTest) -> None:
    given.says("王芳", "@会办 T1 转 @赵强")
    given.presses("赵强", "接下", "T1 转交给 赵强", "赵强")
    assert "李娜" in given.card("任务 T1").text
    given.presses("李娜", "同意转出", "T1 转交给 赵强", "李娜")
    assert "赵强" in given.card("任务 T1").text
    assert "这项任务转给你了" in given.card("任务 T1", "赵强").text
    assert "已由 赵强 负责" in given.card("任务 T1", "李娜").text


def test_not_mine_goes_back_to_whoever_gave_it(given: ChatTest) -> None:
    given.presses("李娜", "不是我", "任务 T1", "李娜")
    letter = given.card("任务提醒", "王芳")
    assert "李娜 表示 T1" in letter.text
    given.presses("王芳", "转交", "任务提醒", "王芳")
    given.submits("王芳", {"转给谁": "刘洋"}, "转交", "转交 T1", "王芳")
    given.presses("刘洋", "接下", "T1 转交给 刘洋", "刘洋")
    assert "刘洋" in given.card("任务 T1").text


def test_help_is_asked_of_a_department_and_the_answer_comes_back(given: ChatTest) -> None:
    given.says("王芳", "@会办 部门 研发部 对接人 @张伟(决策)")
    given.presses("李娜", "接受", "任务 T1", "李娜")
    given.presses("李娜", "需要帮助", "任务 T1", "李娜")
    given.submits(
        "李娜", {"哪个部门": "研发部", "需要什么帮助": "借1名测试两天"}, "请求帮助", "T1 需要帮助", "李娜"
    )
    assert "借1名测试两天" in given.card("李娜 请研发部帮忙", "张伟").text
    given.submits("张伟", {"答复": "可以，周四起"}, "答复", "李娜 请研发部帮忙", "张伟")
    assert "张伟（研发部）答复：可以，周四起" in given.card("任务 T1", "李娜").text


def test_who_may_not_is_told_who_can(given: ChatTest) -> None:
    given.says("赵强", "@会办 T1 取消")
    assert "王芳" in given.card("没能办成").text
    given.says("赵强", "@会办 T1 进度60%")
    assert "李娜" in given.card("没能办成").text


def test_progress_moving_cancelling(given: ChatTest) -> None:
    given.says("李娜", "@会办 T1 完成了60%")
    assert "60%" in given.card("任务 T1").text
    given.says("王芳", "@会办 T1 改到5月25日")
    assert "截止 5月25日(周六) 不是工作日" in given.card("任务 T1").text
    given.presses("王芳", "改到 5月24日(周五)", "任务 T1")
    assert "5月24日(周五)" in given.card("任务 T1").text
    given.says("王芳", "@会办 T1 取消")
    assert "已取消" in given.card("任务 T1").text


def test_an_incomplete_task_is_a_form_never_an_error(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 任务 整理经销商名单")
    toast = chat.submits("王芳", {"负责人": "李娜", "截止时间": "2024-05-22"}, "交办", "新任务")
    assert toast == "已交办 T1，已私信 李娜"
    assert "整理经销商名单" in chat.card("任务 T1").text
    assert "已处理" in chat.card("新任务").text


def test_several_at_once_and_a_reply_instead_of_a_number(given: ChatTest) -> None:
    given.says("王芳", "@会办 任务 @李娜 5月22日 提交渠道铺货计划表")
    given.says("李娜", "@会办 完成 T1、T2")
    assert "已完成" in given.card("任务 T1").text
    assert "已完成" in given.card("任务 T2").text
    given.says("李娜", "@会办 撤销")
    given.says("李娜", "@会办 任务 完成", reply_to=given.card("任务 T2"))
    assert "已完成" in given.card("任务 T2").text


def test_lists_by_pages_and_filters(chat: ChatTest) -> None:
    for day in range(20, 30):
        chat.says("王芳", f"@会办 任务 @李娜 5月{day}日 提交第{day}版渠道方案")
    chat.says("李娜", "@会办 任务")
    first = chat.card("我的任务（10）")
    assert "第 1 / 2 页" in first.text
    assert "T1 " in first.text
    assert "T9" not in first.text
    chat.presses("李娜", "下一页", "我的任务")
    assert "T9" in chat.card("我的任务（10）").text
    chat.says("王芳", "@会办 任务 我交办的")
    assert "（10）" in chat.card("任务 · 我交办的").title
    chat.says("王芳", "@会办 任务 销售部")
    assert "（10）" in chat.card("任务 · 销售部").title
    chat.says("王芳", "@会办 任务 逾期")
    assert "没有" in chat.card("任务 · 逾期").text


def test_the_owner_is_reminded_and_can_put_it_off(given: ChatTest) -> None:
    given.moves_to(shanghai(2024, 5, 15, 12))
    given.presses("李娜", "接受", "任务 T1", "李娜")
    given.moves_to(shanghai(2024, 5, 27, 11))
    assert "T1“渠道适配建议落地”截止 5月28日(周二)" in given.card("留意", "李娜").text
    given.presses("李娜", "打开", "留意", "李娜")
    assert given.presses("李娜", "今天不再提醒", "任务 T1", "李娜") == "今天不再提醒 T1"
    given.moves_to(shanghai(2024, 5, 28, 11))
    assert "今天到期" in given.card("任务 T1", "李娜").text
    assert "T1 渠道适配建议落地 · 销售部" in given.card("今日提醒 · 5月28日(周二)").text
    given.moves_to(shanghai(2024, 5, 30, 11))
    assert "已过期 2 天" in given.card("任务 T1", "李娜").text
    assert "李娜" not in given.card("今日提醒 · 5月30日(周四)").text
    given.moves_to(shanghai(2024, 5, 31, 11))
    assert "李娜" in given.card("今日提醒 · 5月31日(周五)").text


def test_the_measure_against_a_risk_is_spoken_of_in_time(chat: ChatTest) -> None:
    chat.moves_to(shanghai(2024, 5, 20, 15, 30))
    chat.says(
        "王芳", "@会办 任务 @陈晨 5月22日前 完成核心功能清单（终稿） 风险：市场部需求待补充→今日18点前确认"
    )
    cards = len(chat.titles("陈晨"))
    chat.moves_to(shanghai(2024, 5, 20, 17, 30))
    assert len(chat.titles("陈晨")) == cards + 1
    assert "请在 5月20日(周一) 18:00 前完成：今日18点前确认" in chat.card("任务 T1", "陈晨").text


def test_a_risk_is_told_in_private_and_in_the_group_only_if_it_touches_the_goal(chat: ChatTest) -> None:
    chat.says(
        "王芳",
        "@会办 需求 新产品上市推广\n发起部门：市场部\n目标：3个月内完成产品上市\n协作部门：研发部\n对接人：研发部@张伟\n需求：研发部提供技术参数\n期望完成：6月28日",
    )
    chat.says("张伟", "@会办 报风险 研发人力不足，影响6月上线→先砍掉C功能")
    assert "先砍掉C功能" in chat.card("风险 · 研发人力不足", "王芳").text
    assert not [title for title in chat.titles() if title.startswith("风险 ·")]
    chat.presses("张伟", "影响总目标，告知全群", "风险 · 研发人力不足", "张伟")
    assert "研发人力不足" in chat.card("风险 · 研发人力不足").text


def test_the_home_card_shows_what_is_most_urgent(given: ChatTest) -> None:
    given.says("李娜", "@会办")
    home = given.card("会办")
    assert "T1 渠道适配建议落地 · 5月28日(周二)" in home.text
    given.presses("李娜", "我的任务", "会办")
    assert "T1" in given.card("我的任务（1）").text


def test_table_three_comes_as_workbook_and_document(given: ChatTest) -> None:
    given.says("王芳", "@会办 任务 导出")
    names = sorted(given.face.files(GROUP))
    assert [name.rsplit(".", 1)[1] for name in names] == ["docx", "xlsx"]
    book = load_workbook(
        BytesIO(next(file for name, file in given.face.files(GROUP).items() if name.endswith("xlsx")))
    )
    cells = [
        [str(cell.value) for cell in row if cell.value is not None] for row in book.worksheets[0].iter_rows()
    ]
    assert [TASK_TITLE] in cells
    assert list(TASK_COLUMNS) in cells
    assert [
        "渠道适配建议落地",
        "销售部*",
        "市场部",
        "2024-05-28",
        "未开始",
        "渠道执行方案",
        "部分渠道反馈延迟→提前对接重点渠道负责人",
    ] in cells
