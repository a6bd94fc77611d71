"""Code words for those who do not want to be known: two friendly nouns, from the ticket's number.

No two numbers share one, so none has to be looked up or kept. They are words of the member's own
language, in the script that they read; a hyphen between them asks for no grammar.
"""

import tomllib
from pathlib import Path

from desk.languages import Language
from faq.serbian import to_cyrillic

_LISTS: dict[str, tuple[list[str], list[str]]] = {
    code: (lists["first"].split(), lists["second"].split())
    for code, lists in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
_STEP = 547  # without a common divisor with 900, so that neighbours look nothing alike


def code_word(number: int, language: Language) -> str:
    """As in "River-Oak"; once all have been given, "River-Oak 2"."""
    first, second = _LISTS[language.telegram_code]
    turn, place = divmod(number, len(first) * len(second))
    one, other = divmod(place * _STEP % (len(first) * len(second)), len(second))
    word = f"{first[one]}-{second[other]}"
    numbered = f"{word} {turn + 1}" if turn else word
    return to_cyrillic(numbered) if language is Language.SR_CYRL else numbered
