"""会议 from the first word to the invitation: the golden script's meeting (product section 9), and what surrounds it."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

GOLDEN = """@会办 /会议 新产品上市功能优先级评审会
时间：2024-05-20 14:00-15:30（线下：3号会议室）
参会人：市场部、研发部、销售部、产品部
会前准备：各部门5月19日前提交《功能需求清单》
议题：
1｜市场需求反馈与功能优先级梳理｜基于用户调研数据，明确核心功能需求｜市场部｜20分钟｜核心功能清单（初稿）
2｜技术可行性评估｜评估各功能的开发难度与资源需求｜研发部｜30分钟｜技术可行性报告
3｜销售渠道适配性分析｜分析功能与销售渠道的匹配度｜销售部｜20分钟｜渠道适配建议
4｜功能优先级最终确认｜综合各方意见，确定上线优先级｜产品部｜20分钟｜功能优先级排序表"""
CONTACTS = {"市场部对接人": "王芳", "研发部对接人": "张伟", "销售部对接人": "李娜", "产品部对接人": "陈晨"}
CARD = "会议 M1"


@pytest.fixture
def drafted(chat: ChatTest) -> ChatTest:
    """The example is drafted and its departments have contacts."""
    chat.says("王芳", GOLDEN)
    chat.submits("王芳", CONTACTS, "确定", "请指定参会人")
    return chat


@pytest.fixture
def published(drafted: ChatTest) -> ChatTest:
    """And its notice is out."""
    drafted.presses("王芳", "发布", CARD)
    drafted.moves_to(shanghai(2024, 5, 14, 10, 1))
    return drafted


def test_the_draft_shows_table_two_and_what_to_mind(drafted: ChatTest) -> None:
    text = drafted.card(CARD).text.replace("@", "")
    for words in (
        "5月20日(周一) 14:00–15:30（线下：3号会议室）",
        "市场部 王芳",
        "研发部 张伟",
        "销售部 李娜",
        "产品部 陈晨",
        "议题共 90 分钟",
        "必要性：为什么一定要开会",
        "还没有会议目标",
        "共 105 分钟，超出会议时长 90 分钟",
        "4 个议题没有决策标准",
        "5月19日(周日) 不是工作日",
    ):
        assert words in text
    assert "距会议只有" not in text
    assert "必到" not in text


def test_departments_are_asked_once_and_remembered(drafted: ChatTest) -> None:
    drafted.says("王芳", GOLDEN.replace("评审会", "复审会", 1))
    text = drafted.card("会议 M2").text
    assert all(name in text for name in ("王芳", "张伟", "李娜", "陈晨"))
    assert sum("请指定参会人" in title for title in drafted.titles()) == 1


def test_one_tap_scales_the_agenda_and_moves_the_pre_work(drafted: ChatTest) -> None:
    assert drafted.presses("王芳", "一键修正（2项）", CARD) == "已修正 2 项"
    text = drafted.card(CARD).text
    assert "议题共 75 分钟" in text
    for label in ("1 · 17分钟", "2 · 25分钟", "3 · 17分钟", "4 · 16分钟"):
        assert label in text
    assert "5月17日前提交" in text
    assert "5月17日(周五)" in text
    assert "超出会议时长" not in text


def test_each_fix_alone(drafted: ChatTest) -> None:
    drafted.presses("王芳", "按比例缩为 17/25/17/16", CARD)
    drafted.presses("王芳", "改到 5月17日(周五)", CARD)
    assert "议题共 75 分钟" in drafted.card(CARD).text
    assert "不是工作日" not in drafted.card(CARD).text


def test_criteria_are_picked_from_a_list(drafted: ChatTest) -> None:
    drafted.presses("王芳", "选决策标准", CARD)
    drafted.submits(
        "王芳",
        {"市场需求反馈与功能优先级梳理": "用户优先级", "技术可行性评估": "开发成本"},
        "保存",
        "选决策标准",
        where="王芳",
    )
    text = drafted.card(CARD).text
    assert "标准：用户优先级" in text
    assert "2 个议题没有决策标准" in text


def test_why_to_meet_is_one_tap_and_the_objective_one_field(drafted: ChatTest) -> None:
    drafted.presses("王芳", "多方当场拍板", CARD)
    drafted.submits("王芳", {"会议目标": "确定一期上线的功能优先级"}, "保存", CARD)
    text = drafted.card(CARD).text
    assert "必要性" not in text
    assert "还没有会议目标" not in text
    assert "确定一期上线的功能优先级" in text


def test_late_notice_is_warned_about_and_can_be_urgent(chat: ChatTest) -> None:
    chat.moves_to(shanghai(2024, 5, 16, 10))
    chat.says("王芳", GOLDEN)
    assert "距会议只有 2 个工作日" in chat.card(CARD).text
    chat.presses("王芳", "标为紧急", CARD)
    chat.submits("王芳", {"紧急的原因": "客户周三来访"}, "标为紧急", "标为紧急", where="王芳")
    text = chat.card(CARD).text
    assert "距会议只有" not in text
    assert "客户周三来访" in text


def test_a_finding_can_stay_with_a_reason(drafted: ChatTest) -> None:
    drafted.presses("王芳", "有些保持原样…", CARD)
    drafted.submits(
        "王芳",
        {"哪些保持原样": ["议题总时长超出"], "保持原样的原因": "会后留下来收尾"},
        "保持原样",
        "保持原样",
        where="王芳",
    )
    assert "超出会议时长" not in drafted.card(CARD).text


def test_no_reason_to_meet_becomes_a_card(drafted: ChatTest) -> None:
    drafted.presses("王芳", "都不是", CARD)
    assert drafted.presses("王芳", "改为线上同步", CARD) == "省下一场会，同步卡已发出"
    drafted.submits("张伟", {}, "已读", "线上同步 M1")
    drafted.submits("李娜", {"意见": "渠道部分要再看合规"}, "提交意见", "线上同步 M1")
    text = drafted.card("线上同步 M1").text
    assert "2/4" in text
    assert "李娜：渠道部分要再看合规" in text
    drafted.says("王芳", "@会办 会议 列表")
    assert "已省下 1 场会" in drafted.card("会议列表").text


def test_publishing_invites_in_private_and_pins(published: ChatTest) -> None:
    for who in ("张伟", "李娜", "陈晨"):
        card = published.card("会议邀请 M1", where=who)
        assert "5月20日(周一) 14:00–15:30" in card.text
        assert {"参加", "我不能参加"} <= set(card.buttons)
    assert published.titles("赵强") == []
    assert "会议 M1 · 新产品上市功能优先级评审会" in published.face.pinned()
    assert "已发布" in published.card(CARD).text


def test_what_a_notice_lacks_is_asked_with_a_form(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 会议 下周三下午2点 90分钟 功能优先级评审 @张伟 @李娜")
    assert "发布前还缺：地点或会议链接" in chat.card(CARD).text
    assert "5月22日(周三) 14:00–15:30" in chat.card(CARD).text
    assert "发布" not in chat.card(CARD).buttons
    chat.says("王芳", "@会办 M1 发布")
    chat.submits("王芳", {"地点或会议链接": "3号会议室（线下）"}, "保存", "填写会议 M1", where="王芳")
    assert "线下：3号会议室" in chat.card(CARD).text
    chat.presses("王芳", "发布", CARD)
    assert "会议邀请 M1" in chat.card("会议邀请", where="张伟").title


def test_answers_show_on_the_card(published: ChatTest) -> None:
    assert published.presses("张伟", "参加", "会议邀请", where="张伟") == "已回复，谢谢"
    assert "你已回复参加" in published.card("会议邀请", where="张伟").text
    assert "研发部 张伟✅" in published.card(CARD).text.replace("@", "")


def test_who_cannot_come_sends_somebody(published: ChatTest) -> None:
    published.presses("李娜", "我不能参加", "会议邀请", where="李娜")
    published.submits(
        "李娜", {"原因": "当天出差", "代表人": "刘洋", "授权范围": "可决策"}, "提交", "不能参加", where="李娜"
    )
    assert "由 刘洋 代表（可决策）" in published.card(CARD).text
    card = published.card("请代表参会 M1", where="刘洋")
    assert "李娜 不能参加，请你代表（可决策）。原因：当天出差" in card.text


def test_an_absence_is_typed_and_the_host_may_on_behalf(published: ChatTest) -> None:
    published.says("王芳", "@会办 M1 缺席 李娜 由刘洋代表(可决策)")
    assert "由 刘洋 代表（可决策）" in published.card(CARD).text
    published.says("陈晨", "@会办 M1 缺席 张伟 由刘洋代表")
    assert "张伟" in published.card("没能办成").text


def test_material_and_opinions(published: ChatTest) -> None:
    published.presses("张伟", "提交材料", "会议邀请", where="张伟")
    published.submits("张伟", {"材料链接或内容": "https://example.com/a"}, "提交", "提交材料", where="张伟")
    assert "已交 1/4" in published.card(CARD).text
    published.presses("李娜", "看材料·提意见", "会议邀请", where="李娜")
    assert "张伟 · https://example.com/a" in published.card("材料与意见", where="李娜").text
    published.submits(
        "李娜",
        {"针对哪个议题": "技术可行性评估", "意见": "缺测试周期"},
        "有异议",
        "材料与意见",
        where="李娜",
    )
    for who in ("王芳", "张伟", "李娜"):
        assert "李娜 的异议：缺测试周期" in published.card("建议会前对齐", where=who).text
    assert "缺测试周期" not in published.card(CARD).text
    published.submits("张伟", {"对齐的结果": "补上测试周期"}, "记下结果", "建议会前对齐", where="张伟")
    assert "会前对齐：补上测试周期" in published.card(CARD).text


def test_a_change_is_told_to_those_it_concerns(published: ChatTest) -> None:
    published.says("王芳", "@会办 M1 改 时间：5月21日 14:00-15:30")
    line = "5月20日(周一) 14:00–15:30 → 5月21日(周二) 14:00–15:30"
    assert line in published.card("有变更", where="张伟").text
    assert "5月21日(周二)" in published.card("会议邀请", where="张伟").text
    assert not any("有变更" in title for title in published.titles("赵强"))
    assert not any("有变更" in title for title in published.titles(GROUP))
    published.presses("王芳", "选决策标准", CARD)
    published.submits("王芳", {"技术可行性评估": "开发成本"}, "保存", "选决策标准", where="王芳")
    assert "技术可行性评估" in published.card("有变更", where="张伟").text
    assert "技术可行性评估" not in published.card("有变更", where="李娜").text


def test_cancelling_tells_the_invited(published: ChatTest) -> None:
    published.presses("王芳", "取消会议", CARD)
    assert "已取消" in published.card("已取消", where="张伟").title
    assert "会议已取消" in published.card("会议邀请", where="张伟").text
    published.presses("王芳", "撤销", CARD)
    assert "已发布" in published.card(CARD).text


def test_only_who_plans_it_may_change_it(published: ChatTest) -> None:
    assert "王芳" in published.presses("李娜", "取消会议", CARD)
    assert "已发布" in published.card(CARD).text


def test_a_change_is_taken_back(drafted: ChatTest) -> None:
    drafted.presses("王芳", "按比例缩为 17/25/17/16", CARD)
    drafted.presses("王芳", "撤销", CARD)
    assert "议题共 90 分钟" in drafted.card(CARD).text


def test_the_rehearsal_is_what_is_sent(drafted: ChatTest) -> None:
    drafted.presses("王芳", "预演提醒", CARD)
    text = drafted.card("预演 · M1", where="王芳").text
    assert "现在 会议邀请" in text
    assert "群里 · 1 周 1 条" in text
    drafted.presses("王芳", "发布", "预演", where="王芳")
    drafted.moves_to(shanghai(2024, 5, 15, 18))
    assert "还等你回复" in drafted.card("会议提醒", where="张伟").text
    assert "5月15日(周三) 10:" in text


def test_the_group_hears_of_it_on_the_eve_and_the_host_is_called(published: ChatTest) -> None:
    published.moves_to(shanghai(2024, 5, 17, 18))
    card = published.card("会议预告 M1")
    assert "还缺材料：" in card.text
    assert "研发部" in card.text
    published.moves_to(shanghai(2024, 5, 20, 13, 51))
    assert "开始" in published.card(CARD, where="王芳").buttons


def test_the_files_of_table_two(drafted: ChatTest) -> None:
    drafted.says("王芳", "@会办 M1 导出")
    assert set(drafted.face.files(GROUP)) == {
        "表2-新产品上市功能优先级评审会.xlsx",
        "表2-新产品上市功能优先级评审会.docx",
    }
