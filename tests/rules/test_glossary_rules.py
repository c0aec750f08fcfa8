"""Terms: how they are looked up, when departments differ, where they stand in a text (S82)."""

import pytest

from app.glossary.rules import differ, key_of, standing_in


@pytest.mark.parametrize(
    ("one", "other"),
    [("用户活跃度", "用户 活跃度"), ("DAU", "ｄａｕ"), ("GMV", "gmv"), ("客单价", "客单价 ")],
)
def test_one_term_in_other_signs(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("said", "conflict"),
    [
        ((), False),
        (("近7天登录",), False),
        (("近7天登录", "近 7 天登录。"), False),
        (("近7天登录", "近30天登录"), True),
        (("A", "a"), False),
    ],
)
def test_when_departments_differ(said: tuple[str, ...], conflict: bool) -> None:
    assert differ(said) is conflict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("提升用户活跃度", ["用户活跃度"]),
        ("提升用户 活跃度与活跃度口径", ["用户活跃度", "活跃度"]),
        ("DAU 目标", ["dau"]),
        ("其他", []),
    ],
)
def test_terms_in_a_text(text: str, found: list[str]) -> None:
    assert standing_in(text, ("活跃度", "用户活跃度", "dau")) == found
