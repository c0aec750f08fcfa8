"""会议 as people really plan it: half of it, in private, in secret, with a doubtful time, changed afterwards."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

NEED = "@会办 需求 秋季促销\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部、销售部\n对接人：研发部@张伟、销售部@李娜\n需求：研发部提供技术参数；销售部铺货\n期望完成：6月28日"
SHORT = (
    "@会办 会议 功能评审\n时间：5月22日 14:00-15:00\n地点：3号会议室\n参会：@张伟 @李娜\n目标：确定功能范围"
)


def test_the_bare_word_opens_the_form_and_again_the_same(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 会议")
    chat.says("王芳", "@会办 会议")
    assert {title for title in chat.titles() if "会议" in title} == {"填写会议 M1"}
    chat.submits(
        "王芳",
        {
            "会议主题": "功能评审",
            "时间": "2024-05-22 14:00",
            "时长": "60 分钟",
            "地点或会议链接": "线上 https://meet.example.com/1",
            "会议目标": "确定功能范围",
            "参会部门（或姓名）": "张伟、李娜",
            "议题（一行一个）": "可行性 20分钟 负责人：张伟 输出：报告 标准：开发成本\n渠道 15分钟 负责人：李娜",
        },
        "保存",
        "填写会议 M1",
    )
    text = chat.card("会议 M1 · 功能评审").text
    for words in (
        "5月22日(周三) 14:00–15:00",
        "线上",
        "负责：张伟",
        "标准：开发成本",
        "1 · 20分钟",
        "2 · 15分钟",
    ):
        assert words in text


def test_a_topic_has_a_form_of_its_own(chat: ChatTest) -> None:
    chat.says("王芳", SHORT + "\n议题：\n1 可行性 @张伟 20分钟")
    chat.presses("王芳", "改", "会议 M1")
    chat.presses("王芳", "议题1", "填写会议 M1", where="王芳")
    chat.submits(
        "王芳",
        {"讨论内容": "各功能的难度", "当前进展": "评估了两项", "需决策事项": "C 放哪期"},
        "保存",
        "M1 议题1",
        where="王芳",
    )
    assert "各功能的难度" in chat.card("会议 M1 · 功能评审").text
    chat.presses("王芳", "发布", "会议 M1 · 功能评审")
    chat.presses("李娜", "看材料·提意见", "会议邀请", where="李娜")
    assert "评估了两项" in chat.card("材料与意见", where="李娜").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2月30日下午2点", "没有"), ("5月22日", "5月22日(周三) 几点开始？"), ("2024-05-01 14:00", "已经过去了")],
)
def test_a_time_in_doubt_is_asked_about(chat: ChatTest, typed: str, said: str) -> None:
    chat.says("王芳", SHORT.replace("5月22日 14:00-15:00", typed))
    assert said in chat.card("什么时候开会").text
    assert "时间" in chat.card("会议 M1 · 功能评审").text


def test_an_hour_is_one_tap(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("5月22日 14:00-15:00", "5月22日"))
    chat.presses("王芳", "5月22日(周三) 14:00", "什么时候开会")
    assert "5月22日(周三) 14:00" in chat.card("会议 M1 · 功能评审").text


def test_a_confidential_meeting_stays_in_private(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("功能评审", "保密 薪酬方案评审"))
    assert not any("薪酬" in title for title in chat.titles(GROUP))
    chat.presses("王芳", "发布", "会议 M1 · 薪酬方案评审", where="王芳")
    assert "薪酬方案评审" in chat.card("会议邀请", where="张伟").title
    chat.says("赵强", "@会办 M1")
    assert "没有找到" in chat.card("没能办成").text
    chat.moves_to(shanghai(2024, 5, 21, 18))
    assert not any("预告" in title for title in chat.titles(GROUP))


def test_a_meeting_made_secret_leaves_the_group(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.presses("王芳", "改", "会议 M1 · 功能评审")
    chat.submits("王芳", {}, "更多设置", "填写会议 M1", where="王芳")
    chat.submits("王芳", {"保密（只在私聊里，群里不出现）": True}, "保存", "更多设置", where="王芳")
    assert "功能评审" not in " ".join(chat.titles(GROUP))
    assert "会议 M1 · 功能评审" in chat.titles("王芳")


def test_text_changes_the_meeting_it_replies_to(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    card = chat.card("会议 M1 · 功能评审")
    chat.says("王芳", "@会办 会议 改到15:30", reply_to=card)
    assert "5月22日(周三) 15:30" in chat.card("会议 M1 · 功能评审").text
    chat.says("王芳", "@会办 M1 邀请 @赵强")
    text = chat.card("会议 M1 · 功能评审").text
    assert all(name in text for name in ("张伟", "李娜", "赵强"))
    chat.says("李娜", "@会办 M1 取消")
    assert "王芳" in chat.card("没能办成").text
    chat.says("王芳", "@会办 M1 取消")
    assert "已取消" in chat.card("会议 M1 · 功能评审").text


def test_the_list_and_the_home_card_show_what_is_coming(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 会议 列表")
    assert "M1 功能评审 · 5月22日(周三) 14:00–15:00" in chat.card("会议列表").text
    chat.says("王芳", "@会办")
    home = [card for card in chat.face.cards(GROUP) if "约会议" in card.buttons][-1]
    assert "M1 功能评审" in home.text


def test_a_need_is_aligned_in_half_an_hour(chat: ChatTest) -> None:
    chat.says("王芳", NEED)
    chat.presses("王芳", "约短会对齐", "需求 N1")
    text = chat.card("会议 M1 · 秋季促销 需求对齐会").text
    assert "张伟" in text
    assert "李娜" in text
    assert "必要性" not in text
    assert "超出会议时长" not in text
    assert "发布前还缺：时间、地点或会议链接" in text
    chat.presses("王芳", "约短会对齐", "需求 N1")
    assert not any("M2" in title for title in chat.titles())


def test_a_name_two_people_could_bear_is_asked_for(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("参会：@张伟 @李娜", "参会：张伟、小李"))
    chat.submits("王芳", {"“小李”是哪一位": "李娜"}, "确定", "请指定参会人")
    text = chat.card("会议 M1 · 功能评审").text
    assert "李娜" in text
    assert "待指定" not in text


def test_nine_people_are_too_many_and_some_are_copied(chat: ChatTest) -> None:
    chat.says(
        "王芳", SHORT.replace("参会：@张伟 @李娜", "参会：@张伟 @李娜 @赵强\n议题：\n1 可行性 @张伟 20分钟")
    )
    chat.presses("王芳", "改为抄送", "会议 M1 · 功能评审", after="赵强 没有议题")
    lines = chat.card("会议 M1 · 功能评审").text.splitlines()
    assert any(line.startswith("抄送：") and "赵强" in line for line in lines)


def test_who_is_on_leave_of_the_list_is_told(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.presses("王芳", "发布", "会议 M1 · 功能评审")
    chat.presses("王芳", "改", "会议 M1 · 功能评审")
    chat.submits("王芳", {"参会人": ["张伟"]}, "保存", "填写会议 M1", where="王芳")
    assert "这次不用你参加了" in chat.card("有变更", where="李娜").text
    assert (
        "不用再处理" in chat.card("会议", where="李娜").text or "不用" in chat.card("会议", where="李娜").text
    )
