"""Stories about what people are told of their data, and what they allow."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from desk.languages import Language
from desk.privacy import Purpose
from desk.retention import Retention
from handlers.views import menus, privacy
from handlers.views.html import plain
from storage.schema import consents, people
from tests.people import Member
from tests.world import CATALOGUES, World

OFFICE = {"office_name": "Qendra Rinore", "office_contact": "+383 38 111 222"}
ALL = pytest.mark.parametrize("language", list(Language))


def notice(member: Member) -> str:
    return plain(str(privacy.notice(member.texts)))


async def log(world: World) -> list[tuple[str, bool, int, str]]:
    assert world.app is not None
    c = consents.c
    async with world.app.database.transaction() as tx:
        query = select(c.what, c.is_on, c.version, c.language).order_by(c.id)
        return [tuple(row) for row in await tx.execute(query)]


@ALL
async def test_the_first_screen_says_it_and_the_rest_is_behind_a_button(
    sqlite_address: str, language: Language
) -> None:
    async with World(sqlite_address, **OFFICE, keep_texts_days=100) as world:
        ane = await world.member("Ane", language)
        (welcome,) = await ane.reads()
        assert notice(ane) in welcome.text
        await ane.presses("Privacy")
        text = (await ane.last()).text
        assert len(text) < 3500
        assert OFFICE["office_name"] in text
        assert OFFICE["office_contact"] in text
        encrypted = ane.words(
            "<b>Telegram.</b> A chat with a bot is not end-to-end encrypted, and is stored on "
            "Telegram’s servers. Please send no identity papers and no health details here; "
            "ask us for another way instead."
        )
        assert encrypted in text
        kept = plain(str(privacy.kept(Retention(texts=timedelta(days=100)), ane.texts)))
        assert kept in text
        assert (await ane.reads())[0].id == welcome.id
        assert await log(world) == [("notice", True, 1, language.value)]


async def test_a_question_before_the_language_is_answered_with_the_notice_in_one_message(
    world: World,
) -> None:
    ane = await world.member("Ane", language=None)
    ane.texts = CATALOGUES.texts(Language.EU)
    await ane.says("nola lor dezaket mentore bat")
    await ane.presses_title("Euskara")
    chosen, answer = await ane.reads()
    assert notice(ane) in chosen.text
    assert notice(ane) not in answer.text


async def test_whoever_knows_an_older_text_is_told_once_after_their_answer(world: World) -> None:
    ane, zana = await world.member("Ane", Language.EU), await world.member("Zana")
    assert world.app is not None
    async with world.app.database.transaction() as tx:
        await tx.execute(update(people).values(notice=0))
    await ane.says("nola lor dezaket mentore bat")
    told = [message.text for message in await ane.reads()]
    assert told[-1] == notice(ane)
    await ane.says("kaixo")
    assert [m.text for m in await ane.reads()].count(notice(ane)) == 1
    await zana.presses("Frequent questions")
    assert (await zana.last()).text == notice(zana)
    assert [row[0] for row in await log(world)] == ["notice"] * 4


async def test_everything_is_off_until_somebody_turns_it_on_and_each_change_is_written_down(
    world: World,
) -> None:
    ane = await world.member("Ane", Language.EU)
    await ane.says("/pribatutasuna")
    shown = await ane.last()
    assert [label[0] for label in shown.labels[:4]] == ["⬜"] * 4
    reminders = ane.label(privacy.PURPOSES[Purpose.REMINDERS])
    assert await ane.presses_title(f"⬜ {reminders}") == ane.label("Thank you, it is turned on.")
    shown = await ane.last()
    assert [label[0] for label in shown.labels[:4]] == ["✅", "⬜", "⬜", "⬜"]
    await ane.forges(ane.id, shown, "pv.set:reminders:1")  # pressed a second time
    await ane.says("/language sq")
    await ane.forges(ane.id, shown, "pv.set:story:1")
    await ane.forges(ane.id, shown, "pv.set:reminders:0")
    assert (await log(world))[1:] == [
        ("reminders", True, 1, "eu"),
        ("story", True, 1, "sq"),
        ("reminders", False, 1, "sq"),
    ]
    ane.texts = CATALOGUES.texts(Language.SQ)
    toast = await ane.forges(ane.id, shown, "pv.set:everything:1")
    assert toast == ane.label("This button no longer works. Write your question, or send /help.")
    assert len(await log(world)) == 4


async def test_each_command_answers_in_the_words_of_each_language(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.TR)
    for words in (menus.PRIVACY, menus.MYDATA, menus.FORGETME):
        await ane.says(f"/{words[0]}")
        expected = (await ane.last()).text
        for word in words[1:]:
            await ane.says(f"/{word}")
            assert (await ane.last()).text == expected
    for word in menus.EXPORT:
        before = len(await ane.reads())
        await ane.says(f"/{word}")
        assert len(await ane.reads()) == before + 2
