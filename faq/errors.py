"""What can be wrong with a knowledge base, as facts an editor of its files can act on."""

from pathlib import Path


class FaqError(Exception):
    """The family."""


class EmptyBase(FaqError):
    def __init__(self, directory: Path, why: str) -> None:
        super().__init__(f"{directory}: {why}")
        self.directory = directory
        self.why = why


class BrokenEntry(FaqError):
    """`line` counts from 1, as editors do."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path = path
        self.line = line
        self.why = why
