"""Stories about the directory: the coordinator arranges it, and mentors open the line."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from desk.languages import Language
from desk.mentoring.areas import Area
from desk.mentoring.wishes import Wish, WishState
from desk.week import ALWAYS
from storage.mentoring.directory import MentorRows
from storage.mentoring.wishes import WishRows
from tests.people import Member, Seen, Staff
from tests.world import World


@pytest.fixture
async def coordinator(world: World) -> Staff:
    return await coordinating(world)


async def coordinating(world: World) -> Staff:
    drita, besa = await world.owner(), await world.staff("Besa")
    await besa.says("/who")
    await drita.says("/role Besa mentors")
    return besa


async def test_somebody_is_added_described_approved_and_opens_the_line(
    world: World, coordinator: Staff
) -> None:
    besa = coordinator
    card = await said(besa, "/mentor new Defne Aydın")
    assert "Defne Aydın · waits for approval" in card.text
    assert "Before they can be approved: a language (button “Languages”); an area" in card.text
    assert "Missing: a language" in await besa.presses_on(card, "Approve")
    card = await pressed(besa, card, "Languages", "Türkçe", "Shqip", "Türkçe", "Türkçe", "Back")
    card = await pressed(besa, card, "Areas", "Finance", "Law", "Finance", "Finance", "Back")
    card = await pressed(besa, card, "Kinds", "Trainer", "Back")
    assert "Kinds: Mentor, Trainer\nLanguages: Shqip, Türkçe\nAreas: Finance, Law" in card.text
    card = await written(besa, card, "Capacity", "3")
    card = await written(besa, card, "Regions", "Prizren, Mitrovica ,")
    card = await pressed(besa, card, "Texts")
    card = await written(besa, card, "Türkçe", "Muhasebe, 10 yıl")
    assert "Regions: Prizren, Mitrovica" in card.text
    assert "Cares for: 0/3 · sessions ahead: 0" in card.text
    assert "Türkçe: Muhasebe, 10 yıl" in card.text
    assert "Before they can" not in card.text
    await opens_the_line(world, besa, await pressed(besa, card, "Approve"))


async def opens_the_line(world: World, besa: Staff, card: Seen) -> None:
    """After a restart."""
    assert "Defne Aydın · approved" in card.text
    await world.close()
    await world.open()
    elif_ = await world.member("Elif", Language.TR)
    await elif_.says(f"/start {token(await pressed(besa, card, 'Link'))}")
    welcomed = await elif_.last()
    assert "Defne Aydın" in welcomed.text
    assert "/saatler" in welcomed.text
    card = await pressed(besa, card, "Back")
    assert "They have opened the line" in card.text


async def test_a_link_is_for_one_person_and_a_new_one_makes_the_old_one_useless(
    world: World, coordinator: Staff
) -> None:
    besa = coordinator
    card = await said(besa, "/mentor new Defne")
    shown = await pressed(besa, card, "Link")
    first = token(shown)
    elif_, arta = await world.member("Elif", Language.TR), await world.member("Arta")
    await elif_.says(f"/start {first}")
    await elif_.says(f"/start {first}")
    assert "Defne" in (await elif_.last()).text
    await arta.says(f"/start {first}")
    assert "Dikush e ka përdorur tashmë këtë link" in (await arta.last()).text
    assert arta.label("Talk to a person") in (await arta.last()).labels
    shown = await pressed(besa, shown, "New link")
    again = token(shown)
    assert again != first
    await elif_.says(f"/start {first}")
    assert "Bu bağlantı artık çalışmıyor." in (await elif_.last()).text
    await arta.says(f"/start {again}")
    assert "Defne" in (await arta.last()).text
    other = token(await pressed(besa, await said(besa, "/mentor new Agim"), "Link"))
    await arta.says(f"/start {other}")
    assert "Ju jeni tashmë në listën e mentorëve, me emrin Defne" in (await arta.last()).text
    for nonsense in ("mentor_", "mentor_" + "x" * 24, "mentor_ğğğğğğğğğğğğğğğğğğğğ"):
        await arta.says(f"/start {nonsense}")
        assert "Ky link" in (await arta.last()).text


async def test_who_has_no_language_yet_is_welcomed_by_their_link_and_then_asked(
    world: World, coordinator: Staff
) -> None:
    link = token(await pressed(coordinator, await said(coordinator, "/mentor new Defne"), "Link"))
    elif_ = await world.member("Elif", None, code="tr")
    await elif_.says(f"/start {link}")
    welcome, asked = (await elif_.reads())[-2:]
    assert "Defne" in welcome.text
    assert "Türkçe" in asked.labels


async def test_a_place_is_written_and_put_on_the_map_by_a_location(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    card = await said(besa, "/mentor new Defne")
    card = await written(besa, card, "Place", "Shtëpia e bardhë, Prizren")
    assert "Now: Shtëpia e bardhë, Prizren" in card.text
    await besa.sends("location", thread=0, reply_to=card.id)
    card = await in_general(besa, card)
    assert "Meets: online, Shtëpia e bardhë, Prizren 📍" in card.text
    card = await pressed(besa, card, "Online: yes")
    assert "Meets: Shtëpia e bardhë, Prizren 📍" in card.text
    card = await written(besa, card, "Place", "-")
    assert "Meets: none yet" in card.text
    assert "a way to meet: online, or a place" in card.text


SLIPS = [
    ("Capacity", "many", "I need a number from 1 to 50."),
    ("Capacity", "0", "I need a number from 1 to 50."),
    ("Regions", ", ,", "I need the names of at most 12 regions"),
    ("Place", "?!", "I need the name of the place first"),
    ("Name", "!", "I need a name of at most 60 characters."),
    ("Name", "AGIM", "Somebody of the directory is called so: Agim."),
]


async def test_a_slip_is_answered_with_what_is_needed_and_the_question_still_stands(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    await said(besa, "/mentor new Agim")
    card = await said(besa, "/mentor new Defne")
    for label, slip, answer in SLIPS:
        asked = await pressed(besa, card, label)
        await besa.says(slip, reply_to=asked.id)
        assert answer in (await besa.told()).text
        assert (await in_general(besa, asked)).text == asked.text
        card = await pressed(besa, asked, "Back")
    asked = await pressed(besa, card, "Texts", "Euskara")
    await besa.says("a" * 701, reply_to=asked.id)
    assert "I need a text of at most 700 characters." in (await besa.told()).text
    await small_world.later(days=8)
    await besa.says("Ondo", reply_to=asked.id)
    assert "Euskara: Ondo" in (await in_general(besa, card)).text
    renamed = await written(besa, await in_general(besa, card), "Name", "Defne A.")
    assert renamed.text.startswith("Defne A.")
    before = renamed.text
    await besa.says("Talk that answers the card", reply_to=card.id)
    assert (await in_general(besa, card)).text == before


async def test_somebody_is_found_by_a_part_of_the_name_in_any_spelling(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    assert "Nobody is in the directory yet." in (await said(besa, "/mentors")).text
    for name in ("Đorđe Šarić", "Đorđe Ilić"):
        await said(besa, f"/mentor new {name}")
    assert "Đorđe Šarić · waits" in (await said(besa, "/mentor ђорђе шарић")).text
    assert "Đorđe Ilić · waits" in (await said(besa, "/mentor ilic")).text
    which = await said(besa, "/mentor djordje")
    assert which.labels == ["Đorđe Ilić", "Đorđe Šarić", "All of the directory"]
    assert "Đorđe Ilić · waits" in (await pressed(besa, which, "Đorđe Ilić")).text
    assert "Nobody of the directory is called “Zana”." in (await said(besa, "/mentor Zana")).text
    assert (
        "Somebody of the directory is called so"
        in (await said(besa, "/mentor new DJORDJE ILIC")).text
    )
    assert "Write the name after the command" in (await said(besa, "/mentor new")).text
    drita = await small_world.owner("Vjosa")
    arta = await small_world.member("Arta", Language.EN)
    thread = await arta.ticket("The budget")
    await drita.says("/mentor Ilić", thread)
    assert "Please write this in General" in (await drita.told(thread)).text


async def test_standing_changes_step_by_step_and_an_old_button_is_answered(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    card = await ready(besa, "Defne")
    card = await pressed(besa, card, "Approve", "Pause")
    assert "Defne · paused" in card.text
    old = card
    card = await pressed(besa, card, "Go on", "Has left")
    assert "Has Defne left?" in card.text
    assert "ahead" not in card.text
    card = await pressed(besa, card, "Yes, has left")
    assert "Defne · has left" in card.text
    pressing = await besa.forges(small_world.group_id, old, "md.step:1:pause")
    assert "This has changed meanwhile: has left." in pressing
    assert "no longer there" in await besa.forges(small_world.group_id, card, "md.open:77")
    assert "no longer works" in await besa.forges(small_world.group_id, card, "md.step:1:dance")
    assert "no longer works" in await besa.forges(small_world.group_id, card, "md.set:1:areas.x")
    assert "no longer works" in await besa.forges(small_world.group_id, card, "md.write:1:about.x")
    stale = await besa.forges(small_world.group_id, card, "md.left:1:3")
    assert "Other sessions are ahead by now" in stale
    assert "Defne · waits for approval" in (await pressed(besa, card, "Back", "Is back")).text


async def test_who_waits_gets_an_offer_when_somebody_is_approved_or_learns_something(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    arta = await small_world.member("Arta", Language.EN)
    card = await ready(besa, "Defne")
    number = await waits(small_world, arta)
    await always_free(small_world)
    card = await pressed(besa, card, "Approve")
    assert await state_of(small_world, number) is WishState.WAITING
    card = await pressed(besa, card, "Areas", "Law")
    assert await state_of(small_world, number) is WishState.OFFERED


async def waits(world: World, member: Member) -> int:
    """For a session about the law, in Albanian."""
    assert world.app is not None
    now, zone = world.box.clock.now(), ZoneInfo("Europe/Belgrade")
    wish = Wish(0, member.id, zone, "sq", now, area=Area.LAW, state=WishState.WAITING)
    async with world.app.database.transaction() as tx:
        return (await WishRows(tx).add(replace(wish, waiting_since=now))).id


async def state_of(world: World, number: int) -> WishState:
    await world.quiet()
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        wish = await WishRows(tx).get(number)
    assert wish is not None
    return wish.state


async def always_free(world: World) -> None:
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        rows = MentorRows(tx)
        for mentor in await rows.all():
            await rows.save(replace(mentor, hours=replace(mentor.hours, week=ALWAYS)))


async def test_whoever_has_everything_erased_is_nobody_of_the_directory(
    small_world: World,
) -> None:
    besa = await coordinating(small_world)
    card = await ready(besa, "Defne")
    link = token(await pressed(besa, card, "Link"))
    elif_ = await small_world.member("Elif", Language.EN)
    await elif_.says(f"/start {link}")
    await elif_.says("/forgetme")
    await elif_.presses("Erase everything")
    await elif_.presses("Yes, erase it now")
    assert "no longer there" in await besa.forges(small_world.group_id, card, "md.open:1")
    assert "Nobody is in the directory yet." in (await said(besa, "/mentors")).text
    assert "Nobody of the directory is called" in (await said(besa, "/mentor Defne")).text
    await said(besa, "/mentor new Defne")


async def test_the_directory_is_for_those_who_coordinate_it(small_world: World) -> None:
    besa = await coordinating(small_world)
    nita = await small_world.staff("Nita")
    card = await said(besa, "/mentor new Defne")
    for words in ("/mentors", "/mentor Defne", "/grant Agimi action 1.1.2027", "/opencall"):
        assert "Your role does not allow this" in (await said(nita, words)).text
    assert "Your role does not allow this" in await nita.presses_on(card, "Approve")
    asked = await pressed(besa, card, "Name")
    await nita.says("Nita", reply_to=asked.id)
    assert "Your role does not allow this" in (await nita.told()).text
    assert "Defne · waits" in (await said(besa, "/mentor Defne")).text


async def test_an_organisation_offers_help_and_the_coordinator_says_yes(
    world: World, coordinator: Staff
) -> None:
    besa, arta = coordinator, await world.member("Arta", Language.EN)
    await arta.says("/peer")
    assert "Please say first for which one you write" in (await arta.last()).text
    await writes_for(arta, "Agimi", "Dituria")
    await arta.says("/peer")
    await arta.presses_title("Agimi")
    offer = await arta.last()
    assert "choose at least one area" in await arta.presses("Offer this help", on=offer)
    for label in ("Finance", "Advocacy: media", "✓ Finance"):
        await arta.presses_title(label, on=await as_it_is(arta, offer))
    await world.later(days=8)
    await arta.presses_title("Law", on=await as_it_is(arta, offer))
    await arta.presses("Offer this help", on=await as_it_is(arta, offer))
    thanked = await as_it_is(arta, offer)
    assert "You offer: Advocacy: media, Law" in thanked.text
    told = await besa.told()
    assert told.text == ("Arta of Agimi offers help to other organisations: Advocacy: media, Law.")
    card = await pressed(besa, told, "Look at it")
    assert "Kinds: Peer\nOrganisation: Agimi\nLanguages: English" in card.text
    await pressed(besa, card, "Approve")
    assert "You are approved" in (await arta.last()).text
    await arta.says("/peer")
    assert (
        "You are in the directory already: Peer, Advocacy: media, Law (approved)"
        in (await arta.last()).text
    )
    await arta.forges(arta.id, thanked, "mp.offer:1:1")
    await arta.forges(arta.id, thanked, "mp.area:77:1")
    assert "You do not write for this organisation any more" in (await as_it_is(arta, offer)).text


async def writes_for(member: Member, first: str, *others: str) -> None:
    await member.says("/profile")
    await member.presses("Organisation")
    await member.says(first)
    for name in others:
        await member.says("/profile")
        await member.presses("Organisation")
        await member.presses("Add another organisation")
        await member.says(name)


# In the coordinator's hands


async def said(staff: Staff, words: str) -> Seen:
    await staff.says(words)
    return await staff.told()


async def pressed(staff: Staff, message: Seen, *labels: str) -> Seen:
    """The message after these presses; a tick before a label is passed over."""
    for label in labels:
        message = await in_general(staff, message)
        ticked = f"✓ {label}"
        await staff.presses_on(message, ticked if ticked in message.labels else label)
    return await in_general(staff, message)


async def written(staff: Staff, card: Seen, label: str, words: str) -> Seen:
    asked = await pressed(staff, card, label)
    await staff.says(words, reply_to=asked.id)
    return await in_general(staff, card)


async def ready(staff: Staff, name: str) -> Seen:
    """Somebody who can be approved."""
    card = await said(staff, f"/mentor new {name}")
    card = await pressed(staff, card, "Languages", "Shqip", "Back")
    return await pressed(staff, card, "Areas", "Finance", "Back")


def token(shown: Seen) -> str:
    """What follows "start=" in the link."""
    found = re.search(r"start=(mentor_[\w-]+)", shown.text)
    assert found, shown.text
    return found[1]


async def in_general(staff: Staff, message: Seen) -> Seen:
    return next(one for one in await staff.general() if one.id == message.id)


async def as_it_is(person: Member, message: Seen) -> Seen:
    return next(one for one in await person.sees() if one.id == message.id)
