"""The icons a forum topic may have: Telegram's free set, from icons.txt."""

from pathlib import Path

from sandbox.model import JSON


def _read() -> dict[str, str]:
    lines = Path(__file__).with_name("icons.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines)


# Custom emoji id -> the plain emoji it stands for.
ICONS = _read()


def icon_sticker(custom_emoji_id: str) -> JSON:
    return {
        "file_id": f"CAACAgIAAxUAAW{custom_emoji_id}",
        "file_unique_id": f"AgAD{custom_emoji_id}",
        "type": "custom_emoji",
        "width": 512,
        "height": 512,
        "is_animated": True,
        "is_video": False,
        "emoji": ICONS[custom_emoji_id],
        "set_name": "Topics",
        "custom_emoji_id": custom_emoji_id,
        "file_size": 20_000,
    }
