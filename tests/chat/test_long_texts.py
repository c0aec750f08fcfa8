"""What is longer than a name or an input may be: refused with a way out, and nothing is cut off."""

import io

import openpyxl
import pytest

from tests.chat.faces import GROUP, ChatTest

LONG = "长" * 300
GOAL = "达成50万销量，" + "并" * 1500
NEED = "@会办 /需求\n项目：{name}\n部门：研发部\n目标：{goal}\n描述：研发部出样机\n截止：6月28日"


def test_a_name_that_is_too_long_is_asked_for_again_and_the_rest_is_kept(chat: ChatTest) -> None:
    chat.says("王芳", NEED.format(name=LONG, goal="达成50万销量"))
    draft = chat.card("需求草稿")
    assert "项目名称太长了，请缩短到 100 个字以内" in draft.text
    assert "还缺" not in draft.text
    chat.submits("王芳", {"项目名称": "秋季促销"}, "登记", "需求草稿")
    assert "达成50万销量" in chat.card("需求 N1 · 秋季促销").text


def test_a_need_is_not_renamed_to_what_is_too_long(chat: ChatTest) -> None:
    chat.says("王芳", NEED.format(name="秋季促销", goal="达成50万销量"))
    chat.says("王芳", f"@会办 N1 改 项目：{LONG}")
    assert "项目名称太长了" in chat.card("修改需求 N1").text
    assert "秋季促销" in chat.card("需求 N1 ·").text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"部门 {LONG}部 @张伟", "部门名称太长了，请缩短到 60 个字以内"),
        (f"会议\n主题：评审\n时间：6月20日 14:00\n参会：{LONG}、张伟", "人名太长了，请缩短到 100 个字以内"),
    ],
)
def test_a_name_nobody_has_is_refused_in_words(chat: ChatTest, text: str, told: str) -> None:
    chat.says("王芳", f"@会办 {text}")
    assert told in chat.face.cards(GROUP)[-1].text


def test_what_an_input_could_not_show_is_not_cut_off_by_saving(chat: ChatTest) -> None:
    chat.says("王芳", NEED.format(name="秋季促销", goal=GOAL))
    chat.presses("王芳", "改", "需求 N1")
    chat.submits("王芳", {"协作目标": GOAL[:1000], "备注（如潜在风险）": "加急"}, "保存修改", "修改需求 N1")
    chat.says("王芳", "@会办 N1 导出")
    sheet = openpyxl.load_workbook(io.BytesIO(chat.face.files(GROUP)["表1-秋季促销.xlsx"])).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "加急" in cells
    assert GOAL in cells


def test_a_long_agenda_survives_the_form_of_its_meeting(chat: ChatTest) -> None:
    topics = "\n".join(f"{n} 第{n}项{'议' * 150} 王芳 5分钟" for n in range(1, 9))
    chat.says("王芳", f"@会办 会议\n主题：评审\n时间：6月20日 14:00\n议题：\n{topics}")
    chat.presses("王芳", "改", "会议 M1")
    form = chat.card("会议 M1", "王芳")
    chat.submits("王芳", {"会议主题": "大评审"}, "保存", form.title, where="王芳")
    card = chat.card("会议 M1 · 大评审").text
    assert "第8项" in card
