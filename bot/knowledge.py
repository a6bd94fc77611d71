"""The knowledge base while the line is open: read from files, and with what staff add to it."""

import asyncio
import ctypes
import gc
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import faq
from bot.tasks import end
from desk.languages import Language
from faq import detection
from faq.calibration import FALSE_ANSWERS
from faq.languages import is_serbian
from faq.meaning import Meaning

log = logging.getLogger(__name__)

_CALM = 3.0  # seconds after the last change before work that nobody waits for


class Library:
    """Answers from the last base that could be read; a change is ready beside it, then takes over.

    Everything that takes long is done in a thread, while the base before it goes on answering.
    """

    def __init__(self, directory: Path, base: faq.Base, index: faq.Index) -> None:
        self._directory = directory
        self._files = base
        self._seen = _state(directory)
        self._additions = faq.Additions()
        self._revision: str | None = None
        self._changing = asyncio.Lock()
        self._is_warm = False
        self._rest: asyncio.Task[None] | None = None  # the languages that nothing waits for
        self.base = base
        self._index = index
        self._trouble: faq.FaqError | None = None  # with the files as they are now

    @classmethod
    def read(
        cls, directory: Path, meaning: Meaning | None = None, false_answers: float = FALSE_ANSWERS
    ) -> "Library":
        """Raises FaqError."""
        base = faq.load(directory)
        return cls(directory, base, faq.Index(base, meaning=meaning, false_answers=false_answers))

    def checked(self) -> faq.Base:
        """Raises FaqError where its files have been changed into what cannot be used."""
        if self._trouble is not None:
            raise self._trouble
        return self.base

    def search(self, query: str, language: str) -> faq.Answer:
        return self._index.search(query, language)

    def likelihoods(self, text: str) -> dict[str, float]:
        """Of the languages that a text may be in; see `desk.languages.written`."""
        return detection.shipped().likelihoods(text)

    def is_at(self, revision: str) -> bool:
        return revision == self._revision

    async def warm(self) -> None:
        """Before the first question of each language asks for it. Nothing here is urgent."""
        self._is_warm = True
        await asyncio.to_thread(detection.shipped)
        if not self._index.is_ready(Language):
            await self._prepare(self._index, Language)
            await asyncio.to_thread(_give_back)

    async def close(self) -> None:
        await end(self._rest)

    async def add(self, additions: faq.Additions, revision: str) -> None:
        """What staff have added up to that revision; the languages concerned come first."""
        async with self._changing:
            before, self._additions = self._additions, additions
            if additions != before:
                await self._renew(_languages(additions) | _languages(before))
            self._revision = revision

    async def reread(self) -> None:
        """Where a file has changed. A bad edit leaves the last good base in place."""
        state = await asyncio.to_thread(_state, self._directory)
        if state == self._seen:
            return
        async with self._changing:
            self._seen = state
            try:
                self._files = await asyncio.to_thread(faq.load, self._directory)
            except faq.FaqError as error:
                log.warning("the knowledge base stays as it was: %s", error)
                self._trouble = error
                return
            self._trouble = None
            await self._renew(Language)
            log.info("the knowledge base has been read anew: %d entries", len(self.base.entries))

    async def _renew(self, first: Iterable[str]) -> None:
        base = faq.merged(self._files, self._additions)
        index = self._index.renewed(base, meanwhile=self._is_warm)
        await self._prepare(index, first)
        self.base, self._index = base, index
        await self.close()
        self._rest = asyncio.create_task(self._settle(index))

    async def _settle(self, index: faq.Index) -> None:
        """What nobody waits for: the other languages, and thresholds fitted to the new base."""
        if self._is_warm:
            await asyncio.sleep(_CALM)
        await self._prepare(index, Language)
        for language in Language if self._is_warm else ():
            await asyncio.to_thread(index.refit, language)

    async def _prepare(self, index: faq.Index, languages: Iterable[str]) -> None:
        """Nothing before `warm`: then the first question of a language waits, and not the start."""
        for language in languages if self._is_warm else ():
            await asyncio.to_thread(index.prepare, language)


def _give_back() -> None:
    """What making the indices took for a moment: glibc would keep a third of it for later."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _languages(additions: faq.Additions) -> set[str]:
    """Serbian is in both its scripts."""
    found = {phrasing.language for phrasing in additions.phrasings}
    found |= {entry.language for entry in additions.entries}
    return found | ({"sr_Latn", "sr_Cyrl"} if any(map(is_serbian, found)) else set())


def _state(directory: Path) -> frozenset[tuple[str, int, int]]:
    """Another one when a file was added, removed or written to."""
    return frozenset(_files(directory))


def _files(directory: Path) -> Iterator[tuple[str, int, int]]:
    """Every two seconds, of a thousand files: `Path.glob` takes three times as long."""
    for topic in _inside(directory):
        for file in _inside(topic.path) if topic.is_dir() else ():
            with suppress(OSError):
                found = file.stat()
                yield file.path, found.st_mtime_ns, found.st_size


def _inside(directory: str | Path) -> list[os.DirEntry[str]]:
    """Nothing where it has gone meanwhile."""
    try:
        with os.scandir(directory) as found:
            return list(found)
    except OSError:
        return []
