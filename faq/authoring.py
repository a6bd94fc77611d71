"""Files of entries as they are begun, written and counted."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from faq.base import FALLBACK, Base, Entry
from faq.errors import EntryExists, UnknownTopic, WrongName
from faq.loading import LANGUAGE, SLUG, Reading, read

_SKELETON = """\
---
# Lines that begin with # are notes for you; nobody else sees them. Delete them when you are done.
#
# The title is the question as a person would ask it, in 60 characters at most.
{title}
# Now at least six ways in which people type it: one a line, each after "- ". Short ones, misspelt
# ones, ones in quite other words than the title's. {examples}
phrasings:

# Words to be found by that stand neither in the title nor in the answer: [office, saturday]
tags: []

# Names of entries to read next, and further fields that an entry may have.
{common}
# Below the next line comes the answer, in 900 characters at most. A short sentence that already
# answers, then the detail. **Bold**, lists and links are understood; tables and pictures are not.
---
"""
_EXAMPLES = """For example:
# - are you open on saturday
# - openning hours"""
_COMMON = """\
related: []
# Where one of these is of use, take away the # before it, and fill it in:
# service: grants
#   (the topic that further questions about this go to, if it is another than this one)
# flow: name
#   (a button below the answer that begins something)
# file: plan.pdf
#   (a file that lies beside this one, of 50 MB at most)
# place:
#   name: "The office"
#   address: "Main Street 1, Town"
#   latitude: 42.66
#   longitude: 21.16
"""


class _Dumper(yaml.SafeDumper):
    """Texts of several lines on one: YAML would change some of the rarer line breaks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if len(text.splitlines()) > 1 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, and whether it is written in each language."""

    topic: str
    slug: str
    languages: Mapping[str, bool]


def new(directory: Path, topic: str, slug: str, language: str, title: str) -> Path:
    """Begins a file, which cannot be used before it has phrasings and an answer.

    Raises EmptyBase, EntryExists, UnknownTopic, WrongName.
    """
    reading = read(directory)
    _check(reading, topic, slug, language, title)
    path = directory / topic / f"{slug}.{language}.md"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_skeleton(title.strip(), _original(reading, slug)))
    except FileExistsError as error:
        raise EntryExists(path) from error
    return path


def coverage(base: Base, languages: Sequence[str] = ()) -> tuple[Row, ...]:
    """By topic and slug; of all languages that the base has, where none are named."""
    columns = languages or sorted(base.languages)
    slugs = sorted({(entry.topic, entry.slug) for entry in base.entries})
    return tuple(
        Row(topic, slug, {column: base.get(slug, column) is not None for column in columns})
        for topic, slug in slugs
    )


def export(files: Base, merged: Base, to: Path) -> list[Path]:
    """Writes the entries that were added, and those that have been given more phrasings.

    A file that is there already is written over. Raises OSError.
    """
    changed = [e for e in merged.entries if files.get(e.slug, e.language) != e and e.phrasings]
    paths = []
    for entry in changed:
        path = to / entry.topic / f"{entry.slug}.{entry.language}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(entry), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def written(entry: Entry) -> str:
    """The text of its file. Loaded, it gives the entry back, but for spaces around its texts and
    for the carriage returns of its answer.
    """
    return f"---\n{''.join(_fields(entry))}---\n{entry.answer}\n"


def _fields(entry: Entry) -> Iterator[str]:
    yield _yaml("title", entry.title)
    yield _yaml("phrasings", list(entry.phrasings))
    if entry.tags:
        yield _yaml("tags", list(entry.tags), is_short=True)
    yield from _common(entry)


def _common(entry: Entry) -> Iterator[str]:
    """What is the same in every language."""
    if entry.related:
        yield _yaml("related", list(entry.related), is_short=True)
    for field in ("service", "flow", "file"):
        if value := getattr(entry, field):
            yield _yaml(field, value)
    if entry.place:
        yield _yaml("place", asdict(entry.place))


def _yaml(field: str, value: object, *, is_short: bool = False) -> str:
    """One field; a short one has its values on the same line."""
    return yaml.dump(
        {field: value},
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None if is_short else False,
        sort_keys=False,
        width=sys.maxsize,
    )


def _check(reading: Reading, topic: str, slug: str, language: str, title: str) -> None:
    if topic not in reading.topics:
        raise UnknownTopic(topic, reading.topics)
    if not SLUG.fullmatch(slug):
        raise WrongName(slug, "is no slug: small letters and digits, with - between words")
    if not LANGUAGE.fullmatch(language):
        raise WrongName(language, "is no language: write a code such as sq or sr_Latn")
    if not title.strip():
        raise WrongName(title, "is no title: ask the question as a person would")
    elsewhere = {one.topic for one in reading.named if one.slug == slug} - {topic}
    if elsewhere:
        raise WrongName(slug, f"is in the topic {min(elsewhere)} already: take another slug")


def _original(reading: Reading, slug: str) -> Entry | None:
    """The same entry in another language, in English if there is one."""
    found = [source.entry for source in reading.sources if source.entry.slug == slug]
    return min(found, key=lambda entry: entry.language != FALLBACK, default=None)


def _skeleton(title: str, original: Entry | None) -> str:
    return _SKELETON.format(
        title=_yaml("title", title),
        examples=_examples(original) if original else _EXAMPLES,
        common=("".join(_common(original)) if original else "") or _COMMON,
    )


def _examples(original: Entry) -> str:
    asked = (_printable(text) for text in (original.title, *original.phrasings))
    return "\n# - ".join((f"In {original.language}:", *asked))


def _printable(text: str) -> str:
    """YAML refuses control characters even in its comments."""
    return "".join(character if character.isprintable() else " " for character in text)
