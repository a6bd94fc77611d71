"""PostgreSQL's own client programs, run on one database."""

import asyncio
import os
import shutil

from storage.database import Database


class NoBackupTool(RuntimeError):
    """PostgreSQL is backed up by programs of its own, which are not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing: install PostgreSQL's client programs")
        self.name = name


async def run_tool(database: Database, name: str, *arguments: str) -> None:
    """One of PostgreSQL's client programs. Raises NoBackupTool, OSError with its last words."""
    tool = shutil.which(name)
    if tool is None:
        raise NoBackupTool(name)
    # Everybody on the machine can read a command line, so the password is not on it.
    secret = {} if database.url.password is None else {"PGPASSWORD": str(database.url.password)}
    process = await asyncio.create_subprocess_exec(
        tool,
        *arguments,
        env={**os.environ, **secret},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        words = said.decode("utf-8", "replace").strip().splitlines()
        raise OSError(f"{name} ended with an error: {words[-1] if words else process.returncode}")
