"""Stories about what is written down of the staff's own acts."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from desk.languages import Language
from tests.world import World


async def test_an_admin_reads_who_did_what_and_never_a_word(world: World) -> None:
    owner, besa = await world.owner(), await world.staff()
    ane = await world.member("Ane Secretname", Language.EN)
    thread = await ane.ticket("Somebody steals")
    await besa.says("/find steals")
    await besa.says("/ticket 1")
    await besa.presses_on(await besa.told(), "As a file")
    await besa.says("/sensitive", thread)
    await besa.presses("Open the text", thread)
    await owner.says("/role Besa lead")
    await besa.says("/block 1d", thread)
    await ane.says("Hello?")
    await besa.says("/unblock", thread)
    await owner.says("/audit")
    told = (await owner.told()).text
    for line in (
        "Besa: searched; found: 1",
        "Besa: read the whole request · #1",
        "Besa: took the whole request as a file · #1",
        "Besa: opened the text · #1",
        "Drita: gave a role to Besa",
        "Besa: blocked the member · #1",
        "Besa: unblocked the member · #1",
    ):
        assert line in told
    assert "steals" not in told
    assert "Secretname" not in told


async def test_the_audit_is_narrowed_by_a_request_and_by_a_colleague(small_world: World) -> None:
    owner, besa = await small_world.owner(), await small_world.staff()
    await (await small_world.member("Ane")).ticket("Raporti")
    await besa.says("/find raporti")
    await besa.says("/ticket 1")
    await owner.says("/role Besa lead")
    for words, there, not_there in (
        ("/audit 1", "read the whole request", "searched"),
        ("/audit Besa", "gave a role to Besa", "Nothing"),
        ("/audit Drita", "gave a role", "searched"),
        ("/audit 99", "Nothing is written down", "searched"),
        ("/audit Nobody", "Whom do you mean", "searched"),
    ):
        await owner.says(words)
        told = (await owner.told()).text
        assert there in told
        assert not_there not in told
    await besa.says("/audit")
    assert "Your role does not allow this" in (await besa.told()).text


@pytest.mark.parametrize("act", ["UPDATE audit SET actor_name = 'Zana'", "DELETE FROM audit"])
async def test_nobody_changes_what_is_written_down(world: World, act: str) -> None:
    besa = await world.staff()
    await besa.says("/find steals")
    assert world.app is not None
    with pytest.raises(DBAPIError):
        async with world.app.database.transaction() as tx:
            await tx.execute(text(act))
    async with world.app.database.transaction() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM audit WHERE actor_name = 'Besa'")) == 1
