"""What people type and what buttons send, on purpose uncomfortable: random strings, no objects."""

from collections.abc import Sequence
from random import Random

_SPOKEN = (
    "përshëndetje çështja ndihmë regjistrim mëngjes faleminderit organizatë afati",
    "zdravo prijava udruženje rok obuka podrška hvala čekam đak šta žurka",
    "здраво пријава удружење рок обука подршка хвала њива љубав џеп",
    "merhaba kayıt İstanbul ılık İĞÜŞÖÇ ığüşöç teşekkürler şikâyet I i",
    "kaixo laguntza izena-ematea eskerrik asko elkartea epea ñabardura",
    "hello ticket mentor forum tomorrow 14:30 2026-12-01 12.5 №7",
)
WORDS = tuple(word for line in _SPOKEN for word in line.split())
RIGHT_TO_LEFT = ("مرحبا", "שלום", "متى التسجيل؟", "\u202etxet desrever\u202c", "אבג abc 123")
EMOJI = ("👍", "❤️", "👨‍👩‍👧‍👦", "🇽🇰", "🇷🇸", "👩🏽‍💻", "1️⃣", "🫠", "☎", "e\u0301")
NEARLY_EMPTY = (".", "?", "…", "\u200b", "\u2060", "\u3164", "\u00a0", "-", "0", "\u200f", "\n")
MARKUP = (
    "<b>bold</b>", "<b>unclosed", "</i>", "<script>alert(1)</script>", "a < b && c > d", "&amp;",
    "&lt;b&gt;", '<a href="tg://user?id=1">x</a>', "*_[x](y)`~", "%(name)s", "{0} {name}", "100 %",
    "'; DROP TABLE tickets; --", "\\", "${HOME}", "\u2028", "\ufffd", "\ufeff", "a\u0308\u0308",
)  # fmt: skip
LINKS = (
    "https://example.org/a?b=c&d=e#f", "http://пример.срб/пут", "@linja_bot", "@somebody", "$USD",
    "#forum2026", "#Обука", "#çadır", "me@example.org", "+383 44 000 000", "/start", "/x@other_bot",
)  # fmt: skip
MIXED = (*RIGHT_TO_LEFT, *EMOJI, *NEARLY_EMPTY, *MARKUP, *LINKS)
PAYLOADS = ("", "", "1", "tk1", "lang_sr", "x" * 64, "a b", "%20", "é", "🙂", "-1", "<b>")

# Python's int() takes the last five for numbers; a careless unpack would too.
FORGED_IDS = (
    "1", "0", "-1", "2", "7", "999999999999999999999", "9223372036854775807", "x", "", "1:2", "é",
    "1:2:3", "1.0", "1e3", "NaN", "None", "true", "1;2", "' OR 1=1", "/", "+1", " 1", "1_0", "١٢",
    "０１",
)  # fmt: skip


def sentence(rng: Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 12)))


def text(rng: Random, most: int) -> str:
    """A string of 1 to `most` characters: mostly words, sometimes very long or nearly nothing."""
    dice = rng.random()
    if dice < 0.5:
        found = sentence(rng)
    elif dice < 0.7:
        found = " ".join((sentence(rng), *rng.choices(MIXED, k=rng.randint(1, 4)), sentence(rng)))
    elif dice < 0.97:
        found = rng.choice(MIXED)
    else:
        found = f"{sentence(rng)} {rng.choice(MIXED)} " * most
    return found[:most]


def name(rng: Random) -> str:
    """A first or last name, a title: people put anything there."""
    return text(rng, 64) if rng.random() < 0.3 else " ".join(rng.choices(WORDS, k=2))[:64]


def command(
    rng: Random, commands: Sequence[str], username: str, payloads: Sequence[str] = PAYLOADS
) -> str:
    addressee = rng.choice(("", "", "", f"@{username}", "@other_bot"))
    payload = rng.choice(payloads)
    return f"/{rng.choice(commands)}{addressee} {payload}".rstrip()


def callback_data(rng: Random, buttons: Sequence[str]) -> str:
    """1-64 bytes: a button of ours, one forged after it, or anything."""
    dice = rng.random()
    if dice < 0.35:
        found = rng.choice(buttons)
    elif dice < 0.8:
        found = f"{rng.choice(buttons).partition(':')[0]}:{rng.choice(FORGED_IDS)}"
    else:
        found = text(rng, 64)
    # Cut at 64 bytes without leaving half a character.
    return found.encode()[:64].decode(errors="ignore")


def token(rng: Random, length: int = 16) -> str:
    """An opaque identifier, as in `file_id`."""
    return f"{rng.getrandbits(length * 4):0{length}x}"
