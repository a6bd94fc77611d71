"""What the doctor says: what is so, how bad that is, and how it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from desk.ailments import Complaint


class Level(IntEnum):
    """What matters most comes first."""

    TROUBLE = 0  # something does not work, or soon will not
    HINT = 1  # it works, and could be better
    OK = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says what is so, `cure` how it is mended, `complaints` are what staff hear of it."""

    about: str
    level: Level
    text: str
    cure: str = ""
    complaints: tuple[Complaint, ...] = ()

    @property
    def is_trouble(self) -> bool:
        return self.level is Level.TROUBLE

    @property
    def line(self) -> str:
        return f"{self.about}: {self.text}" + (f"; {self.cure}" if self.cure else "")


def ok(about: str, text: str) -> Finding:
    return Finding(about, Level.OK, text)


def hint(about: str, text: str, cure: str) -> Finding:
    return Finding(about, Level.HINT, text, cure)


def trouble(about: str, text: str, cure: str, *complaints: Complaint) -> Finding:
    return Finding(about, Level.TROUBLE, text, cure, complaints)


def by_weight(findings: Sequence[Finding]) -> list[Finding]:
    """Troubles first; else as they were found, what everything else rests on before that."""
    return sorted(findings, key=lambda finding: finding.level)
