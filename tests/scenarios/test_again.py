"""Stories of an operator who has something tried again while the line is open."""

import pytest

from storage.database import Database
from storage.dead import DeadRows
from tests.world import World


async def elsewhere(world: World, *, parcels: bool) -> list[int]:
    """As `linja dead retry --all` and `linja outbox retry --all` do in a process of their own."""
    database = Database(world.address)
    try:
        async with database.transaction() as tx:
            rows = DeadRows(tx)
            now = world.box.clock.now()
            return await (rows.send_again(None, now) if parcels else rows.retry(None))
    finally:
        await database.close()


async def test_what_was_set_aside_is_handled_once_the_line_can(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = small_world
    arta = await world.member("Arta")

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.questions.answer", broken)
    await arta.says("xyzzy qwrt")
    monkeypatch.undo()
    assert arta.label("Send it to the support line") not in (await arta.last()).labels
    assert len(await elsewhere(world, parcels=False)) == 1
    assert arta.label("Send it to the support line") in (await arta.last()).labels


async def test_what_could_not_be_delivered_goes_out_once_it_can(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    never = {"error_code": 400, "description": "Bad Request: the message can't be copied"}
    await world.post("/control/faults", method="copyMessage", chat=arta.id, times=1, **never)
    await besa.says("Mirëdita!", thread)
    assert (await arta.last()).text != "Mirëdita!"
    assert len(await elsewhere(world, parcels=True)) == 1
    assert (await arta.last()).text == "Mirëdita!"
