"""Commands on a machine whose clock is a minute ahead: they write by PostgreSQL's, as the line."""

import sys
from datetime import datetime, timedelta, tzinfo
from time import time

import psycopg
import pytest

from tests.bot.shell import Operator

_FAILED = """
INSERT INTO outbox (id, lane, priority, body, state, created_at, due_at, ended_at)
VALUES (7, 'chat:1', 1, '{}', 'failed', 0, 0, 0), (8, 'chat:1', 1, '{}', 'failed', 0, 0, 0)
"""
_DEAD = """
INSERT INTO inbox (id, update_id, mailbox, raw, received_at, dead_at, error)
VALUES (4, 9, 'chat:1', '{}', 0, 0, 'KeyError')
"""
_WRITTEN = """
SELECT (SELECT due_at FROM outbox WHERE id = 7), (SELECT ended_at FROM outbox WHERE id = 8),
    (SELECT done_at FROM inbox WHERE id = 4), (SELECT set_at FROM marks WHERE key = 'backup.last')
"""


class Ahead(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(minutes=1)


def a_minute_ahead() -> None:
    for name, module in [*sys.modules.items()]:
        is_ours = name.partition(".")[0] in {"bot", "desk", "storage"}
        if is_ours and getattr(module, "datetime", None) is datetime:
            vars(module)["datetime"] = Ahead


@pytest.mark.usefixtures("postgresql_programs")
async def test_what_they_write_down_is_the_databases_time(
    operator: Operator, postgresql_address: str
) -> None:
    operator.first, begun = a_minute_ahead, time()
    with psycopg.connect(postgresql_address, autocommit=True) as connection:
        connection.execute(_FAILED)
        connection.execute(_DEAD)
        for words in ("outbox retry 7", "outbox drop 8", "dead drop 4", "db backup"):
            ended = await operator.types(
                *words.split(), DATABASE_URL=postgresql_address, BACKUP_DIR="copies"
            )
            assert (ended.code, ended.err) == (0, "")
        written = connection.execute(_WRITTEN).fetchone()
    assert written is not None
    assert all(begun - 1 < at / 1000 < time() + 1 for at in written), (begun, written)
