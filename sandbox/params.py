"""The parameters of a Bot API call: decoded from whatever body they came in, read with types."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import JSON
from sandbox.names import names

# By name, because the Bot API uses a name for one type in all its methods.
INTEGERS = names(
    "cache_time chat_id close_date correct_option_id direct_messages_topic_id duration "
    "from_chat_id heading height icon_color length limit live_period max_connections "
    "message_id message_thread_id offset open_period proximity_alert_radius receiver_user_id "
    "reply_to_message_id start_timestamp timeout user_id video_start_timestamp width"
)
FLOATS = frozenset(("latitude", "longitude", "horizontal_accuracy"))
FLAGS = names(
    "allow_adding_options allow_paid_broadcast allow_sending_without_reply "
    "allows_multiple_answers allows_revoting disable_content_type_detection "
    "disable_notification disable_web_page_preview drop_pending_updates has_spoiler "
    "hide_results_until_closes is_anonymous is_big is_closed is_personal members_only "
    "protect_content remove_caption return_bots show_alert show_caption_above_media "
    "shuffle_options supports_streaming"
)
STRUCTURES = names(
    "allowed_updates button caption_entities commands correct_option_ids country_codes "
    "description_entities entities ephemeral_message_parameters explanation_entities "
    "explanation_media link_preview_options media menu_button message_ids options "
    "question_entities reaction reply_markup reply_parameters results rich_message scope "
    "suggested_post_parameters"
)
FILES = names(
    "animation audio certificate cover document photo sticker thumbnail video video_note voice"
)


def _flag(text: str) -> bool:
    return text.strip().lower() in ("true", "1", "yes")


_DECODERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(INTEGERS, int),
    **dict.fromkeys(FLOATS, float),
    **dict.fromkeys(FLAGS, _flag),
    **dict.fromkeys(STRUCTURES, json.loads),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a multipart body carried it."""

    file_name: str
    content_type: str
    data: bytes = field(repr=False)


def decoded(name: str, value: Any) -> Any:
    """A value as JSON would have carried it; what does not decode stays text, and is refused."""
    decode = _DECODERS.get(name)
    if decode is None or not isinstance(value, str):
        return value
    try:
        return decode(value)
    except ValueError:
        return value


@dataclass(frozen=True, slots=True)
class Params:
    """Each reader returns None for a parameter that is absent or null."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def integer(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f'parameter "{name}" must be of type Number')
        return value

    def number(self, name: str) -> float | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad_request(f'parameter "{name}" must be of type Number')
        return float(value)

    def flag(self, name: str) -> bool:
        return bool(self.values.get(name))

    def array(self, name: str) -> list[Any] | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def objects(self, name: str) -> list[JSON] | None:
        value = self.array(name)
        if value is not None and not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def object(self, name: str) -> JSON | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def required_text(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def required_integer(self, name: str) -> int:
        value = self.integer(name)
        if value is None:
            raise bad_request(f'parameter "{name}" is required')
        return value
