"""A PostgreSQL that is too old is refused before anything is done there."""

import psycopg
import pytest

from storage import database
from tests.bot.shell import Operator


def all_are_old() -> None:
    """To the command, as if the tests' own server were of long ago."""
    database.OLDEST = 99


@pytest.mark.parametrize(
    "words", [("run",), ("db", "upgrade"), ("db", "restore", "copy")], ids=" ".join
)
async def test_it_is_named_in_one_line_with_its_cure(
    operator: Operator, postgresql_address: str, words: tuple[str, ...]
) -> None:
    operator.first = all_are_old
    listen = "127.0.0.1:0"
    ended = await operator.types(*words, DATABASE_URL=postgresql_address, SANDBOX_LISTEN=listen)
    assert (ended.code, ended.out) == (2, "")
    assert ended.line.startswith("DATABASE_URL cannot be opened: PostgreSQL ")
    assert ended.line.endswith("is older than 99: update it, or name another server")


async def test_no_table_is_made_there(operator: Operator, postgresql_address: str) -> None:
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        operator.first = all_are_old
        await operator.types("db", "upgrade", DATABASE_URL=postgresql_address)
        assert connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,)
