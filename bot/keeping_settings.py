"""What an operator sets of backups: where they are kept, when they are made, how many."""

import re
from datetime import time
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class KeepingSettings(BaseSettings):
    backup_dir: Path | None = None
    backup_at: str = "03:30"
    backup_keep: int = Field(default=7, ge=1, le=1000)

    @property
    def backup_time(self) -> time:
        """On the line's wall clock."""
        hours, minutes = self.backup_at.split(":")
        return time(int(hours), int(minutes))

    @field_validator("backup_at")
    @classmethod
    def _is_clock(cls, value: str) -> str:
        if not _CLOCK.fullmatch(value):
            raise ValueError(f"is “{value[:40]}”, which is no time of day; write it as 03:30")
        return value
