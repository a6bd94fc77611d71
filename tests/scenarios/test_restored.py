"""Stories of a copy that is put back while the line is closed, and of what the line does then."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.outgoing import Call, Chat, Parcel, Priority
from storage.backup import backup
from storage.database import Database
from storage.outbox import OutboxRows
from storage.people import PeopleRows
from storage.restore import restore
from tests.people import Member
from tests.world import World

pytestmark = pytest.mark.usefixtures("postgresql_programs")


async def kept(world: World, folder: Path) -> Path:
    target = folder / "copy"
    assert world.app is not None
    await world.quiet()
    await backup(world.app.database, target)
    return target


async def put_back(world: World, copy: Path) -> None:
    """As `linja db restore --replace` does."""
    await world.close()
    database, now = Database(world.address), world.box.clock.now()
    try:
        await restore(database, copy, now, replace=True)
    finally:
        await database.close()
    await world.open()


async def forgets(arta: Member) -> None:
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    await arta.presses("Yes, erase it now")


async def known(world: World, *people: int) -> set[int]:
    """Those of them whom the line knows."""
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        return set(await PeopleRows(tx).some(people))


async def test_the_line_goes_on_from_the_copy(world: World, tmp_path: Path) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    copy = await kept(world, tmp_path)
    await arta.says("Pas kopjes")
    await put_back(world, copy)
    await arta.says("A jeni aty?")
    assert (await besa.sees(thread))[-1].text == "A jeni aty?"
    await besa.says("Po", thread)
    assert (await arta.last()).text == "Po"


async def test_who_was_forgotten_since_is_forgotten_again(world: World, tmp_path: Path) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.ticket("Na duhet ndihmë")
    ilir = await world.member("Ilir")
    copy = await kept(world, tmp_path)
    await forgets(arta)
    await put_back(world, copy)
    assert await known(world, arta.id, ilir.id) == {ilir.id}
    await besa.says("/find ndihmë")
    assert "Arta" not in (await besa.general())[-1].text


async def test_a_crowd_does_not_read_yesterdays_news_again(world: World, tmp_path: Path) -> None:
    arta = await world.member("Arta")
    await world.later(seconds=1)
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        now = world.box.clock.now()
        news = Call("sendMessage", {"text": "Lajme"})
        await OutboxRows(tx, now).put(
            Parcel(Chat(arta.id), news, Priority.BULK, due_at=now + timedelta(minutes=1))
        )
    target = tmp_path / "copy"
    await backup(world.app.database, target)
    await world.later(hours=8)
    await world.quiet()
    before = len([message for message in await arta.sees() if message.text == "Lajme"])
    await put_back(world, target)
    assert before == 1
    assert len([message for message in await arta.sees() if message.text == "Lajme"]) == 1
