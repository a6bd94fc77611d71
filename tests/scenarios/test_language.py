"""Stories about the first minutes: which language, and no other from then on."""

import pytest

from desk.languages import Language
from handlers.views import menus, privacy
from handlers.views.html import plain
from tests.people import Member
from tests.world import CATALOGUES, World

CHOSEN = [language for language in Language if language is not Language.EN]
ALL = pytest.mark.parametrize("language", CHOSEN)


async def test_the_first_screen_offers_the_languages_by_their_own_names(world: World) -> None:
    ane = await world.member("Ane", language=None)
    await ane.says("/start")
    offered = await ane.last()
    assert offered.labels == ["Shqip", "Srpski", "Српски", "Türkçe", "Euskara", "English"]
    for language in Language:
        assert CATALOGUES.texts(language).label("Choose your language") in offered.text


@ALL
async def test_choosing_is_one_press_and_everything_is_in_that_language(
    small_world: World, language: Language
) -> None:
    ane = await _newcomer(small_world, language)
    await ane.says("/start")
    await ane.presses_title(language.own_name)
    welcome = await ane.last()
    head = ane.words(
        "<b>This is the support line.</b>\n\n"
        "Write your question in your own words. If the answer is known, you get it at once; "
        "if not, a person answers you here.\n\n"
        "This chat is not end-to-end encrypted: please send no identity papers "
        "and no health details."
    )
    assert welcome.text == f"{head}\n\n{plain(str(privacy.notice(ane.texts)))}"
    assert len(await ane.reads()) == 1


@ALL
async def test_a_link_chooses_at_once(small_world: World, language: Language) -> None:
    ane = await _newcomer(small_world, language)
    await ane.says(f"/start lang_{language}")
    assert ane.label("Frequent questions") in (await ane.last()).labels


async def test_an_unknown_link_offers_the_choice(small_world: World) -> None:
    ane = await small_world.member("Ane", language=None)
    await ane.says("/start lang_xx")
    assert "Euskara" in (await ane.last()).labels


async def test_language_can_be_changed_by_word_and_by_button(world: World) -> None:
    ane = await world.member("Ane", Language.EU)
    await ane.says("/hizkuntza tr")
    turkish = CATALOGUES.texts(Language.TR)
    assert turkish.label("Frequent questions") in (await ane.last()).labels
    await ane.says("/dil")
    await ane.presses_title("Српски")
    cyrillic = CATALOGUES.texts(Language.SR_CYRL)
    assert cyrillic.label("Frequent questions") in (await ane.last()).labels


@ALL
async def test_help_answers_in_the_words_of_each_language(
    small_world: World, language: Language
) -> None:
    ane = await small_world.member("Ane", language)
    for word in ("help", *menus.HELP):
        await ane.says(f"/{word}")
    told = [message.text for message in await ane.reads()][-5:]
    assert len(set(told)) == 1
    assert "/" + menus.member(ane.texts)[1]["command"] in told[0]


async def test_the_menu_follows_language_and_script(new_world: World) -> None:
    milan = await new_world.member("Милан", Language.SR_CYRL, code="sr")
    shown = await new_world.menu(milan, milan.id)
    assert shown == menus.member(CATALOGUES.texts(Language.SR_CYRL))
    await milan.says("/jezik sr")
    shown = await new_world.menu(milan, milan.id)
    assert shown == menus.member(CATALOGUES.texts(Language.SR_LATN))


@pytest.mark.parametrize(
    ("code", "language"),
    [("sq", Language.SQ), ("tr", Language.TR), ("eu", Language.EU), ("sr", Language.SR_LATN)],
)
async def test_before_anybody_chooses_telegram_shows_the_clients_language(
    new_world: World, code: str, language: Language
) -> None:
    ane = await new_world.member("Ane", language=None, code=code)
    shown = await new_world.menu(ane, ane.id)
    assert shown == menus.member(CATALOGUES.texts(language))
    (name,) = [
        call["params"]["name"]
        for call in await new_world.calls("setMyName")
        if call["params"].get("language_code") == code
    ]
    assert CATALOGUES.texts(language).label("Support line") in name


async def test_staff_have_a_menu_of_their_own(new_world: World) -> None:
    besa = await new_world.staff()
    shown = await new_world.menu(besa, new_world.group_id)
    words = [command["command"] for command in shown]
    assert words[:3] == ["queue", "my", "claim"]
    assert {"solve", "close", "reopen", "undo", "gaps", "help"} <= set(words)


async def test_a_question_before_the_language_is_answered_after_it(world: World) -> None:
    ane = await world.member("Ane", language=None)
    ane.texts = CATALOGUES.texts(Language.EU)
    await ane.says("nola lor dezaket mentore bat")
    assert "Euskara" in (await ane.last()).labels
    await ane.presses_title("Euskara")
    assert ane.label("This helped") in (await ane.last()).labels


async def test_whoever_writes_in_bursts_is_asked_for_the_language_once(world: World) -> None:
    ane = await world.member("Ane", language=None)
    for words in ("kaixo", "galdera bat dut", "mesedez"):
        await ane.says(words)
    assert len(await ane.reads()) == 1
    await ane.presses_title("Euskara")
    assert len(await ane.reads()) == 4


async def test_an_unknown_command_says_what_to_do(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EU)
    await ane.says("/zzz")
    assert "/laguntza" in (await ane.last()).text


async def test_strangers_in_other_groups_get_no_answer(small_world: World) -> None:
    ane = await small_world.member("Ane", Language.EU)
    group = await small_world.post("/control/chats", title="Others", members=[ane.id])
    before = len(await small_world.calls())
    for words in ("/start", "/ticket hello", "/close", "kaixo"):
        await small_world.post("/control/say", person=ane.id, chat=group["id"], text=words)
    await small_world.quiet()
    assert len(await small_world.calls()) == before


async def _newcomer(world: World, language: Language) -> Member:
    ane = await world.member("Ane", language=None)
    ane.texts = CATALOGUES.texts(language)
    return ane
