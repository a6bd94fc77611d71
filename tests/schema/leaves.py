"""Plausible values for scalar fields, chosen by the field's name and limits; no objects."""

from collections.abc import Callable
from functools import cache
from random import Random

from tests.schema import texts
from tests.schema.spec import Field, Named

# A Unix time to count from, fixed so that runs are alike: 22 November 2026.
EPOCH = 1_795_305_600

_WORDS: dict[str, tuple[str, ...]] = {
    "language_code": ("sq", "sr", "sr-Latn", "tr", "eu", "en", "ru", "pt-br", "xx"),
    "currency": ("EUR", "XTR", "TRY", "RSD", "ALL"),
    "country_codes": ("XK", "RS", "TR", "ES", "FT"),
    "country_code": ("XK", "RS", "TR", "ES"),
    "phone_number": ("38344000000", "+381 60 000 0000", "905000000000"),
    "mime_type": ("application/pdf", "image/jpeg", "video/mp4", "audio/ogg", "text/html", "x/y"),
    "username": ("somebody", "a_b_c", "Mixed_Case9", "linja_fan"),
    "invite_link": ("https://t.me/+abcdefgh", "https://t.me/+…"),
    "file_name": ("list.pdf", "пријава.docx", "../../x", "İ ı.png", "a" * 200, "x\u202efdp.exe"),
    "time_zone_name": ("Europe/Belgrade", "Europe/Istanbul", "Europe/Madrid"),
    "email": ("me@example.org",),
    "offset": ("", "0", "50", "x"),
    "vcard": ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD", ""),
    "emoji": texts.EMOJI,
}  # fmt: skip
_OPAQUE = ("_id", "hash", "secret", "credentials", "payload", "chat_instance")
_LENGTHS = {"text": 4096, "caption": 1024, "forward_text": 4096}
_RANGES: dict[str, tuple[int, int]] = {
    "message_id": (1, 300),
    "message_thread_id": (1, 60),
    "width": (1, 4096),
    "height": (1, 4096),
    "duration": (0, 7200),
    "file_size": (0, 2**40),
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "user_id": (1, 2**40),
    "user_chat_id": (1, 2**40),
}
_DIGITS = ("custom_emoji_id", "gift_id", "effect_id", "query_id")


@cache
def leaf(field: Field, kind: str) -> Callable[[Random], object]:
    """A maker of values for a field whose scalar type, or whose items' type, is `kind`."""
    if field.choices and field.type == Named(kind):
        return lambda rng: rng.choice(field.choices)
    match kind:
        case "Integer":
            return _integer(field)
        case "Float":
            return _float(field)
        case "Boolean":
            return lambda rng: rng.random() < 0.5
        case "True":
            return lambda _: True
        case _:
            return _string(field)


def _range(field: Field) -> tuple[int, int]:
    if field.type != Named("Integer") and field.type != Named("Float"):
        return 0, 10
    low, high = _RANGES.get(field.name, (0, 1000))
    return (
        low if field.minimum is None else field.minimum,
        high if field.maximum is None else field.maximum,
    )


def _integer(field: Field) -> Callable[[Random], int]:
    if field.name.endswith(("date", "_time", "timestamp")):
        return lambda rng: EPOCH + rng.randint(-(10**7), 10**7)
    if field.name.endswith("chat_id") and field.name != "user_chat_id":
        return lambda rng: -1_000_000_000_000 - rng.randint(1, 10**9)
    low, high = _range(field)
    return lambda rng: rng.randint(low, high)


def _float(field: Field) -> Callable[[Random], float]:
    low, high = _range(field)
    return lambda rng: round(rng.uniform(low, high), 6)


def _string(field: Field) -> Callable[[Random], str]:
    name = field.name
    if words := _WORDS.get(name):
        return lambda rng: rng.choice(words)
    if name.endswith("url") or name == "connected_website":
        return lambda rng: rng.choice(("https://example.org/x?y=1", "http://localhost", "tg://x"))
    if name.endswith(_DIGITS):
        return lambda rng: str(rng.getrandbits(60))
    if name == "id" or name.endswith(_OPAQUE):
        return texts.token
    if name.endswith(("name", "title")):
        return texts.name
    limited = field.maximum if field.type == Named("String") else None
    most = limited or _LENGTHS.get(name, 64)
    return lambda rng: texts.text(rng, most).strip() or "."
