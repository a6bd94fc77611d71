"""Stories about words whose time is over: they go once a day, and what still counts stays."""

from typing import Any

from sqlalchemy import select, update

from storage.marks import Marks
from storage.schema import messages, questions, tickets
from tests.world import World


async def rows(world: World, *columns: Any) -> list[Any]:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        query = select(*columns).order_by(columns[0].table.c.id)
        return [tuple(row) for row in await tx.execute(query)]


async def a_new_start(world: World) -> None:
    """Returns when the line has looked for what has had its time."""
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        await Marks(tx).put("scrub", "", world.box.clock.now())
    await world.close()
    await world.open()

    async def is_over() -> bool:
        assert world.app is not None
        async with world.app.database.transaction() as tx:
            return await Marks(tx).get("scrub") is None

    await world.until(is_over)


async def test_a_year_after_closing_the_words_go_and_the_counts_stay(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    first = await arta.ticket("Na duhet ndihmë")
    await besa.says("Shkruani bankës", first)
    await besa.says("/solve Banka pagoi", first)
    await arta.presses("Solved, thank you")
    await arta.presses_title("4")
    await arta.says("/new")
    await arta.says("xyzzy qwrt plugh")
    await arta.ticket("E hapur")
    await world.later(days=364)
    await a_new_start(world)
    assert ("Na duhet ndihmë",) in await rows(world, tickets.c.subject)
    await world.later(days=2)
    await a_new_start(world)
    kept = await rows(world, tickets.c.subject, tickets.c.solution, tickets.c.rating)
    assert kept == [("", None, 4), ("E hapur", None, None)]
    theirs = await rows(world, messages.c.ticket_id, messages.c.html)
    assert {html for number, html in theirs if number == 1} == {""}
    assert "E hapur" in [html for number, html in theirs if number == 2]
    assert await rows(world, questions.c.plain) == [("",), ("",), ("E hapur",)]
    await besa.says("/find bankes")
    assert "#1" not in (await besa.told()).text
    await besa.says("/ticket 1")
    assert "bankës" not in (await besa.told()).text


async def test_it_is_done_once_a_day_however_often_the_line_is_started(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("/close", thread)
    await world.later(days=366)
    for days, left in ((0, ""), (0, "Anew"), (1, "")):
        await world.later(days=days)
        await a_new_start(world)
        assert await rows(world, tickets.c.subject) == [(left,)]
        assert world.app is not None
        async with world.app.database.transaction() as tx:
            await tx.execute(update(tickets).values(subject="Anew", erased_at=None))


async def test_what_staff_held_back_and_left_goes_after_a_month(world: World) -> None:
    arta, besa, luan = await world.member("Arta"), await world.staff(), await world.staff("Luan")
    thread = await arta.ticket("Na duhet ndihmë")
    await besa.says("/claim", thread)
    await luan.says("Unë mendoj ndryshe", thread)
    asked = await luan.told(thread)
    await world.later(days=31)
    await a_new_start(world)
    toast = await luan.presses_on(asked, "Send to the member")
    assert toast == "This has been decided already."
    assert "mendoj" not in (await arta.last()).text
