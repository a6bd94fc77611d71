"""Which groups have written to the bot lately: for whoever looks for the number of theirs."""

from bot.doctor.subject import opened
from bot.settings import Settings


async def groups(settings: Settings) -> dict[int, str]:
    """The groups in the updates that wait at Telegram; none of them is confirmed.

    Raises TelegramError.
    """
    found: dict[int, str] = {}
    async with opened(settings) as api:
        assert api is not None
        for raw in await api.call("getUpdates", {"timeout": 0}):
            for value in raw.values():
                chat = value.get("chat", {}) if isinstance(value, dict) else {}
                if "title" in chat:
                    found[chat["id"]] = chat["title"]
    return found
