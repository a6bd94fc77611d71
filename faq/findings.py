"""What a check of entries finds, and what it is told about those who show them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`text` says what is so, `mend` what to do about it; `line` counts from 1."""

    path: Path
    line: int
    text: str
    mend: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What entries may count on. `formatted` gives an answer as it is read, without its marks."""

    flows: Collection[str]
    languages: Sequence[str]
    placeholders: Collection[str]
    formatted: Callable[[str], str]
