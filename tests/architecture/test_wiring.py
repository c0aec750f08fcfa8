"""Nothing dangles: every button has a handler, every error has words, every sentence is used."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.drawers
import bot.texts
from app.base.errors import UserError
from app.base.settings import Settings
from bot.drawers import DRAWERS
from bot.texts import TEXTS
from handlers.dispatch import handle
from handlers.router import COMMANDS, HELP, PRESSES

ROOT = Path(__file__).resolve().parents[2]
ADAPTERS = re.compile("/(playground|feishu|dingtalk|forms)")
"""Platforms say some things in their own words: what to set up, what an input is called."""
CHINESE = re.compile("[\u4e00-\u9fff]")
PRODUCT = ("app", "bot", "handlers", "scheduler")


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every file of these folders, parsed."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text())


def calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    """Every call of a plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def pressed_actions() -> set[str]:
    """The action of every button that a card makes."""
    found: set[str] = set()
    for _, tree in sources("bot/cards"):
        for call in calls(tree, "button"):
            action = call.args[1] if len(call.args) > 1 else None
            if isinstance(action, ast.Constant):
                found.add(str(action.value))
    return found


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    assert callable(handle)  # importing it registers every handler
    assert pressed_actions() == set(PRESSES)


def test_every_command_that_is_shown_says_what_it_does() -> None:
    assert all(line and CHINESE.search(line) for _, line in HELP)
    assert len(COMMANDS) >= len(HELP)


def subclasses(kind: type[UserError]) -> Iterator[type[UserError]]:
    """Every error class below one."""
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_refusal_has_words() -> None:
    for package in PRODUCT:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    assert {one.key for one in subclasses(UserError)} <= set(TEXTS)


def used_texts() -> tuple[set[str], list[str]]:
    """The keys asked for as they stand, and the patterns of those that are put together."""
    plain: set[str] = set()
    patterns: list[str] = []
    for _, tree in sources(*PRODUCT):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in TEXTS:
                plain.add(node.value)
        for call in calls(tree, "say"):
            key = call.args[0] if call.args else None
            if isinstance(key, ast.Constant):
                plain.add(str(key.value))
            elif isinstance(key, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in key.values]
                patterns.append("".join(parts))
    return plain, patterns


def test_every_sentence_that_is_asked_for_exists() -> None:
    plain, patterns = used_texts()
    assert {key for key in plain if key not in TEXTS} == set()
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, key) for key in TEXTS)] == []


def test_no_sentence_has_two_homes() -> None:
    files = [module.TEXTS for module in vars(bot.texts).values() if hasattr(module, "TEXTS")]
    assert sum(len(texts) for texts in files) == len(TEXTS)


def test_no_sentence_is_idle() -> None:
    plain, patterns = used_texts()
    errors = {one.key for one in subclasses(UserError)}
    idle = [
        key
        for key in TEXTS
        if key not in plain | errors and not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert idle == []


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    missing = [
        name.upper()
        for name in Settings.model_fields
        if name.upper() not in page and not (name.startswith("dingtalk") and "DINGTALK_" in page)
    ]
    assert missing == []


@pytest.mark.parametrize("folder", PRODUCT)
def test_what_people_read_is_in_the_catalogue(folder: str) -> None:
    """No Chinese sentence stands in a handler, a verb or a job (readers of Chinese have Chinese words as data)."""
    allowed = (
        "handlers/reading",
        "app/calendars",
        "app/documents",
        "app/cli.py",
        "app/replay/",  # of the command line too
        "app/readiness.py",
        "handlers/meeting_fields.py",  # what is looked for in what was typed
        "app/needs/rules.py",  # what is looked for in a note and in a goal
        "app/meetings/rules.py",
        "app/tasks/rules.py",  # what is looked for in a risk and in a reason
        "app/tasks/lists.py",  # what a list is narrowed to
        "app/meetings/candidates.py",  # what is looked for in a transcript
        "bot/texts/",
    )
    found = []
    for path, tree in sources(folder):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(allowed) and not ADAPTERS.search(name):
            found += [
                f"{name}:{node.lineno}"
                for node in texts_in(tree)
                if len(CHINESE.findall(str(node.value))) > 6
            ]
    assert found == []


def texts_in(tree: ast.Module) -> list[ast.Constant]:
    """Every string of a file that is no docstring."""
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    docs = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }
    return [text for text in texts if id(text) not in docs]


def test_no_subject_has_two_drawers() -> None:
    files = [module.DRAWERS for module in vars(bot.drawers).values() if hasattr(module, "DRAWERS")]
    assert sum(len(drawers) for drawers in files) == len(DRAWERS)


def test_the_start_does_not_wait_for_a_library_that_is_needed_later() -> None:
    code = "import app.cli, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    modules = set(loaded.stdout.split())
    assert "app.main" in modules
    assert modules.isdisjoint({"alembic.config", "docx", "docxtpl", "icalendar", "lark_oapi", "openpyxl"})
