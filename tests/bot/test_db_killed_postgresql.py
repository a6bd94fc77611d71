"""`linja db restore` on PostgreSQL, killed before its end: nothing has changed until all has."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.database import Database
from storage.leader import AnotherProcess, Leadership
from tests.bot.killing import AtStatement
from tests.bot.shell import Ended, Operator

pytestmark = pytest.mark.usefixtures("postgresql_programs")
_LAST_STEP = AtStatement("UPDATE campaigns")
_KNOW = "INSERT INTO people (id, name, reachable, met_at) VALUES (%s, %s, true, 0)"
_KEPT = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'"


def asked(address: str, query: str, *values: object) -> list[Any]:
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(query.encode(), values or None)
        return [row[0] for row in found] if found.description else []


def people(address: str, schema: str = "public") -> list[str]:
    return asked(address, f"SELECT name FROM {schema}.people ORDER BY name")


async def restores(operator: Operator, address: str) -> Ended:
    """Once PostgreSQL has seen that the process before is no more."""
    while True:
        ended = await operator.types("db", "restore", "copy", "--replace", DATABASE_URL=address)
        if "another process runs" not in ended.err:
            return ended


async def test_who_is_killed_has_changed_nothing_and_it_can_be_done_again(
    operator: Operator, postgresql_address: str
) -> None:
    address = postgresql_address
    asked(address, _KNOW, 1, "Arta")
    await operator.types("db", "backup", "copy", DATABASE_URL=address)
    asked(address, _KNOW, 2, "Besim")
    operator.first = _LAST_STEP
    assert (await restores(operator, address)).code < 0
    assert people(address) == ["Arta", "Besim"]
    assert asked(address, _KEPT) == []
    operator.first = None
    assert (await restores(operator, address)).code == 0
    assert people(address) == ["Arta"]
    (kept,) = asked(address, _KEPT)
    assert people(address, kept) == ["Arta", "Besim"]


async def test_nobody_leads_while_a_copy_is_put_back_however_long_that_takes(
    operator: Operator, postgresql_address: str, tmp_path: Path
) -> None:
    await operator.types("db", "backup", "copy", DATABASE_URL=postgresql_address)
    slow, real = tmp_path / "slow" / "pg_restore", shutil.which("pg_restore")
    slow.parent.mkdir()
    slow.write_text(f'#!/bin/sh\ntouch "{tmp_path}/begun"; sleep 2.2; exec "{real}" "$@"\n')
    slow.chmod(0o700)
    words = ("db", "restore", "copy", "--replace")
    path = f"{slow.parent}:/usr/bin:/bin"
    running = operator.starts(*words, DATABASE_URL=postgresql_address, PATH=path)
    async with asyncio.timeout(20):
        while not (tmp_path / "begun").exists():
            await asyncio.sleep(0.02)
    await asyncio.sleep(2)
    other = Database(postgresql_address)
    leadership = Leadership(other)
    try:
        with pytest.raises(AnotherProcess):
            await leadership.take()
    finally:
        await leadership.release()
        await other.close()
        running.process.kill()
