"""Stories about several groups of staff: who gets a request, whose lists show it, what is lost."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from desk.languages import Language
from tests.people import Member
from tests.two_groups import TWO, names, newest, people, texts, throw_out
from tests.world import World


@pytest.fixture
async def two(address: str) -> AsyncIterator[World]:
    """The main group, and one that takes what comes in Turkish."""
    async with World(address, groups=TWO) as opened:
        yield opened


@pytest.fixture
async def small_two(sqlite_address: str) -> AsyncIterator[World]:
    async with World(sqlite_address, groups=TWO) as opened:
        yield opened


# Who takes a request


async def test_the_first_group_whose_rule_fits_takes_a_request(address: str) -> None:
    rules = {
        "mentors": "service=mentoring",
        "turkish": "language=tr",
        "peja": "office=hub-peja",
        "experts": "",
    }
    async with World(address, groups=rules) as world:
        arta, elif_ = await world.member("Arta"), await world.member("Elif", Language.TR)
        ane, dafina = await world.member("Ane", Language.EN), await world.member("Dafina")
        await (await world.owner()).says("/office new Hub Peja")
        await _is_from(world, dafina, "hub-peja")
        await arta.says("/ticket Buxheti")
        await elif_.says("/ticket Bütçe")
        await dafina.says("/ticket Zyra")
        await ane.says("how do we get a mentor")
        await ane.presses("Talk to a person")
        assert "Buxheti" in await names(world)
        assert "Bütçe" in await names(world, "turkish")
        assert "how do we get a mentor" in await names(world, "mentors")
        assert "Zyra" in await names(world, "peja")
        assert await names(world, "experts") == ""
        assert len(await world.topics()) == 1


async def _is_from(world: World, member: Member, office: str) -> None:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        values = {"office": office, "id": member.id}
        await tx.execute(text("UPDATE people SET office = :office WHERE id = :id"), values)


async def test_each_group_talks_to_its_own_members_even_where_ids_are_the_same(two: World) -> None:
    arta, besa, ali = await people(two)
    elif_ = await two.member("Elif", Language.TR)
    await arta.says("/ticket Buxheti")
    await elif_.says("/ticket Bütçe")
    there, here = await newest(two, "turkish"), await newest(two)
    assert there == here  # each group counts its messages from the start
    mine, theirs = await besa.says("Mirëdita", here), await ali.says("Merhaba", there)
    assert mine.id == theirs.id
    assert ((await arta.last()).text, (await elif_.last()).text) == ("Mirëdita", "Merhaba")
    await ali.edits(theirs, text="Merhaba!")
    await besa.says("/undo", here)
    assert "Mirëdita" not in texts(await arta.reads())
    assert "Merhaba!" in (await elif_.last()).text
    assert "Taken by: Ali" in (await ali.card(there)).text
    assert "Taken by: Besa" in (await besa.card(here)).text


async def test_two_groups_write_canned_replies_and_entries_side_by_side(small_two: World) -> None:
    world = small_two
    owner, ali = await world.owner(), await world.staff("Ali", "turkish")
    await ali.says("hello")  # known by name from a command on
    await ali.says("/my")
    await owner.says("/my")
    await owner.says("/role Ali lead")
    begun = [
        await who.says(f"/canned new {slug} general")
        for who, slug in ((owner, "one"), (ali, "two"))
    ]
    shown = [await owner.told(), await ali.told()]
    assert shown[0].id - begun[0].id == shown[1].id - begun[1].id
    await owner.presses_on(shown[0], "Shqip")
    await ali.presses_on(shown[1], "Türkçe")
    await owner.says("Përgjigjja", reply_to=shown[0].id)
    await ali.says("Yanıt", reply_to=shown[1].id)
    elif_ = await world.member("Elif", Language.TR)
    await elif_.says("/ticket Bütçe")
    there = await newest(world, "turkish")
    await ali.says("/r two", there)
    assert "Yanıt" in (await ali.told(there)).text


async def test_the_owner_of_a_further_group_has_no_rights_by_that(small_two: World) -> None:
    ali = await small_two.staff("Ali", "turkish")
    place = {"chat": ali.group_id, "person": ali.id}
    await small_two.post("/control/members", **place, status="creator")
    await ali.says("/role Ali admin")
    assert "Your role does not allow this" in (await ali.told()).text


async def test_lists_are_the_groups_own_and_all_shows_everybodys(two: World) -> None:
    arta, besa, ali = await people(two)
    elif_ = await two.member("Elif", Language.TR)
    await arta.says("/ticket Buxheti raporti")
    await elif_.says("/ticket Bütçe raporti")
    await ali.says("/queue")
    own = (await ali.told()).text
    assert "Bütçe" in own
    assert "Buxheti" not in own
    assert "Group: turkish. Of every group: /queue all" in own
    await ali.says("/queue all")
    every = (await ali.told()).text
    assert "Of every group" in every
    assert "Bütçe" in every
    assert "Buxheti" in every
    await ali.says("/queue all sq")
    assert "Bütçe" not in (await ali.told()).text
    for words, found in (("raporti", "#2"), ("all raporti", "#1"), ("1", "#1")):
        await ali.says(f"/find {words}")
        assert found in (await ali.told()).text
    await ali.says("/find raporti")
    assert "#1" not in (await ali.told()).text
    await besa.says("/claim", await newest(two))
    await besa.says("/my")
    assert "Buxheti" in (await besa.told()).text
    await ali.says("/ticket 1")
    assert "Buxheti raporti" in (await ali.told()).text


async def test_one_group_alone_never_speaks_of_groups(small_world: World) -> None:
    arta, besa = await small_world.member("Arta"), await small_world.staff()
    thread = await arta.ticket("Buxheti")
    await besa.says("/queue")
    assert "roup" not in (await besa.told()).text
    await besa.says("/find buxheti")
    assert "roup" not in (await besa.told()).text
    await besa.says("/move", thread)
    assert "no other staff group" in (await besa.told(thread)).text


# What goes wrong


async def test_a_deleted_topic_comes_back_in_its_own_group(small_two: World) -> None:
    elif_, ali = (
        await small_two.member("Elif", Language.TR),
        await small_two.staff("Ali", "turkish"),
    )
    await elif_.says("/ticket Bütçe")
    chat, thread = small_two.groups["turkish"], await newest(small_two, "turkish")
    await small_two.post("/control/topic", chat=chat, thread=thread, action="delete")
    await elif_.says("Orada mısınız?")
    assert texts(await ali.sees(await newest(small_two, "turkish")))[-1] == "Orada mısınız?"
    assert await small_two.topics() == []


async def test_a_group_that_moved_takes_only_its_own_topics_along(two: World) -> None:
    arta, besa, ali = await people(two)
    elif_ = await two.member("Elif", Language.TR)
    here = await arta.ticket("Buxheti")
    await elif_.says("/ticket Bütçe")
    was = two.groups["turkish"]
    two.groups["turkish"] = (await two.post("/control/migrate", chat=was))["id"]
    await elif_.says("Orada mısınız?")
    await arta.says("A jeni aty?")
    assert texts(await besa.sees(here))[-1] == "A jeni aty?"
    assert len(await two.topics()) == 1
    there = await newest(two, "turkish")
    seen = texts(await ali.sees(there))
    assert "Bütçe" in seen[0]
    assert seen[-1] == "Orada mısınız?"
    now, two.groups["turkish"] = two.groups["turkish"], was  # the setting names the old one still
    await two.close()
    await two.open()
    two.groups["turkish"] = now
    await ali.says("Buradayız", there)
    assert (await elif_.last()).text == "Buradayız"


@pytest.mark.parametrize("is_told", [True, False], ids=["by an update", "by a refusal"])
async def test_a_group_that_the_bot_is_thrown_out_of_is_lost_and_its_requests_are_not(
    two: World, is_told: bool
) -> None:
    besa = await two.staff()
    elif_, can = await two.member("Elif", Language.TR), await two.member("Can", Language.TR)
    await elif_.says("/ticket Bütçe")
    await can.says("/ticket Rapor")
    await elif_.says("Bir soru daha")
    if is_told:
        await throw_out(two, "turkish")
    else:
        gone = {
            "error_code": 403,
            "description": "Forbidden: bot was kicked from the supergroup chat",
        }
        await two.post("/control/faults", chat=two.groups["turkish"], times=1, **gone)
    await elif_.says("Orada mısınız?")
    assert "Bütçe" in await names(two)
    assert "Rapor" in await names(two)
    told = [m.text for m in await besa.general() if "I am not in the group “turkish”" in m.text]
    assert len(told) == 1
    assert "Open: 2" in told[0]
    thread = next(t for t in await two.topics() if "Bütçe" in t["name"])["message_thread_id"]
    seen = texts(await besa.sees(thread))
    assert "Bir soru daha" in " ".join(seen)
    assert " ".join(seen).count("Orada mısınız?") == 1
    await besa.says("Buradayız", thread)
    assert (await elif_.last()).text == "Buradayız"
    await (await two.member("Eda", Language.TR)).says("/ticket Yeni")
    assert "Yeni" in await names(two)


async def test_a_group_that_the_bot_is_back_in_takes_requests_again(small_two: World) -> None:
    elif_, besa = await small_two.member("Elif", Language.TR), await small_two.staff()
    ali = await small_two.staff("Ali", "turkish")
    await elif_.says("/ticket Bütçe")
    await throw_out(small_two, "turkish", "left")
    thread = await newest(small_two)
    left = await newest(small_two, "turkish")
    await besa.says("/move turkish", thread)
    assert "no other staff group" in (await besa.told(thread)).text
    await throw_out(small_two, "turkish", "administrator")
    assert "I am in the group “turkish” again" in (await besa.told()).text
    await (await small_two.member("Ece", Language.TR)).says("/ticket Tekrar")
    assert "Tekrar" in await names(small_two, "turkish")
    await ali.says("Kimse var mı?", left)
    assert "goes on in the group “main”" in (await ali.told(left)).text
    await besa.says("/move turkish", thread)
    await elif_.says("Teşekkürler")
    assert texts(await ali.sees(await newest(small_two, "turkish")))[-1] == "Teşekkürler"


async def test_a_group_that_is_another_chat_now_has_its_requests_there(small_two: World) -> None:
    world = small_two
    elif_, ali = await world.member("Elif", Language.TR), await world.staff("Ali", "turkish")
    await elif_.says("/ticket Bütçe")
    await world.close()
    world.groups["turkish"] = (await world.post("/control/chats", title="Yeni", members=[ali.id]))[
        "id"
    ]
    await world.open()
    await elif_.says("Orada mısınız?")
    thread = await newest(world, "turkish")
    assert texts(await ali.sees(thread))[-1] == "Orada mısınız?"
    await ali.says("Buradayız", thread)
    assert (await elif_.last()).text == "Buradayız"


async def test_a_group_that_the_settings_name_no_more_leaves_its_requests_to_the_main_one(
    small_two: World,
) -> None:
    world = small_two
    elif_, besa = await world.member("Elif", Language.TR), await world.staff()
    await elif_.says("/ticket Bütçe")
    await world.close()
    world.takes = {}
    await world.open()
    assert "Bütçe" in await names(world)
    assert "names no group “turkish” any more" in (await besa.told()).text
    await world.close()
    await world.open()
    told = [m for m in await besa.general() if "names no group" in m.text]
    assert len(told) == 1
    await elif_.says("Orada mısınız?")
    assert texts(await besa.sees(await newest(world)))[-1] == "Orada mısınız?"


async def test_what_is_found_at_the_start_to_be_lost_is_lost_and_the_rest_has_its_menu(
    sqlite_address: str,
) -> None:
    async with World(sqlite_address, groups={**TWO, "peja": "office=peja"}) as world:
        await world.close()
        await throw_out_quietly(world, "turkish")
        await world.open()
        besa = await world.staff()
        assert "I am not in the group “turkish”" in (await besa.told()).text
        elif_, ali = await world.member("Elif", Language.TR), await world.staff("Ali", "peja")
        await elif_.says("/ticket Bütçe")
        assert "Bütçe" in await names(world)
        menu = await world.menu(ali, world.groups["peja"])
        assert "move" in [command["command"] for command in menu]


async def throw_out_quietly(world: World, group: str) -> None:
    bot: dict[str, Any] = {"person": world.box.world.bot.id, "chat": world.groups[group]}
    await world.post("/control/members", **bot, status="left")
    world.box.world.updates.clear()
