"""Updates on their way into text and out of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wire import is_update, read, written

NUL = chr(0)
HALF = chr(0xD83D)


@given(st.text(st.characters(codec="utf-8", exclude_characters=NUL)))
def test_what_text_can_hold_comes_back_as_it_went(words: str) -> None:
    assert read(written({"text": words})) == {"text": words}


@given(st.text())
def test_whatever_is_said_can_be_stored(words: str) -> None:
    kept = read(written({"text": words + NUL + HALF}))["text"]
    assert NUL not in kept
    kept.encode()
    written({"text": words + NUL + HALF}).encode()


def test_a_backslash_before_an_escape_is_no_nul() -> None:
    assert read(written({"text": "\\u0000"})) == {"text": "\\u0000"}


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"update_id": "1"}, {"update_id": -1}])
def test_what_has_no_number_is_no_update(raw: Any) -> None:
    assert not is_update(raw)


@pytest.mark.parametrize("number", [True, 2**63, 1.0, None])
def test_a_number_that_no_database_takes_is_no_updates(number: Any) -> None:
    assert not is_update({"update_id": number})


def test_an_update_has_a_number() -> None:
    assert is_update({"update_id": 2**63 - 1})
