"""Code words for those who do not want to be known: two friendly words, from the ticket's number.

No two numbers share one, so none has to be looked up or kept. The lists are in an order that must
never change: a word taken out or put in would give every open ticket another name.
"""


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_QUALITIES = _words(
    "Quiet Bright Gentle Early Clear Soft Warm Cool Golden Silver Green Blue Pale High Deep Wide "
    "Long Round Light Calm Fresh Mild Open Slow Still Small Tall Distant Misty Sunny Windy Snowy "
    "Rainy Starry Frosty Mossy Smooth Steady Shining Morning"
)
_THINGS = _words(
    "River Meadow Cloud Lake Hill Leaf Stone Wave Breeze Valley Stream Pond Rain Snow Wind Field "
    "Path Bridge Island Shore Harbour Spring Summer Autumn Winter Garden Orchard Pine Oak Birch "
    "Maple Clover Reed Seed Pebble Shell Feather Swallow Sparrow Heron Otter Rainbow Horizon "
    "Waterfall Forest Lantern Mountain Cherry Acorn Brook"
)
_ALL = len(_QUALITIES) * len(_THINGS)
_STEP = 1237  # without a common divisor with _ALL, so that neighbours look nothing alike


def code_word(number: int) -> str:
    """As in "Quiet River"; once all have been given, "Quiet River 2"."""
    turn, place = divmod(number, _ALL)
    quality, thing = divmod(place * _STEP % _ALL, len(_THINGS))
    word = f"{_QUALITIES[quality]} {_THINGS[thing]}"
    return f"{word} {turn + 1}" if turn else word
