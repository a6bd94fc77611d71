"""How a command dies by SIGKILL at a point of its way; nothing in it knows of that."""

import os
import signal
import sys
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

_TOUCHES = {"open", "os.link", "os.remove", "os.rename", "sqlite3.connect"}


def die() -> None:
    """No goodbye, nothing is put away."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class AtTouch:
    """When it is about to open, name or remove a file of this name for the nth time."""

    number: int
    name: str

    def __call__(self) -> None:
        touches = count(1)

        def look(what: str, args: tuple[Any, ...]) -> None:
            is_it = what in _TOUCHES and any(self.name in str(one) for one in args)
            if is_it and next(touches) == self.number:
                die()

        sys.addaudithook(look)


@dataclass(frozen=True)
class AtStatement:
    """When it is about to commit, or to do a statement with these words in it."""

    words: str

    def __call__(self) -> None:
        def look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if self.words in statement:
                die()

        event.listen(Engine, "before_cursor_execute", look)
