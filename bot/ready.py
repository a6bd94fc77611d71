"""A row of the outbox as a Bot API call, and why it may be none."""

from dataclasses import dataclass
from typing import Any

from desk.errors import DeskError
from desk.incoming import MessageRef

SHOWN = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


@dataclass(frozen=True, slots=True)
class Ready:
    """`weight` counts against a flood limit; `makes_topic`: the row itself comes afterwards."""

    method: str
    params: dict[str, Any]
    weight: int = 1
    makes_topic: bool = False


class TopicMissing(DeskError):
    """The ticket has no topic, and this row is not the one to begin it with."""


class Pointless(DeskError):
    """What the row is about is not there, so nothing needs to be done."""


def at(ref: MessageRef) -> dict[str, Any]:
    return {"chat_id": ref.chat_id, "message_id": ref.message_id}
