"""What was on its way while its member was forgotten: it leaves no trace when it arrives."""

from types import SimpleNamespace
from typing import Any

from desk.groups import MAIN, Groups, StaffGroup
from desk.history import History
from desk.incoming import MessageRef
from desk.messages import Author, Messages
from desk.outgoing import Body, Call, Chat, Claimed, General, Mark, Parcel, Priority, Relay, Topic
from desk.people import Person
from desk.tickets import Tickets
from handlers import receipts
from tests.desk.stores import (
    MORNING,
    KnownHistory,
    KnownMessages,
    KnownTickets,
    OneGroup,
    Untimed,
    sent,
    ticket_of,
)

GROUP = -100
COPY = MessageRef(GROUP, 9)
NOBODY = Person(-1, "", None, met_at=MORNING)


class Sent:
    def __init__(self) -> None:
        self.parcels: list[Parcel] = []

    async def put(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)


def desk(*people: Person) -> Any:
    """A desk with a ticket of each of them."""
    known = KnownTickets().having(*(ticket_of(p, n) for n, p in enumerate(people, 7)))
    return SimpleNamespace(
        now=MORNING,
        outbox=Sent(),
        groups=Groups((StaffGroup(MAIN, -100),)),
        messages=Messages(KnownMessages()),
        tickets=Tickets(known, History(KnownHistory()), Untimed(), OneGroup()),
    )


def row(address: Topic | Chat, body: Body) -> Claimed:
    return Claimed(1, "staff", address, body, Priority.STAFF, 1, MORNING)


async def test_a_copy_of_words_that_are_erased_is_deleted_as_soon_as_it_is_there() -> None:
    context = desk()
    await receipts.delivered(row(Topic(7), Relay((sent().at,))), (COPY,), context)
    gone = Call("deleteMessages", {"message_ids": [9]})
    assert context.outbox.parcels == [Parcel(General(), gone, Priority.STAFF)]


async def test_a_copy_of_words_that_stand_is_marked() -> None:
    context = desk()
    await context.messages.add(ticket_of(), Author.MEMBER, "Arta", sent())
    await receipts.delivered(row(Topic(7), Relay((sent().at,))), (COPY,), context)
    assert [parcel.body for parcel in context.outbox.parcels] == [Mark(sent().at, "👀")]


async def test_what_the_line_said_of_a_forgotten_ticket_is_not_written_down() -> None:
    said = Call("sendMessage", {"text": "Tung, Arta"}, about=7)
    ref = MessageRef(1, 5)
    for person, is_kept in ((NOBODY, False), (Person(1, "Arta", None, MORNING), True)):
        context = desk(person)
        await receipts.delivered(row(Chat(1), said), (ref,), context)
        assert (await context.messages.find(ref) is not None) is is_kept
