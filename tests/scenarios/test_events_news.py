"""Stories of the news of an event: texts and pictures, and of whom there may be none."""

from desk.events.event import Event, Question
from desk.languages import Language
from tests.hosts import MONDAY, SATURDAY, anybody, asking, opened, pressed, published
from tests.people import Member, Seen, Staff
from tests.scenarios.test_events_afterwards import content_of, documents, now_in
from tests.scenarios.test_events_door import door_of
from tests.scenarios.test_events_staff import in_general, turned
from tests.scenarios.test_events_telling import told
from tests.scenarios.test_hours import at
from tests.world import World

_NEWS = "📰 <b>There is news of an event where you were.</b>"


async def held(world: World, besa: Staff, *answers: tuple[Member, str]) -> Event:
    """A forum to which they came, and what they said of pictures."""
    event = await published(world, terms=asking(Question.PHOTOS, seats=9))
    for one, answer in answers:
        await pressed(one, await opened(one, event), "Sign up", answer)
    await besa.says(f"/checkin {event.id}")
    await at(world, SATURDAY)
    for one, _answer in answers:
        await one.says(f"/start door_{await door_of(world)}")
    await world.later(hours=9)
    return event


async def card_of(besa: Staff) -> Seen:
    return [one for one in await in_general(besa) if "Report" in one.labels][-1]


async def begun(besa: Staff, event: Event) -> Seen:
    await besa.says(f"/event {event.id}")
    report = await turned(besa, await card_of(besa), "Report")
    await besa.presses_on(report, "News")
    return (await in_general(besa))[-1]


async def written(besa: Staff, page: Seen, label: str, words: str) -> Seen:
    await besa.says(words, reply_to=(await turned(besa, page, label)).id)
    return await now_in(besa, page)


async def pictured(besa: Staff, page: Seen) -> Seen:
    page = await turned(besa, page, "Add pictures")
    await besa.sends("photo", thread=0, reply_to=page.id)
    return await now_in(besa, page)


async def test_news_are_read_in_ones_language_once_nobody_shy_is_in_the_pictures(
    world: World,
) -> None:
    await at(world, MONDAY)
    besa = await world.owner("Besa")
    arta, goran = await world.member("Arta", Language.SQ), await world.member("Goran")
    cila = await world.member("Cila", Language.SR_CYRL)
    event = await held(world, besa, (arta, "No, please not"), (goran, "Yes, they may"))
    page = await begun(besa, event)
    assert "Publish" not in page.labels
    page = await written(besa, page, "Shqip", "Erdhën <dy> veta")
    page = await written(besa, page, "Srpski", "Došle su dve osobe")
    assert "No pictures of these" not in page.text
    page = await pictured(besa, page)
    assert "No pictures of these may be published: they have not said yes.\n• Arta" in page.text
    assert "Goran" not in page.text
    page = await turned(besa, page, "Publish: none of these is in the pictures")
    assert "Published: everybody can read it" in page.text
    await world.close()
    await world.open()
    await read_by(arta, cila, event)
    await taken_back(besa, page, arta, cila, event)


async def read_by(arta: Member, cila: Member, event: Event) -> None:
    """One of them was there."""
    news = await told(arta, arta.words(_NEWS))
    await arta.presses("News and pictures", on=news[0])
    *_others, text, picture = await arta.reads()
    assert "Erdhën <dy> veta" in text.text
    assert "With the help of a donor" in text.text
    assert "photo" in picture.raw
    await cila.presses("News and pictures", on=await opened(cila, event))
    assert "Дошле су две особе" in (await cila.reads())[-2].text


async def taken_back(besa: Staff, page: Seen, arta: Member, cila: Member, event: Event) -> None:
    """Another picture is not seen before somebody has said of it who is in none."""
    card = await opened(cila, event)
    page = await pictured(besa, page)
    assert cila.label("News and pictures") not in (await opened(cila, event)).labels
    page = await turned(besa, page, "Publish: none of these is in the pictures")
    await besa.world.later(hours=24)
    assert len(await told(arta, arta.words(_NEWS))) == 1  # not once more
    await turned(besa, page, "Take it back")
    before = len(await cila.reads())
    await cila.presses("News and pictures", on=card)
    assert len(await cila.reads()) == before


async def test_whoever_takes_their_yes_back_takes_the_pictures_back(world: World) -> None:
    await at(world, MONDAY)
    besa = await world.owner("Besa")
    (arta,) = await anybody(world, "Arta")
    event = await held(world, besa, (arta, "Yes, they may"))
    page = await pictured(besa, await begun(besa, event))
    page = await written(besa, page, "English", "We met")
    assert "Everybody who came has said" in page.text
    page = await turned(besa, page, "Publish")
    card = await opened(arta, event)
    assert "Pictures with you in them may be published." in card.text
    card = await pressed(arta, card, "No pictures of me")
    assert "No pictures with you in them are published." in card.text
    assert "News and pictures" not in card.labels
    said = (await in_general(besa))[-1]
    assert "Does not want to be in pictures any more: Arta" in said.text
    await besa.presses_on(said, "News")
    assert "Publish: none of these is in the pictures" in (await in_general(besa))[-1].labels
    card = await pressed(arta, card, "Pictures of me are fine")
    assert "may be published" in card.text
    await besa.says(f"/event {event.id}")
    report = await turned(besa, await card_of(besa), "Report")
    assert "no longer works" in await arta.forges(arta.id, card, "ev.pics:99:1")
    assert "Seats: 1" in report.text


async def test_what_is_no_news_is_asked_for_again_and_others_may_not_write_it(
    small_world: World,
) -> None:
    await at(small_world, MONDAY)
    besa = await small_world.owner("Besa")
    (arta,) = await anybody(small_world, "Arta")
    event = await held(small_world, besa, (arta, "No, please not"))
    page = await begun(besa, event)
    page = await written(besa, page, "English", "x" * 3001)
    assert "I need a text here, at most 3,000 characters." in (await besa.told()).text
    asked = await turned(besa, page, "Add pictures")
    await besa.says("Here it is", reply_to=asked.id)
    assert "I need pictures or videos here." in (await besa.told()).text
    page = await written(besa, page, "English", "We met")
    page = await turned(besa, await pictured(besa, page), "Take all pictures out")
    assert "Pictures: 0" in page.text
    assert "changed meanwhile" in await besa.forges(besa.group_id, page, f"ed.pub:{event.id}:9")
    page = await turned(besa, page, "Publish")
    assert "Published" in page.text
    for forged in (f"ed.text:{event.id}:news.fr", f"ed.text:{event.id}:x", "ed.news:99"):
        assert "no longer works" in await besa.forges(besa.group_id, page, forged)
    other = await published(small_world, "other")
    assert "no longer works" in await arta.forges(arta.id, await arta.last(), f"ed.read:{other.id}")


async def test_a_report_names_the_donor(small_world: World) -> None:
    await at(small_world, MONDAY)
    event = await published(small_world)
    besa = await small_world.owner("Besa")
    await besa.says(f"/event {event.id}")
    report = await turned(besa, await besa.told(), "Report")
    assert "With the help of a donor" in report.text
    await besa.presses_on(report, "As a table")
    table = await content_of(small_world, (await documents(besa))[-1])
    assert b"With the help of a donor" in table
