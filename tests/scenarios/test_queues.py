"""Stories about lists: what waits, sifted by what one asks for, and the desk's morning."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from desk.languages import Language
from tests.people import Member, Seen, Staff
from tests.scenarios.test_hours import at
from tests.world import World

OFFICE = {"opening_hours": "mo-fr 9-17", "timezone": "Europe/Belgrade"}
NINE = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)  # a Monday in the office, and nobody's holiday


@pytest.fixture
async def office(address: str) -> AsyncIterator[World]:
    """On both engines, on a Monday an hour before it opens."""
    async with World(address, **OFFICE) as world:
        await after(world, hours=-1)
        yield world


@pytest.fixture
async def small_office(sqlite_address: str) -> AsyncIterator[World]:
    async with World(sqlite_address, **OFFICE) as world:
        await after(world, hours=-1)
        yield world


async def after(world: World, **passed: float) -> None:
    """So long after nine on that Monday, and a minute."""
    await at(world, NINE + timedelta(minutes=1, **passed))


async def mornings(besa: Staff) -> list[Seen]:
    return [message for message in await besa.general() if "Good morning" in message.text]


async def crowd(world: World, besa: Staff) -> dict[str, int]:
    """Four members' requests, by name: nobody's, hers, one that waits for the member, nobody's."""
    threads = {}
    for name, language in (("Ane", Language.EU), ("Ali", Language.TR), ("Zana", Language.SQ)):
        member: Member = await world.member(name, language)
        threads[name] = await member.ticket(f"Nga {name}")
    await besa.says("/claim", threads["Ali"])
    await besa.says("Mirë", threads["Zana"])
    return threads


async def test_a_queue_is_narrowed_by_words_in_any_order(office: World) -> None:
    besa = await office.staff()
    await crowd(office, besa)
    await after(office, hours=9)
    late = await office.member("Vesna", Language.SR_LATN)
    await late.ticket("Nga Vesna")
    for words, expected in (
        ("", {"Ane", "Ali", "Vesna"}),
        ("overdue", {"Ane", "Ali"}),
        ("mine", {"Ali"}),
        ("unowned", {"Ane", "Vesna"}),
        ("waiting", {"Zana"}),
        ("tr overdue", {"Ali"}),
        ("OVERDUE, unowned", {"Ane"}),
        ("sr-Cyrl", {"Vesna"}),
        ("mine waiting", {"Zana"}),
    ):
        await besa.says(f"/queue {words}".strip())
        told = (await besa.told()).text
        assert {name for name in ("Ane", "Ali", "Zana", "Vesna") if name in told} == expected
    assert "⏰" not in (await besa.told()).text
    await besa.says("/queue overdue")
    assert (await besa.told()).text.count("⏰") == 2
    await besa.says("/queue mine sq overdue")
    assert "no such request" in (await besa.told()).text
    await besa.says("/queue yesterday")
    assert "/queue overdue sq" in (await besa.told()).text


async def test_nothing_is_missed_however_many_requests_are_open(small_office: World) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    thread = await ane.ticket("E fundit")
    await besa.says("/claim", thread)
    app = small_office.app
    assert app is not None
    async with app.database.transaction() as tx:  # older ones of other people, without a topic
        await tx.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150) "
                "INSERT INTO tickets (requester_id, origin, language, subject, tried, status, "
                "opened_at, since) SELECT requester_id, 'old:' || i, language, 'E vjetër', '[]', "
                "'new', opened_at, 0 FROM tickets, n WHERE tickets.id = 1"
            )
        )
    await besa.says("/my")
    assert "E fundit" in (await besa.told()).text
    await besa.says("/queue")
    told = (await besa.told()).text
    assert "E fundit" in told
    assert "and 140 more" in told


async def test_the_morning_tells_once_what_needs_somebody_and_links_to_it(office: World) -> None:
    besa, mira = await office.staff(), await office.staff("Mira")
    await mira.says("/who")
    threads = await crowd(office, besa)
    await after(office, hours=0)
    assert await mornings(besa) == []  # nothing has waited for a working day
    await after(office, days=1)
    [told] = await mornings(besa)
    head, *lines = told.text.split("\n")
    assert "Good morning" in head
    parts = "\n".join(lines).split("\n\n")
    assert [part.strip().splitlines()[0] for part in parts if part.strip()] == [
        "Nobody has taken: 1",
        "Overdue: 1",
    ]
    assert told.text.index("Nga Ane") < told.text.index("Nga Ali")
    assert "Nga Zana" not in told.text
    assert "Away" not in told.text
    links = [entity["url"] for entity in told.raw["entities"] if entity["type"] == "text_link"]
    assert [int(link.rpartition("/")[2]) for link in links] == [threads["Ane"], threads["Ali"]]
    await after(office, days=1, hours=7)
    assert len(await mornings(besa)) == 1


async def test_who_is_away_is_told_of_and_a_long_wait_that_is_not_overdue(
    sqlite_address: str,
) -> None:
    targets = {"first_reply_within": "normal 9d", "solved_within": "normal 9d"}
    async with World(sqlite_address, **OFFICE, **targets) as office:
        await after(office, hours=-1)
        besa, mira = await office.staff(), await office.staff("Mira")
        await mira.says("/who")
        await crowd(office, besa)
        assert office.app is not None
        async with office.app.database.transaction() as tx:
            away = {"until": int((NINE + timedelta(days=3)).timestamp() * 1000)}
            await tx.execute(text("UPDATE staff SET away_until = :until WHERE name = 'Mira'"), away)
        await after(office, days=2)
        told = (await mornings(besa))[-1].text
        assert "Waiting for over a working day: 1" in told
        assert "Nga Ali" in told
        assert "Overdue" not in told
        assert "• Mira" in told
        await after(office, days=3)
        assert "Mira" not in (await mornings(besa))[-1].text


async def test_a_weekend_has_no_morning_and_neither_has_a_quiet_desk(small_office: World) -> None:
    besa, ane = await small_office.staff(), await small_office.member("Ane")
    await after(small_office, days=4)
    assert await mornings(besa) == []
    await ane.ticket("Raporti")
    await after(small_office, days=6)
    assert await mornings(besa) == []
    await after(small_office, days=8)
    assert len(await mornings(besa)) == 1


async def test_a_morning_that_was_missed_comes_late_and_yesterdays_never(office: World) -> None:
    besa = await office.staff()
    await crowd(office, besa)
    await office.close()
    await after(office, days=2, hours=3)
    await office.open()
    [told] = await mornings(besa)
    assert "It should have come: Wednesday, 3 February 2027, 09:00" in told.text
    await office.close()
    await after(office, days=3, hours=12)  # in the evening
    await office.open()
    await after(office, days=4)
    assert len(await mornings(besa)) == 2
    assert "late" not in (await mornings(besa))[-1].text


async def test_the_morning_can_be_switched_off(sqlite_address: str) -> None:
    async with World(sqlite_address, **OFFICE, morning_digest=False) as office:
        await after(office, hours=-1)
        besa = await office.staff()
        await crowd(office, besa)
        await after(office, days=2)
        assert await mornings(besa) == []
