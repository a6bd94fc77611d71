"""The line looks at itself: at its start and every so often; staff hear of a trouble once."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from bot.doctor.examination import Examined, examine
from bot.doctor.finding import Finding
from bot.doctor.subject import Subject
from bot.tasks import pause
from bot.unit import Units
from desk.outgoing import Waiting
from handlers import doctor
from storage.stopped import Stopped

log = logging.getLogger(__name__)

_CALM = 5.0  # seconds: first the line opens, and takes over how updates come


class Rounds:
    """`offer` takes rows that have just been committed."""

    def __init__(
        self, subject: Subject, units: Units, offer: Callable[[Iterable[Waiting]], None]
    ) -> None:
        self._subject = subject
        self._units = units
        self._offer = offer
        self._wake = asyncio.Event()
        self._known: set[tuple[str, str]] = set()  # troubles that are in the log already

    async def run(self) -> None:
        """Until cancelled. Nothing that it meets ends it."""
        subject = replace(self._subject, since=self._subject.clock.now())
        every = timedelta(minutes=subject.settings.check_up_minutes)
        await self._pause(_CALM)
        while True:
            looked_at = subject.clock.now()
            await self._look(subject)
            subject = replace(subject, reads_file=False)  # that once is enough
            while (left := looked_at + every - subject.clock.now()) > timedelta():
                await self._pause(left.total_seconds())

    def nudge(self) -> None:
        """The time has jumped."""
        self._wake.set()

    async def _pause(self, seconds: float) -> None:
        await pause(seconds, self._wake)
        self._wake.clear()

    async def _look(self, subject: Subject) -> None:
        try:
            examined = await examine(subject)
            self._write_down(examined.findings)
            await self._tell(examined)
        except Exception:
            log.exception("the line could not look at itself; it tries again")

    def _write_down(self, findings: Iterable[Finding]) -> None:
        """One line for each trouble when it begins, and one when it is over."""
        troubles = {(one.about, one.cure): one.line for one in findings if one.is_trouble}
        for key, line in troubles.items():
            if key not in self._known:
                log.warning("%s", line)
        for about, _cure in sorted(self._known - troubles.keys()):
            log.info("%s: mended", about)
        self._known = set(troubles)

    async def _tell(self, examined: Examined) -> None:
        """Where the staff group cannot be reached, the log alone has it."""
        if not examined.reaches_staff:
            return
        complaints = [one for finding in examined.findings for one in finding.complaints]
        try:
            async with self._units.begin() as unit:
                await doctor.tell(tuple(dict.fromkeys(complaints)), unit.context)
        except Stopped:
            return  # which is in the log by itself
        self._offer(unit.fresh)
