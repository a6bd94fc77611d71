"""The world on disk: world.json is the last whole picture, journal.jsonl what changed since."""

import asyncio
import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox.dumps import dump, every_key, restore
from sandbox.model import JSON
from sandbox.world import World

SAVE_AFTER_SECONDS = 0.3
# Records written before other work of the loop gets its turn: some milliseconds' worth.
SLICE = 200

Change = tuple[str, Any]


class Storage:
    """Changes are noted on the hot path and written a moment later, in slices.

    A batch of the journal ends with a line {"end": n}; a batch without it, cut off by a crash, is
    ignored as a whole when the world is loaded.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._picture = folder / "world.json"
        self._journal = folder / "journal.jsonl"
        self._changed: dict[Change, None] = {}
        self._world: World | None = None
        self._saving: asyncio.Task[None] | None = None

    def touched(self, table: str, key: object) -> None:
        self._changed[table, key] = None
        if self._world is not None and self._saving is None:
            self._saving = asyncio.get_running_loop().create_task(self._save_soon(self._world))

    def load(self, world: World) -> bool:
        """False if there is nothing on disk yet."""
        self._folder.mkdir(parents=True, exist_ok=True)
        tables = _read_picture(self._picture)
        for batch in _read_batches(self._journal):
            for table, key, value in batch:
                _apply(tables.setdefault(table, {}), key, value)
        if tables:
            restore(world, tables)
            self._changed.clear()
        self._world = world
        if self._changed:
            self.touched(*next(iter(self._changed)))
        return bool(tables)

    async def close(self, world: World) -> None:
        """Writes the whole picture and drops the journal."""
        self._world = None
        if self._saving:
            self._saving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._saving
        self._changed.clear()
        whole: dict[str, JSON] = {}
        for table, key in every_key(world):
            whole.setdefault(table, {})[_text_key(key)] = dump(world, table, key)
        _write_atomically(self._picture, json.dumps(whole, ensure_ascii=False))
        self._journal.unlink(missing_ok=True)

    async def _save_soon(self, world: World) -> None:
        try:
            while self._changed:
                await asyncio.sleep(SAVE_AFTER_SECONDS)
                await self._save(world)
        finally:
            self._saving = None

    async def _save(self, world: World) -> None:
        changed, self._changed = list(self._changed), {}
        lines = []
        for start in range(0, len(changed), SLICE):
            for table, key in changed[start : start + SLICE]:
                record = [table, _text_key(key), dump(world, table, key)]
                lines.append(json.dumps(record, ensure_ascii=False))
            await asyncio.sleep(0)
        lines.append(json.dumps({"end": len(changed)}))
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write("\n".join(lines) + "\n")


def _text_key(key: Any) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _apply(table: JSON, key: str, value: Any) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value


def _read_picture(path: Path) -> dict[str, JSON]:
    if not path.exists():
        return {}
    tables: dict[str, JSON] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def _read_batches(path: Path) -> Iterable[list[list[Any]]]:
    if not path.exists():
        return
    batch: list[list[Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            return
        if isinstance(record, list):
            batch.append(record)
        else:
            yield batch
            batch = []


def _write_atomically(path: Path, text: str) -> None:
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
