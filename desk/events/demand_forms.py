"""Which message of a staff group asks for which part of a topic or of a vote."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DemandForm:
    """What answers the message is this `part` of the topic or the vote with this number."""

    message_id: int
    group_name: str
    part: str
    about_id: int


class DemandFormStore(Protocol):
    async def form(self, message_id: int, group: str) -> DemandForm | None: ...

    async def keep_form(self, form: DemandForm) -> None:
        """In the place of what the message asked for before."""

    async def drop_form(self, message_id: int, group: str) -> None: ...
