"""Nothing, where something was that is erased: what each column becomes, the desk has listed."""

from typing import Any

from sqlalchemy import JSON, Column, Table

from desk.erasure import FATES, Fate


def blank(table: Table, *fates: Fate) -> dict[str, Any]:
    """Nothing, in every column that has one of these fates."""
    known = FATES[table.name]
    return {column.name: _nothing(column) for column in table.c if known[column.name] in fates}


def _nothing(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    return [] if isinstance(column.type, JSON) else ""
