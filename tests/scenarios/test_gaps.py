"""Stories about what the knowledge base lacks: staff mend it, and the next person is answered."""

import asyncio

import pytest

import faq
from desk.languages import WRITTEN, Language
from storage.database import Database
from storage.gaps import GapRows
from tests.people import Member, Seen, Staff
from tests.world import World

ASKED = {
    Language.SQ: "a guxoj me pru qenin tem në sallë",
    Language.SR_LATN: "smem li da povedem psa u salu",
    Language.SR_CYRL: "смем ли да поведем пса у салу",
    Language.TR: "köpeğimi salona getirebilir miyim",
    Language.EU: "nire txakurra aretora eraman dezaket",
    Language.EN: "may my dog sit beside me in the hall",
}
REPLY = "Yes, a small dog may come. Tell us before."
ALL = pytest.mark.parametrize("language", list(Language))


async def handed_on(person: Member, words: str) -> None:
    """Asks, and sends the question on, whatever the line made of it."""
    await person.says(words)
    offered = await person.last()
    label = next(
        person.label(name)
        for name in ("Send it to the support line", "Talk to a person")
        if person.label(name) in offered.labels
    )
    await person.presses_title(label)


async def gaps(besa: Staff) -> Seen:
    await besa.says("/gaps")
    return await besa.told()


@ALL
async def test_a_question_that_staff_answered_this_morning_is_answered_this_afternoon(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    await handed_on(ane, ASKED[language])
    (topic,) = await world.topics()
    await besa.says(REPLY, topic["message_thread_id"])

    listed = await gaps(besa)
    assert ASKED[language] in listed.text
    await besa.presses_on(listed, "1")
    await besa.presses_on(await besa.told(), "New entry")
    draft = await besa.told()
    assert REPLY in draft.text
    await besa.presses_on(draft, "Publish")
    published = await besa.told()
    assert "Published" in published.text
    others = [other.own_name for other in WRITTEN if other.telegram_code != language[:2]]
    assert all(name in published.text for name in others)

    zana = await world.member("Zana", language)
    await zana.says(ASKED[language] + "?")
    assert REPLY in (await zana.last()).text
    assert zana.label("This helped") in (await zana.last()).labels
    assert "No question is waiting" in (await gaps(besa)).text


@ALL
async def test_one_tap_makes_a_question_another_wording_of_an_entry(
    world: World, language: Language
) -> None:
    ane, besa = await world.member("Ane", language), await world.staff()
    await handed_on(ane, ASKED[language])
    await besa.presses_on(await gaps(besa), "1")
    one = await besa.told()
    title = next(label for label in one.labels if label.startswith("+ "))
    await besa.presses_on(one, title)
    assert ASKED[language] in (await besa.told()).text
    await ane.says("/new")
    await ane.says(ASKED[language])
    assert ane.label("This helped") in (await ane.last()).labels


async def test_a_wording_added_by_mistake_is_taken_back(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    await besa.presses_on(await gaps(besa), "1")
    one = await besa.told()
    await besa.presses_on(one, next(label for label in one.labels if label.startswith("+ ")))
    await besa.presses_on(await besa.told(), "Take back")
    assert ASKED[Language.EN] in (await besa.told()).text


async def test_the_same_question_of_several_people_is_one_gap_without_anything_personal(
    small_world: World,
) -> None:
    besa = await small_world.staff()
    for name in ("Ane", "Zana"):
        person = await small_world.member(name, Language.EN)
        await handed_on(
            person, f"my name is {name}, may my dog sit beside me in the hall? call 044 123 456"
        )
    listed = await gaps(besa)
    assert "×2" in listed.text
    assert "Zana" not in listed.text
    assert "044" not in listed.text
    await besa.presses_on(listed, "1")
    assert "044" not in (await besa.told()).text


async def test_two_of_the_staff_at_once_lose_nothing_and_do_nothing_twice(world: World) -> None:
    ane, besa, mira = (
        await world.member("Ane", Language.EN),
        await world.staff(),
        await world.staff("Mira"),
    )
    await handed_on(ane, ASKED[Language.EN])
    first, second = await gaps(besa), await gaps(mira)
    for staff, listed in ((besa, first), (mira, second)):
        await staff.presses_on(listed, "1")
    messages = {m.id: m for m in await besa.general()}
    plus = [next(x for x in messages[m.id].labels if x.startswith("+ ")) for m in (first, second)]
    toasts = await asyncio.gather(
        besa.presses_on(messages[first.id], plus[0]), mira.presses_on(messages[second.id], plus[1])
    )
    assert sorted(toasts) == ["", "Somebody has dealt with this already."]


async def as_it_is(besa: Staff, message: Seen) -> Seen:
    """A message of the group as it reads now."""
    return next(m for m in await besa.general() if m.id == message.id)


async def test_staff_find_another_entry_by_its_words(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    await besa.presses_on(await gaps(besa), "1")
    await besa.presses_on(await besa.told(), "Another entry")
    asked = await besa.told()
    await besa.says("interpreter or step-free access at the forum", reply_to=asked.id)
    found = await as_it_is(besa, asked)
    title = next(label for label in found.labels if "forum" in label.lower())
    await besa.presses_on(found, title)
    assert ASKED[Language.EN] in (await as_it_is(besa, asked)).text


async def test_staff_change_an_entry_before_they_publish_it_and_may_withdraw_it(
    small_world: World,
) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    await besa.presses_on(await gaps(besa), "1")
    await besa.presses_on(await besa.told(), "New entry")
    draft = await besa.told()
    assert await besa.presses_on(draft, "Publish") == "Write the title and the answer first."
    for button, words in (("Title", "May I bring my dog?"), ("Answer", REPLY)):
        await besa.presses_on(await as_it_is(besa, draft), button)
        await besa.says("x" * 1000, reply_to=draft.id)
        assert "too long" in (await besa.told()).text
        reply = await besa.says(words, reply_to=draft.id)
        assert (await as_it_is(besa, reply)).reactions == ["👌"]
        assert words in (await as_it_is(besa, draft)).text
    await besa.presses_on(await as_it_is(besa, draft), "Topic")
    await besa.presses_on(await as_it_is(besa, draft), "Trainings")
    await besa.presses_on(await as_it_is(besa, draft), "Publish")
    await ane.says("/start faq_may-i-bring-my-dog")
    assert REPLY in (await ane.last()).text
    await besa.presses_on(await as_it_is(besa, draft), "Withdraw")
    await ane.says("/start faq_may-i-bring-my-dog")
    assert REPLY not in (await ane.last()).text


async def test_what_staff_answer_to_a_draft_in_a_topic_never_reaches_the_member(
    small_world: World,
) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    (topic,) = await small_world.topics()
    thread = topic["message_thread_id"]
    await besa.says("/gaps", thread)
    await besa.presses_on(await besa.told(thread), "New entry")
    draft = await besa.told(thread)
    before = len(await ane.reads())
    await besa.says("an answer in the making", thread, reply_to=draft.id)
    await besa.presses_on(next(m for m in await besa.sees(thread) if m.id == draft.id), "Answer")
    await besa.says("an answer in the making", thread, reply_to=draft.id)
    assert len(await ane.reads()) == before


async def test_what_was_added_is_there_after_a_restart_and_in_the_other_script(
    world: World,
) -> None:
    milan, besa = await world.member("Milan", Language.SR_LATN), await world.staff()
    await handed_on(milan, ASKED[Language.SR_LATN])
    (topic,) = await world.topics()
    await besa.says("Da, mali pas može.", topic["message_thread_id"])
    await besa.presses_on(await gaps(besa), "1")
    await besa.presses_on(await besa.told(), "New entry")
    await besa.presses_on(await besa.told(), "Publish")
    await world.quiet()
    await world.close()
    await world.open()
    vera = await world.member("Vera", Language.SR_CYRL)
    await vera.says(ASKED[Language.SR_CYRL])
    assert "Да, мали пас може." in (await vera.last()).text


async def test_what_another_process_adds_is_searched_here_too(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EN)
    await ane.says(ASKED[Language.EN])
    assert ane.label("This helped") not in (await ane.last()).labels
    elsewhere = Database(small_world.address)
    entry = faq.Entry("dogs", "support-line", Language.EN, "May my dog come?", REPLY, ())
    phrasing = faq.Phrasing("dogs", Language.EN, ASKED[Language.EN])
    async with elsewhere.transaction() as tx:
        await GapRows(tx).add_entry(entry, 1, small_world.box.clock.now())
        folded = faq.fold(phrasing.text)
        await GapRows(tx).add_phrasing(phrasing, folded, 1, small_world.box.clock.now())
    await elsewhere.close()
    async with asyncio.timeout(10):
        while REPLY not in (await ane.last()).text:
            await asyncio.sleep(0.3)
            await ane.says(ASKED[Language.EN])


async def test_nobody_outside_the_staff_can_change_the_knowledge_base(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    await ane.says("/gaps")
    assert "Only the staff" in (await ane.last()).text
    listed = await gaps(besa)
    await ane.forges(ane.id, await ane.last(), listed.data[0])
    assert ASKED[Language.EN] in (await gaps(besa)).text


async def test_a_question_with_nothing_to_learn_from_leaves_the_list(small_world: World) -> None:
    ane, besa = await small_world.member("Ane", Language.EN), await small_world.staff()
    await handed_on(ane, ASKED[Language.EN])
    await besa.presses_on(await gaps(besa), "1")
    await besa.presses_on(await besa.told(), "Nothing to learn")
    assert "No question is waiting" in (await besa.told()).text
