"""Stories about calendars: a private address that a program reads, and files in the chat."""

import logging
import re
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import aiohttp
import pytest
from sqlalchemy import text

from desk.languages import Language
from desk.mentoring.booking import Booking, Status
from handlers.mentoring import calendar
from storage.mentoring.bookings import BookingRows
from tests.people import Member
from tests.scenarios.test_finding import file_of
from tests.storage.calendars import PLACE, booking_in, mentor_in
from tests.views.calendars import Read, entries_in, entry_in
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Fetched:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(hash=False)

    @property
    def entries(self) -> list[Read]:
        return entries_in(self.body)


async def fetch(url: str, method: str = "GET", tag: str = "") -> Fetched:
    """As a calendar program does."""
    headers = {"If-None-Match": tag} if tag else {}
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, url, headers=headers) as answer,
    ):
        return Fetched(answer.status, await answer.read(), answer.headers)


@asynccontextmanager
async def public(address: str) -> AsyncIterator[World]:
    """Where the line has a public address, beside the polling."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with World(address, public_url=f"http://{listen}/line/", webhook_listen=listen) as world:
        yield world


@pytest.fixture
async def public_world(address: str) -> AsyncIterator[World]:
    async with public(address) as world:
        yield world


@pytest.fixture
async def small_public_world(sqlite_address: str) -> AsyncIterator[World]:
    async with public(sqlite_address) as world:
        yield world


async def mentored(world: World, *guests: Member, arta: Member, defne: Member) -> list[Booking]:
    """Arta has a session at a place in an hour, and one online the day after with her guests."""
    assert world.app is not None
    now = clock(world)
    async with world.app.database.transaction() as tx:
        mentor = await mentor_in(tx, "Defne Öz", now, person_id=defne.id)
        there = await booking_in(tx, mentor, arta.id, now + HOUR, is_online=False)
        online = await booking_in(tx, mentor, arta.id, now + DAY)
        for guest in guests:
            await BookingRows(tx).add_guest(online, guest.id, now)
    return [there, online]


def clock(world: World) -> datetime:
    return world.box.clock.now().replace(microsecond=0)


async def address_of(member: Member, button: str = "Give me an address") -> str:
    await member.says("/calendar")
    await member.presses(button)
    found = re.search(r"http\S+\.ics", (await member.last()).text)
    assert found is not None
    return found[0]


async def save(world: World, booking: Booking) -> None:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        await BookingRows(tx).save(booking)


async def test_a_calendar_program_fetches_what_its_owner_comes_to(public_world: World) -> None:
    world = public_world
    arta, zana = await world.member("Arta"), await world.member("Zana", Language.SR_CYRL)
    defne = await world.member("Defne", Language.TR)
    there, online = await mentored(world, zana, arta=arta, defne=defne)

    mine = await fetch(await address_of(arta))
    assert (mine.status, mine.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    first, second = mine.entries
    assert (first.uid, first.starts_at, first.location) == (there.uid, there.starts_at, PLACE.name)
    assert (second.uid, second.method, second.status) == (online.uid, "PUBLISH", "CONFIRMED")
    assert first.summary == arta.label("Mentoring session: %(name)s", name="Defne Öz")
    assert f"https://t.me/{world.box.world.bot.username}" in first.description
    assert len(first.alarms) == 2

    theirs = (await fetch(await address_of(defne))).entries
    assert [one.summary for one in theirs] == [
        defne.label("Mentoring session: %(name)s", name="Arta")
    ] * 2
    (guests,) = (await fetch(await address_of(zana))).entries
    assert guests.uid == online.uid


async def test_what_is_cancelled_is_said_to_be_and_what_is_long_over_goes(
    small_public_world: World,
) -> None:
    world = small_public_world
    arta, defne = await world.member("Arta"), await world.member("Defne")
    there, online = await mentored(world, arta=arta, defne=defne)
    url = await address_of(arta)
    await save(world, replace(online, status=Status.CANCELLED, sequence=1))
    (_, cancelled) = (await fetch(url)).entries
    assert (cancelled.status, cancelled.sequence, cancelled.alarms) == ("CANCELLED", 1, ())
    await world.later(days=2)
    assert [one.uid for one in (await fetch(url)).entries] == [there.uid]
    await world.later(days=29)
    empty = await fetch(url)
    assert (empty.status, empty.entries) == (200, [])


async def test_a_program_that_has_it_already_is_told_so(small_public_world: World) -> None:
    world = small_public_world
    arta, defne = await world.member("Arta"), await world.member("Defne")
    _, online = await mentored(world, arta=arta, defne=defne)
    url = await address_of(arta)
    first, head = await fetch(url), await fetch(url, "HEAD")
    tag = first.headers["ETag"]
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", tag)
    assert head.headers["Content-Length"] == str(len(first.body))
    assert first.headers["Cache-Control"] == "private, no-cache"
    await world.later(hours=1)
    again = await fetch(url, tag=tag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    await save(world, replace(online, status=Status.CANCELLED, sequence=1))
    changed = await fetch(url, tag=tag)
    assert changed.status == 200
    assert changed.headers["ETag"] != tag


async def test_an_address_that_was_replaced_or_stopped_is_like_one_that_never_was(
    public_world: World,
) -> None:
    world = public_world
    arta, zana = await world.member("Arta"), await world.member("Zana")
    first = await address_of(arta)
    await arta.says("/calendar")
    known = await arta.last()
    assert first not in known.text
    assert known.labels == [arta.label("New address"), arta.label("Stop")]
    second, others = await address_of(arta, "New address"), await address_of(zana)
    assert (await fetch(second)).status == 200
    await arta.presses("Stop")
    assert (await arta.last()).labels[-1] == arta.label("Give me an address")
    never = second[:-47] + "x" * 43 + ".ics"
    answers = [await fetch(url) for url in (first, second, never, second[:-5] + ".ics")]
    assert {(one.status, one.body) for one in answers} == {(404, b"404: Not Found")}
    assert (await fetch(others)).status == 200
    await zana.says("/forgetme")
    await zana.presses("Erase everything")
    await zana.presses("Yes, erase it now")
    assert (await fetch(others)).status == 404


async def test_no_log_tells_an_address(
    small_public_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world = small_public_world
    arta = await world.member("Arta")
    url = await address_of(arta)
    token = url.rpartition("/")[2].removesuffix(".ics")
    await fetch(url)
    await rename(world, "feeds", "elsewhere")  # so that an error has something to tell
    assert (await fetch(url)).status == 503
    await rename(world, "elsewhere", "feeds")
    assert "could not be made" in caplog.text
    assert token not in caplog.text


async def rename(world: World, old: str, new: str) -> None:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        await tx.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


async def test_a_program_in_a_hurry_is_asked_to_wait_and_nobody_waits_with_it(
    small_public_world: World,
) -> None:
    world = small_public_world
    arta, zana = await world.member("Arta"), await world.member("Zana")
    hasty, other = await address_of(arta), await address_of(zana)
    answers = [await fetch(hasty) for _ in range(25)]
    assert {one.status for one in answers} == {200, 429}
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 61
    assert (await fetch(other)).status == 200
    guesses = [await fetch(other[:-47] + f"{n:043}.ics") for n in range(130)]
    assert {one.status for one in guesses} == {404, 429}
    assert (await fetch(other)).status == 200


async def test_without_a_public_address_there_are_files(small_world: World) -> None:
    world = small_world
    arta, defne = await world.member("Arta", Language.EU), await world.member("Defne")
    await arta.says("/egutegia")
    shown = await arta.last()
    assert shown.labels == [arta.label("All my sessions as a file")]
    assert await arta.presses("All my sessions as a file") == arta.label(
        "You have no sessions yet."
    )
    bookings = await mentored(world, arta=arta, defne=defne)
    await arta.presses("All my sessions as a file", on=shown)
    read = entries_in((await file_of(world, await arta.last())).encode())
    assert [one.uid for one in read] == [one.uid for one in bookings]
    await arta.forges(arta.id, shown, "cf.new")  # a button of a time when there was an address
    assert arta.label("All my sessions as a file") in (await arta.reads())[-2].labels
    assert "http" not in (await arta.reads())[-2].text


async def test_each_change_of_a_booking_is_a_file_for_those_who_come(world: World) -> None:
    arta = await world.member("Arta", Language.TR)
    defne = await world.member("Defne", Language.SR_CYRL)
    booked, _ = await mentored(world, arta=arta, defne=defne)
    moved = replace(
        booked, sequence=1, starts_at=booked.starts_at + DAY, ends_at=booked.ends_at + DAY
    )
    ended = replace(moved, sequence=2, status=Status.CANCELLED)
    never = replace(booked, status=Status.EXPIRED)
    await send(world, booked, moved, ended, never)
    for person, other in ((arta, "Defne Öz"), (defne, "Arta")):
        files = [one for one in await person.reads() if "document" in one.raw]
        assert len(files) == 3
        assert len({one.text for one in files}) == 3
        read = [entry_in((await file_of(world, one)).encode()) for one in files]
        assert {one.uid for one in read} == {booked.uid}
        assert [(one.method, one.sequence) for one in read] == [
            ("REQUEST", 0),
            ("REQUEST", 1),
            ("CANCEL", 2),
        ]
        assert [one.starts_at for one in read] == [booked.starts_at, *[moved.starts_at] * 2]
        assert read[0].summary == person.label("Mentoring session: %(name)s", name=other)
        assert "Sa kushton?" in read[0].description
        assert files[0].raw["document"]["mime_type"] == "text/calendar"


async def test_whoever_does_not_come_any_more_is_rid_of_it(small_world: World) -> None:
    world = small_world
    arta, defne = await world.member("Arta"), await world.member("Defne")
    _, online = await mentored(world, arta=arta, defne=defne)
    await send(world, online, out=arta)
    read = entry_in((await file_of(world, await arta.last())).encode())
    assert (read.method, read.uid) == ("CANCEL", online.uid)


async def test_nothing_is_sent_in_the_place_of_somebody_forgotten(small_world: World) -> None:
    world = small_world
    arta, zana = await world.member("Arta"), await world.member("Zana")
    defne = await world.member("Defne")
    _, online = await mentored(world, zana, arta=arta, defne=defne)
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        now = await BookingRows(tx).look(online.id)
    assert now is not None
    await send(world, replace(now, status=Status.CANCELLED, sequence=1))
    for person in (zana, defne):
        assert "document" in (await person.last()).raw
    sent = {call["params"]["chat_id"] for call in await world.calls("sendDocument")}
    assert sent == {zana.id, defne.id}


async def send(world: World, *bookings: Booking, out: Member | None = None) -> None:
    """As the conversation does when something has changed."""
    assert world.app is not None
    assert world.app.units is not None
    async with world.app.units.begin() as unit:
        context = unit.context
        for booking in bookings:
            if out is None:
                await calendar.send_to_all(booking, context, "Sa kushton?")
                continue
            mentor = await context.mentors.get(booking.mentor_id)
            person = await context.people.look(out.id)
            assert person is not None
            await calendar.withdraw(booking, mentor, person, context)
    await world.quiet()
