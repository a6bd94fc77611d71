"""Stories about requests that move to another group of staff, and what is in flight meanwhile."""

from collections.abc import AsyncIterator

import pytest

from tests.two_groups import TWO, may_write_in_closed_topics, names, newest, people, texts
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


async def test_a_request_moves_with_its_words_and_files_and_the_member_notices_nothing(
    two: World,
) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    await besa.presses("I take it", old)
    await arta.sends("photo")
    await arta.says("me TVSH?")
    await besa.says("Po shikojmë", old)
    read = len(await arta.reads())
    await besa.says("/move turkish please look at the tax", old)
    new = await newest(two, "turkish")
    seen = await ali.sees(new)
    assert "Buxheti" in seen[0].text
    assert "Taken by" not in seen[0].text
    for words in ("Besa has moved", "please look at the tax", "me TVSH?", "Po shikojmë"):
        assert words in seen[1].text
    assert ["photo" in message.raw for message in seen] == [False, False, True]
    farewell = (await besa.sees(old))[-1]
    assert "goes on in the group “turkish”" in farewell.text
    link = f"/{str(two.groups['turkish']).removeprefix('-100')}/{new}"
    assert any(entity.get("url", "").endswith(link) for entity in farewell.raw["entities"])
    assert (await two.topics())[0]["is_closed"]
    assert len(await arta.reads()) == read
    await arta.says("A jeni aty?")
    assert texts(await ali.sees(new))[-1] == "A jeni aty?"
    await ali.says("/history", new)
    assert "moved to the group “turkish”" in (await ali.told(new)).text


async def test_what_was_said_before_a_move_is_corrected_and_taken_back_after_it(
    two: World,
) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    said = await arta.says("me TVSH?")
    first, second = await besa.says("Po shikojmë", old), await besa.says("Gabim", old)
    await besa.says("/move turkish", old)
    new = await newest(two, "turkish")
    await arta.edits(said, text="me TVSH të plotë?")
    assert texts(await ali.sees(new))[-1] == "me TVSH të plotë?\n\n(edited)"
    await arta.edits(said, text="pa TVSH?")
    assert texts(await ali.sees(new))[-1] == "pa TVSH?\n\n(edited)"
    await besa.edits(first, text="Po e shikojmë")
    assert any("Po e shikojmë" in words for words in texts(await arta.reads()))
    await ali.says("/undo", new)
    assert "Gabim" not in texts(await arta.reads())
    back = next(m for m in await besa.sees(old) if m.id == second.id)
    assert back.reactions == ["🙈"]


async def test_what_is_written_in_the_old_topic_goes_nowhere_and_is_told_where_to(
    two: World,
) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    card = await besa.card(old)
    await may_write_in_closed_topics(besa)
    await besa.says("/move turkish", old)
    new = await newest(two, "turkish")
    read, seen = len(await arta.reads()), len(await ali.sees(new))
    for words in ("Përgjigjja ime", "/claim", "// shënim"):
        said = await besa.says(words, old)
        told = await besa.told(old)
        assert told.answers == said.id
        assert "request #1 goes on in the group “turkish”" in told.text
    assert "goes on in the group" in await besa._press(two.group_id, card, "I take it")
    assert len(await arta.reads()) == read
    assert len(await ali.sees(new)) == seen


async def test_a_request_moves_back_by_a_button_into_a_topic_of_its_own(two: World) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    await may_write_in_closed_topics(besa)
    await besa.says("/move turkish", old)
    await ali.says("/move", new := await newest(two, "turkish"))
    asked = await ali.told(new)
    assert asked.labels == ["main"]
    await ali.presses_on(asked, "main")
    back = await newest(two)
    assert back != old
    assert "goes on in the group" in await ali.forges(two.groups["turkish"], asked, asked.data[0])
    await besa.says("Këtu jam", back)
    said = await besa.says("Dhe këtu?", old)
    assert (await besa.told(old)).answers == said.id
    assert (await arta.last()).text == "Këtu jam"


async def test_words_in_flight_arrive_in_the_new_topic_once_each(two: World) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    flood = {"error_code": 429, "description": "Too Many Requests: retry after 1"}
    await two.post("/control/faults", method="copyMessage", retry_after=1, times=1, **flood)
    for words in ("një", "dy", "tre"):
        await two.post("/control/say", person=arta.id, chat=arta.id, text=words)
    await two.post(
        "/control/say", person=besa.id, chat=two.group_id, thread=old, text="/move turkish"
    )
    await arta.says("katër")
    there = " ".join(texts(await ali.sees(await newest(two, "turkish"))))
    assert [there.count(words) for words in ("një", "dy", "tre", "katër")] == [1, 1, 1, 1]


async def test_what_lands_in_the_old_topic_while_the_request_moves_is_said_again(
    two: World,
) -> None:
    arta, besa, ali = await people(two)
    old = await arta.ticket("Buxheti")
    await two.post("/control/faults", method="copyMessage", slow=0.4)
    await two.post("/control/say", person=arta.id, chat=arta.id, text="në rrugë")
    await two.until(lambda: _is_called(two, "copyMessage"))
    await besa.says("/move turkish", old)
    assert texts(await besa.sees(old)).count("në rrugë") == 1
    there = " ".join(texts(await ali.sees(await newest(two, "turkish"))))
    assert there.count("në rrugë") == 1
    said = next(m for m in await arta.sees() if m.text == "në rrugë")
    assert "👀" in said.reactions


async def _is_called(world: World, method: str) -> bool:
    return any(call["method"] == method for call in await world.get("/control/log"))


@pytest.mark.parametrize("words", ["/move", "/move nowhere now", "/move main"])
async def test_a_group_that_is_not_there_is_answered_with_those_that_are(
    small_two: World, words: str
) -> None:
    arta, besa, _ali = await people(small_two)
    old = await arta.ticket("Buxheti")
    await besa.says(words, old)
    asked = await besa.told(old)
    assert asked.labels == ["turkish"]
    assert await names(small_two, "turkish") == ""
    await besa.presses_on(asked, "turkish")
    assert "Buxheti" in await names(small_two, "turkish")
