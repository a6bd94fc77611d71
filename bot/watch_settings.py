"""What an operator sets of how the line is watched: where it is asked, how it logs, who traces."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings


class WatchSettings(BaseSettings):
    watch_listen: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "text", "json"] = "auto"
    traces_url: str | None = None
    traces_share: float = Field(default=1, ge=0, le=1)
