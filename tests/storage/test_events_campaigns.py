"""Campaigns as rows: to each once, the most urgent first, and what of changes in a row is told."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.campaigns import Batch, Campaigns, Kind
from desk.events.event import Day, Event, Standing
from desk.events.events import Changed
from desk.events.reminders import EventReminders, reminders_of
from desk.events.subscriptions import Interest
from desk.languages import Language
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.privacy import Consent, Purpose
from storage.database import Database
from storage.events.campaigns import CampaignRows
from storage.events.subscriptions import SubscriptionRows
from storage.events.tables import campaigns
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from storage.schema import outbox
from tests.storage.halls import BEGINS, MONDAY, Hall, member

HOUR = timedelta(hours=1)


class Telling:
    def __init__(self, hall: Hall, first: tuple[int, ...] = ()) -> None:
        async def first_to_tell(_event_id: int, _topic_id: int | None) -> list[int]:
            return [member(number).id for number in first]

        self.hall, self.subscriptions = hall, SubscriptionRows(hall.tx)
        self.campaigns = Campaigns(
            CampaignRows(hall.tx),
            hall.events,
            self.subscriptions,
            EventReminders(hall.timers),
            first_to_tell,
        )

    async def batches(self, most: int = 2, at: int = 0) -> list[Batch]:
        """All that is told, so many at a time."""
        found = []
        while batch := await self.campaigns.batch(MONDAY + at * HOUR, most):
            found.append(batch)
        return found

    async def told(self, most: int = 2, at: int = 0) -> list[tuple[Kind, int]]:
        return [
            (batch.campaign.kind, one.person.id - member(0).id)
            for batch in await self.batches(most, at)
            for one in batch.reached
        ]

    async def change(self, event: Event, **parts: object) -> Event:
        """As it is then."""
        after = replace(event, sequence=event.sequence + 1, **parts)  # type: ignore[arg-type]
        await self.hall.events.save(after)
        await self.campaigns.changed(Changed(event, after), MONDAY)
        return after

    async def remind(self, event: Event) -> None:
        for one in reminders_of(event):
            await self.campaigns.remind(event, one, MONDAY)


def days(hours: int) -> tuple[Day, ...]:
    return (Day(BEGINS + hours * HOUR, BEGINS + (hours + 1) * HOUR),)


async def test_each_is_written_to_once_whoever_cannot_be_is_passed_over(
    tx: AsyncConnection,
) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall), await hall.event(seats=4)
    for number in range(1, 7):
        await hall.sign_up(event, number)
    blocked = replace(member(2), reachable=False)
    await PeopleRows(tx).save(blocked)
    off = Consent(member(3).id, Purpose.REMINDERS, False, 1, Language.SQ, MONDAY)
    await ConsentRows(tx).add(off)
    (_week, day, _hours) = reminders_of(event)
    for _twice in range(2):
        await telling.campaigns.remind(event, day, MONDAY)
    assert await telling.told(most=1) == [(Kind.REMINDER, 1), (Kind.REMINDER, 4)]
    await telling.campaigns.remind(event, day, MONDAY)  # the same reason again
    assert await telling.told() == []
    await telling.change(event, days=days(5))
    concerned = [1, 3, 4, 5, 6]  # a change is told to who waits, too
    assert await telling.told() == [(Kind.CHANGE, number) for number in concerned]


async def test_the_most_urgent_goes_first_and_what_is_useless_is_left_out(
    tx: AsyncConnection,
) -> None:
    hall = Hall(tx)
    telling = Telling(hall)
    event, other = await hall.event(), await hall.event("other")
    await hall.person(9)
    await telling.subscriptions.add(member(9).id, Interest(), MONDAY)
    on = Consent(member(9).id, Purpose.CAMPAIGNS, True, 1, Language.SQ, MONDAY)
    await ConsentRows(tx).add(on)
    for one in (event, other):
        await hall.sign_up(one, 1)
    await telling.campaigns.published(event, MONDAY)
    await telling.change(other, days=days(5))
    await telling.remind(event)
    order = [batch.campaign.urgency for batch in await telling.batches(at=24 * 2)]
    assert order == sorted(order)
    assert [*dict.fromkeys(order)] == [0, 1, 2, 3, 4, 5]
    await telling.campaigns.published(other, MONDAY)
    assert await telling.told(at=24 * 30) == []


async def test_who_asked_for_it_hears_first_and_others_once(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall, first=(4, 2)), await hall.event()
    for number in range(1, 6):
        await hall.person(number)
        await telling.subscriptions.add(member(number).id, Interest(), MONDAY)
        is_on = number != 5
        said = Consent(member(number).id, Purpose.CAMPAIGNS, is_on, 1, Language.SQ, MONDAY)
        await ConsentRows(tx).add(said)
    await telling.campaigns.published(event, MONDAY)
    told = await telling.told()
    assert told == [(Kind.FIRST, 2), (Kind.FIRST, 4), (Kind.NEWS, 1), (Kind.NEWS, 3)]


async def test_of_changes_in_a_row_each_hears_what_they_knew_before_them(
    tx: AsyncConnection,
) -> None:
    """Against a model that remembers for everybody what they were told last."""
    hall, chance = Hall(tx), Random(7)
    telling, event = Telling(hall), await hall.event(seats=None)
    for number in range(1, 8):
        await hall.sign_up(event, number)
    known = dict.fromkeys(range(1, 8), event.days)
    for _change in range(12):
        event = await telling.change(event, days=days(chance.randrange(50)))
        for _some in range(chance.randrange(4)):
            take(await telling.campaigns.batch(MONDAY, 2), event, known)
    for batch in await telling.batches():
        take(batch, event, known)
    assert set(known.values()) == {event.days}


def take(batch: Batch | None, event: Event, known: dict[int, tuple[Day, ...]]) -> None:
    for one in batch.reached if batch else ():
        assert one.seat is not None
        assert batch is not None
        number = one.person.id - member(0).id
        assert batch.campaign.was_for(one.seat).days == known[number]
        known[number] = event.days


async def test_whoever_signs_up_after_a_change_knows_it(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall), await hall.event()
    await hall.sign_up(event, 1)
    changed = await telling.change(event, days=days(3))
    hall.now += timedelta(seconds=1)
    await hall.sign_up(changed, 2)
    assert await telling.told() == [(Kind.CHANGE, 1)]


async def test_what_was_said_of_another_date_is_not_said_of_this_one(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall), await hall.event()
    seat = await hall.sign_up(event, 1)
    assert (await hall.seats.say_comes(seat.id)).comes
    changed = await telling.change(event, link="https://meet.example")
    assert (await hall.seats.look(seat.id)).comes
    await telling.change(changed, days=days(3))
    assert (await hall.seats.look(seat.id)).comes is None


async def test_what_is_cancelled_is_reminded_of_no_more(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall), await hall.event()
    await hall.sign_up(event, 1)
    event = replace(event, published_at=MONDAY)
    await telling.remind(event)
    off = replace(event, standing=Standing.CANCELLED)
    await hall.events.save(off)
    await telling.campaigns.cancelled(off, MONDAY)
    assert await telling.told() == [(Kind.CANCELLED, 1)]
    left = select(campaigns.c.key).where(campaigns.c.ended_at.is_(None))
    assert list(await tx.scalars(left)) == []


async def test_what_cannot_be_gone_on_with_holds_up_nothing_else(tx: AsyncConnection) -> None:
    hall = Hall(tx)
    telling, event = Telling(hall), await hall.event()
    await hall.sign_up(event, 1)
    await telling.remind(event)
    await telling.campaigns.put_off(MONDAY, MONDAY + HOUR)
    (_one, *rest) = await telling.batches()
    assert all(batch.campaign.urgency > 0 for batch in rest)
    assert (Kind.REMINDER, 1) in await telling.told(at=1)


async def test_a_kill_within_a_batch_or_between_two_doubles_nobody_and_leaves_nobody_out(
    address: str,
) -> None:
    """What has not been committed when the program dies has not been."""
    chance, database = Random(3), Database(address)
    async with database.transaction() as tx:
        hall = Hall(tx)
        event = await hall.event(seats=None)
        for number in range(20):
            await hall.sign_up(event, number)
        await Telling(hall).remind(event)
    done, killed = False, 0
    while not done:
        try:
            async with database.transaction() as tx:
                done = await _write(tx, chance)
        except Killed:
            killed += 1
            await database.close()
            database = Database(address)
    async with database.transaction() as tx:
        rows = (await tx.scalars(select(outbox.c.key))).all()
    await database.close()
    assert killed > 5
    assert Counter(rows) == {
        f"{urgency}:{member(number).id}": 1 for urgency in range(3) for number in range(20)
    }


async def _write(tx: AsyncConnection, chance: Random) -> bool:
    """Raises Killed, at any moment."""
    batch = await Telling(Hall(tx)).campaigns.batch(MONDAY, 3)
    rows = OutboxRows(tx, MONDAY)
    for one in batch.reached if batch else ():
        assert batch is not None
        key = f"{int(batch.campaign.urgency)}:{one.person.id}"
        await rows.put(Parcel(Chat(one.person.id), Call("sendMessage", {}), Priority.BULK, key))
        if chance.random() < 0.1:
            raise Killed
    return batch is None


class Killed(Exception):
    """The program, with nothing put away."""


async def test_what_is_of_no_use_any_more_is_not_sent(tx: AsyncConnection) -> None:
    call = Call("sendMessage", {"text": "Nesër"})
    rows = OutboxRows(tx, MONDAY)
    await rows.put(Parcel(Chat(5), call, Priority.BULK, until=MONDAY + HOUR))
    (waiting,) = await rows.waiting(bulk=True, most=9)
    in_time = await rows.claim(waiting.id)
    assert in_time is not None
    await rows.again(in_time, MONDAY, call)  # Telegram has asked for patience
    late = OutboxRows(tx, MONDAY + HOUR)
    assert await late.claim(waiting.id) is None
    assert await late.count() == {"recalled": 1}


async def test_what_waits_is_taken_back_by_the_beginning_of_its_key(tx: AsyncConnection) -> None:
    rows = OutboxRows(tx, MONDAY)
    for key in ("news:1:2:", "news:1:22:", "news:11:2:", None):
        call = Call("sendMessage", {"text": str(key)})
        await rows.put(Parcel(Chat(5), call, Priority.BULK, key))
    later = Parcel(Chat(6), Call("sendMessage", {}), Priority.BULK, None, MONDAY + HOUR)
    await rows.put(later)
    assert await rows.has_many(4)
    assert not await rows.has_many(5)  # the last one is not due
    assert len(await rows.waiting(bulk=True, most=9)) == 4
    await rows.withdraw("news:1:2:")
    assert (await rows.count())["recalled"] == 1
    await rows.withdraw("news:1:")
    assert (await rows.count())["recalled"] == 2
    assert len(await rows.waiting(bulk=True, most=9)) == 2
