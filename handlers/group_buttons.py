"""Buttons about the staff groups, and what can be used there."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class MoveTo(Callback):
    prefix: ClassVar[str] = "gr.move"
    ticket_id: int
    group: str


@dataclass(frozen=True, slots=True)
class ShowCommands(Callback):
    """`page`: 0 for what is needed every day."""

    prefix: ClassVar[str] = "gr.help"
    page: int
