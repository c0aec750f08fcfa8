"""`huiban replay`: a transcript gives the same on every face, without an account (product section 1.5)."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.replay.player import play
from app.replay.stage import FaceName
from app.replay.transcript import read_transcript
from bot.playground.example import Waits
from bot.playground.golden import STEPS

FACES: tuple[FaceName, ...] = get_args(FaceName)
GOLDEN = Path(__file__).parents[2] / "docs" / "transcripts" / "golden.jsonl"
MARKS = re.compile(r"[\s*@①-⑳▰▱—|｜<>✅💡⚠️❗‼️\ufe0f]|【|】")
TWINS = str.maketrans("＊｀［］＜＿～＆", "*`[]<_~&")
UNSAID = re.compile("还剩|时间到|已超时|会议已经开始，回复到此为止")
"""What changes with the clock alone, or on a form that is over, is worth no redraw where redraws are counted."""
PEOPLE = {"people": {"王芳": "市场部", "李娜": "销售部", "张伟": "研发部"}}
GIVEN = {
    "at": "2024-05-14T10:00",
    "who": "王芳",
    "chat": "项目群",
    "text": "@会办 /任务 @李娜 5月28日前 渠道方案定稿",
}


def told(*lines: dict[str, Any], face: FaceName = "playground") -> list[str]:
    """What is printed for these lines."""
    return list(play(read_transcript(json.dumps(line, ensure_ascii=False) for line in lines), face))


def received(output: Sequence[str]) -> list[str]:
    """Place and title of every new card and file, in the order of each place."""
    found = [line[16:].strip() for line in output if re.match(r".{16}   → .* 收到(文件)?：", line)]
    return sorted(found, key=lambda one: one.partition(" 收到")[0])


def answers(output: Sequence[str]) -> list[str]:
    """What everybody was told at once."""
    return [line[17:] for line in output if re.match(r".{16} \S+ (点“|在)", line)]


@pytest.fixture(scope="module")
def golden() -> dict[str, list[str]]:
    """The golden script on every face."""
    lines = read_transcript(GOLDEN.read_text("utf-8").splitlines())
    return {face: list(play(lines, face)) for face in FACES}


def test_the_golden_script_comes_to_its_end(golden: dict[str, list[str]]) -> None:
    output = golden["playground"]
    assert "2024-05-14 10:00" in output[0]
    assert any("收到：M1 纪要已定稿 · 3/4 已确认" in line for line in output)
    assert any("最晚启动：6月14日(周五)" in line for line in output)
    nudges = [line for line in output if re.match(r"2024-05-1[5-7] .*收到", line)]
    assert nudges, "what falls due between the lines is said at its own time"


@pytest.mark.parametrize("face", ["feishu", "dingtalk"])
def test_every_face_gives_the_same_meaning(golden: dict[str, list[str]], face: FaceName) -> None:
    here, there = golden[face], golden["playground"]
    assert answers(here) == answers(there)
    assert received(here) == received(there)
    said = bare("\n".join(here))
    lines = [line for line in there if line.startswith("      ") and not line.strip().startswith("[")]
    missing = [line for line in lines if bare(line.removesuffix("：")) not in said]
    assert [line for line in missing if face != "dingtalk" or not UNSAID.search(line)] == []


def bare(text: str) -> str:
    """The words without what a platform dresses them in."""
    return MARKS.sub("", text.translate(TWINS))


@pytest.mark.parametrize("face", FACES)
def test_people_talk_press_answer_and_time_passes(face: FaceName) -> None:
    output = told(
        PEOPLE,
        GIVEN,
        {"who": "李娜", "card": "任务 T1", "press": "接受"},
        {"who": "李娜", "card": "任务 T1", "press": "没有这个按钮", "optional": True},
        {"who": "王芳", "chat": "项目群", "text": "@会办 任务", "quote": "周五前更新报价"},
        {"who": "王芳", "chat": "项目群", "card": "新任务", "fill": {"负责人": "张伟"}, "press": "交办"},
        {"who": "李娜", "chat": "项目群", "text": "@会办 任务 完成", "reply": "任务 T1"},
        {"at": "2024-05-21T10:30", "note": "T2 is overdue"},
        face=face,
    )
    text = "\n".join(output)
    assert "李娜 点“接受”：已接受 T1，到期前会提醒你" in text
    assert "→ 李娜 收到：任务 T1 · 渠道方案定稿" in text
    assert "→ “项目群” 收到：任务 T2 · 周五前更新报价" in text
    assert "→ 王芳 收到：请验收 T1" in text
    late = [line for line in output if line.startswith("2024-05-20") and "→ 张伟 收到" in line]
    assert late, "reminders are said at their own time"


def test_the_same_is_printed_twice() -> None:
    assert told(PEOPLE, GIVEN) == told(PEOPLE, GIVEN)


def run(folder: Path, *lines: object, face: str = "playground") -> Result:
    """The command on a file."""
    path = folder / "talk.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), "utf-8")
    return CliRunner().invoke(app, ["replay", str(path), "--face", face])


def test_the_command_prints_it_and_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIBAN_DATABASE_URL", f"sqlite:///{tmp_path}/real.db")
    monkeypatch.setenv("HUIBAN_FEISHU_APP_ID", "cli_real")
    monkeypatch.setenv("HUIBAN_FEISHU_APP_SECRET", "real")
    result = run(tmp_path, "# a comment", "", PEOPLE, GIVEN)
    assert result.exit_code == 0, result.output
    assert "收到：任务 T1 · 渠道方案定稿" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["talk.jsonl"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("not json", "第 2 行看不懂"),
        ({"who": "王芳", "press": "接受"}, "第 2 行看不懂"),
        ({"text": "任务"}, "第 2 行看不懂"),
        ({"nonsense": 1}, "第 2 行看不懂"),
        ({"timezone": "Mars/Olympus"}, "第 2 行看不懂"),
        (
            {"who": "李娜", "card": "任务 T1", "press": "起飞"},
            "第 2 行做不到：“任务 T1 · 渠道方案定稿”上没有按钮“起飞”",
        ),
        (
            {"who": "李娜", "card": "没有这张", "press": "接受"},
            "第 2 行做不到：私聊里没有标题含“没有这张”的卡片",
        ),
        ({"who": "李娜", "card": "任务 T1", "press": "接受", "fill": {"a": "b"}}, "第 2 行做不到"),
    ],
)
def test_what_cannot_be_read_or_done_ends_it(tmp_path: Path, line: object, why: str) -> None:
    result = run(tmp_path, {**PEOPLE, **GIVEN}, line)
    assert result.exit_code == 1
    assert why in result.output


def test_a_transcript_without_a_time_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, PEOPLE).exit_code == 1


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert run(tmp_path, GIVEN, face="telegram").exit_code == 2
    assert CliRunner().invoke(app, ["replay", str(tmp_path / "none.jsonl")]).exit_code == 2


def test_the_shipped_transcript_is_the_playgrounds_example() -> None:
    lines = [line for _, line in read_transcript(GOLDEN.read_text("utf-8").splitlines())]
    assert [line.note for line in lines if line.note] == [step.told for step in STEPS]
    assert [line.press or bool(line.text) for line in lines if line.who] == [
        getattr(step, "submit", "") or getattr(step, "button", "") or True
        for step in STEPS
        if not isinstance(step, Waits)
    ]
