"""Errors in the log: where they happened and of which kind, but no word that somebody wrote.

The text of an error often repeats what could not be dealt with. So it is shown only where it cannot
be anybody's: numbers, Telegram's refusals, the machine's troubles, mistakes of the program's own.
"""

import traceback
from collections.abc import Iterator
from enum import Enum

from telegram.error import TelegramError

_HIDDEN = "(its words are not shown: they may be somebody's)"
_OURS = (
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    OSError,
    RecursionError,
    TelegramError,
    TypeError,
)
_DATABASES = {"sqlite3", "psycopg", "sqlalchemy"}
_BECAUSE_OF = "\nThe error above led to this one:\n"


def traceback_of(error: BaseException) -> str:
    return "\n".join(_told(error, set()))


def said(error: BaseException) -> str:
    """Its kind, and its words where they may be read."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    words = _words(error)
    return f"{kind}: {words}" if words else kind


def _told(error: BaseException, known: set[int]) -> Iterator[str]:
    known.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in known:
        yield from _told(before, known)
        yield _BECAUSE_OF
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)) + said(error)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _told(one, known)


def _words(error: BaseException) -> str:
    if isinstance(error, _OURS) or all(_is_fact(part) for part in error.args):
        return str(error)
    if type(error).__module__.partition(".")[0] in _DATABASES:
        return _of_database(error)
    return _HIDDEN


def _is_fact(part: object) -> bool:
    return part is None or isinstance(part, int | float | Enum)


def _of_database(error: BaseException) -> str:
    """The first line: those after it hold rows. What cannot be read as data is repeated in it."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    first = (str(error).splitlines() or [""])[0]
    is_about_data = "DataError" in kinds or "fts5" in first
    return _HIDDEN if is_about_data else first
