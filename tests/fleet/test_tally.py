"""What the trials and benches count is not blind: each fault is seen, and no other is."""

import pytest

from tests.trial.stage import Posted
from tests.trial.tally import Tally, tally

SAID = ("p1-0", "p1-1", "p2-0")
ARTA, BLERTA = 11, 12  # topics


def counted(*posted: tuple[int, str]) -> Tally:
    """Topics and the words in them, in the order in which they came."""
    return tally(
        SAID,
        [
            Posted(at, -1, thread, at, tuple(words.split()))
            for at, (thread, words) in enumerate(posted)
        ],
    )


def faults(found: Tally) -> tuple[int, int, int, int, int]:
    return (
        len(found.lost),
        len(found.repeats),
        found.disordered,
        found.scattered,
        found.mixed,
    )


@pytest.mark.parametrize(
    ("posted", "seen"),
    [
        ([(ARTA, "p1-0"), (ARTA, "p1-1"), (BLERTA, "p2-0")], (0, 0, 0, 0, 0)),
        ([(ARTA, "p1-0 p1-1"), (BLERTA, "p2-0 p9-9")], (0, 0, 0, 0, 0)),
        ([(ARTA, "p1-0"), (BLERTA, "p2-0")], (1, 0, 0, 0, 0)),
        ([(ARTA, "p1-0 p1-1"), (ARTA, "p1-0 p1-1"), (BLERTA, "p2-0")], (0, 1, 0, 0, 0)),
        ([(ARTA, "p1-1"), (ARTA, "p1-0"), (BLERTA, "p2-0")], (0, 0, 1, 0, 0)),
        ([(ARTA, "p1-0"), (13, "p1-1"), (BLERTA, "p2-0")], (0, 0, 0, 1, 0)),
        ([(ARTA, "p1-0"), (ARTA, "p1-1"), (ARTA, "p2-0")], (0, 0, 0, 0, 1)),
    ],
    ids=["none", "a burst", "lost", "doubled", "late", "scattered", "mixed"],
)
def test_a_fault_is_counted_as_what_it_is(
    posted: list[tuple[int, str]], seen: tuple[int, ...]
) -> None:
    assert faults(counted(*posted)) == seen
