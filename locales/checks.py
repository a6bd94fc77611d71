"""What can be wrong with the texts and their translations, found before a person reads them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from textwrap import shorten

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError

from locales.cyrillic import generated, orphans
from locales.sources import Call, calls, listed, placeholders, template
from locales.tree import CYRILLIC, PLURAL_FORMS, Tree, messages, read, texts

# A translator's comment in the catalogue beside a message that rightly ends otherwise than the
# English one, with the reason: "# punctuation: a date ends with a point".
_MAY_END_OTHERWISE = "punctuation:"
_ENDS = ":…?.!,;"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>?")
_INFLECTED = re.compile(r"%\(\w+\)s['’-]?\w")


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is the English text that it is about; empty where it is about the whole file."""

    path: Path
    line: int
    message: str
    why: str

    def __str__(self) -> str:
        about = f"{shorten(self.message, 60, placeholder=' …')!r}: " if self.message else ""
        return f"{self.path}:{self.line}: {about}{self.why}"


def check(tree: Tree) -> list[Finding]:
    """Paths are relative to the root of the tree."""
    found = list(calls(tree))
    english = template(tree, found)
    findings = [*_sources(found)]
    for language in PLURAL_FORMS:
        # Cyrillic is made from Latin and can only be stale.
        if language != CYRILLIC:
            findings += _catalogue(tree.catalogue(language), language, english)
    findings += _stale(tree)
    return [replace(finding, path=finding.path.relative_to(tree.root)) for finding in findings]


def _sources(found: Iterable[Call]) -> Iterator[Finding]:
    for call in found:
        message = call.texts[0] if call.texts else ""
        mistakes = [call.mistake, *map(_typography, call.texts)]
        yield from (Finding(call.path, call.line, message, why) for why in filter(None, mistakes))


def _catalogue(path: Path, language: str, english: Catalog) -> Iterator[Finding]:
    try:
        catalog = read(path, language)
    except PoFileError as error:
        yield Finding(path, error.lineno or 1, "", f"the catalogue cannot be read: {error}")
        return
    if catalog.plural_forms != PLURAL_FORMS[language]:
        yield Finding(path, 1, "", f"Plural-Forms must be {PLURAL_FORMS[language]}")
    for message in messages(english):
        own = catalog.get(message.id)
        if own is None or own.id != message.id:
            yield Finding(path, 1, _id(message), "missing: run update")
    for message in messages(catalog):
        for why in _translation(message, english):
            yield Finding(path, message.lineno or 1, _id(message), why)


def _translation(message: Message, english: Catalog) -> Iterator[str]:
    source = english.get(message.id)
    if source is None or source.id != message.id:
        yield "unused: run update"
        return
    if message.fuzzy:
        yield "fuzzy: say what is right and remove the mark"
    originals, forms = texts(message.id), texts(message.string)
    if not all(forms):
        yield "not translated" if not any(forms) else "a plural form is not translated"
        return
    for number, form in enumerate(forms):
        original = originals[min(number, len(originals) - 1)]
        is_one = number == 0 and len(forms) == 2  # elsewhere the first form serves 21 as well
        yield from filter(
            None,
            (
                _placeholders(originals, form, may_omit={"n"} if is_one else set()),
                _tags(original, form),
                _space(original, form),
                _typography(form),
                _inflected(form),
                "" if _may_end_otherwise(message) else _end(original, form),
            ),
        )


def _id(message: Message) -> str:
    return texts(message.id)[0]


def _placeholders(originals: Iterable[str], form: str, may_omit: set[str]) -> str:
    asked, used = placeholders(*originals), placeholders(form)
    if missing := asked - used - may_omit:
        return f"{listed(missing)} is missing"
    if unknown := used - asked:
        return f"{listed(unknown)} is not in the English text"
    return ""


def _tags(original: str, form: str) -> str:
    asked, used = Counter(_TAG.findall(original)), Counter(_TAG.findall(form))
    return (
        "" if asked == used else f"tags differ: {_sum(asked - used)} against {_sum(used - asked)}"
    )


def _sum(tags: Counter[str]) -> str:
    return " ".join(tags.elements()) or "none"


def _space(original: str, form: str) -> str:
    before = original[: -len(original.lstrip())], form[: -len(form.lstrip())]
    after = original[len(original.rstrip()) :], form[len(form.rstrip()) :]
    return "" if before[0] == before[1] and after[0] == after[1] else "space at an end differs"


def _typography(text: str) -> str:
    bare = _TAG.sub("", text)
    if '"' in bare:
        return "quotes are typewritten: use the language's own"
    return "write … instead of three points" if "..." in bare else ""


def _inflected(form: str) -> str:
    found = _INFLECTED.search(form)
    return f"a placeholder takes no ending: {found[0]}" if found else ""


def _end(original: str, form: str) -> str:
    asked, used = (_TAG.sub("", text).rstrip()[-1:] for text in (original, form))
    if asked == used or not {asked, used} & set(_ENDS):
        return ""
    return f"ends with {used!r}, the English with {asked!r}"


def _may_end_otherwise(message: Message) -> bool:
    return any(comment.startswith(_MAY_END_OTHERWISE) for comment in message.user_comments)


def _stale(tree: Tree) -> Iterator[Finding]:
    try:
        files = generated(tree)
    except PoFileError:
        return  # the Latin catalogue has its finding already
    for path, text in files.items():
        if line := _difference(path.read_text("utf-8") if path.exists() else "", text):
            yield Finding(path, line, "", "stale: run cyrillic")
    for path in orphans(tree):
        yield Finding(path, 1, "", "its entry in Latin is gone: run cyrillic")


def _difference(old: str, new: str) -> int:
    """The first line, from 1, in which they differ; 0 where they do not."""
    pairs = zip_longest(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return next((line for line, (a, b) in enumerate(pairs, 1) if a != b), 0)
