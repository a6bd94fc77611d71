"""One unit of work: a transaction, and the desk standing on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.knowledge import Library
from desk.audit import Audit
from desk.canned import Canned
from desk.clock import Clock
from desk.erasure import Erasure
from desk.finding import Finding
from desk.flood import Floods
from desk.gaps import Gaps
from desk.history import History
from desk.hours import Hours
from desk.messages import Messages
from desk.offices import Offices
from desk.organisations import Organisations
from desk.outgoing import Waiting
from desk.people import People
from desk.privacy import Privacy
from desk.questions import Questions
from desk.ratings import Ratings
from desk.staff import Staff
from desk.ticket import Ticket
from desk.tickets import Tickets
from desk.timetable import Timetable
from desk.work import Work
from handlers.context import Context, House
from storage.audit import AuditRows
from storage.canned import CannedRows
from storage.database import Database
from storage.erasure import ErasureRows
from storage.finding import FindingRows
from storage.flood import RushRows
from storage.gaps import GapRows
from storage.held import HeldRows
from storage.history import HistoryRows
from storage.inbox import Inbox
from storage.kept import KeptRows
from storage.marks import Marks
from storage.messages import MessageRows
from storage.offices import OfficeRows
from storage.organisations import OrganisationRows
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from storage.questions import QuestionRows
from storage.staff import StaffRows
from storage.tickets import TicketRows
from storage.timers import TimerRows

TO_SCRUB = "scrub"


@dataclass(slots=True)
class Unit:
    """What a transaction has in its hands. `fresh`: rows to be offered to delivery afterwards."""

    inbox: Inbox
    outbox: OutboxRows
    marks: Marks
    context: Context
    fresh: list[Waiting] = field(default_factory=list)


class Units:
    """Makes units of work; the only place where desk, storage and handlers are put together."""

    def __init__(
        self, database: Database, house: House, library: Library, clock: Clock, staff_chat_id: int
    ) -> None:
        self._database = database
        self.house = house
        self.library = library
        self.clock = clock
        self._configured = staff_chat_id
        self._staff_chat_id: int | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Unit]:
        """Commits at the end; raises what the database raises."""
        async with self._database.transaction() as tx:
            unit = await self._unit(tx)
            yield unit
            if unit.context.erasure.has_erased:
                await unit.marks.put(TO_SCRUB, "", unit.context.now)
            unit.fresh = unit.outbox.fresh

    async def learn(self) -> None:
        """What staff have added, here or in another process, becomes part of the search."""
        async with self._database.transaction() as tx:
            gaps = Gaps(GapRows(tx))
            revision = await gaps.revision()
            if self.library.is_at(revision):
                return
            additions = await gaps.additions()
        await self.library.add(additions, revision)

    async def scrub(self) -> None:
        """What was erased leaves the file as well, now or at the next try."""
        async with self._database.transaction() as tx:
            if await Marks(tx).get(TO_SCRUB) is None:
                return
        if await self._database.scrub():
            async with self._database.transaction() as tx:
                await Marks(tx).drop(TO_SCRUB)

    async def staff_chat_id(self) -> int:
        """The staff group as it is called today."""
        if self._staff_chat_id is None:
            async with self._database.transaction() as tx:
                self._staff_chat_id = await Marks(tx).chat_now(self._configured)
        return self._staff_chat_id

    def forget_chat(self) -> None:
        """The group has moved: its id is looked up anew."""
        self._staff_chat_id = None

    async def _unit(self, tx: AsyncConnection) -> Unit:
        now, marks = self.clock.now(), Marks(tx)
        if self._staff_chat_id is None:
            self._staff_chat_id = await marks.chat_now(self._configured)
        outbox, history = OutboxRows(tx, now), History(HistoryRows(tx))
        people, timers = People(PeopleRows(tx)), TimerRows(tx)

        async def hours_of(ticket: Ticket) -> Hours:
            person = await people.look(ticket.requester_id)
            assert person is not None
            return await context.hours_of(person)

        timetable = Timetable(timers, history, hours_of, self.house.plan)
        tickets = Tickets(TicketRows(tx), history, timetable)
        context = Context(
            house=self.house,
            now=now,
            people=people,
            questions=Questions(QuestionRows(tx), self.library),
            gaps=Gaps(GapRows(tx)),
            canned=Canned(CannedRows(tx)),
            tickets=tickets,
            work=Work(tickets),
            ratings=Ratings(tickets),
            messages=Messages(MessageRows(tx)),
            outbox=outbox,
            memory=marks,
            history=history,
            timers=timers,
            staff=Staff(StaffRows(tx)),
            held=HeldRows(tx),
            finding=Finding(FindingRows(tx), MessageRows(tx), TicketRows(tx)),
            offices=Offices(OfficeRows(tx), self.house.main_office),
            organisations=Organisations(OrganisationRows(tx)),
            privacy=Privacy(ConsentRows(tx), PeopleRows(tx)),
            erasure=Erasure(ErasureRows(tx), tickets),
            floods=Floods(RushRows(tx), self.house.patience),
            kept=KeptRows(tx),
            audit=Audit(AuditRows(tx)),
            staff_chat_id=self._staff_chat_id,
        )
        return Unit(Inbox(tx), outbox, marks, context)
