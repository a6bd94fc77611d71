"""Tables of methods side by side, a column for each language and for what sums them up."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bench.figures import table
from bench.hard_questions import FOUR

MEAN = "mean of four"

Cells = Mapping[str, str]
Found = TypeVar("Found")


def compare(
    title: str, names: Sequence[str], cells: Mapping[str, Cells], goals: Mapping[str, Cells]
) -> None:
    """A method without cells is one that is not installed. The goals stand in rows of their own."""
    columns = list(dict.fromkeys(column for row in cells.values() for column in row))
    rows = [
        [name, *(cells[name].get(column, "") for column in columns)]
        if name in cells
        else [f"{name}, not installed", *("-" for _ in columns)]
        for name in names
    ]
    rows += [
        [f"goal: {name}", *(row.get(column, "") for column in columns)]
        for name, row in goals.items()
    ]
    table([title, *columns], rows)


def by_language(
    found: Mapping[str, Found],
    shown: Callable[[Found], str],
    mean: Callable[[Mapping[str, Found]], str],
) -> dict[str, str]:
    """A cell for each language, and one for the mean where all four are there; English is last."""
    cells = {language: shown(one) for language, one in found.items()}
    english = {"en": cells.pop("en")} if "en" in cells else {}
    means = {MEAN: mean(found)} if set(FOUR) <= set(found) else {}
    return cells | means | english
