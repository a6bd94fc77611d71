"""One file of a knowledge base, taken apart; what is wrong with it is said with its line.

Its editor is no programmer, so the reasons are in plain words.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import frontmatter
from yaml import MarkedYAMLError, YAMLError

from faq.base import FALLBACK, TopicCard
from faq.errors import BrokenEntry

_FIELDS = ("title", "phrasings", "tags", "related")


class Page:
    """Front matter in YAML between two lines of ---, then an answer in Markdown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = _read(path)
        try:
            page = frontmatter.loads(self._text)
        except YAMLError as error:
            raise self._unreadable(error) from error
        self._fields: Mapping[str, object] = page.metadata
        self._answer = page.content
        if not self._fields:
            raise BrokenEntry(path, 1, "the fields between two lines of --- are missing")
        for unknown in self._fields.keys() - set(_FIELDS):
            raise self.broken(unknown, f"unknown field {unknown!r}; known are {', '.join(_FIELDS)}")

    def title(self) -> str:
        title = self._fields.get("title")
        if not isinstance(title, str) or not title.strip():
            raise self.broken("title", "the title is missing or is not text")
        return title.strip()

    def answer(self) -> str:
        if not self._answer:
            raise BrokenEntry(self._path, self._text.count("\n") + 1, "the answer is missing")
        return self._answer

    def texts(self, field: str) -> tuple[str, ...]:
        values = self._fields.get(field) or []
        if not isinstance(values, list):
            raise self.broken(field, f"{field} is not a list (one line each, starting with '- ')")
        for number, value in enumerate(values, 1):
            if not isinstance(value, str) or not value.strip():
                raise self.broken(field, f"{field}, number {number}: not text; put it in quotes")
        return tuple(value.strip() for value in cast("list[str]", values))

    def broken(self, field: str, why: str) -> BrokenEntry:
        return BrokenEntry(self._path, _line_of(field, self._text), why)

    def _unreadable(self, error: YAMLError) -> BrokenEntry:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 1
        return BrokenEntry(self._path, line, "not YAML; text that holds : or # needs quotes")


def topic_card(path: Path) -> TopicCard:
    """A topic.toml: order = 3, then [title] with a line for each language."""
    if not path.is_file():
        raise BrokenEntry(path, 1, "missing; it holds the topic's order and titles")
    text = _read(path)
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise BrokenEntry(path, line, f"not TOML: {error}") from error
    order, titles = fields.get("order"), fields.get("title")
    if not isinstance(order, int):
        raise BrokenEntry(path, _line_of("order", text), "a line such as order = 3 comes first")
    if not isinstance(titles, dict) or not all(isinstance(title, str) for title in titles.values()):
        raise BrokenEntry(path, _line_of("title", text), "[title] holds no texts by language")
    if not titles.get(FALLBACK):
        raise BrokenEntry(path, _line_of("title", text), f"[title] has no {FALLBACK}")
    return TopicCard(path.parent.name, order, titles)


def _read(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenEntry(path, line, "not saved as UTF-8") from error


def _line_of(field: str, text: str) -> int:
    """Where a field of YAML or TOML begins; the first line where there is none."""
    found = re.search(rf"^\[?{re.escape(field)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
