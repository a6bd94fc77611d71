"""Who tries, as Telegram shows them: the columns of the tables."""

from tests.attack.rights.town import Town
from tests.attack.rights.trying import JSON

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ANOTHER_BOT = {"id": 4242, "is_bot": True, "first_name": "Helper", "username": "helper_bot"}
_CHANNEL = {"id": -1009990001, "type": "channel", "title": "News"}


def user(person_id: int, name: str) -> JSON:
    return {"id": person_id, "is_bot": False, "first_name": name}


def inside(message: JSON) -> JSON:
    """Where the message stands: its chat, and its topic."""
    return {name: message[name] for name in ("chat", "message_thread_id", "is_topic_message")}


def writers(town: Town, group: JSON) -> dict[str, JSON]:
    """In a staff group: `from`, and what else tells who wrote."""
    people = {name: {"from": user(one.id, one.name)} for name, one in town.staff.items()}
    other = town.members["other"]
    return {
        **people,
        "member": {"from": user(other.id, other.name)},
        "anonymous": {"from": ANONYMOUS, "sender_chat": group},
        "channel": {"from": CHANNEL, "sender_chat": _CHANNEL},
        "forwarded": {
            "from": TELEGRAM,
            "sender_chat": _CHANNEL,
            "is_automatic_forward": True,
        },
        "bot": {"from": ANOTHER_BOT},
    }
