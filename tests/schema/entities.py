"""Message entities that match a text, with offsets and lengths in UTF-16 code units."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.schema.texts import token

_FOUND = {
    "bot_command": re.compile(r"(?<!\S)/\w{1,32}(?:@\w+)?", re.ASCII),
    "mention": re.compile(r"(?<!\S)@\w{3,32}", re.ASCII),
    "hashtag": re.compile(r"(?<!\S)#\w+"),
    "url": re.compile(r"https?://\S+"),
    "email": re.compile(r"[\w.]+@[\w.]+\.\w+"),
    "phone_number": re.compile(r"\+\d[\d ]{6,}\d"),
}
_STYLES = (
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "code", "pre",
    "expandable_blockquote", "text_link", "text_mention", "custom_emoji",
)  # fmt: skip


def units(text: str) -> int:
    """The text's length in UTF-16 code units, the unit of offsets (Bot API, MessageEntity)."""
    return len(text.encode("utf-16-le")) // 2


def entities(rng: Random, text: str, user: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """What a client would have marked in the text, and up to three styles; `user` to mention."""
    found = [*_recognised(text), *_styled(rng, text, user)]
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _recognised(text: str) -> Iterator[dict[str, Any]]:
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text[:200]):
            yield _span(kind, text, match.start(), match.end())


def _styled(rng: Random, text: str, user: Callable[[], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        start = rng.randrange(len(text))
        kind = rng.choice(_STYLES)
        end = rng.randint(start + 1, min(len(text), start + 40))
        yield _span(kind, text, start, end) | _details(rng, kind, user)


def _span(kind: str, text: str, start: int, end: int) -> dict[str, Any]:
    return {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}


def _details(rng: Random, kind: str, user: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    match kind:
        case "text_link":
            return {"url": rng.choice(("https://example.org/", "tg://user?id=1", "http://a.b/?c"))}
        case "text_mention":
            return {"user": user()}
        case "custom_emoji":
            return {"custom_emoji_id": str(rng.getrandbits(60))}
        case "pre":
            return (
                {"language": rng.choice(("python", "", token(rng)))} if rng.random() < 0.5 else {}
            )
        case _:
            return {}
