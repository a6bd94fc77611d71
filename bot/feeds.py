"""Calendars over HTTP: whoever knows the address of one may read it, and nobody else learns of it.

The token is in the address, so no address is ever logged, and one that was stopped answers like
one that never was.
"""

import hashlib
import logging
import math
import time
from collections.abc import Callable

from aiohttp import web

from bot.pace import Window
from bot.unit import Units
from desk.mentoring.feeds import digest_of
from handlers.mentoring import feed

log = logging.getLogger(__name__)

_TOKEN = "{token:[A-Za-z0-9_-]{43}}"  # noqa: S105 - the form of one
_MINUTE = 60
_VISITS = 20  # of one address in a minute; programs come once in a quarter of an hour or less
_GUESSES = 120  # of addresses that nobody has asked for since the start, in a minute


def add_feeds(app: web.Application, units: Units, root: str) -> None:
    """`root` is the path of the public address."""
    app.router.add_get(f"{root}{feed.PATH}{_TOKEN}.ics", CalendarFeeds(units).answer)


class CalendarFeeds:
    def __init__(self, units: Units, time_of: Callable[[], float] = time.monotonic) -> None:
        self._units = units
        self._time = time_of
        self._guesses = Window(_GUESSES, _MINUTE)
        self._visits: dict[str, Window] = {}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        digest = digest_of(request.match_info["token"])
        seconds = self._wait(digest)
        if seconds:
            return web.Response(status=429, headers={"Retry-After": str(seconds)})
        try:
            file = await self._file(digest)
        except Exception:
            log.exception("a calendar could not be made; the program will ask again")
            return web.Response(status=503, headers={"Retry-After": "60"})
        if file is None:
            self._visits.pop(digest, None)
            raise web.HTTPNotFound
        self._visits.setdefault(digest, Window(_VISITS, _MINUTE))
        return _response(request, file)

    def _wait(self, digest: str) -> int:
        """Seconds; 0 where it may be looked for at once."""
        window, now = self._visits.get(digest, self._guesses), self._time()
        free_at = window.free_at(now)
        if free_at > now:
            return math.ceil(free_at - now)
        window.start()
        window.land(now)
        return 0

    async def _file(self, digest: str) -> bytes | None:
        async with self._units.begin() as unit:
            published = await feed.published(digest, unit.context)
        return published.written() if published else None


def _response(request: web.Request, file: bytes) -> web.Response:
    """The same bytes need not be sent again: programs ask with the tag of what they have."""
    tag = hashlib.sha256(file).hexdigest()[:32]
    asked = {known.value for known in request.if_none_match or ()}
    is_known = not asked.isdisjoint({tag, "*"})
    response = web.Response(status=304) if is_known else web.Response(body=file)
    if not is_known:
        response.content_type, response.charset = "text/calendar", "utf-8"
        response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.etag = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
