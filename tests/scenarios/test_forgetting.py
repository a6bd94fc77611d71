"""Stories about members who ask to be forgotten: nothing of them is left, and the counts stay."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.unit import TO_SCRUB
from desk.languages import Language
from storage.columns import metadata
from storage.guarding import lookups
from storage.marks import Marks
from storage.outbox import OutboxRows
from storage.schema import people, tickets
from tests.people import Member, Seen, Staff
from tests.world import World

WORDS = ("buxhetin", "kutia", "faturë", "blerje", "mbesa", "dritares", "falemnderit")
NAME, USERNAME = "Shqiponja", "zhgaba77"


async def everything(world: World) -> str:
    """All that all tables say."""
    assert world.app is not None
    said = []
    async with world.app.database.transaction() as tx:
        for table in metadata.sorted_tables:
            said += [repr(tuple(row)) for row in await tx.execute(select(table))]
    return "\n".join(said).casefold()


async def ask_to_be_forgotten(member: Member) -> str:
    """The toast at the end."""
    await member.says("/forgetme")
    await member.presses("Erase everything")
    return await member.presses("Yes, erase it now")


async def a_life(world: World) -> tuple[Member, Staff, int]:
    """Somebody of whom there is something in every table that can hold it."""
    person = await world.post("/control/people", first_name=NAME, username=USERNAME)
    eagle = Member(world, person["id"], NAME, (await world.member("Zana")).texts)
    besa, luan = await world.staff("Besa"), await world.staff("Luan")
    await eagle.says(f"/start lang_{Language.SQ}")
    async with world.patience(60):  # the first question waits for the index
        await eagle.says("si mund ta laj dritares kornizën")
    thread = await eagle.ticket("Na duhet ndihmë me buxhetin")
    asked = await eagle.says("Ku është kutia?")
    await eagle.edits(asked, text="Ku është kutia e kuqe?")
    await eagle.sends("photo", caption="Kjo faturë")
    await besa.says("/claim", thread)
    await besa.says(f"E dashur {NAME}, bëni blerje", thread)
    await besa.says("// mbesa e saj telefonoi", thread)
    await luan.says("Unë mendoj për buxhetin", thread)
    await besa.says("/subject Kutia e kuqe", thread)
    await besa.says("/ticket 1")
    await besa.says(f"/find {NAME}")
    await besa.says("/gaps")
    await eagle.presses("See what is held about me", on=await privacy(eagle))
    await besa.says("/solve Kutia u gjet", thread)
    await eagle.presses("Solved, thank you")
    await eagle.presses_title("5")
    await eagle.presses("Add a word")
    await eagle.says("falemnderit shumë")
    return eagle, besa, thread


async def privacy(member: Member) -> Seen:
    await member.says("/privacy")
    return await member.last()


async def test_nothing_of_a_forgotten_member_is_left_and_the_counts_stay(world: World) -> None:
    eagle, besa, thread = await a_life(world)
    before = await everything(world)
    for words in (*WORDS, NAME, USERNAME, str(eagle.id)):
        assert words.casefold() in before, f"{words} was never there"
    toast = await ask_to_be_forgotten(eagle)
    assert toast == eagle.label("The line has forgotten you.")
    after = await everything(world)
    for words in (*WORDS, NAME, USERNAME, str(eagle.id)):
        assert words.casefold() not in after, words
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        row = (await tx.execute(select(tickets))).mappings().one()
        names = list(await tx.scalars(select(people.c.id)))
    assert (row["status"], row["rating"], row["language"], row["helped"]) == (
        "closed",
        5,
        "sq",
        True,
    )
    assert row["erased_at"] is not None
    assert row["requester_id"] < 0
    assert row["requester_id"] in names
    assert "#1" not in (await found(besa, "buxhetin"))
    (topic,) = await world.topics()
    assert topic["name"] == "#1"
    assert topic["message_thread_id"] == thread


async def found(besa: Staff, words: str) -> str:
    await besa.says(f"/find {words}")
    return (await besa.told()).text


def files(folder: Path) -> list[Path]:
    """The database and its log."""
    found = list(folder.glob("linja.db*"))
    assert found
    return found


def spoken_of_in(folder: Path, *words: str) -> list[str]:
    """Which of the words the files hold still, and where."""
    texts = {file.name: file.read_bytes().lower() for file in files(folder)}
    return [f"{w} in {name}" for name, raw in texts.items() for w in words if w.encode() in raw]


async def until_scrubbed(world: World) -> None:
    async def is_scrubbed() -> bool:
        assert world.app is not None
        async with world.app.database.transaction() as tx:
            return await Marks(tx).get(TO_SCRUB) is None

    await world.until(is_scrubbed)


async def test_the_file_itself_holds_no_word_of_a_forgotten_member(
    small_world: World, tmp_path: Path
) -> None:
    eagle, _besa, _thread = await a_life(small_world)
    await ask_to_be_forgotten(eagle)
    await until_scrubbed(small_world)
    words = ("buxhetin", "kutia", "mbesa", NAME.lower(), USERNAME, str(eagle.id))
    assert not spoken_of_in(tmp_path, *words)


async def test_while_a_backup_reads_the_file_the_words_wait_and_go_after_it(
    small_world: World, tmp_path: Path
) -> None:
    arta = await small_world.member("Arta")
    await arta.ticket("Na duhet ndihmë me buxhetin")
    with closing(sqlite3.connect(tmp_path / "linja.db")) as backup:
        backup.execute("BEGIN").connection.execute("SELECT count(*) FROM tickets").fetchone()
        await ask_to_be_forgotten(arta)
        await small_world.settled()
        assert spoken_of_in(tmp_path, "buxhetin")
    await until_scrubbed(small_world)
    assert not spoken_of_in(tmp_path, "buxhetin")


async def test_who_is_forgotten_reads_so_though_it_was_one_message_too_many(world: World) -> None:
    arta = await world.member("Arta")
    await arta.says("/forgetme")
    shown = await arta.last()
    await arta.presses("Erase everything")
    fault = {"method": "editMessageText", "retry_after": 1}
    await world.post("/control/faults", chat=arta.id, **fault)
    await arta.presses("Yes, erase it now")

    async def is_told() -> bool:
        read = await arta.reads()
        return any(m.id == shown.id and not m.labels for m in read)

    await world.until(is_told)


async def test_what_goes_is_said_first_and_who_thinks_again_keeps_everything(world: World) -> None:
    arta = await world.member("Arta")
    await arta.ticket()
    await arta.says("/forgetme")
    shown = await arta.last()
    assert arta.words("the words and files of your requests: %(n)s", n=1) in shown.text
    assert arta.words("messages in them: %(n)s", n=1) in shown.text
    assert shown.labels == [arta.label("Erase everything"), arta.label("Keep everything")]
    await arta.presses("Erase everything")
    asked = next(message for message in await arta.reads() if message.id == shown.id)
    assert asked.text == arta.words("Really? Nobody can bring it back, neither you nor we.")
    before = await everything(world)
    assert str(arta.id) in before
    await arta.presses("No, keep everything")
    kept = next(message for message in await arta.reads() if message.id == shown.id)
    assert kept.text == arta.words("Nothing was erased.")
    await arta.says("/tickets")
    assert any("#" in label or "1" in label for label in (await arta.last()).labels)


async def test_staff_are_told_in_the_topic_and_young_copies_are_deleted(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    await arta.says("Me buxhetin")
    await besa.says("Po shikojmë", thread)
    await ask_to_be_forgotten(arta)
    seen = await besa.sees(thread)
    card, told = seen
    assert card.text == "Request 1 – closed\nThe member has asked to be forgotten."
    assert card.labels == []
    assert told.text == (
        "The member of this request has asked to be forgotten. Their name and words are erased; "
        "the request stays in the counts."
    )
    assert told.labels == []
    (topic,) = await world.topics()
    assert (topic["name"], topic["is_closed"]) == ("#1", True)


async def test_older_copies_go_with_their_topic_when_staff_say_so(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    thread = await arta.ticket("Na duhet ndihmë")
    old = await arta.says("Me buxhetin")
    await world.later(hours=49)
    await arta.says("Tani?")
    await ask_to_be_forgotten(arta)
    texts = [message.text for message in await besa.sees(thread)]
    assert old.text in texts
    assert "Tani?" not in texts
    told = (await besa.sees(thread))[-1]
    assert "older than 48 hours" in told.text
    assert await besa.presses_on(told, "Delete this topic") == "The topic is being deleted."
    assert await world.topics() == []
    assert len(await world.calls("createForumTopic")) == 1


async def test_a_topic_that_is_gone_is_not_made_anew_for_somebody_who_is_forgotten(
    world: World,
) -> None:
    arta = await world.member("Arta")
    await arta.ticket()
    gone = {"error_code": 400, "description": "Bad Request: message thread not found"}
    group = world.group_id
    await world.post("/control/faults", method="sendMessage", chat=group, times=1, **gone)
    await ask_to_be_forgotten(arta)
    assert len(await world.calls("createForumTopic")) == 1


async def test_who_writes_again_is_a_new_acquaintance(world: World) -> None:
    arta, besa = await world.member("Arta"), await world.staff()
    await arta.ticket("Na duhet ndihmë")
    await ask_to_be_forgotten(arta)
    last = await arta.last()
    assert last.text == arta.words(
        "The line has forgotten you: everything that was held about you is erased. "
        "If you write again, we meet anew. You can delete this chat now."
    )
    await arta.says("Mirëdita")
    assert "Euskara" in (await arta.last()).labels
    await arta.presses_title("Shqip")
    await arta.ticket("Diçka e re")
    assert [topic["name"] for topic in await world.topics()] == ["#1", "#2 SQ Diçka e re"]
    await arta.says("/tickets")
    assert len((await arta.last()).labels) == 1
    await ask_to_be_forgotten(arta)
    assert str(arta.id) not in await everything(world)
    assert "#2" not in await found(besa, "Diçka")


async def test_what_staff_do_with_a_forgotten_request_is_refused_and_not_kept(
    world: World,
) -> None:
    arta, besa = await world.member("Arta"), await world.owner()
    thread = await arta.ticket("Na duhet ndihmë")
    await ask_to_be_forgotten(arta)
    before = len(await arta.reads())
    for words in ("A jeni aty?", "// ajo ishte Arta", "/reopen", "/tag grants", "/r", "/note Arta"):
        await besa.says(words, thread)
        assert "has asked to be forgotten, so nothing" in (await besa.told(thread)).text
    await world.post("/control/topic", chat=world.group_id, thread=thread, action="reopen")
    assert len(await arta.reads()) == before
    assert "ajo ishte" not in await everything(world)
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        assert list(await tx.scalars(select(tickets.c.status))) == ["closed"]


async def test_what_waits_for_the_staff_group_never_arrives_there(world: World) -> None:
    arta = await world.member("Arta")
    hello = await arta.last()
    await world.post(
        "/control/faults", method="createForumTopic", chat=world.group_id, retry_after=60
    )
    await world.post("/control/say", person=arta.id, chat=arta.id, text="/ticket Na duhet ndihmë")

    async def is_waiting() -> bool:
        return "ndihm" in await everything(world) and bool(
            [c for c in await world.get("/control/log") if c["method"] == "createForumTopic"]
        )

    await world.until(is_waiting)
    press = {"person": arta.id, "chat": arta.id, "message_id": hello.id, "data": "pv.gone"}
    await world.post("/control/press", **press)
    await world.quiet()
    assert str(arta.id) not in await everything(world)
    assert await world.topics() == []


@pytest.mark.parametrize("language", [Language.EN, Language.EU])
async def test_pressing_twice_forgets_twice(small_world: World, language: Language) -> None:
    arta = await small_world.member("Arta", language)
    await arta.says("/forgetme")
    await arta.presses("Erase everything")
    shown = await arta.last()
    for _ in range(2):
        await arta.forges(arta.id, shown, "pv.gone")
        assert str(arta.id) not in await everything(small_world)


async def look_around(besa: Staff) -> list[Seen]:
    """What staff see of others' words in General; the list of gaps is turned to one of them."""
    seen = []
    for words in ("/find buxhetin", "/queue", "/ticket 1", "/gaps"):
        await besa.says(words)
        seen.append(await besa.told())
    assert all("buxhetin" in shown.text or "qenin" in shown.text for shown in seen)
    await besa.presses_on(seen[-1], "1")
    one = await besa.told()
    assert one.id == seen[-1].id
    assert one.text != seen[-1].text
    return seen


async def states(world: World) -> dict[str, int]:
    """What has become of all that was to go out."""
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        return await OutboxRows(tx, datetime.now(UTC)).count()


async def test_what_staff_have_looked_up_goes_with_anybody_who_is_forgotten(world: World) -> None:
    arta, zana, besa = await world.member("Arta"), await world.member("Zana"), await world.staff()
    await besa.says("/language tr")
    await arta.ticket("Na duhet ndihmë me buxhetin")
    old = await found(besa, "buxhetin")
    assert "okumak" in old
    await world.later(days=3)
    await zana.says("a guxoj me pru qenin tem në sallë")
    looked = {seen.id for seen in await look_around(besa)}
    asked = await besa.says("/gaps")
    looked.add((await besa.told()).id)
    await ask_to_be_forgotten(zana)
    left = {seen.id: seen.text for seen in await besa.general()}
    assert looked.isdisjoint(left)
    assert old in left.values()
    assert asked.id in left
    assert set(await states(world)) <= {"sent", "recalled"}
    assert "buxhetin" in await found(besa, "buxhetin")


async def test_what_a_message_is_turned_to_counts_as_looked_up(world: World) -> None:
    zana, drita = await world.member("Zana"), await world.owner()
    await drita.says("/mentor new Agim")
    await drita.says("/mentors")
    directory = await drita.told()
    await drita.presses_on(directory, "Waiting wishes")
    turned = await drita.told()
    assert turned.id == directory.id
    await ask_to_be_forgotten(zana)
    assert turned.id not in {seen.id for seen in await drita.general()}


async def looks_while(world: World, besa: Staff, **fault: object) -> None:
    """For "buxhetin", and does not wait until it is answered: so it goes with the answer."""
    held = {"method": "sendMessage", "chat": world.group_id}
    await world.post("/control/faults", **held, **fault)
    words = {"text": "/find buxhetin"}
    await world.post("/control/say", person=besa.id, chat=world.group_id, **words)


async def about_to_be_forgotten(member: Member) -> Seen:
    await member.says("/forgetme")
    await member.presses("Erase everything")
    return await member.last()


async def test_what_was_looked_up_and_waits_never_arrives(world: World) -> None:
    arta, zana, besa = await world.member("Arta"), await world.member("Zana"), await world.staff()
    await arta.ticket("Na duhet ndihmë me buxhetin")
    asked = await about_to_be_forgotten(zana)
    await looks_while(world, besa, retry_after=60)

    async def is_held() -> bool:
        calls = await world.get("/control/log")
        refused = [call for call in calls if not call["ok"]]
        return bool(refused) and "pending" in await states(world)

    await world.until(is_held)
    await zana.forges(zana.id, asked, "pv.gone")
    assert set(await states(world)) == {"sent"}
    assert not [seen for seen in await besa.general() if "#1" in seen.text]


async def test_what_was_on_its_way_while_somebody_was_forgotten_goes_when_it_arrives(
    world: World,
) -> None:
    arta, zana, besa = await world.member("Arta"), await world.member("Zana"), await world.staff()
    await arta.ticket("Na duhet ndihmë me buxhetin")
    asked = await about_to_be_forgotten(zana)
    await looks_while(world, besa, slow=0.4)

    async def is_in_flight() -> bool:
        calls = await world.get("/control/log")
        return any("To read one here" in str(call["params"].get("text")) for call in calls)

    async def is_gone() -> bool:
        return not [seen for seen in await besa.general() if "#1" in seen.text]

    await world.until(is_in_flight)
    await zana.forges(zana.id, asked, "pv.gone")
    await world.until(is_gone)
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        assert (await tx.execute(select(lookups))).all() == []
