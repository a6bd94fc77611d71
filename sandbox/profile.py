"""The bot's own card: name, descriptions, commands and menu button, by language and scope."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.model import JSON

ScopeKey = tuple[str, int, int]


@dataclass(slots=True)
class BotProfile:
    """Texts are by language code, "" being for everyone else."""

    id: int
    first_name: str = "Linja"
    username: str = "linja_bot"
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[ScopeKey, str], list[JSON]] = field(default_factory=dict)
    menu_buttons: dict[int, JSON] = field(default_factory=dict)

    def as_user(self) -> JSON:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", self.first_name),
            "username": self.username,
        }

    def as_me(self) -> JSON:
        return {
            **self.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }

    def as_state(self) -> JSON:
        return {
            **self.as_me(),
            "names": self.names,
            "descriptions": self.descriptions,
            "short_descriptions": self.short_descriptions,
            "menu_button": self.menu_buttons.get(0, {"type": "default"}),
        }

    def dump(self) -> JSON:
        return {
            "names": self.names,
            "descriptions": self.descriptions,
            "short_descriptions": self.short_descriptions,
            "commands": [[*key, lang, what] for (key, lang), what in self.commands.items()],
            "menu_buttons": [[chat_id, button] for chat_id, button in self.menu_buttons.items()],
        }

    def restore(self, dumped: dict[str, Any]) -> None:
        self.names = dumped["names"]
        self.descriptions = dumped["descriptions"]
        self.short_descriptions = dumped["short_descriptions"]
        self.commands = {
            ((kind, chat, user), lang): what for kind, chat, user, lang, what in dumped["commands"]
        }
        self.menu_buttons = dict(dumped["menu_buttons"])
