"""What can be wrong with a knowledge base, as facts an editor of its files can act on."""

from collections.abc import Sequence
from pathlib import Path


class FaqError(Exception):
    """The family."""


class EmptyBase(FaqError):
    def __init__(self, directory: Path, why: str) -> None:
        super().__init__(f"{directory}: {why}")
        self.directory = directory
        self.why = why


class BrokenEntry(FaqError):
    """`line` counts from 1, as editors do; `mend` says what to do about it."""

    def __init__(self, path: Path, line: int, why: str, mend: str = "") -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path = path
        self.line = line
        self.why = why
        self.mend = mend


class EntryExists(FaqError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already")
        self.path = path


class UnknownTopic(FaqError):
    def __init__(self, topic: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no topic {topic}; there are {', '.join(known) or 'none'}")
        self.topic = topic
        self.known = tuple(known)


class WrongName(FaqError):
    """A slug, language or title that no entry can have."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name!r} {why}")
        self.name = name
        self.why = why
