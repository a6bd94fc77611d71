"""What the doctor is given to look at: settings and what the line has in its hands anyway."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import faq
from bot.api import BotApi
from bot.settings import Settings
from desk.clock import Clock
from handlers.texts import Catalogues

Base = Callable[[], faq.Base]  # raises FaqError where its files cannot be used


@dataclass(frozen=True, slots=True)
class Subject:
    """`api` is None where there is no token. `since` is when the line was opened: what it found
    waiting then is not late yet. `reads_file` is for the whole file of the database, and `thorough`
    for every page of the knowledge base. `is_rehearsal`: the clock is the sandbox's.
    """

    settings: Settings
    clock: Clock
    api: BotApi | None
    catalogues: Callable[[], Catalogues]
    base: Base
    since: datetime | None = None
    reads_file: bool = True
    thorough: bool = True
    is_rehearsal: bool = False

    def waited(self, oldest_at: datetime) -> timedelta:
        """For as long as somebody could have done something about it."""
        since = oldest_at if self.since is None else max(oldest_at, self.since)
        return self.clock.now() - since


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[BotApi | None]:
    """None where there is no token."""
    if settings.bot_token is None:
        yield None
        return
    api = BotApi(settings.bot_api_url, settings.bot_token.get_secret_value())
    await api.open()
    try:
        yield api
    finally:
        await api.close()
