"""parse_mode MarkdownV2 and the old Markdown, read as the Bot API does, with their complaints."""

from dataclasses import dataclass, field

from sandbox.errors import Refused, bad_request
from sandbox.formatting_html import link
from sandbox.model import JSON
from sandbox.spans import Span

# Longest first, so that "__" is not read as two "_".
_V2 = {
    "```": "pre",
    "||": "spoiler",
    "__": "underline",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
}
_V1 = {"```": "pre", "*": "bold", "_": "italic", "`": "code"}
_RESERVED = "_*[]()~`>#+-=|{}.!"


def _cannot_parse(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


@dataclass(slots=True)
class _Markdown:
    source: str
    marks: dict[str, str]
    strict: bool
    position: int = 0
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[str, int]] = field(default_factory=list)
    quote_from: int | None = None

    def parse(self) -> tuple[str, list[Span]]:
        while self.position < len(self.source):
            self._step()
        if self.opened:
            mark, _ = self.opened[-1]
            kind = "link" if mark == "[" else self.marks[mark].title()
            raise _cannot_parse(
                f"Can't find end of {kind} entity at byte offset {self._byte_offset()}"
            )
        self._end_quote()
        return self.text, self.spans

    def _byte_offset(self) -> int:
        return len(self.source[: self.position].encode("utf-8", "surrogatepass"))

    def _inside(self) -> str:
        return self.opened[-1][0] if self.opened else ""

    def _step(self) -> None:
        rest = self.source[self.position :]
        if rest[0] == "\\" and len(rest) > 1 and ord(rest[1]) < 128:
            self._take(rest[1], 2)
        elif self._inside() in ("`", "```") and not rest.startswith(self._inside()):
            self._take(rest[0], 1)
        elif self.strict and rest[0] in ">\n" and self._quote(rest[0]):
            pass
        elif mark := self._mark(rest):
            self._toggle(mark)
        elif rest[0] == "[" or (self.strict and rest.startswith("![")):
            self._open("[", 2 if rest[0] == "!" else 1)
        elif rest[0] == "]" and self._inside() == "[":
            self._close_link()
        else:
            self._plain(rest[0])

    def _mark(self, rest: str) -> str:
        inside = self._inside()
        if inside in self.marks and rest.startswith(inside):
            return inside
        return next((mark for mark in self.marks if rest.startswith(mark)), "")

    def _plain(self, character: str) -> None:
        if self.strict and character in _RESERVED:
            raise _cannot_parse(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        self._take(character, 1)

    def _take(self, text: str, width: int) -> None:
        self.text += text
        self.position += width

    def _open(self, mark: str, width: int) -> None:
        self.opened.append((mark, len(self.text)))
        self.position += width

    def _toggle(self, mark: str) -> None:
        if self._inside() != mark:
            if self.opened and not self.strict:
                self._plain(mark)
            else:
                self._open(mark, len(mark))
                self._skip_language(mark)
            return
        _, start = self.opened.pop()
        self.position += len(mark)
        self._add(start, self.marks[mark], self._language(start) if mark == "```" else {})

    def _skip_language(self, mark: str) -> None:
        if mark != "```":
            return
        first_line, newline, _ = self.source[self.position :].partition("\n")
        if newline and first_line and " " not in first_line and "`" not in first_line:
            self.spans.append(Span(len(self.text), len(self.text), "_language", {"is": first_line}))
            self.position += len(first_line)
        if self.source.startswith("\n", self.position):
            self.position += 1

    def _language(self, start: int) -> JSON:
        for index, span in enumerate(self.spans):
            if span.type == "_language" and span.start == start:
                del self.spans[index]
                return {"language": span.extra["is"]}
        return {}

    def _close_link(self) -> None:
        _, start = self.opened.pop()
        self.position += 1
        if not self.source.startswith("(", self.position):
            return
        end = self.source.find(")", self.position)
        if end < 0:
            raise _cannot_parse(f"Can't find end of a URL at byte offset {self._byte_offset()}")
        url = self.source[self.position + 1 : end].replace("\\", "")
        self.position = end + 1
        if url.startswith("tg://emoji?id="):
            self._add(start, "custom_emoji", {"custom_emoji_id": url.partition("=")[2]})
        else:
            self._add(start, *link(url))

    def _quote(self, character: str) -> bool:
        at_line_start = not self.text or self.text.endswith("\n")
        if character == ">" and at_line_start:
            if self.quote_from is None:
                self.quote_from = len(self.text)
            self.position += 1
            return True
        if character == "\n" and not self.source.startswith("\n>", self.position):
            self._end_quote()
        return False

    def _end_quote(self) -> None:
        if self.quote_from is not None:
            self._add(self.quote_from, "blockquote", {})
            self.quote_from = None

    def _add(self, start: int, kind: str, extra: JSON) -> None:
        if kind and start < len(self.text):
            self.spans.append(Span(start, len(self.text), kind, extra))


def parse_markdown_v2(source: str) -> tuple[str, list[Span]]:
    return _Markdown(source, _V2, strict=True).parse()


def parse_markdown(source: str) -> tuple[str, list[Span]]:
    return _Markdown(source, _V1, strict=False).parse()
