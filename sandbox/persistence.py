"""The world on disk: world.json is the last whole picture, journal.jsonl what changed since."""

import asyncio
import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.dumps import dump, every_key, restore
from sandbox.model import JSON
from sandbox.world import World

SAVE_AFTER_SECONDS = 0.3
# Records written before other work of the loop gets its turn: some milliseconds' worth.
SLICE = 200

Change = tuple[str, Any]
Record = list[Any]


class Storage:
    """Changes are noted on the hot path and written a moment later, in slices.

    The journal's first line names the picture it continues, so that an older one is not read. A
    batch ends with a line {"end": n}; one without it, cut off by a crash, is ignored as a whole.
    """

    def __init__(self, folder: Path) -> None:
        self._picture = folder / "world.json"
        self._journal = folder / "journal.jsonl"
        self._generation = 0
        self._changed: dict[Change, None] = {}
        self._world: World | None = None
        self._saving: asyncio.Task[None] | None = None

    def touched(self, table: str, key: object) -> None:
        self._changed[table, key] = None
        if self._world is not None and self._saving is None:
            self._saving = asyncio.get_running_loop().create_task(self._save_soon(self._world))

    def load(self, world: World) -> bool:
        """False if there is nothing on disk yet."""
        self._picture.parent.mkdir(parents=True, exist_ok=True)
        tables = self._read()
        if tables:
            restore(world, tables)
        return bool(tables)

    def begin(self, world: World) -> None:
        """Draws a fresh picture and saves changes from now on."""
        self._draw(world)
        self._world = world

    async def close(self, world: World) -> None:
        self._world = None
        if self._saving:
            self._saving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._saving
        self._draw(world)

    def _read(self) -> dict[str, JSON]:
        picture: JSON = {"generation": 0, "tables": {}}
        if self._picture.exists():
            picture = json.loads(self._picture.read_text(encoding="utf-8"))
        self._generation = picture["generation"]
        tables: dict[str, JSON] = picture["tables"]
        for table, key, value in _journaled(self._journal, self._generation):
            _apply(tables.setdefault(table, {}), key, value)
        return tables

    def _draw(self, world: World) -> None:
        self._changed.clear()
        self._generation += 1
        tables: dict[str, JSON] = {}
        for table, key in every_key(world):
            tables.setdefault(table, {})[_text_key(key)] = dump(world, table, key)
        picture = {"generation": self._generation, "tables": tables}
        _write_atomically(self._picture, json.dumps(picture, ensure_ascii=False))
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
        lines = [] if self._journal.exists() else [json.dumps({"generation": self._generation})]
        for start in range(0, len(changed), SLICE):
            for table, key in changed[start : start + SLICE]:
                record = [table, _text_key(key), dump(world, table, key)]
                lines.append(json.dumps(record, ensure_ascii=False))
            await asyncio.sleep(0)
        lines.append(json.dumps({"end": len(changed)}))
        with self._journal.open("a", encoding="utf-8", errors="replace") as journal:
            journal.write("\n".join(lines) + "\n")


def _text_key(key: Any) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _apply(table: JSON, key: str, value: Any) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value


def _journaled(path: Path, generation: int) -> Iterator[Record]:
    """The records of every whole batch that continues this picture."""
    lines = _whole_lines(path)
    if next(lines, None) != {"generation": generation}:
        return
    batch: list[Record] = []
    for line in lines:
        if isinstance(line, list):
            batch.append(line)
        else:
            yield from batch
            batch = []


def _whole_lines(path: Path) -> Iterator[Any]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as journal:
        for line in journal:
            try:
                yield json.loads(line)
            except ValueError:
                return


def _write_atomically(path: Path, text: str) -> None:
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8", errors="replace") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
