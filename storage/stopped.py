"""What stops a whole database, told apart from what is wrong with one statement.

A full disk, a damaged file or a server that is away is nobody's fault who happened to write at that
moment: trying again helps once the cause is gone, and setting work aside never does.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree


class Cause(StrEnum):
    FULL = "full"
    READ_ONLY = "read-only"
    DISK = "disk"  # it neither reads nor writes
    DAMAGED = "damaged"
    UNOPENABLE = "unopenable"
    GONE = "gone"  # the file is not where it was opened
    AWAY = "away"  # PostgreSQL does not answer


class Stopped(OperationalError):
    """No statement would get through: `reason` is what the engine says, in one line."""

    def __init__(self, cause: Cause, origin: BaseException) -> None:
        super().__init__(None, None, origin, hide_parameters=True)
        self.cause = cause
        self.reason = next(iter(str(origin).splitlines()), "no reason given").strip()


# By the primary code, the lower byte (sqlite.org/rescode.html).
_SQLITE = {
    8: Cause.READ_ONLY,  # SQLITE_READONLY
    10: Cause.DISK,  # SQLITE_IOERR
    11: Cause.DAMAGED,  # SQLITE_CORRUPT
    13: Cause.FULL,  # SQLITE_FULL
    14: Cause.UNOPENABLE,  # SQLITE_CANTOPEN
    26: Cause.DAMAGED,  # SQLITE_NOTADB
}
# By SQLSTATE, or its class (PostgreSQL, appendix A).
_POSTGRESQL = {
    "08": Cause.AWAY,  # connection exceptions
    "25006": Cause.READ_ONLY,  # read_only_sql_transaction
    "53100": Cause.FULL,  # disk_full
    "53200": Cause.AWAY,  # out_of_memory
    "53300": Cause.AWAY,  # too_many_connections
    "57P01": Cause.AWAY,  # admin_shutdown
    "57P02": Cause.AWAY,  # crash_shutdown
    "57P03": Cause.AWAY,  # cannot_connect_now
    "58": Cause.DISK,  # io_error and its kind
    "XX001": Cause.DAMAGED,  # data_corrupted
    "XX002": Cause.DAMAGED,  # index_corrupted
}


def cause_of(error: Exception) -> Cause | None:
    """None where it is a matter of this statement, or of a lock that comes free by itself.

    `error` is SQLAlchemy's, a driver's own, or that of a library that was raised from one.
    """
    if isinstance(error, NoneFree):  # every connection waits for the server
        return Cause.AWAY
    origin: Any = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    if hasattr(origin, "sqlstate"):
        return _of_state(origin)
    return cause_of(error.__cause__) if isinstance(error.__cause__, Exception) else None


def _of_state(origin: Any) -> Cause | None:
    """Without a state it is libpq that speaks: no server was reached, or it has hung up."""
    state: str | None = origin.sqlstate
    if state is None:
        return Cause.AWAY if type(origin).__name__ == OperationalError.__name__ else None
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
