"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses, links."""

import re
from collections.abc import Iterator

from sandbox.spans import Span

_TOP_LEVEL = (
    "com|org|net|info|eu|edu|gov|int|io|app|dev|me|tv|ai|rs|al|mk|ba|hr|si|tr|es|eus|de|at|fr|"
    "it|uk|gr|bg|ro|hu|ngo|xyz|ch|nl|be|se|us"
)
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("bot_command", "/", re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?(?![\w/<>])", re.ASCII)),
    ("email", "@", re.compile(r"[\w.+%-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}(?!\w)")),
    ("mention", "@", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", "#", re.compile(r"(?<![\w#/])#(?=\w*[^\W\d_])\w{1,256}")),
    ("cashtag", "$", re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?!\w)")),
    (
        "url",
        ".",
        re.compile(
            r"(?<![\w@.])(?:(?:https?|ftp|tg|ton)://[^\s<>\"'«»]+"
            rf"|(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w-])(?::\d+)?(?:[/?#][^\s<>\"'«»]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("url", "://localhost", re.compile(r"https?://localhost[^\s<>\"'«»]*", re.IGNORECASE)),
)
_SENTENCE_ENDS = ".,:;!?)]}…"


def found_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    if not any(sign in text for sign in "/@#$."):
        return spans
    for span in _candidates(text):
        if not any(span.overlaps(other) for other in spans):
            spans.append(span)
    return spans


def _candidates(text: str) -> Iterator[Span]:
    # The order matters: an address is not a mention, and what is in a link is not a command.
    for kind in ("url", "email", "mention", "hashtag", "cashtag", "bot_command"):
        for name, needle, pattern in _PATTERNS:
            if name == kind and needle in text:
                for match in pattern.finditer(text):
                    yield Span(match.start(), _end(kind, match), kind)


def _end(kind: str, match: re.Match[str]) -> int:
    if kind != "url":
        return match.end()
    return match.start() + len(match.group().rstrip(_SENTENCE_ENDS))
