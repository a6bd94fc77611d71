"""How figures are shown: tables, goals and whether they were reached. It measures nothing."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The first column is words, the others are figures."""
    lines = [head, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        first, *others = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        print("  " + "  ".join([first.strip().ljust(widths[0]), *others]))
    print()


@dataclass(slots=True)
class Goals:
    missed: list[str] = field(default_factory=list)

    def check(self, name: str, value: str, goal: str, *, reached: bool) -> None:
        print(f"  {name:44}{value:>12}   goal {goal:22}{'reached' if reached else 'not reached'}")
        if not reached:
            self.missed.append(name)

    def end(self) -> None:
        """Leaves the program: with 1 where a goal is missed."""
        sys.exit(1 if self.missed else 0)


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` of a hundred lie; 50 is the median."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return quantiles(values, n=100, method="inclusive")[share - 1]


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"
