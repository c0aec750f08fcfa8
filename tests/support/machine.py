"""What this machine has: a test that needs something else is skipped with the way to get it."""

import os
from typing import NoReturn

import pytest

SKIP_NOTHING = "HUIBAN_TEST_SKIP_NOTHING"


def missing(what: str, how: str) -> NoReturn:
    """Skip, saying how to get it; where nothing may be skipped, fail."""
    reason = f"{what} is missing: {how}"
    if os.environ.get(SKIP_NOTHING):
        pytest.fail(reason)
    pytest.skip(reason)
