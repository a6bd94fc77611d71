"""How many events of each kind the programme has promised, as the operator writes it."""

import re
from collections.abc import Mapping

from desk.errors import DeskError
from desk.events.event import Kind

Planned = Mapping[Kind, int]


class UnreadablePlan(DeskError):
    """`part` is no kind with a number."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def parse_plan(text: str) -> Planned:
    """As in "national 4, regional 12"; nothing means no plan. Raises UnreadablePlan."""
    planned: dict[Kind, int] = {}
    for part in filter(None, map(str.strip, re.split("[,;]", text.lower()))):
        found = re.fullmatch(r"([a-z_]+)\s+([0-9]{1,4})", part)
        if found is None or found[1] not in set(Kind) or Kind(found[1]) in planned:
            raise UnreadablePlan(part)
        planned[Kind(found[1])] = int(found[2])
    return planned
