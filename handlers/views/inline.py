"""An entry as an inline result: what the list shows, and what is pasted."""

from collections.abc import Mapping
from typing import Any

import faq
from handlers.screen import Link, keyboard
from handlers.texts import Texts
from handlers.views.entries import body, fill
from handlers.views.html import plain

_DESCRIPTION = 120  # characters: two lines on a small phone


def result(
    entry: faq.Entry, link: str, placeholders: Mapping[str, str], _: Texts
) -> dict[str, Any]:
    """An InlineQueryResultArticle."""
    text = body(entry, fill(entry.answer, placeholders, _), _)
    return {
        "type": "article",
        "id": f"{entry.slug}.{entry.language}"[:64],
        "title": entry.title,
        "description": plain(str(text)).removeprefix(entry.title).strip()[:_DESCRIPTION],
        "input_message_content": {
            "message_text": str(text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": keyboard(((Link(_.label("Ask the support line"), link),),)),
    }


def to_the_bot(_: Texts) -> dict[str, str]:
    """An InlineQueryResultsButton above the answers."""
    return {"text": _.label("Ask the support line"), "start_parameter": "inline"}
