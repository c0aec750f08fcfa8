"""The playground in a real browser: what people see and do, and nothing about how."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.cards.parts import note
from bot.playground.cast import TENANT
from bot.ports import Target
from tests.playground import playground_samples as samples
from tests.playground.conftest import Stage

pytestmark = pytest.mark.browser

expect.set_options(timeout=15_000)


def say(page: Page, text: str) -> None:
    """Type and send."""
    page.fill("#say", text)
    page.press("#say", "Enter")


def card(page: Page, title: str) -> Locator:
    """The newest card with that title."""
    return page.locator("#messages").get_by_role("region", name=title, exact=True).last


def become(page: Page, name: str) -> None:
    """Take somebody's place."""
    page.get_by_title(re.compile(name)).click()
    expect(page.get_by_title(re.compile(name))).to_have_attribute("aria-pressed", "true")


def test_what_is_said_is_shown_and_answered_with_cards(page: Page) -> None:
    say(page, "@会办 /需求 新产品上市推广\n发起部门：市场部")
    expect(page.locator(".mine .bubble")).to_contain_text("发起部门：市场部")
    expect(card(page, "需求 N1 · 新产品上市推广")).to_contain_text("最晚启动")
    expect(page.locator("#say")).to_have_value("")
    expect(page.locator("#pinned")).to_contain_text("需求 N1")


def test_a_form_is_filled_in_and_its_card_changes_in_place(page: Page) -> None:
    say(page, "@会办 需求")
    asked = card(page, "N1 请指定对接人")
    asked.get_by_label("研发部对接人").select_option(label="张伟（研发部）")
    count = page.locator(".message").count()
    asked.get_by_role("button", name="确定").click()
    expect(card(page, "N1 请指定对接人")).to_contain_text("对接人都已指定。")
    expect(page.locator(".toast")).to_contain_text("已记住")
    expect(page.locator(".message")).to_have_count(count)


def test_a_contact_sees_what_waits_and_answers_in_private(page: Page, stage: Stage) -> None:
    say(page, "@会办 需求")
    card(page, "N1 请指定对接人").get_by_role("button", name="确定").click()
    expect(page.get_by_title(re.compile("张伟")).locator(".badge")).to_have_text("1")
    become(page, "张伟")
    page.locator("a[data-chat=with-zhangwei]").click()
    asked = card(page, "请确认：新产品上市推广需要研发部支持")
    asked.get_by_label("人力").fill("2 名开发")
    asked.get_by_role("button", name="接受").click()
    expect(page.locator(".card-good")).to_contain_text("已接受")
    assert stage.intake.presses()[-1].values["manpower"] == "2 名开发"
    become(page, "王芳")
    expect(page.get_by_title(re.compile("张伟")).locator(".badge")).to_have_count(0)


def test_what_arrives_is_shown_without_a_reload(page: Page, stage: Stage) -> None:
    expect(card(page, "大家好，我是会办")).to_be_visible()
    stage.platform.send(Target(TENANT, chat="launch"), note("提醒", "该开会了"), once="later")
    expect(card(page, "提醒")).to_contain_text("该开会了")
    stage.platform.send(Target(TENANT, person="wangfang"), note("私下", "只给你看"), once="private")
    expect(page.locator("a[data-chat=with-wangfang] .badge")).to_have_text("1")
    expect(page).to_have_title("(1) 会办 · 演练场")


def test_what_somebody_is_typing_into_a_card_survives_its_new_face(page: Page, stage: Stage) -> None:
    say(page, "@会办 需求")
    asked = card(page, "需求 N1 · 新产品上市推广")
    expect(asked).to_be_visible()
    say(page, "@会办 草稿")
    draft = card(page, "需求草稿")
    draft.get_by_label("协作目标").fill("三个月上市")
    number = page.locator(".message:has(.card)").last.get_attribute("data-message")
    changed = replace(samples.draft(), tone="good")
    stage.platform.replace(Target(TENANT, chat="launch"), str(number), changed)
    expect(page.locator(".card-good")).to_be_visible()
    expect(card(page, "需求草稿").get_by_label("协作目标")).to_have_value("三个月上市")


def test_a_required_field_says_so_and_nothing_is_sent(page: Page, stage: Stage) -> None:
    say(page, "/全部")
    asked = card(page, "每一种元素")
    asked.get_by_role("button", name="提交").click()
    expect(asked.get_by_text("这一项还没有填")).to_have_count(2)
    assert stage.intake.presses() == []
    asked.get_by_label("标题").fill("好")
    asked.get_by_label("选一个").select_option("a")
    asked.get_by_role("button", name="提交").click()
    expect(page.locator(".toast")).to_contain_text("已更新")
    assert stage.intake.presses()[0].values == {
        "title": "好",
        "body": "第一行\n第二行",
        "one": "a",
        "some": ["b"],
        "owner": "",
        "crew": [],
        "day": "2024-06-30",
        "moment": "2024-06-30 14:00",
        "urgent": True,
    }


def test_a_question_is_asked_before_a_press_that_has_one(page: Page, stage: Stage) -> None:
    say(page, "/全部")
    asked = card(page, "每一种元素")
    asked.get_by_label("标题").fill("好")
    asked.get_by_label("选一个").select_option("a")
    asked.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="取消").click()
    assert stage.intake.presses() == []
    asked.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(page.locator(".toast")).to_contain_text("已更新")
    assert [press.action for press in stage.intake.presses()] == ["all.drop"]


def test_people_and_commands_are_offered_while_typing(page: Page) -> None:
    page.locator("#say").press_sequentially("@李")
    expect(page.get_by_role("option")).to_have_count(1)
    page.press("#say", "Enter")
    expect(page.locator("#say")).to_have_value("@李娜 ")
    page.fill("#say", "")
    page.locator("#say").press_sequentially("/需求")
    expect(page.get_by_role("option")).to_have_count(0)
    page.fill("#say", "")
    page.locator("#say").press_sequentially("/")
    expect(page.get_by_role("option", name="/需求")).to_be_visible()
    page.press("#say", "ArrowDown")
    page.press("#say", "Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator("#say")).to_have_value("/")


def test_chatter_is_shown_but_marked_as_not_read_by_the_bot(page: Page, stage: Stage) -> None:
    say(page, "中午吃什么 <b>饺子</b>？")
    expect(page.locator(".mine .bubble")).to_have_text("中午吃什么 <b>饺子</b>？")
    expect(page.locator(".unheard")).to_be_visible()
    assert len(stage.intake.taken) == 1, "only the bot's entry"


def test_what_could_not_be_sent_comes_back_into_the_box(page: Page) -> None:
    page.route("**/playground/say", lambda route: route.abort())
    say(page, "@会办 需求")
    expect(page.locator(".toast")).to_contain_text("没有连上会办")
    expect(page.locator("#say")).to_have_value("@会办 需求")


def test_a_reply_goes_under_the_card_it_is_about(page: Page, stage: Stage) -> None:
    greeting = page.locator(".message.from-bot").first
    greeting.hover()
    greeting.get_by_role("button", name="回复").click()
    expect(page.locator("#say")).to_have_value("@会办 ")
    page.locator("#say").press_sequentially("你好")
    page.press("#say", "Enter")
    expect(page.locator(".mine .quote")).to_contain_text("大家好，我是会办")


def test_the_clock_moves_and_what_is_due_comes(page: Page) -> None:
    expect(page.locator(".clock-time")).to_have_text("10:00")
    say(page, "@会办 需求")
    expect(page.locator("#plan")).to_contain_text("再次请确认资源")
    page.get_by_role("button", name="+1 小时").click()
    expect(page.locator(".clock-time")).to_have_text("11:00")
    page.get_by_role("button", name="到下一个提醒").click()
    expect(page.locator(".clock-day")).to_contain_text("5月15日")
    expect(card(page, "提醒")).to_contain_text("再次请确认资源")
    expect(page.locator("#plan")).not_to_contain_text("再次请确认资源")


def test_the_example_plays_by_itself_and_the_page_follows(page: Page) -> None:
    page.get_by_role("button", name="播放示例").click()
    expect(page.locator("#example-words")).to_contain_text("播放完了")
    expect(card(page, "协作需求清单 · N1 新产品上市推广")).to_be_visible()
    expect(page.locator("#messages").get_by_role("link", name="表1_新产品上市推广.xlsx")).to_be_visible()
    expect(page.get_by_role("button", name="播放示例")).to_be_visible()
    expect(page.get_by_title(re.compile("王芳"))).to_have_attribute("aria-pressed", "true")


def test_the_example_can_be_stopped(page: Page, stage: Stage) -> None:
    stage.pace.pause = 60
    page.get_by_role("button", name="播放示例").click()
    expect(page.locator("#example-words")).to_contain_text("第 1/")
    page.get_by_role("button", name="停止播放").click()
    expect(page.locator("#example-words")).to_contain_text("停在第 1 步")
    expect(page.get_by_role("button", name="播放示例")).to_be_visible()


def test_a_phone_shows_one_part_at_a_time(phone: Page) -> None:
    expect(phone.locator(".chat")).to_be_hidden()
    phone.locator("a[data-chat=launch]").click()
    expect(card(phone, "大家好，我是会办")).to_be_in_viewport()
    expect(phone.locator(".chat-head")).to_be_in_viewport()
    expect(phone.locator("#say")).to_be_in_viewport()
    say(phone, "@会办 需求")
    expect(card(phone, "N1 请指定对接人")).to_be_visible()
    phone.locator("#pinned").click()
    expect(card(phone, "需求 N1 · 新产品上市推广")).to_be_in_viewport()
    expect(phone.locator("#say")).to_be_in_viewport(ratio=1)
    phone.get_by_role("button", name="时钟与提醒").last.click()
    expect(phone.locator(".clock-time")).to_be_in_viewport()
    phone.get_by_role("button", name="返回会话", exact=True).click()
    phone.get_by_role("button", name="返回会话列表").click()
    expect(phone.locator("a[data-chat=with-wangfang]")).to_be_in_viewport()


def test_a_phone_follows_the_example_in_its_chats(phone: Page, stage: Stage) -> None:
    stage.pace.pause = 60
    phone.get_by_role("button", name="时钟与提醒").first.click()
    phone.get_by_role("button", name="播放示例").click()
    expect(phone.locator("#playing-words")).to_contain_text("第 1/")
    expect(phone.locator(".chat-head")).to_be_in_viewport(ratio=1)
    expect(phone.locator("#say")).to_be_in_viewport(ratio=1)
    phone.get_by_role("button", name="停止").click()
    expect(phone.locator("#playing")).to_be_hidden()
    assert phone.evaluate("document.getElementById('app').scrollLeft") == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (1000, 700)])
def test_nothing_is_wider_than_the_screen(browser: Browser, site: str, width: int, height: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.goto(f"{site}?as=wangfang&chat=launch")
    say(opened, "/全部")
    expect(card(opened, "每一种元素")).to_be_attached()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate("document.getElementById('messages').scrollWidth") <= width
    opened.close()
