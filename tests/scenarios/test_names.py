"""Stories about who answers: no name of staff's reaches a member unless the office wants it."""

from collections.abc import AsyncIterator

import pytest

from tests.world import World


@pytest.fixture
async def named_world(sqlite_address: str) -> AsyncIterator[World]:
    async with World(sqlite_address, show_staff_names=True) as opened:
        yield opened


async def test_members_read_who_answers_above_the_words(named_world: World) -> None:
    world = named_world
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    bold = [{"type": "bold", "offset": 8, "length": 4}]
    reply = await besa.says("Sillni 2 < 3 këtu", thread, entities=bold)
    told = await arta.last()
    assert told.text == "Besa:\nSillni 2 < 3 këtu"
    assert [(e["type"], e["offset"], e["length"]) for e in told.raw["entities"]] == [
        ("bold", 0, 5),
        ("bold", 14, 4),
    ]
    await besa.edits(reply, text="Sillni 3")
    assert (await arta.last()).text == "Besa:\nSillni 3\n\n" + arta.label("(edited)")
    await arta.says("Po", reply_to=told.id)
    assert (await besa.sees(thread))[-1].answers == reply.id
    assert (await besa.sees(thread))[-1].text == "Po"
    await besa.says("/undo", thread)
    assert "Sillni" not in (await arta.last()).text
    await besa.says("Për të fundit", thread)
    await arta.says("/kerkesat")
    await arta.presses_title((await arta.last()).labels[0])
    assert "Besa: Për të fundit" in (await arta.last()).text


async def test_captions_bear_the_name_and_stickers_do_not(named_world: World) -> None:
    world = named_world
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    (photo,) = await besa.sends("photo", thread=thread, caption="Salla")
    assert (await arta.last()).text == "Besa:\nSalla"
    assert "photo" in (await arta.last()).raw
    await besa.edits(photo, caption="Salla e madhe")
    assert (await arta.last()).text.startswith("Besa:\nSalla e madhe\n\n")
    await besa.sends("voice", thread=thread)
    assert (await arta.last()).text == "Besa:"
    for kind in ("sticker", "location", "video_note", "poll"):
        await besa.sends(kind, thread=thread)
        assert (await arta.last()).text == ""
        assert kind in (await arta.last()).raw
    await besa.sends("photo", "video", thread=thread, caption="Dy pamje")
    first, second = (await arta.reads())[-2:]
    assert first.text == "Besa:\nDy pamje"
    assert second.text == ""
    assert first.raw["media_group_id"] == second.raw["media_group_id"]


async def test_words_that_leave_no_room_for_the_name_go_without_it(named_world: World) -> None:
    world = named_world
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    for length, text in ((4090, "Besa:\n"), (4091, "")):
        await besa.says("e" * length, thread)
        assert (await arta.last()).text == text + "e" * length
    await besa.sends("photo", thread=thread, caption="e" * 1019)
    assert (await arta.last()).text == "e" * 1019


async def test_otherwise_nobody_is_named(small_world: World) -> None:
    world = small_world
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket()
    await besa.says("Mirë", thread)
    await besa.sends("photo", thread=thread, caption="Salla")
    await arta.says("/kerkesat")
    await arta.presses_title((await arta.last()).labels[0])
    assert arta.label("Support line") in (await arta.last()).text
    assert not any("Besa" in message.text for message in await arta.reads())
