"""The other replicas: what is told them with each transaction, and what is done on hearing it."""

from collections.abc import Callable

from bot.delivery import Delivery
from bot.leading import Leading
from bot.unit import Unit, Units
from desk.outgoing import Priority
from storage.database import Tx
from storage.jobs import INSERTED
from storage.notify import GROUPS, JOBS, LEARNT, OUTBOX, rows_of, tell, tell_of_rows

CHANNELS = (OUTBOX, GROUPS, LEARNT, JOBS, INSERTED)


class Fellows:
    def __init__(
        self,
        units: Units,
        delivery: Delivery,
        leading: Leading,
        learn: Callable[[], None],
        wake: Callable[[], None],
    ) -> None:
        self._units = units
        self._delivery = delivery
        self._leading = leading
        self._learn = learn
        self._wake = wake

    async def tell(self, tx: Tx, unit: Unit) -> None:
        """Before the commit of a unit of work."""
        rows = [row for row in unit.outbox.fresh if row.priority is not Priority.BULK]
        if rows and not self._leading.leads:
            await tell_of_rows(tx, rows)
        if unit.moves_groups:
            await tell(tx, GROUPS)
        if unit.context.gaps.has_learnt:
            await tell(tx, LEARNT)

    def hear(self, channel: str, payload: str) -> None:
        if channel == OUTBOX:
            self._delivery.offer(rows_of(payload)) if payload else self._delivery.look()
        elif channel == GROUPS:
            self._units.forget_groups()
        elif channel == LEARNT:
            self._learn()
        else:  # a job
            self._wake()

    def back(self) -> None:
        """After a time in which nothing was heard: all of it may have been said."""
        self._delivery.look()
        self._units.forget_groups()
        self._learn()
        self._wake()
