"""Whether a program's memory is flat: resident megabytes over a life of it.

A life is from a start to a kill. The first fifth of it, three minutes at most, is its warm-up: the
index is made and caches fill. What is compared are the medians of the first and the last fifth of
what comes after that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

_WARM_SHARE, _WARM_MOST = 0.2, 180.0  # seconds
_SHARE = 0.2
_SHORTEST = 300.0  # seconds of a life that says something


class Sample(NamedTuple):
    """`at` is monotonic, `life` counts starts."""

    at: float
    life: int
    megabytes: float


@dataclass(frozen=True, slots=True)
class Life:
    number: int
    seconds: float
    begun: float
    ended: float
    most: float

    @property
    def growth(self) -> float:
        """0.03 is three percent more at the end than after the warm-up."""
        return self.ended / self.begun - 1

    @property
    def is_long(self) -> bool:
        return self.seconds >= _SHORTEST


def lives(samples: Sequence[Sample]) -> list[Life]:
    """Of which there is enough to be compared."""
    numbers = sorted({sample.life for sample in samples})
    found = [_life(n, [s for s in samples if s.life == n]) for n in numbers]
    return [life for life in found if life is not None]


def _life(number: int, samples: Sequence[Sample]) -> Life | None:
    first, seconds = samples[0].at, samples[-1].at - samples[0].at
    warm = first + min(_WARM_SHARE * seconds, _WARM_MOST)
    after = [sample.megabytes for sample in samples if sample.at >= warm]
    some = round(len(after) * _SHARE)
    if some < 2:
        return None
    begun, ended = median(after[:some]), median(after[-some:])
    return Life(number, seconds, begun, ended, max(after))
