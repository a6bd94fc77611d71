"""The languages of the line, and which of them a client's language code hints at."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """Serbian is two choices, one for each script: which one a person reads is theirs to say."""

    SQ = "sq"
    SR_LATN = "sr_Latn"
    SR_CYRL = "sr_Cyrl"
    TR = "tr"
    EU = "eu"
    EN = "en"

    @property
    def own_name(self) -> str:
        """What its speakers call it; shown untranslated wherever a language is chosen."""
        return _OWN_NAMES[self]

    @property
    def telegram_code(self) -> str:
        """The two letters (ISO 639-1) that setMyCommands and setMyName accept."""
        return self.value[:2]


_OWN_NAMES = {
    Language.SQ: "Shqip",
    Language.SR_LATN: "Srpski",
    Language.SR_CYRL: "Српски",
    Language.TR: "Türkçe",
    Language.EU: "Euskara",
    Language.EN: "English",
}

# In these somebody writes texts; Serbian in Cyrillic is made from Serbian in Latin letters.
WRITTEN = tuple(language for language in Language if language is not Language.SR_CYRL)

# Codes that clients and links send for a language, or for one that its speakers read with ease.
_CODES = {
    "sq": Language.SQ,
    "sr": Language.SR_LATN,
    "sh": Language.SR_LATN,
    "bs": Language.SR_LATN,
    "hr": Language.SR_LATN,
    "cnr": Language.SR_LATN,
    "tr": Language.TR,
    "eu": Language.EU,
    "en": Language.EN,
}


def resolve(code: str | None) -> Language | None:
    """The language meant by an IETF tag such as "sr-Cyrl" or "tr_TR"; None where it is not ours."""
    parts = (code or "").lower().replace("_", "-").split("-")
    if parts[0] == "sr" and "cyrl" in parts[1:]:
        return Language.SR_CYRL
    return _CODES.get(parts[0])


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")
# How much likelier (natural logarithm) another language must be than the person's own.
# One who writes in their own language is hardly ever taken for a writer of another.
_CLEARLY = 10.0


def written(text: str, stored: Language, likelihoods: Mapping[str, float]) -> Language:
    """The language that a message is in: what the person chose, until the text clearly differs.

    `likelihoods` are logarithms by two-letter code, the likeliest 0. One word never switches.
    Latin letters say nothing about the script that a reader of Cyrillic wants; Cyrillic ones do.
    """
    if len(_WORD.findall(text)) < 2:
        return stored
    code = stored.telegram_code
    best = max(likelihoods, key=likelihoods.__getitem__, default=code)
    if best != code and -likelihoods.get(code, 0.0) < _CLEARLY:
        best = code
    if best == "sr" and _CYRILLIC.search(text):
        return Language.SR_CYRL
    return stored if best == code else _CODES[best]
