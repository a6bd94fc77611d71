"""One file of a knowledge base, taken apart; what is wrong with it is said with its line.

Its editor is no programmer, so reasons and cures are in plain words.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler
from yaml import MarkedYAMLError, YAMLError

from faq.base import FALLBACK, Place, TopicCard
from faq.errors import BrokenEntry

FIELDS = ("title", "phrasings", "tags", "related", "service", "flow", "file", "place")
_OF_A_PLACE = ("name", "address", "latitude", "longitude")
_LARGEST = 50 * 1024**2  # bytes that a bot may send (Bot API, "Sending files")
_FENCE = re.compile(r"-{3,}\s*")


class Page:
    """Front matter in YAML between two lines of ---, then an answer in Markdown."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = _read(path)
        if not _FENCE.match(self._text.lstrip()):
            raise self._without_fields()
        try:
            metadata, answer = frontmatter.parse(self._text, handler=YAMLHandler())
        except (YAMLError, ValueError, RecursionError) as error:
            raise self._unreadable(error) from error
        # YAML knows keys that are no text.
        self._fields = cast("Mapping[object, object]", metadata)
        self._answer = answer
        if not self._fields:
            raise self._without_fields()

    def troubles(self) -> Iterator[BrokenEntry]:
        """All that keeps this file from being an entry."""
        yield from self._unknown()
        lists = (self.phrasings, self.tags, self.related)
        others = (self.service, self.flow, self.file, self.place)
        for field in (self.title, *lists, *others, self.answer):
            try:
                field()
            except BrokenEntry as error:
                yield error

    def title(self) -> str:
        title = self._fields.get("title")
        if not isinstance(title, str) or not title.strip():
            why = "the title is missing or is not text"
            raise self.broken("title", why, 'write a line such as title: "When are you open?"')
        return title.strip()

    def phrasings(self) -> tuple[str, ...]:
        found = self._texts("phrasings")
        if not found:
            why = "phrasings are missing: what do people type?"
            raise self.broken("phrasings", why, "write phrasings: and below it a line for each")
        return found

    def tags(self) -> tuple[str, ...]:
        return self._texts("tags")

    def related(self) -> tuple[str, ...]:
        return self._texts("related")

    def service(self) -> str:
        return self._word("service")

    def flow(self) -> str:
        return self._word("flow")

    def file(self) -> str:
        name = self._word("file")
        if not name:
            return name
        if name != Path(name).name or "\\" in name or name.startswith("."):
            why = f"file holds {name!r}, which is no plain file name"
            raise self.broken("file", why, "put the file beside the entry and write its name only")
        path = self._path.with_name(name)
        if not path.is_file():
            mend = f"put {name} into the folder {path.parent.name}, or take the line away"
            raise self.broken("file", f"there is no file {name} beside the entry", mend)
        if not 0 < path.stat().st_size <= _LARGEST:
            why = f"{name} is empty or larger than 50 MB, and cannot be sent"
            raise self.broken("file", why, "make a smaller file, or link to it in the answer")
        return name

    def place(self) -> Place | None:
        value = self._fields.get("place")
        if value is None:
            return None
        wanted = f"a place has {', '.join(_OF_A_PLACE)}, each on a line that starts with two spaces"
        if not isinstance(value, dict) or set(value) != set(_OF_A_PLACE):
            raise self.broken("place", wanted, "compare the lines below place: with these names")
        name, address = (self._said_of_place(value, field) for field in ("name", "address"))
        latitude = self._degrees(value, "latitude", 90)
        return Place(name, address, latitude, self._degrees(value, "longitude", 180))

    def answer(self) -> str:
        if not self._answer:
            why, last = "the answer is missing", self._text.count("\n") + 1
            raise BrokenEntry(self._path, last, why, "write it below the second line of ---")
        return self._answer

    @property
    def answer_line(self) -> int:
        """Where the answer begins."""
        lines = self._text.splitlines()
        fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
        after = fences[1] + 1 if len(fences) > 1 else 0
        blank = next((n for n, line in enumerate(lines[after:]) if line.strip()), 0)
        return after + blank + 1

    def line_of(self, field: str, value: str = "") -> int:
        """Where a field begins, or the first line from there on that holds a value."""
        return self._lines_with(value, _line_of(field, self._text))[0]

    def last_line_of(self, field: str, value: str) -> int:
        """The last such line above the answer."""
        first, *others = self._lines_with(value, _line_of(field, self._text))
        return max((line for line in others if line < self.answer_line), default=first)

    def line_of_answer(self, value: str) -> int:
        return self._lines_with(value, self.answer_line)[0]

    def broken(self, field: str, why: str, mend: str) -> BrokenEntry:
        return BrokenEntry(self._path, _line_of(field, self._text), why, mend)

    def _lines_with(self, value: str, first: int) -> list[int]:
        """The lines from `first` on that hold a value; `first` itself where none does."""
        rest = self._text.splitlines()[first - 1 :]
        return [number for number, line in enumerate(rest, first) if value in line] or [first]

    def _unknown(self) -> Iterator[BrokenEntry]:
        for name in self._fields.keys() - set(FIELDS):
            why = f"unknown field {name!r}; known are {', '.join(FIELDS)}"
            yield self.broken(str(name), why, "correct its name, or take the line away")

    def _texts(self, field: str) -> tuple[str, ...]:
        values = self._fields.get(field) or []
        if not isinstance(values, list):
            why = f"{field} is not a list (one line each, starting with '- ')"
            raise self.broken(field, why, f"put each of the {field} on a line of its own, after -")
        for number, value in enumerate(values, 1):
            if not isinstance(value, str) or not value.strip():
                why = f"{field}, number {number}: not text; put it in quotes"
                raise self.broken(field, why, 'write it as - "2026", or - "yes"')
        return tuple(value.strip() for value in cast("list[str]", values))

    def _word(self, field: str) -> str:
        value = self._fields.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.broken(field, f"{field} is not text", f"write one name after {field}:")
        return value.strip()

    def _said_of_place(self, place: Mapping[str, object], field: str) -> str:
        value = place[field]
        if not isinstance(value, str) or not value.strip():
            why = f"the {field} of the place is missing or is not text"
            raise self.broken("place", why, f"write it after {field}:, in quotes")
        return value.strip()

    def _degrees(self, place: Mapping[str, object], field: str, most: int) -> float:
        value = place[field]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        degrees = float(cast("float", value)) if is_number else float("nan")
        if not isfinite(degrees) or abs(degrees) > most:
            why = f"the {field} of the place is no number from -{most} to {most}"
            raise self.broken("place", why, "copy it from a map, with a point: 42.66")
        return degrees

    def _without_fields(self) -> BrokenEntry:
        why = "the fields between two lines of --- are missing"
        return BrokenEntry(self._path, 1, why, "begin the file as `linja faq new` does")

    def _unreadable(self, error: Exception) -> BrokenEntry:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 1
        why = "not YAML; text that holds : or # needs quotes"
        return BrokenEntry(self._path, line, why, 'put the text in quotes: "Forms: which?"')


def topic_card(path: Path) -> TopicCard:
    """A topic.toml: order = 3, then [title] with a line for each language; none is needed."""
    if not path.exists():
        return TopicCard(path.parent.name, 0, {})
    text = _read(path)
    try:
        fields = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise BrokenEntry(path, line, f"not TOML: {error}", _LIKE_THIS) from error
    order, titles = fields.get("order"), fields.get("title")
    if not isinstance(order, int):
        why = "a line such as order = 3 comes first"
        raise BrokenEntry(path, _line_of("order", text), why, _LIKE_THIS)
    if not isinstance(titles, dict) or not all(isinstance(title, str) for title in titles.values()):
        why = "[title] holds no texts by language"
        raise BrokenEntry(path, _line_of("title", text), why, _LIKE_THIS)
    if not titles.get(FALLBACK):
        why = f"[title] has no {FALLBACK}"
        raise BrokenEntry(path, _line_of("title", text), why, _LIKE_THIS)
    return TopicCard(path.parent.name, order, titles)


_LIKE_THIS = f'compare it with another topic.toml: order = 3, [title], {FALLBACK} = "Grants"'


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        why = f"cannot be opened: {error.strerror}"
        raise BrokenEntry(path, 1, why, "let everybody read it, or put it anew") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        mend = "save it again with the encoding UTF-8"
        raise BrokenEntry(path, line, "not saved as UTF-8", mend) from error


def _line_of(field: str, text: str) -> int:
    """Where a field of YAML or TOML begins; the first line where there is none."""
    found = re.search(rf"^\[?{re.escape(field)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
