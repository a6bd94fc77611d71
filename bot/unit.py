"""One unit of work: a transaction, and the desk standing on it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.knowledge import Library
from bot.watch import causes
from bot.watch.watch import Watch, Watched
from desk.audit import Audit
from desk.canned import Canned
from desk.clock import Clock
from desk.erasure import Erasure
from desk.events.attendance import Attendance
from desk.events.ballots import Ballots
from desk.events.campaigns import Campaigns
from desk.events.events import Events
from desk.events.programme import Programme
from desk.events.reminders import EventReminders
from desk.events.seating import Seats
from desk.events.topic import Counting
from desk.events.topics import Topics
from desk.finding import Finding
from desk.flood import Floods
from desk.gaps import Gaps
from desk.groups import Groups, Routing, StaffGroup
from desk.history import History
from desk.hours import Hours
from desk.mentoring.booking import Cause
from desk.mentoring.bookings import Bookings
from desk.mentoring.candidates import Candidates
from desk.mentoring.checklists import Checklists
from desk.mentoring.eligibility import Eligibility
from desk.mentoring.facilitations import Facilitations
from desk.mentoring.feeds import Feeds
from desk.mentoring.mentors import Mentors
from desk.mentoring.placing import Placing
from desk.mentoring.planning import Morning, Plans
from desk.mentoring.reminders import Reminders
from desk.mentoring.report import Report
from desk.messages import Messages
from desk.offices import Offices
from desk.organisations import Organisations
from desk.outgoing import Waiting
from desk.people import People, Person
from desk.privacy import Privacy
from desk.questions import Questions
from desk.ratings import Ratings
from desk.staff import Staff
from desk.ticket import Ticket
from desk.tickets import Tickets
from desk.timetable import Timetable
from desk.work import Work
from handlers.context import Context, House
from handlers.groups import is_lost, mark_of
from storage.audit import AuditRows
from storage.canned import CannedRows
from storage.database import Database
from storage.erasure import ErasureRows
from storage.events.attendance import AttendanceRows
from storage.events.ballots import BallotRows
from storage.events.campaigns import CampaignRows
from storage.events.demand_forms import DemandFormRows
from storage.events.events import EventRows
from storage.events.feedback import FeedbackRows
from storage.events.making import MakingRows
from storage.events.seats import SeatRows
from storage.events.subscriptions import SubscriptionRows
from storage.events.topics import TopicRows
from storage.finding import FindingRows
from storage.flood import RushRows
from storage.gaps import GapRows
from storage.groups import MoveRows
from storage.held import HeldRows
from storage.history import HistoryRows
from storage.inbox import Inbox
from storage.kept import KeptRows
from storage.lookups import LookupRows
from storage.marks import Marks
from storage.mentoring.accounts import AccountRows
from storage.mentoring.bookings import BookingRows
from storage.mentoring.diaries import DiaryRows
from storage.mentoring.directory import MentorRows
from storage.mentoring.eligibility import EligibilityRows
from storage.mentoring.facilitations import FacilitationRows
from storage.mentoring.feeds import FeedRows
from storage.mentoring.notes import NoteRows
from storage.mentoring.plans import PlanRows
from storage.mentoring.report import ReportRows
from storage.mentoring.wishes import WishRows
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
    """What a transaction has in its hands. `fresh`: rows to be offered to delivery afterwards;
    `moves_groups`: a staff group is another chat now, was lost or is back.
    """

    inbox: Inbox
    outbox: OutboxRows
    marks: Marks
    context: Context
    fresh: list[Waiting] = field(default_factory=list)
    moves_groups: bool = False


class Units:
    """Makes units of work; the only place where desk, storage and handlers are put together."""

    def __init__(
        self,
        database: Database,
        house: House,
        library: Library,
        clock: Clock,
        groups: Sequence[StaffGroup],
        watch: Watch | None = None,
    ) -> None:
        self._database = database
        self.watch = watch or Watch(clock)
        self.house = house
        self.library = library
        self.clock = clock
        self._configured = tuple(groups)
        self.tell: Callable[[AsyncConnection, Unit], Awaitable[None]] | None = None  # the fellows
        self._groups: Groups | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Unit]:
        """Commits at the end; raises what the database raises."""
        async with self._database.transaction() as tx:
            unit = await self._unit(tx)
            yield unit
            if unit.context.erasure.has_erased:
                await unit.marks.put(TO_SCRUB, uuid4().hex, unit.context.now)
            if self.tell is not None:
                await self.tell(tx, unit)
            unit.fresh = unit.outbox.fresh
        if unit.moves_groups:
            self.forget_groups()

    async def learn(self) -> None:
        """What staff have added, here or in another process, becomes part of the search."""
        async with self._database.transaction() as tx:
            gaps = Gaps(GapRows(tx))
            revision = await gaps.revision()
            if self.library.is_at(revision):
                return
            additions = await gaps.additions()
        await self.library.add(additions, revision)

    async def scrub(self) -> bool:
        """What was erased leaves the file as well; False where somebody reads the file still, and
        it is for the next try.
        """
        async with self._database.transaction() as tx:
            wanted = await Marks(tx).get(TO_SCRUB)
        if wanted is None:
            return True
        if not await self._database.scrub():
            return False
        async with self._database.transaction() as tx:
            marks = Marks(tx)
            if await marks.get(TO_SCRUB) == wanted:  # else more was erased meanwhile
                await marks.drop(TO_SCRUB)
        return True

    async def groups(self) -> Groups:
        """The staff groups as they are called today."""
        if self._groups is None:
            async with self._database.transaction() as tx:
                return await self._groups_now(Marks(tx))
        return self._groups

    def forget_groups(self) -> None:
        """One has moved, was lost or is back: they are looked up anew."""
        self._groups = None

    async def _groups_now(self, marks: Marks) -> Groups:
        if self._groups is None:
            found = [await _today(group, marks) for group in self._configured]
            self._groups = Groups(tuple(found))
        return self._groups

    async def _unit(self, tx: AsyncConnection) -> Unit:
        now, marks = self.clock.now(), Marks(tx)
        groups = await self._groups_now(marks)
        outbox, history = OutboxRows(tx, now, causes.current()), History(HistoryRows(tx))
        people, timers = People(PeopleRows(tx)), TimerRows(tx)

        async def hours_of(ticket: Ticket) -> Hours:
            return await context.hours_of(await _known(people, ticket.requester_id))

        async def zone_of(person_id: int) -> ZoneInfo:
            return await context.zone_of(await _known(people, person_id))

        mentoring = _of_mentoring(tx, timers, zone_of, self.house, now)
        seats = Seats(SeatRows(tx), EventRows(tx), timers, zone_of, self.house.schedule.quiet)
        timetable = Timetable(timers, history, hours_of, self.house.plan)
        offices = Offices(OfficeRows(tx), self.house.main_office)
        routing = Routing(groups, offices)
        tickets = Tickets(TicketRows(tx), history, timetable, routing)
        context = Context(
            house=self.house,
            now=now,
            people=people,
            questions=Questions(QuestionRows(tx), Watched(self.library, self.watch)),
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
            offices=offices,
            organisations=Organisations(OrganisationRows(tx)),
            privacy=Privacy(ConsentRows(tx), PeopleRows(tx)),
            erasure=Erasure(
                ErasureRows(tx), tickets, mentoring["bookings"], mentoring["facilitations"], seats
            ),
            floods=Floods(RushRows(tx), self.house.patience),
            kept=KeptRows(tx),
            lookups=LookupRows(tx),
            audit=Audit(AuditRows(tx)),
            moves=MoveRows(tx),
            groups=groups,
            routing=routing,
            **mentoring,
            seats=seats,
            **_of_events(tx, timers, self.house.topic_votes),
        )
        return Unit(Inbox(tx), outbox, marks, context)


async def _known(people: People, person_id: int) -> Person:
    """Somebody of whom there is a row."""
    person = await people.look(person_id)
    assert person is not None
    return person


class _OfMentoring(TypedDict):
    mentors: Mentors
    eligibility: Eligibility
    report: Report
    wishes: WishRows
    bookings: Bookings
    facilitations: Facilitations
    checklists: Checklists
    feeds: Feeds
    notes: NoteRows
    accounts: AccountRows
    plans: Plans


def _of_mentoring(
    tx: AsyncConnection,
    timers: TimerRows,
    zone_of: Callable[[int], Awaitable[ZoneInfo]],
    house: House,
    now: datetime,
) -> _OfMentoring:
    mentors, rows, requests = MentorRows(tx), BookingRows(tx), FacilitationRows(tx)
    reminders = Reminders(timers, zone_of, house.schedule)
    candidates = Candidates(mentors, DiaryRows(tx))
    bookings = Bookings(rows, candidates, WishRows(tx), timers, reminders)
    placing = Placing(rows, candidates, reminders)
    morning = Morning(house.hours.zone, house.schedule.quiet.until)
    return {
        "mentors": Mentors(mentors, lambda one: bookings.waiting.freed(one, Cause.HOURS, now)),
        "eligibility": Eligibility(EligibilityRows(tx), house.needs),
        "report": Report(ReportRows(tx), mentors),
        "wishes": WishRows(tx),
        "bookings": bookings,
        "facilitations": Facilitations(requests, placing, bookings.waiting, timers),
        "checklists": Checklists(requests),
        "feeds": Feeds(FeedRows(tx)),
        "notes": NoteRows(tx),
        "accounts": AccountRows(tx),
        "plans": Plans(PlanRows(tx), timers, morning),
    }


class _OfEvents(TypedDict):
    events: Events
    programme: Programme
    subscriptions: SubscriptionRows
    topics: Topics
    ballots: Ballots
    demand_forms: DemandFormRows
    campaigns: Campaigns
    attendance: Attendance
    feedback: FeedbackRows


def _of_events(tx: AsyncConnection, timers: TimerRows, topic_votes: Counting) -> _OfEvents:
    rows, subscribers = EventRows(tx), SubscriptionRows(tx)
    topics = Topics(TopicRows(tx), topic_votes)
    reminders = EventReminders(timers)
    return {
        "events": Events(rows, MakingRows(tx)),
        "programme": Programme(rows),
        "subscriptions": subscribers,
        "topics": topics,
        "ballots": Ballots(BallotRows(tx)),
        "demand_forms": DemandFormRows(tx),
        "campaigns": Campaigns(
            CampaignRows(tx), rows, subscribers, reminders, topics.first_to_tell
        ),
        "attendance": Attendance(AttendanceRows(tx), SeatRows(tx), rows),
        "feedback": FeedbackRows(tx),
    }


async def _today(group: StaffGroup, marks: Marks) -> StaffGroup:
    return replace(
        group,
        chat_id=await marks.chat_now(group.chat_id),
        is_lost=is_lost(await marks.get(mark_of(group.name))),
    )
