"""Whether there is a fresh copy of everything, and room for the next one."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.doctor.finding import Finding, hint, ok, trouble
from bot.doctor.machine import of_folder
from bot.doctor.subject import Subject
from bot.doctor.words import age, size
from bot.keeping import FAILED, LAST
from desk.ailments import Ailment, Complaint
from storage.condition import Condition, Mark

_OLD = timedelta(days=2)
_COPY = Complaint(Ailment.COPY)


def of_backups(subject: Subject, condition: Condition, folder: Path | None) -> Iterator[Finding]:
    """`folder` is where they are written, None where none are."""
    last, failed = condition.marks.get(LAST), condition.marks.get(FAILED)
    if folder is None:
        if condition.revision is not None:
            cure = "set BACKUP_DIR, best on another disk; or `linja db backup FILE` by a timer"
            yield hint("Backup", "none is made by itself", cure)
        return
    yield of_folder("Backup's disk", folder.absolute() / "copy", "BACKUP_DIR", Ailment.COPY)
    now = subject.clock.now()
    if failed is not None:
        text = f"the last try failed {age(now - failed.set_at)} ago: {_reason(failed)}"
        cure = "mend that; `linja db backup FILE` tries it by hand"
        yield trouble("Backup", text, cure, _COPY)
    elif last is None:
        cure = "the first comes at BACKUP_AT; `linja db backup FILE` makes one now"
        yield hint("Backup", "none has been made yet", cure)
    elif now - last.set_at > _OLD:
        text = f"the last one is {age(now - last.set_at)} old"
        yield trouble("Backup", text, "is `linja run` open at night? See its log", _COPY)
    else:
        text = f"{age(now - last.set_at)} old; the next one takes {size(condition.size)}"
        yield ok("Backup", text)


def _reason(failed: Mark) -> str:
    reason: str = json.loads(failed.value)["reason"]
    return reason
