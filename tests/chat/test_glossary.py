"""术语: one language, and where departments differ (S82)."""

from tests.chat.faces import GROUP, ChatTest


def test_a_term_is_defined_by_text_and_looked_up(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    assert "近7天登录过的用户数" in chat.card("术语 · 用户活跃度").text
    chat.says("张伟", "@会办 术语")
    chat.presses("张伟", "打开", "术语表（1）")
    assert "王芳 · 5月14日(周二)" in chat.card("术语 · 用户活跃度").text


def test_departments_that_differ_are_shown_as_a_conflict(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 部门 市场部 对接人 @王芳")
    chat.says("张伟", "@会办 部门 研发部 对接人 @张伟")
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    assert "不一致" not in chat.card("术语 · 用户活跃度").text
    chat.says("张伟", "@会办 术语 用户活跃度=近30天登录过的用户数")
    card = chat.card("术语 · 用户活跃度")
    assert "各部门口径不一致" in card.text
    assert card.text.index("市场部") < card.text.index("研发部")
    chat.says("李娜", "@会办 术语")
    assert "口径不一致" in chat.card("术语表（1）").text


def test_the_same_in_other_signs_is_no_conflict(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 术语 客单价=销售额除以订单数。")
    values = {"术语": "客单价", "哪个部门的口径": "全公司通用", "口径": "销售额除以订单数"}
    assert chat.submits("王芳", values, "保存", "术语 · 客单价") == "已登记“客单价”的口径"
    assert "不一致" not in chat.card("术语 · 客单价").text


def test_an_unknown_term_can_be_registered_at_once(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    chat.says("王芳", "@会办 术语 活跃度")
    card = chat.card("术语 · 活跃度")
    assert "用户活跃度" in card.text
    chat.submits("王芳", {"口径": "7日内登录"}, "保存", "术语 · 活跃度")
    assert "7日内登录" in chat.card("术语 · 活跃度").text


def test_another_departments_words_are_not_overwritten_or_removed(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 部门 市场部 对接人 @王芳")
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    values = {"哪个部门的口径": "市场部", "口径": "别的意思"}
    assert "需要由 王芳 来操作" in chat.submits("张伟", values, "保存", "术语 · 用户活跃度")
    assert "需要由 王芳 来操作" in chat.presses("张伟", "删除", "术语 · 用户活跃度")
    assert chat.presses("王芳", "删除", "术语 · 用户活跃度") == "已删除"
    assert "已经删除" in chat.card("登记术语").text


def test_a_new_term_by_the_form(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 术语")
    chat.presses("王芳", "登记术语", "术语表（0）")
    chat.submits("王芳", {"术语": "客单价", "口径": "销售额除以订单数"}, "保存", "登记术语")
    assert "销售额除以订单数" in chat.card("术语 · 客单价").text


MEETING = "@会办 会议 活跃度评审会 时间：5月20日14点到15点 地点：3号会议室 参会：@张伟 @李娜 议题：1 提升用户活跃度 @王芳 20分钟"


def test_a_term_that_stands_in_a_topic_is_explained_on_the_meetings_card(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    chat.says("王芳", MEETING)
    card = chat.card("M1")
    assert "“用户活跃度”指：近7天登录过的用户数" in card.text
    chat.presses("王芳", "打开术语“用户活跃度”", "M1")
    assert "近7天登录过的用户数" in chat.face.cards(GROUP)[-1].text


def test_departments_that_differ_on_a_word_of_a_topic_are_warned_of(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 部门 市场部 对接人 @王芳")
    chat.says("张伟", "@会办 部门 研发部 对接人 @张伟")
    chat.says("王芳", "@会办 术语 用户活跃度=近7天登录过的用户数")
    chat.says("张伟", "@会办 术语 用户活跃度=近30天登录过的用户数")
    chat.says("王芳", MEETING)
    assert "里的“用户活跃度”各部门口径不一致" in chat.card("M1").text
