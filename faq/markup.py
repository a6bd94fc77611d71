"""What an answer's Markdown asks for that no message can show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_BEYOND = {
    "table_open": ("a table", "write its rows as a list"),
    "image": ("a picture", "link to it, or send it along with file:"),
    "html_block": ("HTML", "write Markdown, such as **bold**"),
    "html_inline": ("HTML", "write Markdown, such as **bold**"),
    "s_open": ("text struck through", "take the ~~ away"),
    "hr": ("a line across", "take it away; an empty line parts two paragraphs"),
}
_QUOTE = ("a quotation in a quotation", "use one > only")
_LINK = ("a link that cannot be opened", "begin it with https:// or mailto:")
_LEFT = ("marks that stay to be seen", "see that every **, ` and [ has its other half")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tg://|t\.me/)\S+", re.IGNORECASE)
# Of a link in a link, of a footnote, of a box to tick, of bold that never ends.
_LEFT_OVER = re.compile(r"\*\*|(?<!\w)__|__(?!\w)|`|\]\(|\[\^|\[[ xX]?\](?!\()|~~|^\|")


@dataclass(frozen=True, slots=True)
class Beyond:
    """`line` counts from 0, at the answer's first."""

    line: int
    what: str
    mend: str


def beyond(answer: str) -> Iterator[Beyond]:
    """Everything in an answer that a reader would miss, or see as bare marks."""
    quotes = 0
    line = 0
    for token in _PARSER.parse(answer):
        line = token.map[0] if token.map else line
        quotes += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "blockquote_open" and quotes > 1:
            yield Beyond(line, *_QUOTE)
        elif token.type == "inline":
            yield from _inline(token.children or [], line)
        elif token.type in _BEYOND:
            yield Beyond(line, *_BEYOND[token.type])


def _inline(tokens: list[Token], line: int) -> Iterator[Beyond]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type in _BEYOND:
            yield Beyond(line, *_BEYOND[token.type])
        elif token.type == "link_open" and not _opens(token):
            yield Beyond(line, *_LINK)
        elif token.type == "text" and _LEFT_OVER.search(token.content):
            yield Beyond(line, *_LEFT)


def _opens(link: Token) -> bool:
    return bool(_SAFE_LINK.fullmatch(str(link.attrs.get("href", ""))))
