"""记 for a confidential meeting: written down in private, and nothing of it in the group (X7)."""

import pytest
from sqlalchemy import select

from app.meetings.models import Decision, Dispute, Meeting, NotedTask, ParkedItem
from tests.chat.faces import GROUP, ChatTest
from tests.chat.live_stage import Unhurried, begin, stage

SECRETS = ("一期只做A和B", "预算核对", "渠道压货", "改包装")


@pytest.fixture
def secret(chat: ChatTest) -> ChatTest:
    """M1 is confidential and runs."""
    chat = Unhurried(chat.face)
    staged = stage(chat, confidential=True)
    begin(chat, staged)
    chat.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    return chat


def group(chat: ChatTest) -> str:
    """All that stands in the group."""
    return "\n".join(card.title + card.text for card in chat.face.cards(GROUP))


def test_what_is_typed_in_private_is_written_down_and_the_group_sees_nothing(secret: ChatTest) -> None:
    before = group(secret)
    for who, line in (
        ("王芳", "记 决议 一期只做A和B 依据：调研n=312"),
        ("张伟", "记 任务 @张伟 5月28日前 预算核对"),
        ("陈晨", "记 分歧 渠道压货"),
        ("李娜", "记 停车场 改包装"),
    ):
        secret.says(who, f"@会办 {line}", where=who)
        assert "已记下 · M1" in secret.titles(who)
    with secret.process.runtime.sessions() as session:
        assert session.scalars(select(Decision)).one().text == SECRETS[0]
        assert session.scalars(select(NotedTask)).one().description == SECRETS[1]
        assert session.scalars(select(Dispute)).one().point == SECRETS[2]
        assert session.scalars(select(ParkedItem)).one().text == SECRETS[3]
    assert group(secret) == before
    live = secret.card("会议进行中", where="赵强").text
    assert SECRETS[0] in live


def test_a_bare_line_is_asked_about_in_private(secret: ChatTest) -> None:
    before = group(secret)
    secret.says("王芳", "@会办 记 一期只做A和B", where="王芳")
    secret.presses("王芳", "记为结论", "记成什么", where="王芳")
    assert SECRETS[0] in secret.card("会议进行中", where="赵强").text
    assert group(secret) == before


def test_in_the_group_nothing_runs_for_anybody(secret: ChatTest) -> None:
    for who in ("王芳", "刘洋"):
        secret.says(who, "@会办 记 决议 一期只做A和B")
        assert "保密会议请在和我的私聊里记" in secret.face.cards(GROUP)[-1].text
    secret.says("刘洋", "@会办 记 决议 一期只做A和B", where="刘洋")
    assert not any("已记下" in title for title in secret.titles("刘洋"))
    with secret.process.runtime.sessions() as session:
        assert session.scalars(select(Decision)).all() == []


def test_a_reply_to_a_card_from_before_it_was_secret_is_answered_in_private(chat: ChatTest) -> None:
    chat = Unhurried(chat.face)
    staged = stage(chat)
    begin(chat, staged)
    card = chat.card("会议进行中")
    with chat.process.runtime.sessions.begin() as session:
        session.get_one(Meeting, staged.id).confidential = True
    before = chat.titles()
    chat.says("王芳", "@会办 记 停车场 改包装", reply_to=card)
    assert chat.titles()[len(before) :] == []
    assert "停车场：改包装" in chat.card("已记下", where="王芳").text
