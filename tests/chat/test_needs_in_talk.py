"""需求 as people really ask for it: half of it, in one line, with a slip, in private, and changed afterwards."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

SHORT = "@会办 需求 秋季促销\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部\n需求：研发部提供技术参数\n期望完成：6月28日"


def test_the_bare_word_opens_the_form(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 需求")
    card = chat.card("需求草稿")
    assert "还缺：项目名称、协作目标、需协作部门、需求描述（需支持的具体事项）、期望完成时间" in card.text
    assert set(card.buttons) == {"登记", "预演提醒", "存草稿", "丢弃"}


def test_the_form_registers(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 需求")
    toast = chat.submits(
        "王芳",
        {
            "项目名称": "秋季促销",
            "发起部门": "市场部",
            "协作目标": "达成50万销量",
            "需协作部门": "研发部、销售部",
            "需求描述（需支持的具体事项）": "研发部提供技术参数；销售部提交渠道铺货计划",
            "期望完成时间": "2024-06-28",
            "里程碑": "6月1日 样机；6月20日 上市",
            "交付成果": "产品原型",
        },
        "登记",
        "需求草稿",
    )
    assert toast == "已登记需求 N1"
    text = chat.card("需求 N1 · 秋季促销").text
    assert "6月1日(周六) 样机；6月20日(周四) 上市" in text
    assert "产品原型" in text


def test_what_is_missing_is_named_and_can_be_said_later(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 需求 秋季促销 需要研发部、销售部 目标：达成50万销量")
    assert "还缺：需求描述（需支持的具体事项）、期望完成时间" in chat.card("需求草稿").text
    chat.says("王芳", "@会办 需求\n描述：研发部提供技术参数；销售部铺货\n截止：6月28日")
    card = chat.card("需求 N1 · 秋季促销")
    assert "研发部、销售部" in card.text
    assert "6月28日(周五)" in card.text


def test_a_draft_is_kept_for_seven_days(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 需求 秋季促销")
    chat.moves_to(shanghai(2024, 5, 21, 9))
    chat.says("王芳", "@会办 需求")
    assert "秋季促销" in chat.card("需求草稿").text
    chat.moves_to(shanghai(2024, 5, 29, 9))
    chat.says("王芳", "@会办 需求")
    assert "秋季促销" not in chat.card("需求草稿").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2月30日", "没有“2月30日”这一天"),
        ("月初", "“月初”还不能确定是哪一天"),
        ("2024-05-01", "“2024-05-01”已经过去了"),
    ],
)
def test_a_day_that_cannot_be_taken_is_asked_for(chat: ChatTest, typed: str, said: str) -> None:
    chat.says("王芳", SHORT.replace("6月28日", typed))
    assert said in chat.card("需求草稿").text


def test_a_slip_is_offered_and_nothing_happens_before(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /需球 秋季促销")
    assert "你是不是要" in chat.card("你是不是要").title
    assert not any("草稿" in title for title in chat.titles())
    chat.presses("王芳", "是，执行", "你是不是要")
    assert "秋季促销" in chat.card("需求草稿").text


def test_what_is_not_for_us_is_left_alone(chat: ChatTest) -> None:
    before = chat.titles()
    chat.says("王芳", "大家下午好，需求我稍后登记")
    chat.says("张伟", "见 https://example.com/需求 和 /tmp/x")
    assert chat.titles() == before


def test_what_nobody_understands_gets_the_help(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 今天天气不错啊我们出去玩吧")
    assert "没看懂这句话" in chat.card("会办能做什么").text


def test_only_the_bots_name_opens_the_home_card(chat: ChatTest) -> None:
    chat.says("王芳", "@会办")
    assert {"登记需求", "需求列表", "部门对接人", "帮助"} <= set(chat.card("会办").buttons)


def test_a_change_is_shown_with_what_it_was(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 N1 改\n期望完成：6月20日\n备注：需提前1周启动")
    text = chat.card("需求 N1").text
    assert "6月28日(周五) → 6月20日(周四)" in text
    assert "最晚启动：6月13日(周四)" in text


def test_the_form_changes_a_need_in_place(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.presses("王芳", "改", "需求 N1")
    assert chat.submits("王芳", {"协作目标": "达成80万销量"}, "保存修改", "修改需求 N1") == "已保存"
    assert "达成50万销量 → 达成80万销量" in chat.card("需求 N1 ·").text
    assert sum("需求 N1 · 秋季促销" in title for title in chat.titles()) == 1


def test_a_reply_needs_no_number(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", SHORT.replace("秋季促销", "冬季促销"))
    chat.says("王芳", "@会办 需求 关闭", reply_to=chat.card("需求 N1"))
    assert "已关闭" in chat.card("需求 N1").text
    assert "进行中" in chat.card("需求 N2").text


def test_somebody_elses_need_is_not_changed(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", "@会办 N1 改 期望完成：6月20日")
    assert "需要由 王芳 来操作" in chat.face.cards(GROUP)[-1].text
    assert "6月28日(周五)" in chat.card("需求 N1 ·").text


def test_help_lists_the_commands_as_the_work_goes(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 帮助")
    text = chat.card("会办能做什么").text
    places = [text.index(f"{noun}：") for noun in ("需求", "会议", "纪要", "任务", "复盘", "帮助")]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["帮助 需求", "需求怎么用", "怎么登记需求"])
def test_help_about_one_noun_says_what_to_type(chat: ChatTest, text: str) -> None:
    chat.says("王芳", f"@会办 {text}")
    assert "N1 导出" in chat.card("怎么用：需求").text
    chat.presses("王芳", "全部功能", "怎么用：需求")
    assert "会办能做什么" in chat.titles()[-1]


@pytest.mark.parametrize("text", ["N1 导出 word", "请把N1导出来，谢谢", "导出表1"])
def test_every_member_gets_the_files_by_asking_for_them(chat: ChatTest, text: str) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", f"@会办 {text}")
    assert set(chat.face.files(GROUP)) == {"表1-秋季促销.xlsx", "表1-秋季促销.docx"}


def test_the_support_list_is_opened_and_exported_by_its_name(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", "@会办 N1 的需求清单")
    assert "协作需求清单" in chat.titles()[-1]
    chat.says("李娜", "@会办 导出 N1 需求清单")
    assert {name.rpartition(".")[2] for name in chat.face.files(GROUP)} == {"xlsx", "docx"}
    assert all("需求清单" in name for name in chat.face.files(GROUP))


def test_a_question_about_a_need_shows_it_to_everybody(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", "@会办 N1 谁还没答复")
    assert "需求 N1" in chat.titles()[-1]


def test_the_last_change_is_taken_back_by_a_word_for_ten_minutes(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 N1 改 期望完成：6月20日")
    chat.says("王芳", "@会办 撤销")
    assert "期望完成时间：6月28日(周五)" in chat.card("需求 N1").text
    chat.says("王芳", "@会办 N1 改 期望完成：6月20日")
    chat.moves_to(shanghai(2024, 5, 14, 10, 11))
    chat.says("王芳", "@会办 撤销")
    assert "已经不能撤销了" in chat.face.cards(GROUP)[-1].text


def test_the_list_opens_a_need(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", "@会办 需求 列表")
    assert "N1 秋季促销 · 6月28日(周五) · 0/1 已答复" in chat.card("需求列表").text
    chat.presses("李娜", "打开", "需求列表")
    assert chat.titles()[-1] == "需求 N1 · 秋季促销"


def test_a_private_request_asks_for_its_group(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("@会办 ", ""), where="王芳")
    assert "登记到哪个群" in chat.card("需求草稿", where="王芳").text
    chat.submits("王芳", {"登记到哪个群": GROUP}, "登记", "需求草稿", where="王芳")
    assert "需求 N1 · 秋季促销" in chat.titles(GROUP)


def test_contacts_named_in_the_message_are_asked_at_once(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟(决策)")
    card = chat.card("需求 N1")
    assert "张伟" in card.text
    assert "还没有决策人" not in card.text
    assert any("请确认" in title for title in chat.titles("张伟"))


def test_a_department_knows_who_speaks_for_it(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 部门 研发部 对接人 @张伟 决策人 @陈晨")
    text = chat.card("研发部").text
    assert "张伟" in text
    assert "陈晨" in text
    chat.says("王芳", SHORT)
    assert any("请确认" in title for title in chat.titles("张伟"))
    assert "还没有决策人" not in chat.card("需求 N1").text


def test_a_gap_needs_words(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    toast = chat.submits("张伟", {"人力": "2人"}, "有困难", "请确认", where="张伟")
    assert "资源缺口" in toast
    assert "待确认" in chat.card("需求 N1").text


def test_online_alignment_collects_every_department(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    chat.presses("王芳", "线上对齐", "需求 N1")
    chat.submits("张伟", {"补充或疑问": "测试环境要排队"}, "提交补充", "线上对齐")
    assert "测试环境要排队" in chat.card("线上对齐").text
    assert "各部门的对接人或决策人" in chat.submits("李娜", {}, "无异议", "线上对齐")


def test_the_check_says_what_works(chat: ChatTest) -> None:
    chat.presses("王芳", "自检", "大家好")
    assert chat.titles()[-1] == "自检"
