"""reply_markup: what Telegram accepts under a message, and what of it the message keeps."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.model import JSON
from sandbox.names import names

_ACTIONS = names(
    "callback_data url web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay disabled"
)
MAX_BUTTONS = 100


def markup_fields(markup: JSON | None) -> JSON:
    """The message's fields: inline keyboards are part of it, the others only reach the person."""
    if not markup:
        return {}
    if "inline_keyboard" in markup:
        rows = [[_button(b) for b in row] for row in _rows(markup["inline_keyboard"]) if row]
        if sum(map(len, rows)) > MAX_BUTTONS:
            raise bad_request("reply markup is too long")
        return {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    if "keyboard" in markup:
        rows = [[_key(key) for key in row] for row in _rows(markup["keyboard"])]
        return {"reply_keyboard": {**markup, "keyboard": rows}}
    if "remove_keyboard" in markup or "force_reply" in markup:
        return {"reply_keyboard": markup}
    raise bad_request("object expected as reply markup")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: expected an Array of Array of buttons")
    return rows


def _button(button: Any) -> JSON:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not any(button.get(action) is not None for action in _ACTIONS):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if (url := button.get("url")) is not None and not _is_url(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def _is_url(url: Any) -> bool:
    scheme, separator, rest = str(url).partition("://")
    if not separator:
        return "." in scheme and " " not in scheme
    return scheme in ("http", "https", "tg", "ton") and bool(rest) and " " not in rest


def _key(key: Any) -> JSON:
    if isinstance(key, str):
        return {"text": key}
    if not isinstance(key, dict) or not key.get("text"):
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')
    return key
