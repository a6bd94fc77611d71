"""Buttons about the staff groups."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class MoveTo(Callback):
    prefix: ClassVar[str] = "gr.move"
    ticket_id: int
    group: str
