"""Stories of the coordinator: a session is given to somebody else, or ended; and of who leaves."""

from desk.languages import Language
from desk.mentoring.directory import Place
from tests.bookers import anybody, ids, looking, pressed
from tests.mentors import TOKEN, listed
from tests.people import Member, Seen, Staff
from tests.scenarios.test_hours import at
from tests.sessions import WEDNESDAY, a_session, files, leading, opened
from tests.storage.sessions import at as moment
from tests.world import World


async def turned(besa: Staff, message: Seen, *labels: str) -> Seen:
    """The message of General after these presses; what begins so is pressed."""
    for label in labels:
        shown = next(one for one in await besa.general() if one.id == message.id)
        title = next((one for one in shown.labels if one.startswith(label)), label)
        await besa.presses_on(shown, title)
    return next(one for one in await besa.general() if one.id == message.id)


async def ahead(besa: Staff) -> Seen:
    await besa.says("/sessions")
    return await besa.told()


async def second(world: World, name: str = "Milica") -> Member:
    await listed(world, name)
    member = await world.member(name, Language.EN)
    await member.says(f"/start mentor_{TOKEN}-{name}")
    return member


async def test_the_coordinator_gives_a_session_to_somebody_who_fits_and_is_free(
    world: World,
) -> None:
    besa = await world.owner("Besa")
    vesna, arta = await a_session(world)
    milica = await second(world)
    await listed(world, "Busy", week="mo 9-10")
    shown = await turned(besa, await ahead(besa), WEDNESDAY, "Give it to somebody else")
    assert shown.labels == ["Milica", "Back"]
    await world.close()
    await world.open()
    card = await turned(besa, shown, "Milica")
    assert "Mentor: Milica" in card.text
    told = await arta.last()
    assert "Your session has another mentor now." in told.text
    assert "Until now: Vesna" in told.text
    assert "With: Milica" in told.text
    gone = (await files(vesna))[-1]
    assert "Somebody else gives this session in your place." in gone.text
    assert len(await files(milica)) == 1
    await besa.forges(besa.group_id, card, shown.data[0])  # pressed twice
    assert len(await files(milica)) == 1
    await at(world, moment(2, 9.2))
    late = await besa.forges(besa.group_id, card, f"mz.who:{(await ids(world))[0]}")
    assert "changed meanwhile" in late


async def test_the_coordinator_cancels_with_words_that_both_sides_read(world: World) -> None:
    besa = await world.owner("Besa")
    vesna, arta = await a_session(world)
    asked = await turned(besa, await ahead(besa), WEDNESDAY, "Cancel it")
    assert "Answer this message with a few words: why?" in asked.text
    await besa.says("The <office> is closed", reply_to=asked.id)
    for person in (vesna, arta):
        told = await person.last()
        assert "Cancelled by: our staff\nWhy: The <office> is closed" in told.text
    assert any(label.endswith("· Vesna") for label in (await arta.last()).labels)
    card = next(one for one in await besa.general() if one.id == asked.id)
    assert "Mentoring session · cancelled" in card.text
    assert await ids(world) == []


async def test_only_who_runs_the_mentoring_may_do_so(small_world: World) -> None:
    vesna, _ = await a_session(small_world)
    besa = await small_world.staff("Besa")
    await besa.says("/sessions")
    refused = await besa.told()
    number = (await ids(small_world))[0]
    for data in (f"mz.open:{number}", f"mz.to:{number}:1", f"mz.end:{number}", "mz.open:99"):
        await besa.forges(besa.group_id, refused, data)
    assert await ids(small_world) == [number]
    assert len(await files(vesna)) == 1


async def test_where_a_mentor_leaves_members_choose_others_and_the_rest_is_given_away(
    world: World,
) -> None:
    besa = await world.owner("Besa")
    _vesna, arta = await a_session(world)
    (zana,) = await anybody(world, "Zana")
    await pressed(zana, await looking(zana), "Tue, 24 Nov, 11:00", "Book it")
    milica = await second(world)
    await besa.says("/mentor Vesna")
    left = await turned(besa, await besa.told(), "Has left", "Yes, has left")
    assert "Sessions that nobody gives now:" in left.text
    assert left.labels[:2] == ["Tue, 24 Nov, 11:00 · Zana", "Wed, 25 Nov, 09:00 · Arta"]
    told = await arta.last()
    assert "does not give sessions any more." in told.text
    assert all("Milica" in label for label in told.labels[:3])
    await pressed(arta, told, told.labels[1])
    assert "With: Arta" in (await milica.last()).text
    await turned(besa, left, "Tue, 24 Nov, 11:00", "Milica")
    assert "With: Milica" in (await zana.last()).text
    assert len(await ids(world)) == 2


async def test_whoever_is_forgotten_leaves_nobody_waiting(world: World) -> None:
    besa = await world.owner("Besa")
    vesna, arta = await a_session(world)
    (zana,) = await anybody(world, "Zana")
    await pressed(zana, await looking(zana), "Tue, 24 Nov, 11:00", "Book it")
    await second(world)
    await forget(arta)
    told = await vesna.last()
    assert "the member is not on this line any more." in told.text
    assert "Arta" not in told.text
    assert told.raw["document"]
    await forget(vesna)
    general = await besa.told()
    assert "Sessions that nobody gives now:" in general.text
    assert "Vesna" not in general.text
    offered = await zana.last()
    assert all("Milica" in label for label in offered.labels[:3])
    await pressed(zana, offered, offered.labels[0])
    assert len(await ids(world)) == 1


async def forget(member: Member) -> None:
    await member.says("/forgetme")
    await member.presses("Erase everything")
    await member.presses("Yes, erase it now")


async def test_a_mentor_who_meets_elsewhere_changes_no_time_and_everybody_hears_of_it(
    small_world: World,
) -> None:
    vesna = await leading(
        small_world, is_online=False, place=Place("Qendra rinore"), regions=("Prizren",)
    )
    (arta,) = await anybody(small_world, "Arta")
    await pressed(arta, await looking(arta), WEDNESDAY, "Book it")
    await vesna.says("/hours")
    await pressed(vesna, await vesna.last(), "Place and time")
    page = await vesna.last()
    await pressed(vesna, page, next(one for one in page.labels if "lace" in one))
    await vesna.says("Biblioteka, Prizren")
    told = (await files(arta))[-1]
    assert "The place of the session is another one now." in told.text
    assert "Where: Biblioteka, Prizren" in told.text
    assert "When: Wednesday, 25 November 2026, 09:00–10:00" in told.text
    assert await opened(arta)
