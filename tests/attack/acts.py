"""Every act there is: each command and each button of the bot's own routing table."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from handlers import FEATURES
from handlers.callback import Callback
from handlers.routing import OnCommand, OnPress, Side
from tests.desk.test_buttons import BUTTONS, WORDS

_KINDS: dict[str, type[Callback]] = {kind.prefix: kind for kind in BUTTONS}
# What a button says where not any word will do; numbers are 1, unless said otherwise.
_SAYS: dict[str, tuple[Any, ...]] = {
    "fq.entry": ("what-are-forums",),
    "qs.try": (1, "what-are-forums"),
    "pf.at": (1, "main"),
    "pf.edit": ("place",),
    "pf.none": ("place",),
    "pf.actor": ("cso",),
    "pf.office": ("main",),
    "pf.zone": ("Europe/Belgrade",),
    "mh.part": ("limits",),
    "mh.term": ("notice",),
    "mh.flag": ("online", 1),
    "mh.write": ("about",),
    "mh.drop": ("about",),
    "ms.day": (1, date(2026, 12, 7).toordinal()),
    "tp.new": ("topic", 0),
    "tp.on": (2,),
    "tp.th": (2,),
    "tp.put": (2, "waste"),
    "tp.who": (2, 1),
    "tp.post": (2,),
    "tp.drop": (3,),  # which Vesna has begun
    "tp.it": (4, 1),  # and Faye
    "ev.ans": (2, "photos.yes"),
    "mh.put": ("notice", 1440),
    "ed.in": (1, 0),
    "em.year": (2026, 0),
    "gr.move": (1, "turkish"),
    "of.open": ("main",),
    "of.days": ("peja", 1),
}


@dataclass(frozen=True, slots=True)
class Act:
    """`name` is how the tables call it: /word, or a button's prefix. `data` is what it holds."""

    name: str
    side: Side
    data: str = ""

    @property
    def is_command(self) -> bool:
        return self.name.startswith("/")


def commands() -> Iterator[Act]:
    """By their first word; the others lead to the same action."""
    for route in _routes():
        if isinstance(route, OnCommand):
            yield Act(f"/{route.words[0]}", route.side)


def presses() -> Iterator[Act]:
    for route in _routes():
        if isinstance(route, OnPress):
            yield Act(route.prefix, route.side, _data(_KINDS[route.prefix]))


def _data(kind: type[Callback]) -> str:
    if kind.prefix in _SAYS:
        return kind(*_SAYS[kind.prefix]).pack()
    words = WORDS.get(kind, ["x"])[0]
    return kind(*(1 if field.type is int else words for field in fields(kind))).pack()


def _routes() -> Iterator[OnCommand | OnPress]:
    return (route for feature in FEATURES for route in feature)
