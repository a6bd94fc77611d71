"""Statements are compiled once for all databases of a kind.

The program opens one database and compiles each statement once. A test opens one of its own, and
would compile them all anew: a sixth of what stories cost.
"""

from sqlalchemy import Engine

from storage.database import Database

_first: dict[str, Engine] = {}


def share(database: Database) -> None:
    """Before its first statement; the first database of a kind gives to those after it."""
    engine = database._engine.sync_engine
    first = _first.setdefault(engine.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


def watch(database: Database) -> None:
    """Whoever still holds a connection while it closes is named by a red test, and not by some
    later one, when the connection is collected as garbage.
    """
    close = database.close

    async def checked() -> None:
        held = database.in_use
        await close()
        assert not held, f"{held} connections were in use when the database was closed"

    database.close = checked  # type: ignore[method-assign]
