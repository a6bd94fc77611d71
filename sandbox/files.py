"""Bytes of the files that crossed the sandbox, kept in memory or in a folder, found by any id."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sandbox.model import JSON


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`content` is what a message holds: a Document, a Video, a list of PhotoSize, ..."""

    file_unique_id: str
    file_id: str
    kind: str
    file_path: str
    mime_type: str
    file_size: int
    content: Any

    def as_file(self) -> JSON:
        """The Bot API's File."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": self.file_size,
            "file_path": self.file_path,
        }


class Files:
    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._in_memory: dict[str, bytes] = {}
        self.by_unique_id: dict[str, StoredFile] = {}
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, file: StoredFile, data: bytes) -> None:
        self.know(file)
        if self._folder is None:
            self._in_memory[file.file_unique_id] = data
        else:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / file.file_unique_id).write_bytes(data)

    def know(self, file: StoredFile) -> None:
        self.by_unique_id[file.file_unique_id] = file
        self._by_id[file.file_id] = file
        self._by_path[file.file_path] = file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, file_path: str) -> StoredFile | None:
        return self._by_path.get(file_path)

    def data(self, file: StoredFile) -> bytes:
        if self._folder is None:
            return self._in_memory[file.file_unique_id]
        return (self._folder / file.file_unique_id).read_bytes()

    def clear(self) -> None:
        for file in self.by_unique_id.values():
            if self._folder is not None:
                (self._folder / file.file_unique_id).unlink(missing_ok=True)
        for table in (self._in_memory, self.by_unique_id, self._by_id, self._by_path):
            table.clear()

    def dump(self, file_unique_id: str) -> JSON | None:
        file = self.by_unique_id.get(file_unique_id)
        return asdict(file) if file else None
