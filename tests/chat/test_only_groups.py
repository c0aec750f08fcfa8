"""D19: where the operator has named the groups, no other one is served."""

from sqlalchemy import func, select

from app.history.models import Change
from app.needs.models import Need
from app.people.models import Chat
from tests.chat.faces import GROUP, ChatTest
from tests.chat.on_playground import PlaygroundFace, settings_for
from tests.chat.test_needs_in_talk import SHORT
from tests.standins.feishu.clock import HandClock
from tests.support.process import Process


def group_with(url: str, clock: HandClock, groups: str) -> tuple[list[str], int, int]:
    """What a group sees that asks for a need, and how many chats and needs are kept."""
    settings = settings_for(url).model_copy(update={"groups": groups})
    with Process(settings, clock) as process:
        chat = ChatTest(PlaygroundFace(process, clock))
        chat.says("王芳", SHORT)
        texts = [card.text for card in chat.face.cards(GROUP)]
        with process.runtime.sessions() as session:
            kept = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Chat, Need)]
            assert kept[1] or not session.scalar(select(func.count()).select_from(Change))
        return texts, kept[0], kept[1]


def test_another_group_gets_one_polite_line_and_nothing_is_kept(sqlite_url: str, clock: HandClock) -> None:
    texts, chats, needs = group_with(sqlite_url, clock, "oc_other, oc_third")
    assert "还没有开通" in texts[-1]
    assert "群号：" in texts[-1]
    assert (chats, needs) == (0, 0)


def test_without_a_list_every_group_is_served(sqlite_url: str, clock: HandClock) -> None:
    texts, _, needs = group_with(sqlite_url, clock, "")
    assert not any("还没有开通" in text for text in texts)
    assert needs == 1
