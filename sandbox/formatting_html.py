"""parse_mode HTML, read as the Bot API does ("HTML style"), with its complaints."""

import re
from dataclasses import dataclass, field

from sandbox.errors import Refused, bad_request
from sandbox.model import JSON
from sandbox.spans import Span

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_KNOWN = {*_PLAIN, "a", "span", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)(\s*=\s*(\"[^\"]*\"|'[^']*'|[a-zA-Z0-9.-]+))?")
_TAG_NAME = re.compile(r"[^\s>/]*")


def _cannot_parse(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


def decoded(text: str) -> str:
    """Only Telegram's four named references and the numeric ones; others stay as typed."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Html:
    source: str
    position: int = 0
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    open_tags: list[_Open] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Span]]:
        while (bracket := self.source.find("<", self.position)) >= 0:
            self.text += decoded(self.source[self.position : bracket])
            self.position = bracket
            if self.source.startswith("</", bracket):
                self._end_tag()
            else:
                self._start_tag()
        self.text += decoded(self.source[self.position :])
        if self.open_tags:
            name = self.open_tags[-1].name
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self.text, self.spans

    def _byte_offset(self) -> int:
        return len(self.source[: self.position].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        match = _TAG_NAME.match(self.source, self.position + 1)
        name = match.group().lower() if match else ""
        at = self._byte_offset()
        if name not in _KNOWN:
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {at}')
        attributes, end = self._attributes(name, self.position + 1 + len(name))
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.open_tags.append(_Open(name, len(self.text), attributes))
        self.position = end

    def _attributes(self, name: str, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        at = self._byte_offset()
        while True:
            rest = self.source[position:].lstrip()
            position = len(self.source) - len(rest)
            if rest.startswith(">"):
                return attributes, position + 1
            match = _ATTRIBUTE.match(self.source, position)
            if not rest or match is None:
                raise _cannot_parse(f'Unclosed start tag "{name}" at byte offset {at}')
            value = match.group(3) or ""
            attributes[match.group(1).lower()] = decoded(value.strip("\"'"))
            position = match.end()

    def _end_tag(self) -> None:
        at = self._byte_offset()
        close = self.source.find(">", self.position)
        if close < 0:
            raise _cannot_parse(f"Unclosed end tag at byte offset {at}")
        name = self.source[self.position + 2 : close].strip().lower()
        if not self.open_tags:
            raise _cannot_parse(f"Unexpected end tag at byte offset {at}")
        opened = self.open_tags.pop()
        if name not in ("", opened.name):
            raise _cannot_parse(
                f"Unmatched end tag at byte offset {at}, expected "
                f'"</{opened.name}>", found "</{name}>"'
            )
        self.position = close + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if opened.start == len(self.text):
            return
        kind, extra = _meaning(opened, self.text[opened.start :])
        if opened.name == "pre" and self._merge_language(opened):
            return
        if opened.name == "code" and "class" in opened.attributes:
            extra = {"_class": opened.attributes["class"]}
        if kind:
            self.spans.append(Span(opened.start, len(self.text), kind, extra))

    def _merge_language(self, opened: _Open) -> bool:
        """<pre><code class="language-x"> is one block with a language."""
        last = self.spans[-1] if self.spans else None
        whole = (opened.start, len(self.text), "code")
        if last is None or (last.start, last.end, last.type) != whole:
            return False
        language = last.extra.get("_class", "").removeprefix("language-")
        extra = {"language": language} if language else {}
        self.spans[-1] = Span(opened.start, len(self.text), "pre", extra)
        return True


def _meaning(opened: _Open, inside: str) -> tuple[str, JSON]:
    attributes = opened.attributes
    match opened.name:
        case "a":
            return link(attributes.get("href") or inside)
        case "span":
            return "spoiler", {}
        case "blockquote":
            expandable = "expandable" in attributes
            return ("expandable_blockquote" if expandable else "blockquote"), {}
        case "tg-emoji":
            return "custom_emoji", {"custom_emoji_id": attributes.get("emoji-id", "")}
        case "tg-time":
            return "date_time", {"unix_time": int(attributes.get("unix", "0") or 0)}
        case _:
            return _PLAIN[opened.name], {}


def link(url: str) -> tuple[str, JSON]:
    """A text_link; a mention of a user by id is marked with `_user_id`; "" if it is no link."""
    url = url.strip()
    if match := re.fullmatch(r"tg://user/?\?id=(\d+)", url):
        return "text_mention", {"_user_id": int(match.group(1))}
    if re.match(r"(?:https?|tg|ton|mailto|tel)://?\S|(?:mailto|tel):\S", url, re.IGNORECASE):
        return "text_link", {"url": with_slash(url)}
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", url):
        return "text_link", {"url": with_slash(f"http://{url}")}
    return "", {}


def with_slash(url: str) -> str:
    """A bare host gets the slash Telegram gives it."""
    return f"{url}/" if re.fullmatch(r"https?://[^/?#\s]+", url) else url


def parse_html(source: str) -> tuple[str, list[Span]]:
    text, spans = _Html(source).parse()
    for span in spans:
        span.extra.pop("_class", None)
    return text, spans
