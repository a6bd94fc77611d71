"""The log of a line as it is written, whole."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot import logs

_OURS = ("bot", "handlers", "desk", "faq", "storage", "sandbox")


class Journal:
    def __init__(self, written: io.StringIO) -> None:
        self._written = written

    @property
    def text(self) -> str:
        return self._written.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Of one in JSON."""
        return [json.loads(line) for line in self.text.splitlines()]

    def events(self, cause: str) -> list[str]:
        """What a grep for this id finds."""
        found = (line for line in self.text.splitlines() if cause in line)
        return [json.loads(line)["event"] for line in found]


@contextmanager
def journal(level: str, form: logs.Form) -> Iterator[Journal]:
    """All that is logged goes here; the loggers are left as they were found."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, levels = root.handlers[:], {n: logging.getLogger(n).level for n in ("", *_OURS)}
    logs.set_up(level, form)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    try:
        yield Journal(written)
    finally:
        root.handlers[:] = handlers
        for name, number in levels.items():
            logging.getLogger(name).setLevel(number)
