"""Stories in which the rest of the desk meets several groups of staff."""

from collections.abc import AsyncIterator

import pytest

from desk.anonymity import code_word
from desk.languages import Language
from tests.people import Seen, Staff
from tests.scenarios.test_blocks import lead
from tests.scenarios.test_forgetting import ask_to_be_forgotten, everything
from tests.scenarios.test_queues import OFFICE, after, mornings
from tests.scenarios.test_timers import called, told_in
from tests.two_groups import TWO, chat_of, may_write_in_closed_topics, names, newest, people, texts
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


@pytest.fixture
async def office(sqlite_address: str) -> AsyncIterator[World]:
    """Two groups, on a Monday an hour before the office opens."""
    async with World(sqlite_address, groups=TWO, **OFFICE) as opened:
        await after(opened, hours=-1)
        yield opened


async def test_each_group_has_its_own_morning_and_its_own_queue(office: World) -> None:
    arta, besa, ali = await people(office)
    ece, elif_ = await office.staff("Ece", "turkish"), await office.member("Elif", Language.TR)
    await arta.says("/ticket Buxheti")
    await elif_.says("/ticket Bütçe")
    await ece.says("/away 9 days")
    await after(office, days=1)
    (ours,), (theirs,) = await mornings(besa), await mornings(ali)
    assert ("Buxheti" in ours.text, "Bütçe" in ours.text) == (True, False)
    assert ("Buxheti" in theirs.text, "Bütçe" in theirs.text) == (False, True)
    assert ("Ece" in ours.text, "Ece" in theirs.text) == (False, True)
    for words, shown in (
        ("", {"Bütçe"}),
        ("overdue", {"Bütçe"}),
        ("overdue all", {"Bütçe", "Buxheti"}),
        ("all", {"Bütçe", "Buxheti"}),
        ("all sq unowned", {"Buxheti"}),
        ("waiting", set()),
    ):
        await ali.says(f"/queue {words}")
        told = (await ali.told()).text
        assert {subject for subject in ("Bütçe", "Buxheti") if subject in told} == shown, words
        assert ("Of every group: /queue all" in told) == ("all" not in words), words
    await office.close()
    office.takes = {}  # one group again, whose morning tells of everything
    await office.open()
    await after(office, days=2)
    both = (await mornings(besa))[-1].text
    assert "Buxheti" in both
    assert "Bütçe" in both


async def test_what_happens_by_itself_happens_where_the_request_is_now(office: World) -> None:
    arta, besa, ali = await people(office)
    old = await arta.ticket("Buxheti")
    await ali.says("/who")
    await besa.says("/claim", old)
    await after(office, hours=2)
    await besa.says("/move turkish", old)
    new = await newest(office, "turkish")
    assert "Due: Monday, 1 February 2027, 17:00" in (await ali.card(new)).text
    await after(office, hours=6)
    (warned,) = await told_in(ali, new)
    assert "needs its first reply soon" in warned.text
    assert called(warned) == {ali.id}
    assert [seen for seen in await besa.sees(old) if "reply soon" in seen.text] == []
    await ali.says("Ne jemi këtu", new)
    (topic,) = await office.topics(chat_of(office, "turkish"))
    assert topic["icon_emoji"] == "💬"
    for days in (4, 9, 14):
        await after(office, days=days)
        await office.quiet()
    (topic,) = await office.topics(chat_of(office, "turkish"))
    assert topic["icon_emoji"] == "✅"
    await ali.says("/history", new)
    told = (await ali.told(new)).text
    assert told.count("the line: the member was reminded") == 2
    assert "the line: closed" in told


async def line(staff: Staff, thread: int) -> Seen:
    return next(m for m in reversed(await staff.sees(thread)) if "has arrived" in m.text)


async def test_of_a_sensitive_request_no_word_moves_and_the_words_are_there_to_open(
    two: World,
) -> None:
    _arta, besa, ali = await people(two)
    ane = await two.member("Ane", Language.EN)
    old = await ane.ticket("My colleague threatens me")
    await ane.sends("photo", caption="The letter")
    await may_write_in_closed_topics(besa)
    await besa.says("/sensitive", old)
    await two.later(minutes=5)
    await ane.says("He came again")
    await ane.says("I am afraid")
    before = await line(besa, old)
    await besa.says("/move turkish", old)
    new = await newest(two, "turkish")
    seen = await ali.sees(new)
    assert not any("photo" in message.raw for message in seen)
    shown = f"{texts(seen)} {await names(two, 'turkish')}"
    assert not any(one in shown for one in ("threatens", "The letter", "He came", "afraid"))
    opened = await ali.presses_on(await line(ali, new), "Open the text")
    assert opened == "He came again\nI am afraid"
    assert "goes on in the group “turkish”" in await besa.presses_on(before, "Open the text")
    await two.later(minutes=5)
    await ane.says("Are you there?")
    assert await ali.presses_on(await line(ali, new), "Open the text") == "Are you there?"


async def test_the_text_is_taken_out_of_the_topics_that_it_was_in_before(small_two: World) -> None:
    arta, besa, ali = await people(small_two)
    await besa.says("/move turkish", await arta.ticket("Ai më kërcënon"))
    new = await newest(small_two, "turkish")
    await arta.says("Prapë erdhi")
    await ali.says("/sensitive", new)
    await ali.presses_on(await ali.told(new), "Take the text out of this topic")
    told = (await ali.told(new)).text
    assert "1 message was taken out of this topic." in told
    assert "1 topic that it was in before is deleted." in told
    assert "erdhi" not in " ".join(texts(await ali.sees(new)))
    assert await small_two.topics() == []


async def test_an_anonymous_request_moves_under_its_code_word_and_shows_no_office(
    sqlite_address: str,
) -> None:
    rules = {"hub": "office=hub-peja", "turkish": "language=tr"}
    async with World(sqlite_address, groups=rules) as world:
        drita, ali = await world.owner(), await world.staff("Ali", "turkish")
        await drita.says("/office new Hub Peja")
        await drita.says("/office hub-peja languages sq")
        ane = await world.member("Ane Secretname")
        await ane.says("/ticket Buxheti")
        assert "Buxheti" in await names(world, "hub")
        await ane.says("/anonymous")
        await ane.says("xyzzy")
        old = await newest(world)
        await ane.says("plugh")
        await drita.says("/move turkish look at this", old)
        new = await newest(world, "turkish")
        assert any("plugh" in words for words in texts(await ali.sees(new)))
        await ali.says("Merhaba", new)
        assert (await ane.last()).text == "Merhaba"
        calls = [c["params"] for c in await world.calls()]
        there = [c for c in calls if c.get("chat_id") == world.groups["turkish"]]
        told = f"{there} {await names(world, 'turkish')}"
        assert code_word(2, Language.SQ) in told
        assert "Secretname" not in told
        assert "Peja" not in told


async def test_who_is_forgotten_is_forgotten_in_every_group(two: World) -> None:
    arta, besa, ali = await people(two)
    elif_ = await two.member("Elif", Language.TR)
    await elif_.says("/ticket Bütçe")
    old = await arta.ticket("Na duhet kutia")
    await besa.says("E dashur Arta", old)
    await besa.says("/move turkish", old)
    new = await newest(two, "turkish")
    await arta.says("Ku është kutia?")
    await ali.says("Kutia u gjet", new)
    await ali.says("/find kutia")
    assert "Na duhet kutia" in (await ali.told()).text
    await ask_to_be_forgotten(arta)
    after_all = await everything(two)
    for words in ("kutia", "arta", str(arta.id)):
        assert words not in after_all
    assert await two.topics() == []
    topics = await two.topics(chat_of(two, "turkish"))
    assert [topic["name"] for topic in topics] == ["#1 TR Bütçe", "#2"]
    assert "kutia" not in " ".join(texts(await ali.sees(new))).casefold()
    assert "has asked to be forgotten" in (await ali.told(new)).text
    assert any("Bütçe" in words for words in texts(await ali.sees(await _first(two))))


async def _first(world: World) -> int:
    thread: int = (await world.topics(chat_of(world, "turkish")))[0]["message_thread_id"]
    return thread


async def test_staff_write_first_go_away_and_block_in_their_own_group(small_two: World) -> None:
    arta, besa, ali = await people(small_two)
    veli = await lead(small_two, "Veli")
    await ali.says("/write Arta the grant: Merhaba")
    thread = await newest(small_two, "turkish")
    assert "Taken by: Ali" in (await ali.card(thread)).text
    assert await small_two.topics() == []
    await arta.says("Faleminderit")
    assert texts(await ali.sees(thread))[-1] == "Faleminderit"
    elsewhere = await (await small_two.member("Zana")).ticket("Raporti")
    place = {"chat": small_two.group_id, "person": ali.id}
    await small_two.post("/control/members", **place, status="member")
    await small_two.post(
        "/control/say", person=ali.id, chat=small_two.group_id, thread=elsewhere, text="/claim"
    )
    await ali.says("/away 3 days")
    told = [(await ali.told()).text, (await besa.told()).text]
    assert ["the grant" in words for words in told] == [True, False]
    assert ["Raporti" in words for words in told] == [False, True]
    place = {"chat": small_two.groups["turkish"], "person": veli.id}
    await small_two.post("/control/members", **place, status="member")
    await small_two.post(
        "/control/say", person=veli.id, thread=thread, text="/block 1 day", chat=place["chat"]
    )
    await small_two.quiet()
    await arta.says("Edhe diçka")
    assert "Edhe diçka" not in texts(await ali.sees(thread))
    assert "Blocked until" in (await ali.card(thread)).text


async def test_an_edit_that_overtakes_its_words_shows_them_once(small_two: World) -> None:
    arta, besa, _ali = await people(small_two)
    thread = await arta.ticket("Buxheti")
    items = [{"kind": "photo"}, {"kind": "photo"}]
    sent = await small_two.post(
        "/control/send", person=arta.id, chat=arta.id, items=items, caption="faturat"
    )
    await arta.edits(Seen(sent[0]), text="faturat e marsit")
    seen = await besa.sees(thread)
    assert sum("photo" in message.raw for message in seen) == 2


async def test_what_was_held_before_a_move_does_not_go_out_after_it(small_two: World) -> None:
    arta, besa, _ali = await people(small_two)
    luan, old = await small_two.staff("Luan"), await arta.ticket("Buxheti")
    await besa.says("/claim", old)
    await luan.says("Unë mendoj se po", old)
    asked = await luan.told(old)
    read = len(await arta.reads())
    await besa.says("/move turkish", old)
    for label in asked.labels:
        assert "goes on in the group “turkish”" in await luan.presses_on(asked, label)
    assert len(await arta.reads()) == read
