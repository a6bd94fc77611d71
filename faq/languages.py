"""Language names as in the entries' files; Serbian is one language in two scripts."""


def is_serbian(language: str) -> bool:
    return language.startswith("sr")


def same_language(one: str, other: str) -> bool:
    return one == other or (is_serbian(one) and is_serbian(other))


def list_name(language: str) -> str:
    """Whose word lists serve the language: folding reads both scripts, so Serbian has one set."""
    return "sr_Latn" if is_serbian(language) else language
