"""预演 tells what is sent: the same rows, put together the same way."""

from datetime import timedelta

from scheduler.rehearsal import Rehearsed, rehearse
from tests.chat.faces import ChatTest
from tests.support.time import shanghai

SUBJECTS = ("task:1", "task:2", "task:3")


def rehearsed(chat: ChatTest) -> list[Rehearsed]:
    """What is planned about the three tasks, up to the noon of the day they are due."""
    with chat.process.runtime.sessions() as session:
        return [one for one in rehearse(session, SUBJECTS) if one.at < shanghai(2024, 5, 16, 13)]


def test_what_is_rehearsed_is_what_is_sent(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 交渠道清单")
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 约经销商")
    chat.says("王芳", "@会办 /任务 @张伟 5月16日前 评估接口")
    planned = rehearsed(chat)
    assert [one.to for one in planned].count("张伟") == 2
    for at in sorted({one.at for one in planned}):
        before = {one.to: len(chat.titles(one.to)) for one in planned if one.to in {"李娜", "张伟"}}
        chat.moves_to(at + timedelta(seconds=30))
        for who, count in before.items():
            due = [one for one in planned if one.to == who and one.at == at]
            assert len(chat.titles(who)) - count == len(due), (who, at)
            if due and len(due[0].lines) > 1:
                assert f"{len(due[0].lines)} 件事" in chat.titles(who)[-1]
