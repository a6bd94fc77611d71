"""A formatted text on its way to Telegram's form: spans over characters, cleaned and counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox import utf16
from sandbox.model import JSON

# What these hold is taken literally: no other formatting and no links inside.
LITERAL = frozenset({"code", "pre"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_NO_LINKS_INSIDE = LITERAL | {"text_link", "text_mention", "url", "mention", "email"}
_ORDER = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "text_link",
    "text_mention",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "custom_emoji",
    "date_time",
    "url",
    "email",
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
)


@dataclass(frozen=True, slots=True)
class Span:
    """From character `start` up to, not including, character `end`."""

    start: int
    end: int
    type: str
    extra: JSON = field(default_factory=dict)

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text with its MessageEntity objects, as a message holds them."""

    text: str
    entities: list[JSON]


def trimmed(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """White space at the ends goes; what stands inside formatting at the start stays."""
    first = min((span.start for span in spans), default=len(text))
    kept_from = min(first, len(text) - len(text.lstrip()))
    text = text[kept_from:].rstrip()
    moved = (
        Span(span.start - kept_from, min(span.end - kept_from, len(text)), span.type, span.extra)
        for span in spans
    )
    return text, [span for span in moved if span.start < span.end]


def without_conflicts(spans: Iterable[Span]) -> list[Span]:
    """Nothing stands inside code, and the same formatting only once over the same place."""
    in_order = sorted(spans, key=_sort_key)
    literal = _outermost([span for span in in_order if span.type in LITERAL])
    others = _outermost([span for span in in_order if span.type not in LITERAL])
    return literal + [piece for span in others for piece in _around(span, literal)]


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        is_literal = span.type in LITERAL
        if not any(
            span.overlaps(other) and (is_literal or span.type == other.type) for other in kept
        ):
            kept.append(span)
    return kept


def _around(span: Span, literal: list[Span]) -> list[Span]:
    """What is left of a span outside of code; a quotation may hold code."""
    if span.type in _QUOTES:
        return [span]
    pieces = []
    start = span.start
    for code in (other for other in literal if other.overlaps(span)):
        pieces.append(Span(start, code.start, span.type, span.extra))
        start = code.end
    pieces.append(Span(start, span.end, span.type, span.extra))
    return [piece for piece in pieces if piece.start < piece.end]


def with_found(spans: list[Span], found: Iterable[Span]) -> list[Span]:
    """Adds links and commands found in the text where no link or code stands already."""
    blocking = [span for span in spans if span.type in _NO_LINKS_INSIDE]
    free = [span for span in found if not any(span.overlaps(other) for other in blocking)]
    return spans + free


def as_entities(text: str, spans: list[Span]) -> list[JSON]:
    if not spans:
        return []
    spans = sorted(spans, key=_sort_key)
    if text.isascii():
        return [_entity(span, span.start, span.end) for span in spans]
    at = utf16.unit_offsets(text)
    return [_entity(span, at[span.start], at[span.end]) for span in spans]


def _entity(span: Span, start: int, end: int) -> JSON:
    return {"offset": start, "length": end - start, "type": span.type, **span.extra}


def _sort_key(span: Span) -> tuple[int, int, int]:
    order = _ORDER.index(span.type) if span.type in _ORDER else len(_ORDER)
    return span.start, -span.end, order
