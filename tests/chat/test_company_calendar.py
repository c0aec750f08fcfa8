"""An admin sends the company's calendar as a file (D3)."""

from collections.abc import Iterator

import pytest

from tests.chat.everywhere import chat_on
from tests.chat.faces import ChatTest
from tests.chat.on_dingtalk import DingTalkFace
from tests.chat.on_feishu import FeishuFace
from tests.chat.test_needs_in_talk import SHORT
from tests.standins.feishu import HandClock

DAYS = "日期,到,类型,说明\n2024-06-26,2024-06-28,休,厂庆\n2024-06-29,2024-06-29,班,补班\n"
ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20240628
DTEND;VALUE=DATE:20240629
SUMMARY:厂庆
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture(params=["feishu", "dingtalk"])
def chat(request: pytest.FixtureRequest, sqlite_url: str, clock: HandClock) -> Iterator[ChatTest]:
    """Where people can send files."""
    with chat_on(request.param, sqlite_url, clock) as made:
        yield made


def send(chat: ChatTest, who: str, name: str, content: bytes) -> None:
    assert isinstance(chat.face, FeishuFace | DingTalkFace)
    chat.face.send_file(who, name, content)
    chat.face.process.settle()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_becomes_the_days_of_a_group(chat: ChatTest, encoding: str) -> None:
    send(chat, "王芳", "公司日历.csv", DAYS.encode(encoding))
    card = chat.card("公司日历", where="王芳")
    assert "休息 3 天，上班 1 天" in card.text
    assert "2024年6月26日(周三)" in card.text
    assert chat.presses("王芳", "用于“新产品上市项目群”", "公司日历", where="王芳").startswith("已用于")
    chat.says("王芳", SHORT)
    assert "6月28日(周五) 不是工作日" in chat.card("需求 N1").text
    assert "改 6月25日(周二)" in chat.card("需求 N1").buttons


def test_an_ics_is_read_as_well(chat: ChatTest) -> None:
    send(chat, "王芳", "holidays.ics", ICS.encode())
    assert "休息 1 天，上班 0 天" in chat.card("公司日历", where="王芳").text


def test_what_would_move_is_shown_before_it_is_kept(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    send(chat, "王芳", "公司日历.csv", "2024-05-15,休,厂庆\n".encode())
    toast = chat.presses("王芳", "用于“新产品上市项目群”", "公司日历", where="王芳")
    assert "请先看一下" in toast
    moved = chat.face.cards("王芳")[-1]
    assert chat.face.press("王芳", "确认保存", moved).startswith("已用于")


def test_who_sets_no_group_is_told_so_and_nothing_is_read(chat: ChatTest) -> None:
    send(chat, "张伟", "公司日历.csv", DAYS.encode())
    assert "不是哪个群的管理员" in chat.card("公司日历", where="张伟").text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", "节日\n".encode(), b"x" * (256 * 1024 + 1)])
def test_a_file_without_days_says_what_to_send(chat: ChatTest, content: bytes) -> None:
    send(chat, "王芳", "公司日历.csv", content)
    assert "没有读到日期" in chat.card("公司日历", where="王芳").text


def test_a_line_that_cannot_be_read_is_named(chat: ChatTest) -> None:
    send(chat, "王芳", "公司日历.csv", "2024-06-28,休\n2024-02-30,休\n".encode())
    assert "第 2 行看不懂" in chat.face.cards("王芳")[-1].text


def test_as_many_days_as_are_taken_still_fit_behind_a_button(chat: ChatTest) -> None:
    days = [f"2024-{month:02}-{day:02},休" for month in range(7, 13) for day in range(1, 20, 2)]
    send(chat, "王芳", "公司日历.csv", "\n".join(days).encode())
    assert "休息 60 天" in chat.card("公司日历", where="王芳").text
    assert chat.presses("王芳", "用于“新产品上市项目群”", "公司日历", where="王芳").startswith("已用于")


def test_too_many_days_are_refused_with_a_way_out(chat: ChatTest) -> None:
    days = [f"2024-{month:02}-{day:02},休" for month in range(6, 13) for day in range(1, 20, 2)]
    send(chat, "王芳", "公司日历.csv", "\n".join(days).encode())
    assert "最多记 60 段例外日" in chat.face.cards("王芳")[-1].text


def test_other_files_are_answered_with_help(chat: ChatTest) -> None:
    send(chat, "王芳", "方案.pptx", b"PK")
    assert "只能读文字消息" in chat.face.cards("王芳")[-1].text
