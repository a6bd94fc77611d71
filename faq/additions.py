"""What people add to a knowledge base while it runs, and the base with it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from faq.base import FALLBACK, Base, Entry, TopicCard
from faq.serbian import to_cyrillic, to_latin

_SERBIAN = ("sr_Latn", "sr_Cyrl")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Another way of asking for an entry."""

    slug: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Additions:
    """`entries` have no phrasings of their own: theirs are among `phrasings`."""

    phrasings: tuple[Phrasing, ...] = ()
    entries: tuple[Entry, ...] = ()


def merged(base: Base, added: Additions) -> Base:
    """The base with what was added; where both have an entry, the base's own file stands.

    What was added in one script of Serbian is there in both.
    """
    known = {(entry.slug, entry.language) for entry in base.entries}
    new = {(e.slug, e.language): e for entry in added.entries for e in _in_scripts(entry)}
    entries = [*base.entries, *(entry for key, entry in new.items() if key not in known)]
    known |= set(new)
    asked: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for phrasing in added.phrasings:
        for language in _SERBIAN if phrasing.language in _SERBIAN else (phrasing.language,):
            asked[_place(phrasing.slug, language, known)].append(phrasing.text)
    topics = {card.slug for card in base.cards}
    missing = dict.fromkeys(entry.topic for entry in entries if entry.topic not in topics)
    cards = [TopicCard(slug, 0, {FALLBACK: slug}) for slug in missing]
    extended = tuple(_with(entry, asked[entry.slug, entry.language]) for entry in entries)
    return Base(extended, (*base.cards, *cards))


def _place(slug: str, language: str, known: Collection[tuple[str, str]]) -> tuple[str, str]:
    """Where a phrasing is kept: with an entry that is not translated yet, in its own language."""
    names = sorted(name for of, name in known if of == slug)
    written = sorted(names, key=lambda name: name != FALLBACK)
    return (slug, language if language in written or not written else written[0])


def _with(entry: Entry, texts: Sequence[str]) -> Entry:
    phrasings = dict.fromkeys((*entry.phrasings, *texts))
    return replace(entry, phrasings=tuple(phrasings)) if texts else entry


def _in_scripts(entry: Entry) -> tuple[Entry, ...]:
    if entry.language == "sr_Latn":
        return (entry, _rewritten(entry, "sr_Cyrl", to_cyrillic))
    if entry.language == "sr_Cyrl":
        return (entry, _rewritten(entry, "sr_Latn", to_latin))
    return (entry,)


def _rewritten(entry: Entry, language: str, rewrite: Callable[[str], str]) -> Entry:
    return replace(
        entry, language=language, title=rewrite(entry.title), answer=rewrite(entry.answer)
    )
