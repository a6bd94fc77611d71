"""PostgreSQL's own client programs, run on one database."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from storage.database import Database


class NoBackupTool(RuntimeError):
    """PostgreSQL is backed up by programs of its own, which are not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing: install PostgreSQL's client programs")
        self.name = name


async def run_tool(database: Database, name: str, *arguments: str) -> None:
    """One of PostgreSQL's client programs. Raises NoBackupTool, OSError with its last words."""
    async with _running(database, name, *arguments, out=asyncio.subprocess.DEVNULL):
        pass


@asynccontextmanager
async def script_of(
    database: Database, name: str, *arguments: str
) -> AsyncIterator[asyncio.StreamReader]:
    """What it writes, to be read whole. Raises as `run_tool`."""
    async with _running(database, name, *arguments, out=asyncio.subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout


@asynccontextmanager
async def _running(
    database: Database, name: str, *arguments: str, out: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    tool = shutil.which(name)
    if tool is None:
        raise NoBackupTool(name)
    # Everybody on the machine can read a command line, so the password is not on it.
    secret = {} if database.url.password is None else {"PGPASSWORD": str(database.url.password)}
    process = await asyncio.create_subprocess_exec(
        tool,
        *arguments,
        env={**os.environ, **secret},
        stdout=out,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
        _, said = await process.communicate()
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        words = said.decode("utf-8", "replace").strip().splitlines()
        raise OSError(f"{name} ended with an error: {words[-1] if words else process.returncode}")
