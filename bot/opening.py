"""Calls to Telegram that the line cannot open without: a busy moment there is waited for."""

import asyncio
import itertools
import logging
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.api import BotApi, Unreachable
from bot.verdict import seconds_of

log = logging.getLogger(__name__)

_TRIES = 5  # of a call that is not answered, or with an error of Telegram's own
_PAUSE = 1.0  # seconds between them


async def surely(api: BotApi, method: str, params: dict[str, Any] | None = None) -> Any:
    """As `api.call`; raises what waiting does not mend: TelegramError."""
    for tries in itertools.count(1):
        try:
            return await api.call(method, params)
        except (BadRequest, Unreachable):  # an address that is wrong is told at once
            raise
        except RetryAfter as error:
            pause = seconds_of(error)
        except NetworkError:
            if tries == _TRIES:
                raise
            pause = _PAUSE
        log.warning("Telegram is busy while the line opens; %s again in %g s", method, pause)
        await asyncio.sleep(pause)
    raise AssertionError("counting has no end")
