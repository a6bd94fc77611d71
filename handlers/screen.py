"""What a person sees, as plain data: words and buttons, before it becomes a Bot API call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    callback: Callback

    def markup(self) -> dict[str, str]:
        return {"text": self.label, "callback_data": self.callback.pack()}


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str

    def markup(self) -> dict[str, str]:
        return {"text": self.label, "url": self.url}


Rows = tuple[tuple[Button | Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """`text` is Telegram's HTML; `rows` are the buttons under it. `looked_up` as in a call."""

    text: Markup
    rows: Rows = ()
    looked_up: bool = False

    def params(self) -> dict[str, Any]:
        """The part of sendMessage and editMessageText that they share (Bot API, sendMessage)."""
        return {
            "text": str(self.text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": keyboard(self.rows),
        }

    def caption(self) -> dict[str, Any]:
        """The part of sendDocument and editMessageCaption that they share."""
        return {
            "caption": str(self.text),
            "parse_mode": "HTML",
            "reply_markup": keyboard(self.rows),
        }


def keyboard(rows: Rows) -> dict[str, Any]:
    """InlineKeyboardMarkup; empty, it takes the buttons of an edited message away."""
    return {"inline_keyboard": [[button.markup() for button in row] for row in rows]}


def paragraphs(*parts: Markup | None) -> Markup:
    """Those that are there, with an empty line between them."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*texts: str | Markup) -> Markup:
    """One below the other."""
    return Markup("\n").join(texts)


def bullets(texts: Iterable[str | Markup]) -> Markup:
    return lines(*(Markup("• {}").format(text) for text in texts))


def column(*buttons: Button | Link) -> Rows:
    """One below the other: labels of four languages seldom fit side by side on a small phone."""
    return tuple((button,) for button in buttons)


def in_pairs(buttons: Sequence[Button | Link]) -> Rows:
    """Two side by side, for what is short in every language."""
    return tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))


def ticked(label: str, *, is_so: bool) -> str:
    return f"✓ {label}" if is_so else label
