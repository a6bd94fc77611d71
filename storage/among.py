"""One of many numbers, as one parameter where the engine can.

`IN` with as many parameters as numbers is a statement of thousands of letters, and a PostgreSQL
driver writes and reads all of them each time: a fifth of what an offer of sessions cost. SQLite
takes them quicker than a list that it would have to unpack (json_each).
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


def among(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """Whether the column is among the numbers of the parameter `name`, a list."""
    return _Among(column, bindparam(name, type_=ARRAY(BigInteger)))


@compiles(_Among)
def _one_by_one(element: _Among, compiler: Any, **options: Any) -> str:
    column, numbers = element.clauses
    return str(compiler.process(column.in_(bindparam(numbers.key, expanding=True)), **options))


@compiles(_Among, "postgresql")
def _all_in_one(element: _Among, compiler: Any, **options: Any) -> str:
    column, numbers = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY({numbers})"
