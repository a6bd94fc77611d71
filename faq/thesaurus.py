"""Words that people use for the same thing: each is read as the concept it stands for.

A concept is one more run of letters to the search, so that "pare" meets "grant" in any language.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from faq.fold import fold, searched
from faq.languages import list_name

SHIPPED = Path(__file__).parent / "thesaurus"
_SHORTEST = 4  # letters that a word's beginning must share with a term's


class Thesaurus:
    """Concepts by the beginnings of words; a phrase of several words is met in their order."""

    def __init__(self, concepts: Mapping[str, Sequence[str]], language: str) -> None:
        self._whole: defaultdict[str, list[str]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for concept, terms in concepts.items():
            for term in terms:
                self._add(searched(fold(term), language).split(), concept)

    @property
    def words(self) -> Iterable[str]:
        """Terms of a single word, spelt as they are searched."""
        return self._whole.keys()

    def concepts(self, words: str) -> list[str]:
        """The concepts that words, spelt as they are searched, speak of, in their order."""
        return list(dict.fromkeys(self._met(words.split())))

    def _add(self, term: list[str], concept: str) -> None:
        if len(term) == 1:
            self._whole[term[0]].append(concept)
            self._beginnings[_beginning(term[0])].append(concept)
        elif term:
            first = _beginning(term[0])
            rest = tuple(map(_beginning, term[1:]))
            self._phrases.setdefault(first, []).append((rest, concept))

    def _met(self, words: list[str]) -> Iterator[str]:
        for place, word in enumerate(words):
            if word in self._whole:
                yield from self._whole[word]
            else:
                yield from self._begun(word)
            for beginning in _beginnings(word):
                for rest, concept in self._phrases.get(beginning, ()):
                    after = words[place + 1 : place + 1 + len(rest)]
                    if len(after) == len(rest) and all(map(str.startswith, after, rest)):
                        yield concept

    def _begun(self, word: str) -> Iterator[str]:
        """The longest beginning that is known."""
        for beginning in _beginnings(word):
            if beginning in self._beginnings:
                yield from self._beginnings[beginning]
                return


def _beginning(term: str) -> str:
    """What an inflected form of the term still begins with: a last letter may change."""
    return term[:-1] if len(term) > _SHORTEST + 1 else term


def _beginnings(word: str) -> Iterator[str]:
    return (word[:length] for length in range(len(word), min(_SHORTEST, len(word)) - 1, -1))


@cache
def shipped(language: str) -> Thesaurus:
    """That of the language; an empty one for a language that has none."""
    path = SHIPPED / f"{list_name(language)}.toml"
    concepts = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return Thesaurus(concepts, language)
