"""Members on their way to a session, in a line each, for stories."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.languages import Language
from desk.mentoring.booking import Side, Status
from desk.mentoring.directory import Mentor, Terms
from storage.mentoring.tables import bookings
from tests.mentors import listed, rows
from tests.people import Member, Seen
from tests.storage.sessions import Desk
from tests.world import World

# A Monday in Belgrade, shortly before half past ten; mentors want to know a day before.
MORNING = datetime(2026, 11, 23, 9, 28, tzinfo=UTC)
# One hour a week, tomorrow at nine
RARE = Terms(after=timedelta(), notice=timedelta(), window=timedelta(days=6))


async def looking(member: Member, area: str = "Finance") -> Seen:
    """/mentor, and the field by button: the message with what is offered."""
    await member.says("/mentor")
    asked = await member.last()
    await member.presses(area, on=asked)
    return await now(member, asked)


async def now(member: Member, message: Seen) -> Seen:
    """The message as it stands by now."""
    return next(one for one in await member.sees() if one.id == message.id)


async def pressed(member: Member, message: Seen, *labels: str) -> Seen:
    """The message after these presses, each of which may be the beginning of a label."""
    for label in labels:
        shown, wanted = await now(member, message), member.label(label)
        if wanted not in shown.labels:
            wanted = next((one for one in shown.labels if one.startswith(wanted)), wanted)
        await member.presses_title(wanted, on=shown)
    return await now(member, message)


async def anybody(world: World, *names: str) -> list[Member]:
    return [await world.member(name, Language.EN) for name in names]


async def booked_out(world: World) -> tuple[Mentor, Member, int]:
    """A mentor of one hour a week, who has it, and the booking."""
    vesna = await listed(world, week="tu 9-10", terms=RARE)
    (arta,) = await anybody(world, "Arta")
    await pressed(arta, await looking(arta), "Tue, 24 Nov, 09:00 – Vesna", "Book it")
    return vesna, arta, (await ids(world))[-1]


async def ids(world: World, *states: Status) -> list[int]:
    """Of the bookings that stand so."""
    await world.quiet()
    wanted = states or (Status.BOOKED,)
    query = bookings.select().where(bookings.c.status.in_(wanted)).order_by(bookings.c.id)
    async with rows(world) as tx:
        return [row.id for row in await tx.execute(query)]


async def by_the_desk(world: World, deed: Callable[[Desk], Any]) -> None:
    """What is done elsewhere, at the time that it is."""
    async with rows(world) as tx:
        desk = Desk(tx)
        desk.now = world.box.clock.now()
        await deed(desk)
    assert world.app is not None
    world.app.nudge()
    await world.quiet()


async def called_off(world: World, booking_id: int) -> None:
    await by_the_desk(
        world, lambda desk: desk.bookings.cancel(booking_id, Side.MENTOR, "Sorry", desk.now)
    )


async def taken_away(world: World, mentor: Mentor, **parts: Any) -> None:
    """The coordinator has changed them."""
    await by_the_desk(world, lambda desk: desk.mentors.save(replace(mentor, **parts)))
