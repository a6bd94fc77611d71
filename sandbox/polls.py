"""Polls and dice: what a message with one holds."""

import secrets
from collections.abc import Sequence

from sandbox.errors import bad_request
from sandbox.formatting import FindUser, format_text
from sandbox.model import JSON

# Bot API, Dice.value: the faces of each emoji.
DICE_FACES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def dice(emoji: str | None) -> JSON:
    emoji = (emoji or "🎲").replace("\ufe0f", "")
    if emoji not in DICE_FACES:
        raise bad_request("wrong dice emoji specified")
    return {"dice": {"emoji": emoji, "value": 1 + secrets.randbelow(DICE_FACES[emoji])}}


def poll_options(options: Sequence[object], find_user: FindUser) -> list[JSON]:
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have between 1 and 12 options")
    return [_option(number, option, find_user) for number, option in enumerate(options)]


def _option(number: int, option: object, find_user: FindUser) -> JSON:
    given: JSON = option if isinstance(option, dict) else {"text": option}
    said = format_text(
        str(given.get("text") or ""),
        parse_mode=given.get("text_parse_mode"),
        entities=given.get("text_entities"),
        find_user=find_user,
    )
    if not 1 <= len(said.text) <= 100:
        raise bad_request("poll options must be 1-100 characters long")
    shown: JSON = {"persistent_id": str(number), "text": said.text, "voter_count": 0}
    return {**shown, "text_entities": said.entities} if said.entities else shown


def poll(question: str, options: list[JSON], settings: JSON) -> JSON:
    """`settings` are the Poll's fields that differ from a plain anonymous poll."""
    if not 1 <= len(question) <= 300:
        raise bad_request("poll question must be 1-300 characters long")
    return {
        "poll": {
            "id": str(secrets.randbits(62)),
            "question": question,
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
            **settings,
        }
    }
