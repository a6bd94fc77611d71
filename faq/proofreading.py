"""One entry read closely: its lengths, its phrasings, its marks, its placeholders."""

import re
from collections.abc import Callable, Collection, Iterator

from faq.findings import Finding, Terms
from faq.fold import fold
from faq.loading import Source
from faq.markup import beyond

PLACEHOLDER = re.compile(r"%\((\w+)\)s")

_FEWEST_PHRASINGS = 6
_LONGEST_SLUG = 40  # a button holds 64 bytes, with a prefix and a number beside it (Bot API)
_LONGEST_TITLE = 60  # more is cut off on a button
_LONGEST_ANSWER = 900
_LONGEST_MESSAGE = 4096  # UTF-16 code units once formatted (Bot API, sendMessage)
_BEGUN = re.compile(r"%\((?!\w+\)s)\S*")


def proofread(source: Source, terms: Terms) -> Iterator[Finding]:
    yield from _names(source, terms.flows)
    yield from _lengths(source, terms.formatted)
    yield from _phrasings(source)
    yield from _twice(source)
    yield from _marks(source)
    yield from _placeholders(source, terms.placeholders)


def _names(source: Source, flows: Collection[str]) -> Iterator[Finding]:
    entry = source.entry
    if entry.flow and entry.flow not in flows:
        known = ", ".join(sorted(flows))
        mend = f"write one of {known}" if known else "take the line away: there are no flows yet"
        text = f"flow names {entry.flow}, which is no flow"
        yield Finding(source.path, source.page.line_of("flow"), text, mend)
    if len(entry.slug) > _LONGEST_SLUG:
        text = f"the name {entry.slug} is longer than {_LONGEST_SLUG} characters"
        yield Finding(source.path, 1, text, "give its files a shorter one, in every language")


def _lengths(source: Source, formatted: Callable[[str], str]) -> Iterator[Finding]:
    entry, page = source.entry, source.page
    if len(entry.title) > _LONGEST_TITLE:
        text = f"the title has {len(entry.title)} characters, more than {_LONGEST_TITLE}"
        mend = "ask it shorter; words that go may become a phrasing"
        yield Finding(source.path, page.line_of("title"), text, mend)
    if len(entry.answer) > _LONGEST_ANSWER:
        text = f"the answer has {len(entry.answer)} characters, more than {_LONGEST_ANSWER}"
        mend = "shorten it, or make two entries that are related"
        yield Finding(source.path, page.answer_line, text, mend)
    units = _units(f"{entry.title}\n\n{formatted(entry.answer)}")
    if units > _LONGEST_MESSAGE:
        text = f"Telegram would refuse it: {units} units, of which it sends {_LONGEST_MESSAGE}"
        mend = "shorten the answer; an emoji takes two units, a letter one"
        yield Finding(source.path, page.answer_line, text, mend)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _phrasings(source: Source) -> Iterator[Finding]:
    different = len(set(map(fold, source.entry.phrasings)))
    if different < _FEWEST_PHRASINGS:
        text = f"there are {different} different phrasings, fewer than {_FEWEST_PHRASINGS}"
        mend = "add how people would type it: short, misspelt, in other words than the title's"
        yield Finding(source.path, source.page.line_of("phrasings"), text, mend)


def _twice(source: Source) -> Iterator[Finding]:
    """Folded: capitals, marks and signs make no other phrasing."""
    before = {fold(source.entry.title): "the title"}
    for phrasing in source.entry.phrasings:
        folded = fold(phrasing)
        if folded in before:
            text = f"the phrasing “{phrasing}” says the same as {before[folded]}"
            mend = "take it away, or say it in other words"
            # The second of two: what stands last, where both are written alike.
            yield Finding(source.path, source.page.last_line_of("phrasings", phrasing), text, mend)
        before.setdefault(folded, f"“{phrasing}”")


def _marks(source: Source) -> Iterator[Finding]:
    first = source.page.answer_line
    for found in beyond(source.entry.answer):
        text = f"the answer holds {found.what}, which a message cannot show"
        yield Finding(source.path, first + found.line, text, found.mend)


def _placeholders(source: Source, known: Collection[str]) -> Iterator[Finding]:
    entry, page = source.entry, source.page
    names = ", ".join(f"%({name})s" for name in sorted(known)) or "none"
    for name in sorted(set(PLACEHOLDER.findall(entry.answer)) - set(known)):
        line = page.line_of_answer(f"%({name})s")
        yield Finding(source.path, line, f"%({name})s is unknown", f"known are {names}")
    for begun in sorted(set(_BEGUN.findall(entry.answer))):
        mend = "write it as %(name)s, with the s"
        line = page.line_of_answer(begun)
        yield Finding(source.path, line, f"{begun} is not a whole placeholder", mend)
    if "%(" in entry.title:
        mend = "ask without it; the answer may hold it"
        text = "the title holds a placeholder, which is filled in answers only"
        yield Finding(source.path, page.line_of("title"), text, mend)
