"""What 帮助 tells people to type is read as what it promises."""

import pytest

from bot.texts import TEXTS
from handlers.reading.nouns import SHOWN
from tests.reading.commandcases import read

EXAMPLES = [
    (intent, *line.split("｜"))
    for intent in SHOWN
    if f"howto.{intent}" in TEXTS
    for line in TEXTS[f"howto.{intent}"].splitlines()
]
ACTIONS = {
    "打开登记表，一项一项填": "create",
    "打开一条需求": "show",
    "改一项": "edit",
    "办完了": "close",
    "本群的需求": "list",
    "打开一场会议": "show",
    "改时间": "edit",
    "给参会人发通知": "publish",
    "近期会议": "list",
    "交办一项任务": "create",
    "交付，请交办人验收": "done",
    "申请延期": "delay",
    "转交": "transfer",
    "报风险": "risk",
    "我名下的任务": "list",
    "本群逾期的任务": "list",
    "发给参会人和抄送人": "publish",
    "回执": "receipt",
    "提异议": "objection",
    "登记本部门的口径": "define",
    "登记或更换": "set",
}


def test_every_noun_but_help_itself_has_its_examples() -> None:
    assert {intent for intent, _, _ in EXAMPLES} == SHOWN.keys() - {"help"}
    assert ACTIONS.keys() <= {does for _, _, does in EXAMPLES}


@pytest.mark.parametrize(("intent", "typed", "does"), EXAMPLES, ids=str)
def test_an_example_is_read_as_it_says(intent: str, typed: str, does: str) -> None:
    answer = read(typed.replace("…", "a.example.cn/v1"), private=True)
    slots = answer["slots"]
    assert isinstance(slots, dict)
    assert answer["intent"] == ("absence" if "缺席" in typed else intent)
    wanted = "export" if "导出" in typed and "可导出" not in does else ACTIONS.get(does)
    assert wanted is None or slots.get("action") == wanted
