"""Whether the database was away, or refuses what it was asked: only the first is waited for."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

# Program limits, such as a word too long for an index (PostgreSQL, "Error Codes", class 54).
_LIMITS = "54"


def is_away(error: Exception) -> bool:
    """Cut off, full, locked or going down. Drivers give the same name to statements that no try
    will ever make right; what they are about must be set aside, or it would be tried for ever.
    """
    if not isinstance(error, DBAPIError):
        return False
    if not isinstance(error, OperationalError):
        return error.connection_invalidated or isinstance(error, InterfaceError)
    if isinstance(error.orig, sqlite3.Error):
        code: int = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_BUSY)
        return code & 0xFF != sqlite3.SQLITE_ERROR
    return not (getattr(error.orig, "sqlstate", None) or "").startswith(_LIMITS)
