"""What is missing or wrong in a directory of entries, all of it at once, in plain words.

How an answer is shown, and what it may refer to, is told by whoever shows it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from faq.base import FALLBACK, Base, Entry
from faq.calibration import FALSE_ANSWERS, quality
from faq.errors import BrokenEntry, EmptyBase
from faq.findings import Finding, Terms
from faq.fold import fold
from faq.loading import Reading, Source, read
from faq.proofreading import PLACEHOLDER, proofread
from faq.search import Index, Outcome
from faq.shelf import Shelf

__all__ = ["Finding", "Standing", "check", "summary"]

_COMMAND = re.compile(r"(?<![\w/:.<])/[a-zA-Z]\w*")


@dataclass(frozen=True, slots=True)
class Standing:
    """A language's entries, and the shares that its search reaches with their thresholds."""

    language: str
    entries: int
    coverage: float
    precision: float
    false_answers: float


def check(
    directory: Path,
    *,
    flows: Collection[str],
    languages: Sequence[str],
    placeholders: Collection[str],
    formatted: Callable[[str], str],
) -> list[Finding]:
    """By file and line. `languages` are those that every entry is to be written in."""
    try:
        reading = read(directory)
    except EmptyBase as error:
        return [Finding(directory, 1, error.why, "name the directory that holds the topics")]
    if not reading.named and not reading.troubles:
        mend = "begin with a folder for a topic, then `linja faq new TOPIC SLUG`"
        return [Finding(directory, 1, "there are no entries in it", mend)]
    terms = Terms(flows, languages, placeholders, formatted)
    found = {_broken(error) for error in reading.troubles}
    found.update(_topics(reading, languages), _parity(reading, languages), _against(reading))
    found.update(finding for one in reading.sources for finding in proofread(one, terms))
    shared = _shared(reading.sources)
    found.update(_common(shared), _unfound(reading, shared))
    return sorted(found)


def summary(directory: Path, false_answers: float = FALSE_ANSWERS) -> tuple[Standing, ...]:
    """By language, over what can be read. Raises EmptyBase where there is no such directory."""
    base = read(directory).base
    return tuple(
        _standing(base.in_language(language), language, false_answers)
        for language in sorted(base.languages)
    )


def _standing(entries: Sequence[Entry], language: str, false_answers: float) -> Standing:
    reached = quality(Shelf(entries, language), language, false_answers)
    shares = (reached.coverage, reached.precision, reached.false_answers)
    return Standing(language, len(entries), *shares)


def _broken(error: BrokenEntry) -> Finding:
    return Finding(error.path, error.line, error.why, error.mend)


def _topics(reading: Reading, languages: Sequence[str]) -> Iterator[Finding]:
    homes = {one.topic: one.path.with_name("topic.toml") for one in reading.named}
    for card in reading.cards:
        missing = [language for language in languages if not card.titles.get(language)]
        if card.slug in homes and not card.titles:
            text = "there is no such file, so the topic is shown by its folder's name"
            mend = f'write three lines into it: order = 1, [title], {FALLBACK} = "Its title"'
            yield Finding(homes[card.slug], 1, text, mend)
        elif card.slug in homes and missing:
            text = f"the topic has no title in {', '.join(missing)}"
            mend = f'add a line such as {missing[0]} = "…" below [title]'
            yield Finding(homes[card.slug], 1, text, mend)


def _parity(reading: Reading, languages: Sequence[str]) -> Iterator[Finding]:
    written: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for one in reading.named:
        written[one.slug][one.language] = one.path
    for slug, paths in written.items():
        missing = [language for language in languages if language not in paths]
        path = paths.get(FALLBACK) or next(iter(paths.values()))
        if missing:
            new = f"linja faq new {path.parent.name} {slug} --language {missing[0]} --title …"
            yield Finding(path, 1, f"{slug} is not written in {', '.join(missing)}", f"`{new}`")


def _against(reading: Reading) -> Iterator[Finding]:
    """What the English entry has must be in every other language."""
    english = {one.entry.slug: one.entry for one in reading.sources if _is_english(one.entry)}
    for source in reading.sources:
        original = english.get(source.entry.slug)
        if original and not _is_english(source.entry):
            yield from _placeholders(source, original)
            yield from _commands(source, original)


def _is_english(entry: Entry) -> bool:
    return entry.language == FALLBACK


def _placeholders(source: Source, original: Entry) -> Iterator[Finding]:
    wanted, used = (set(PLACEHOLDER.findall(e.answer)) for e in (original, source.entry))
    for name in sorted(wanted - used):
        text = f"%({name})s is missing: the English answer has it"
        yield Finding(source.path, source.page.answer_line, text, "put it where it belongs")
    for name in sorted(used - wanted):
        text = f"%({name})s is not in the English answer"
        line = source.page.line_of_answer(f"%({name})s")
        yield Finding(source.path, line, text, "take it away here, or put it there too")


def _commands(source: Source, original: Entry) -> Iterator[Finding]:
    """Commands have a word in each language, so only their number can be compared."""
    wanted, used = (sorted(set(_COMMAND.findall(e.answer))) for e in (original, source.entry))
    if len(used) < len(wanted):
        text = f"the English answer has {', '.join(wanted)}; here {_listed(used)}"
        mend = "name the commands here too, by their words in this language"
        yield Finding(source.path, source.page.answer_line, text, mend)


def _listed(words: Sequence[str]) -> str:
    return f"only {', '.join(words)} is" if words else "no command is"


# What is asked, over all entries

_Shared = Mapping[tuple[str, str], Sequence[tuple[Source, str]]]


def _shared(sources: Sequence[Source]) -> _Shared:
    """What several entries have, by language and folded: each of them, with its own spelling."""
    owners: defaultdict[tuple[str, str], dict[str, tuple[Source, str]]] = defaultdict(dict)
    for source in sources:
        for text in _asked(source.entry):
            owners[source.entry.language, fold(text)].setdefault(source.entry.slug, (source, text))
    return {key: list(found.values()) for key, found in owners.items() if len(found) > 1}


def _asked(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.phrasings)


def _common(shared: _Shared) -> Iterator[Finding]:
    for (first, _), *others in shared.values():
        for source, text in others:
            field = "title" if text == source.entry.title else "phrasings"
            line = source.page.line_of(field, text)
            mend = f"leave it to one of the two; the other is {first.path}"
            yield Finding(source.path, line, f"“{text}” is in {first.entry.slug} too", mend)


def _unfound(reading: Reading, shared: _Shared) -> Iterator[Finding]:
    """What two entries share can lead to one of them only, and has been told; a slug in two topics
    too.
    """
    sources = {(one.entry.slug, one.entry.language): one for one in reversed(reading.sources)}
    index = Index(Base(tuple(source.entry for source in sources.values()), reading.cards))
    for source in sources.values():
        entry = source.entry
        for text in _asked(entry):
            if (entry.language, fold(text)) in shared:
                continue
            answer = index.search(text, entry.language)
            first = answer.hits[0].slug if answer.hits else "nothing"
            if answer.outcome is not Outcome.ANSWER or first != entry.slug:
                line = source.page.line_of("title" if text == entry.title else "phrasings", text)
                found = f"“{text}” does not find this entry, but {first}"
                yield Finding(source.path, line, found, "ask it in words that are this entry's own")
