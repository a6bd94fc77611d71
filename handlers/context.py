"""What a handler has in its hands: the desk on one transaction, words, the outbox. No bot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from telegram import CallbackQuery, Message

import faq
from desk.audit import Audit
from desk.blocks import KeptStore
from desk.canned import Canned
from desk.erasure import Erasure
from desk.events.attendance import Attendance
from desk.events.ballots import Ballots
from desk.events.campaigns import Campaigns
from desk.events.demand_forms import DemandFormStore
from desk.events.events import Events
from desk.events.feedback import FeedbackStore
from desk.events.plan import Planned
from desk.events.programme import Programme
from desk.events.seating import Seats
from desk.events.subscriptions import SubscriptionStore
from desk.events.topic import Counting
from desk.events.topics import Topics
from desk.finding import Finding
from desk.flood import Floods, Heard, Patience
from desk.gaps import Gaps
from desk.groups import MAIN as MAIN_GROUP
from desk.groups import Groups, MoveStore, Routing
from desk.held import HeldStore
from desk.history import Actor, History
from desk.hours import Hours
from desk.languages import Language
from desk.lookups import LookupStore
from desk.mentoring.accounts import AccountStore
from desk.mentoring.bookings import Bookings
from desk.mentoring.checklists import Checklists
from desk.mentoring.eligibility import Eligibility, Needs
from desk.mentoring.facilitations import Facilitations
from desk.mentoring.feeds import Feeds
from desk.mentoring.mentors import Mentors
from desk.mentoring.notes import NoteStore
from desk.mentoring.planning import Plans
from desk.mentoring.reminders import Schedule
from desk.mentoring.report import Report
from desk.mentoring.wishes import WishStore
from desk.messages import Messages
from desk.offices import MAIN, Office, Offices
from desk.organisations import Organisations
from desk.outgoing import Call, Chat, Instants, Outbox, Parcel, Priority
from desk.people import People, Person
from desk.privacy import Privacy
from desk.questions import Questions
from desk.ratings import Ratings
from desk.retention import Retention
from desk.staff import Colleague, Staff
from desk.tickets import Tickets
from desk.timers import Plan, TimerStore
from desk.work import Work
from handlers.incoming import ref
from handlers.screen import Screen
from handlers.texts import Texts


class Memory(Protocol):
    """What the program remembers of itself."""

    async def first(self, key: str, value: str, at: datetime) -> bool:
        """True where there was no such mark yet: for what is told once."""

    async def get(self, key: str) -> str | None: ...

    async def put(self, key: str, value: str, at: datetime) -> None: ...

    async def drop(self, key: str) -> None: ...

    async def move_chat(self, old_id: int, new_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class House:
    """What is the same for every update: settings, words, the knowledge base.

    `promise` is how soon a person answers, until enough answers are known to measure it.
    `patience` says what is too much.
    `likelihoods` are of the languages that a text may be in, see `desk.languages.written`.
    `files` is the folder of the knowledge base, for the files of its entries.
    `shows_names`: members read who of the staff answers them.
    `icons` are Telegram's topic icons, emoji to custom_emoji_id.
    `public_url` is where people's calendar programs find the line, or None.
    `hours`, `office` and `office_languages` are the first office's, as the settings say.
    `needs` says whose help needs which grants, and `schedule` when people are told of sessions.
    `planned` is how many events of each kind there are to be, and `topic_votes` whose votes count
    once.
    """

    bot_id: int
    bot_username: str
    texts: Callable[[Language], Texts]
    base: Callable[[], faq.Base]
    search: Callable[[str, str], faq.Answer]
    likelihoods: Callable[[str], Mapping[str, float]]
    staff_language: Language
    timezone: tzinfo
    hours: Hours
    promise: timedelta
    plan: Plan
    patience: Patience
    office: str
    placeholders: Mapping[str, str]
    files: Path
    shows_names: bool = False
    icons: Mapping[str, str] = field(default_factory=dict)
    office_languages: tuple[str, ...] = ()
    retention: Retention = field(default_factory=Retention)
    needs: Needs = field(default_factory=dict)
    planned: Planned = field(default_factory=dict)
    topic_votes: Counting = Counting.PERSON
    schedule: Schedule = field(default_factory=Schedule)
    public_url: str | None = None

    @property
    def staff_texts(self) -> Texts:
        return self.texts(self.staff_language)

    @property
    def main_office(self) -> Office:
        return Office(MAIN, self.office, self.hours, self.office_languages)


@dataclass(slots=True)
class Context:
    """`groups` are as they are called today, and `group` is the one in which staff act. `is_staff`
        was asked of Telegram just before, and is False wherever it does not matter; `colleague` is
        who of the staff acts;
    `hint` is the language that the person's client speaks. `keeps_update`: what came may be kept as
        it came for a while; not where it brings along the words of somebody who is forgotten.
    `heard` is what sort of message a member's is, beside its words.
    """

    house: House
    now: datetime
    people: People
    questions: Questions
    gaps: Gaps
    canned: Canned
    tickets: Tickets
    work: Work
    ratings: Ratings
    messages: Messages
    outbox: Outbox
    memory: Memory
    history: History
    timers: TimerStore
    staff: Staff
    held: HeldStore
    finding: Finding
    offices: Offices
    organisations: Organisations
    privacy: Privacy
    erasure: Erasure
    floods: Floods
    kept: KeptStore
    lookups: LookupStore
    audit: Audit
    moves: MoveStore
    groups: Groups
    routing: Routing
    mentors: Mentors
    eligibility: Eligibility
    report: Report
    wishes: WishStore
    bookings: Bookings
    facilitations: Facilitations
    checklists: Checklists
    feeds: Feeds
    notes: NoteStore
    accounts: AccountStore
    plans: Plans
    events: Events
    seats: Seats
    campaigns: Campaigns
    programme: Programme
    subscriptions: SubscriptionStore
    topics: Topics
    ballots: Ballots
    demand_forms: DemandFormStore
    attendance: Attendance
    feedback: FeedbackStore
    group: str = MAIN_GROUP
    is_staff: bool = False
    owns_group: bool = False
    colleague: Colleague | None = None
    hint: Language | None = None
    keeps_update: bool = True
    heard: Heard | None = None
    instants: Instants = field(default_factory=Instants)

    @property
    def desk_texts(self) -> Texts:
        """In the language of whoever of the staff acts."""
        chosen = self.colleague.language if self.colleague else None
        return self.house.texts(chosen or self.house.staff_language)

    @property
    def actor(self) -> Actor:
        """Who of the staff acts."""
        assert self.colleague is not None
        return self.colleague.actor

    async def hours_of(self, person: Person) -> Hours:
        """When the office that serves this person is open."""
        return (await self.offices.of(person)).hours

    async def zone_of(self, person: Person) -> ZoneInfo:
        """The person's own; before they have said one, that of their office."""
        if person.timezone is not None:
            return ZoneInfo(person.timezone)
        return (await self.hours_of(person)).zone

    def texts_of(self, person: Person) -> Texts:
        """In the language that was chosen; before that, in the one that the client hints at."""
        return self.house.texts(person.language or self.hint or Language.EN)

    async def tell(
        self,
        person_id: int,
        screen: Screen,
        *,
        about: int | None = None,
        answering: int | None = None,
        priority: Priority = Priority.PERSON,
    ) -> None:
        """A message to a person; `about` is the ticket it speaks of, `answering` quotes theirs."""
        params = screen.params()
        if answering is not None:
            params["reply_parameters"] = {
                "message_id": answering,
                "allow_sending_without_reply": True,
            }
        call = Call("sendMessage", params, about)
        await self.outbox.put(Parcel(Chat(person_id), call, priority))

    async def change(
        self, pressed: CallbackQuery, screen: Screen, about: int | None = None
    ) -> None:
        """In the place of the screen whose button was pressed; a file keeps its words."""
        message = pressed.message
        is_file = isinstance(message, Message) and message.document is not None
        if message is None or is_file:  # it may be too old for Telegram to say which it was
            await self.tell(pressed.from_user.id, screen, about=about)
            return
        if screen.looked_up and isinstance(message, Message):  # else it is too old to be deleted
            await self.lookups.note([ref(message)], message.date)
        params = {"message_id": message.message_id, **screen.params()}
        await self.outbox.put(Parcel(Chat(message.chat.id), Call("editMessageText", params, about)))

    def toast(self, pressed: CallbackQuery, text: str, *, alert: bool = False) -> None:
        """At most 200 characters (Bot API, answerCallbackQuery)."""
        self.instants.add(
            "answerCallbackQuery",
            callback_query_id=pressed.id,
            text=text[:200],
            show_alert=alert,
        )
