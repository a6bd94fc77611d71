"""The one id that goes along from an update, or a timer, to all that is sent because of it.

It stands in each line of the log, with each row of the outbox, and makes the id of the trace. An
update's says by itself when it arrived, since whoever sends the answer need not have taken it in.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_UPDATE = re.compile(r"u\d+-([0-9a-f]+)")
_now: ContextVar[str | None] = ContextVar("cause", default=None)


def of_update(letter_id: int, received_at: datetime) -> str:
    """`linja dead show` takes the number; numbers may begin anew, moments do not."""
    return f"u{letter_id}-{round(received_at.timestamp() * 1000):x}"


def of_time(what: str) -> str:
    """What happens without an update: a timer of this kind, a campaign."""
    return f"t-{what}-{secrets.token_hex(4)}"


def current() -> str | None:
    """What is being handled here and now."""
    return _now.get()


def adopt(cause: str | None) -> None:
    """For the rest of this task."""
    _now.set(cause)


@contextmanager
def bound(cause: str) -> Iterator[None]:
    token = _now.set(cause)
    try:
        yield
    finally:
        _now.reset(token)


def each(cause: str | None) -> list[str]:
    """Those of a parcel that several have joined, the first one first."""
    return cause.split() if cause else []


def arrived_at(cause: str) -> datetime | None:
    """When the update was written down; None where it was none."""
    found = _UPDATE.fullmatch(cause)
    return datetime.fromtimestamp(int(found[1], 16) / 1000, UTC) if found else None
