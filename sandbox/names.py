"""Long lists of the Bot API's names, written as words in a row."""


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())
