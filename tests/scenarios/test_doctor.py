"""Stories about a line that is not well: staff hear of it once, and once that it is over."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desk.languages import Language
from tests.bot.patients import OFFICE
from tests.people import Seen
from tests.scenarios.test_stoppage import Log, log, pragma
from tests.world import CATALOGUES, World

RIGHT = "can_manage_topics"
_ = log  # a fixture


@asynccontextmanager
async def line(address: str, **settings: Any) -> AsyncIterator[World]:
    """One that looks at itself, and lacks nothing."""
    async with World(address, **{**OFFICE, "check_up_minutes": 10, **settings}) as world:
        yield world


@pytest.fixture
async def world(request: pytest.FixtureRequest, address: str) -> AsyncIterator[World]:
    """Its staff read the language that the story is told in."""
    named = "language" in request.fixturenames
    language = request.getfixturevalue("language") if named else Language.EN
    async with line(address, staff_language=language) as opened:
        yield opened


@pytest.fixture
async def small_world(sqlite_address: str) -> AsyncIterator[World]:
    async with line(sqlite_address) as opened:
        yield opened


async def said(world: World) -> list[Seen]:
    """What the line has told staff of itself."""
    return [one for one in await world.messages(world.group_id) if one.text.startswith("🩺")]


async def rounds(world: World, n: int = 1) -> None:
    """It has looked at itself so often, and said what there was to say: one more has begun."""
    for _ in range(n + 1):
        await world.quiet()  # else what has just come would have waited for ten minutes
        await another(world)


async def another(world: World) -> None:
    """It looks once more."""
    before = await looks(world)
    await world.later(minutes=10)

    async def has_looked() -> bool:
        return await looks(world) > before

    await world.until(has_looked)


async def looks(world: World) -> int:
    """How many there have been: each asks this once."""
    log = await world.get("/control/log")
    return sum(call["method"] == "getWebhookInfo" for call in log)


async def rights(world: World, *, are_there: bool, chat: int | None = None) -> None:
    changed = {RIGHT: are_there}
    await world.post("/control/rights", chat=chat or world.group_id, **changed)


async def test_a_line_that_is_well_says_nothing(world: World) -> None:
    await rounds(world, 2)
    assert await said(world) == []


@pytest.mark.parametrize("language", list(Language))
async def test_staff_read_what_is_wrong_and_that_it_is_over(
    world: World, language: Language
) -> None:
    _ = CATALOGUES.texts(language)
    await rights(world, are_there=False)
    await rounds(world)
    (unwell,) = await said(world)
    assert _.label("Manage topics") in unwell.text
    assert "linja doctor" in unwell.text
    assert "message_thread_id" not in unwell.raw
    await rights(world, are_there=True)
    await rounds(world)
    over = _.label("🩺 All is well with the line again.")
    assert [one.text for one in await said(world)] == [unwell.text, over]


async def test_what_has_been_told_is_not_told_again_even_after_a_restart(world: World) -> None:
    await rights(world, are_there=False)
    await rounds(world, 3)
    assert len(await said(world)) == 1
    await world.close()
    await world.open()
    await rounds(world, 2)
    assert len(await said(world)) == 1


async def test_what_comes_and_goes_is_told_once_in_some_hours(small_world: World) -> None:
    world = small_world
    for _ in range(3):
        await rights(world, are_there=False)
        await rounds(world)
        await rights(world, are_there=True)
        await rounds(world)
    assert len(await said(world)) == 2  # that it began, and that it was over
    await world.later(hours=3)
    await rights(world, are_there=False)
    await rounds(world)
    assert len(await said(world)) == 3


async def test_another_trouble_meanwhile_is_told_by_itself(small_world: World) -> None:
    world = small_world
    await rights(world, are_there=False)
    await rounds(world)
    await world.post("/control/rights", chat=world.group_id, can_delete_messages=False)
    await rounds(world)
    first, second = (one.text for one in await said(world))
    assert ("Manage topics" in first, "Delete messages" in first) == (True, False)
    assert ("Manage topics" in second, "Delete messages" in second) == (False, True)


async def test_empty_texts_of_the_office_are_told_when_the_line_opens(sqlite_address: str) -> None:
    async with line(sqlite_address, office_contact="") as world:
        await rounds(world)
        (unwell,) = await said(world)
        assert "OFFICE_CONTACT" in unwell.text
        assert "OFFICE_NAME" not in unwell.text


async def test_a_trouble_of_another_group_is_told_with_its_name(sqlite_address: str) -> None:
    async with line(sqlite_address, groups={"turkish": "language=tr"}) as world:
        await rights(world, are_there=False, chat=world.groups["turkish"])
        await rounds(world)
        (unwell,) = await said(world)
        assert "turkish: I lack a right" in unwell.text


async def test_where_the_group_cannot_be_reached_the_log_alone_has_it(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world, bot = small_world, small_world.box.world.bot.id
    place = {"chat": world.group_id, "person": bot}
    with caplog.at_level(logging.INFO):
        await world.post("/control/members", **place, status="left")
        await rounds(world, 2)
        told = [one for one in caplog.records if one.getMessage().startswith("Staff group")]
        assert [record.levelname for record in told] == ["WARNING"]
        assert await said(world) == []
        await world.post("/control/members", **place, status="administrator")
        await rounds(world)
    assert "Staff group: mended" in caplog.messages
    assert await said(world) == []


async def test_while_the_database_takes_nothing_staff_wait_and_hear_of_it_afterwards(
    small_world: World, log: Log
) -> None:
    world = small_world
    await pragma(world, "query_only = ON")
    await rights(world, are_there=False)
    await another(world)
    await another(world)
    assert not log.has("look at itself")
    await pragma(world, "query_only = OFF")
    await rounds(world)
    assert "Manage topics" in " ".join(one.text for one in await said(world))


async def test_a_letter_that_was_set_aside_is_told_until_somebody_has_seen_to_it(
    small_world: World,
) -> None:
    world = small_world
    assert world.app is not None
    await (await world.member()).says("Mirëdita")
    async with world.app.database.transaction() as tx:
        await tx.execute(text("UPDATE inbox SET dead_at = 1, done_at = NULL"))
    await rounds(world)
    (unwell,) = await said(world)
    assert "could not be handled" in unwell.text
    async with world.app.database.transaction() as tx:
        await tx.execute(text("DELETE FROM inbox"))
    await rounds(world)
    assert (await said(world))[-1].text == "🩺 All is well with the line again."


async def test_what_was_told_at_once_with_its_cure_is_not_told_again(small_world: World) -> None:
    world = small_world
    assert world.app is not None
    besa = await world.staff()
    await world.post("/control/updates", update={"message": {"message_id": "no number"}})
    (at_once,) = [one for one in await besa.general() if "set aside" in one.text]
    assert "linja doctor" in at_once.text
    await rounds(world)
    assert await said(world) == []
    async with world.app.database.transaction() as tx:
        await tx.execute(text("DELETE FROM inbox WHERE dead_at IS NOT NULL"))
    await rounds(world)
    assert [one.text for one in await said(world)] == ["🩺 All is well with the line again."]


async def test_a_page_that_is_spoilt_while_the_line_is_open_is_told(
    sqlite_address: str, tmp_path: Path
) -> None:
    page = tmp_path / "house" / "where.en.md"
    page.parent.mkdir()
    whole = "---\ntitle: Where is it?\nphrasings:\n- where\n---\nThere.\n"
    page.write_text(whole)
    async with line(sqlite_address, faq_dir=tmp_path) as world:
        page.write_text("no head")
        assert world.app is not None
        assert world.app.units is not None
        await world.app.units.library.reread()
        await rounds(world)
        (unwell,) = await said(world)
        assert "Page: where.en.md" in unwell.text


async def test_switched_off_the_line_does_not_look_at_itself(sqlite_address: str) -> None:
    async with line(sqlite_address, check_up_minutes=0, office_name="") as world:
        await world.later(minutes=20)
        assert await world.calls("getWebhookInfo") == []
        assert await said(world) == []
