"""From what a caller sent (text, parse_mode, entities) to the text and entities a message holds."""

from collections.abc import Callable
from typing import Any

from sandbox import utf16
from sandbox.errors import bad_request
from sandbox.formatting_html import parse_html
from sandbox.formatting_markdown import parse_markdown, parse_markdown_v2
from sandbox.found_links import found_spans
from sandbox.model import JSON
from sandbox.spans import FormattedText, Span, as_entities, trimmed, with_found, without_conflicts

MAX_TEXT = 4096
MAX_CAPTION = 1024

FindUser = Callable[[int], JSON | None]

_PARSERS = {
    "html": parse_html,
    "markdown": parse_markdown,
    "markdownv2": parse_markdown_v2,
}


def format_text(
    source: str, *, parse_mode: Any, entities: Any, find_user: FindUser
) -> FormattedText:
    """`parse_mode` and `entities` as a caller sent them, that is: perhaps nonsense."""
    source = source.replace("\r", "")
    text, spans = _parsed(source, parse_mode, entities)
    text, spans = trimmed(text, spans)
    spans = [known for span in spans if (known := _with_user(span, find_user))]
    spans = with_found(without_conflicts(spans), found_spans(text))
    return FormattedText(text, as_entities(text, spans))


def _parsed(source: str, parse_mode: Any, entities: Any) -> tuple[str, list[Span]]:
    if parse_mode:
        parse = _PARSERS.get(str(parse_mode).lower())
        if parse is None:
            raise bad_request("unsupported parse_mode")
        return parse(source)
    if not isinstance(entities or [], list):
        raise bad_request("can't parse entities JSON object")
    return source, [_span(source, entity) for entity in entities or []]


def _span(text: str, entity: Any) -> Span:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    start = utf16.character_index(text, offset)
    end = utf16.character_index(text, offset + length)
    if start is None or end is None:
        raise bad_request(
            f"entity begins after the end of the text at UTF-16 offset {offset}"
            if offset + length > utf16.length(text)
            else f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}"
        )
    extra = {key: value for key, value in entity.items() if key not in ("offset", "length", "type")}
    if isinstance(user := extra.pop("user", None), dict):
        extra["_user_id"] = user.get("id")
    return Span(start, end, str(entity.get("type")), extra)


def _with_user(span: Span, find_user: FindUser) -> Span | None:
    """A mention by id becomes the user; one of somebody unknown is dropped, as by Telegram."""
    if span.type != "text_mention":
        return span
    user = find_user(span.extra.get("_user_id", 0))
    return Span(span.start, span.end, span.type, {"user": user}) if user else None


def message_text(formatted: FormattedText) -> JSON:
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16.length(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return _fields("text", "entities", formatted)


def message_caption(formatted: FormattedText) -> JSON:
    if utf16.length(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return _fields("caption", "caption_entities", formatted) if formatted.text else {}


def _fields(text_name: str, entities_name: str, formatted: FormattedText) -> JSON:
    fields: JSON = {text_name: formatted.text}
    if formatted.entities:
        fields[entities_name] = formatted.entities
    return fields
