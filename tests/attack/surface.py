"""All that can be pressed, commanded or linked to: the line's own, and others made after it."""

from collections.abc import Iterator
from dataclasses import fields
from random import Random

from handlers import FEATURES
from handlers.callback import Callback, CallbackTooLong
from handlers.language import LINKS
from handlers.mentoring import wishing
from handlers.routing import OnCommand, OnPress, Side

WORDS = ("sq", "en", "rule", "2026-12-01", "x", "")  # what a slug, a day or a code may be
BEGINNINGS = ("lang_", wishing.LINK, *LINKS)  # of what follows /start
_AFTER = ("", "1", "sq", "-1", "x" * 40, "1_2")
PAYLOADS = (
    "", "", "1", "on", "off", "urgent", "Besa", "money", "2026-12-01 14:00", "mo-fr 9-12", "x" * 64,
    "a b", "%20", "é", "🙂", "-1", "<b>", "'; --", '"a" OR b*', "NEAR(a b)", "* AND -x",
    "1.12.2026",
    *(f"{beginning}{after}" for beginning in BEGINNINGS for after in _AFTER),
)  # fmt: skip


def commands(side: Side | None = None) -> tuple[str, ...]:
    """Every word of every command, in all languages."""
    routes = (route for feature in FEATURES for route in feature if isinstance(route, OnCommand))
    return tuple(word for route in routes if side in (None, route.side) for word in route.words)


def prefixes(side: Side | None = None) -> tuple[str, ...]:
    routes = (route for feature in FEATURES for route in feature if isinstance(route, OnPress))
    return tuple(route.prefix for route in routes if side in (None, route.side))


def buttons() -> tuple[type[Callback], ...]:
    """The types of all buttons."""
    # A dataclass with slots is made twice, and the second is the one in use.
    return tuple({button.prefix: button for button in _below(Callback)}.values())


def pressed(rng: Random, each: int = 3) -> tuple[str, ...]:
    """Callback data as the line packs it, with small ids: most of them are of something there."""
    found = set(prefixes())
    for button in buttons():
        for _ in range(each):
            values = [
                rng.choice(WORDS) if field.type is str else rng.randint(0, 4)
                for field in fields(button)
            ]
            try:
                found.add(button(*values).pack())
            except CallbackTooLong:
                continue
    return tuple(sorted(found))


def _below(kind: type[Callback]) -> Iterator[type[Callback]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
