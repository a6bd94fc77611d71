"""One slip of the finger is mended towards our own words; every other word stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.slips import Slips, hashes, one_slip

OURS = ["report", "reports", "report", "grant", "deadline", "office"]
SLIPS = Slips([hashes({"resort", "closes"})], OURS)
WORD = st.text("abcdeš", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("reprot", "report"),  # two letters have changed places
        ("rport", "report"),
        ("repport", "report"),
        ("repott", "report"),
        ("eport", "report"),
        ("officee", "office"),
        ("graant deadlne", "grant deadline"),
        ("reporta", "report"),  # as near to "reports", which is said less often
    ],
)
def test_a_word_with_one_slip_is_read_as_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert SLIPS.mended(typed) == meant


@pytest.mark.parametrize(
    "words",
    [
        "report",
        "resort",  # a word of the language, though one slip from "report"
        "rant",  # too short to say what was meant
        "rpeort officail",  # the second has two slips
        "xylophone",
        "",
    ],
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert SLIPS.mended(words) == words.replace("rpeort", "report")


@given(WORD, WORD)
def test_one_slip_is_what_one_slip_can_make(word: str, other: str) -> None:
    assert one_slip(word, other) is (other in slipped(word))


def slipped(word: str) -> set[str]:
    """Every word that is one slip away, by making all of them."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    others = {left + letter + right[1:] for left, right in cuts if right for letter in "abcdeš"}
    more = {left + letter + right for left, right in cuts for letter in "abcdeš"}
    swapped = {left + right[1::-1] + right[2:] for left, right in cuts if len(right) > 1}
    return (fewer | others | more | swapped) - {word}


def test_without_words_of_our_own_nothing_is_mended() -> None:
    assert Slips([], []).mended("deadlien reprot") == "deadlien reprot"
