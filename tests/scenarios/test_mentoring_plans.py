"""Stories of plans: written by one side, agreed by both, changed, followed, and overdue once."""

import pytest

from desk.languages import Language
from tests.bookers import anybody, now, pressed
from tests.people import Member
from tests.plans import ACTION, GOAL, agreed, begun, proposed, with_goal
from tests.scenarios.test_finding import file_of
from tests.scenarios.test_hours import at
from tests.sessions import a_session, with_words
from tests.storage.sessions import at as moment
from tests.world import CATALOGUES, World

DAYS = {
    "tomorrow maybe": "I do not understand this day.",
    "1.1.2020": "This day is not ahead, or too far: Wednesday, 1 January 2020.",
    "1.1.2099": "This day is not ahead, or too far: Thursday, 1 January 2099.",
}


async def test_a_plan_holds_when_both_have_agreed(world: World) -> None:
    vesna, arta, mine, theirs = await proposed(world)
    assert "Version 1 waits for a yes." in theirs.text
    assert theirs.labels == ["Agree", "Suggest changes", "Download", "All my plans"]
    assert "Agree" not in mine.labels  # whoever proposes has said yes
    assert "Progress" not in mine.labels
    await world.close()
    await world.open()
    theirs = await pressed(vesna, theirs, "Agree")
    assert "Agreed by both: Monday, 23 November 2026, 10:30 (version 1)" in theirs.text
    assert "The plan is agreed. Vesna has said yes." in (await arta.last()).text


async def test_any_change_asks_both_again_and_what_was_agreed_holds_until_then(
    world: World,
) -> None:
    vesna, arta, mine, theirs = await agreed(world)
    mine = await pressed(arta, mine, "All my plans", "Change", "1. Members", "Other words")
    await arta.says("Members decide with us")
    plan = await pressed(arta, await arta.last(), "Back to the plan")
    assert "Changed since version 1, and not proposed yet." in plan.text
    assert "What holds until both agree: version 1" in plan.text
    read = await pressed(arta, plan, "Read the plan", "What holds now")
    assert GOAL in read.text
    assert "Members decide with us" not in read.text

    await pressed(arta, read, "Back", "Propose to the other side")
    asked = await vesna.last()
    assert "Version 2 waits for a yes." in asked.text
    assert "changed meanwhile" in await vesna.forges(vesna.id, theirs, "pl.a:1:1")
    old = await now(vesna, theirs)  # shows how it stands, and confirms nothing
    assert "Version 2 waits for a yes." in old.text
    await pressed(vesna, asked, "Agree")
    assert "(version 2)" in (await now(vesna, asked)).text
    assert "changed meanwhile" in await vesna.forges(vesna.id, asked, "pl.a:1:2")


async def test_nobody_proposes_or_drops_what_they_have_not_seen(small_world: World) -> None:
    vesna, arta, mine, _ = await agreed(small_world)
    written = await pressed(arta, mine, "Change", "1. Members", "Another score", "4")
    seen = await pressed(arta, written, "Back to the plan", "Drop the changes")
    shown = await pressed(arta, seen, "Keep them")
    await vesna.says("/plan")
    await pressed(vesna, await vesna.last(), "Write on", "1. Members", "Another score", "5")
    assert "changed meanwhile" in await arta.presses("Propose to the other side", on=shown)
    assert "at the start: 5 of 5" in (await now(arta, shown)).text
    await arta.forges(arta.id, shown, "pl.dd:1:1")
    assert "at the start: 5 of 5" in (await now(arta, shown)).text
    back = await pressed(arta, shown, "Write on", "Drop the changes", "Yes, drop them")
    assert "at the start: 2 of 5" in back.text
    assert "Agreed by both" in back.text
    assert "waits" not in back.text  # nothing is to be agreed anew
    again = await pressed(arta, back, "Change", "1. Members", "Another score", "2")
    await pressed(arta, again, "Back to the plan")
    assert "Changed since" not in (await now(arta, again)).text


async def test_the_other_side_suggests_changes_and_both_propose_at_once(
    small_world: World,
) -> None:
    vesna, arta, mine, theirs = await proposed(small_world)
    shown = await pressed(vesna, theirs, "Suggest changes", "1. Members", "• Write a page")
    await pressed(vesna, shown, "Who does it", "Vesna", "Back to the goal", "Back to the plan")
    await pressed(arta, mine, "All my plans")
    both = [(vesna, await now(vesna, shown)), (arta, await now(arta, mine))]
    for member, message in both:
        await member.presses("Propose to the other side", on=message)
    assert "Version 2 waits for a yes." in (await now(vesna, shown)).text
    asked = await now(arta, mine)
    assert "Vesna, until: Monday, 7 December 2026" in asked.text
    assert "Agree" in asked.labels
    await pressed(arta, asked, "Agree")
    for member, message in both:
        told = await now(member, message)
        await pressed(member, told, "All my plans")
        assert "(version 2)" in (await now(member, message)).text


async def test_a_plan_needs_a_session_and_goals_need_words(small_world: World) -> None:
    (besa,) = await anybody(small_world, "Besa")
    await besa.says("/plan")
    assert "send /mentor" in (await besa.last()).text
    _, arta, plan = await begun(small_world)
    assert plan.labels == ["Add a goal", "Read the plan"]
    await pressed(arta, plan, "Add a goal", "Finance", "1")
    for said, answer in (("…", "I need a few words"), ("a" * 301, "300 characters at most")):
        await arta.says(said)
        assert answer in (await arta.last()).text


async def test_a_plan_is_written_step_by_step_and_each_step_can_be_taken_back(
    small_world: World,
) -> None:
    vesna, arta, plan = await begun(small_world)
    await pressed(arta, plan, "Add a goal", "Finance", "1")
    lacking = await pressed(arta, plan, "Back", "Back to the plan")
    assert "• the words of a goal" in lacking.text
    await pressed(arta, lacking, "1. (no words yet)", "Write the goal")
    await arta.says("A budget that all can read")
    goal = await arta.last()
    await pressed(arta, goal, "Add an action")
    await arta.says("Teach the board")
    action = await pressed(arta, await arta.last(), "Vesna", "Another day")
    for said, answer in DAYS.items():
        await arta.says(said)
        assert answer in (await arta.last()).text
    await arta.says("24.12.")
    assert "Vesna, until: Thursday, 24 December 2026" in (await arta.last()).text
    kept = await pressed(arta, await arta.last(), "Remove the action", "Back")
    assert "Teach the board" in kept.text
    left = await pressed(arta, kept, "Remove the action", "Yes, remove")
    assert "• Teach" not in "".join(left.labels)
    await arta.forges(arta.id, action, "pa:1:2")
    assert "A draft" in (await now(arta, action)).text  # how it stands
    await pressed(arta, left, "Remove the goal", "Yes, remove")
    assert "what should be better in a year?" in (await now(arta, left)).text
    assert await with_words(vesna, "Plan") == []  # nobody was told of any of it


async def test_what_is_written_an_hour_later_is_a_question(small_world: World) -> None:
    _, arta, plan = await begun(small_world)
    await pressed(arta, plan, "Add a goal", "Finance", "1")
    await small_world.later(hours=1.1)
    await arta.says("What is a budget?")
    assert "(no words yet)" not in (await arta.last()).text
    await arta.says("/plan")
    assert "(no words yet)" in (await arta.last()).text


async def test_a_long_plan_is_read_in_several_messages(small_world: World) -> None:
    vesna, arta, plan = await begun(small_world)
    for number in range(6):
        goal, action = (f"{number}{letter * 298}" for letter in "ga")
        shown = await with_goal(arta, plan, goal, action, "Arta")
        await pressed(arta, shown, "Back to the goal", "Add an action")
        await arta.says(action)
        shown = await pressed(arta, await arta.last(), "Vesna", "In a month")
        plan = await pressed(arta, shown, "Back to the goal", "Back to the plan")
    assert "Add a goal" not in plan.labels
    await pressed(arta, plan, "Propose to the other side")
    parts = [one.text for one in await vesna.reads() if "ggg" in one.text]
    assert len(parts) == 2
    assert all(f"{number}ggg" in "".join(parts) for number in range(6))
    short = await now(arta, plan)
    assert "Read it whole" in short.labels
    assert "Actions: 2" in short.text
    await pressed(vesna, await vesna.last(), "Agree")
    assert "no room" in await arta.forges(arta.id, plan, "pl.n:1:finance:1")


async def test_progress_needs_nobodys_yes(world: World) -> None:
    vesna, arta, mine, _ = await agreed(world)
    await pressed(arta, mine, "All my plans")
    listed = await pressed(arta, mine, "Progress")
    assert listed.labels == ["1. Public and constituents: 2 of 5", f"○ {ACTION}", "Back"]
    await pressed(arta, mine, f"○ {ACTION}", "under way")
    told = await pressed(arta, mine, "1. Public", "4")
    assert told.labels[:2] == ["1. Public and constituents: 4 of 5", f"◐ {ACTION}"]
    assert "Done: 0 of 1" in told.text
    await vesna.says("/plan")
    read = (await vesna.last()).text
    assert "Public and constituents · at the start: 2 of 5 · now: 4" in read
    assert "Agreed by both" in read
    await arta.forges(arta.id, mine, "pp.x:1:2:9")
    assert "now: 4" in (await now(arta, mine)).text


async def test_the_goals_stand_in_the_card_of_the_day_before(small_world: World) -> None:
    vesna, arta, _, _ = await proposed(small_world)
    await at(small_world, moment(1, 9.1))
    for member in (vesna, arta):
        (reminder,) = await with_words(member, "You have a session soon.")
        assert f"Goals of the plan:\n• {GOAL}" in reminder.text


async def test_strangers_and_forged_numbers_get_nothing(small_world: World) -> None:
    await agreed(small_world)
    (besa,) = await anybody(small_world, "Besa")
    shown = await besa.last()
    for data in ("pl.o:1", "pl.a:1:1", "pl.new:1", "pl.b:1", "pl.f:1", "pp.x:1:2:2", "pl.o:99"):
        assert "no longer works" in await besa.forges(besa.id, shown, data)
    for data in ("pl.t:1", "pg.x:1:1:3"):
        assert "no longer works" in await besa.forges(besa.id, shown, data)
    await besa.says("/plan")
    assert "You have no plan yet." in (await besa.last()).text


# Overdue


async def test_what_is_overdue_is_told_once_by_day_to_whoever_wanted_to_do_it(
    world: World,
) -> None:
    vesna, arta, _, _ = await agreed(world)
    await at(world, moment(14, 23.9))  # the last minutes of the day itself
    assert await with_words(arta, "overdue") == []
    await at(world, moment(15, 3))
    assert await with_words(arta, "overdue") == []
    await world.close()
    await at(world, moment(17, 2))  # nobody was there on the morning that it was for
    await world.open()
    await world.quiet()
    assert await with_words(arta, "overdue") == []
    await at(world, moment(17, 8.1))
    (told,) = await with_words(arta, "Something of your plan is overdue.")
    assert "It was to be done until: Monday, 7 December 2026" in told.text
    assert ACTION in told.text
    await at(world, moment(90, 12))
    assert len(await with_words(arta, "overdue")) == 1
    assert await with_words(vesna, "overdue") == []
    more = await pressed(arta, told, "More time", "In two weeks")
    assert "until: Sunday, 7 March 2027" in more.text
    back = await pressed(arta, more, "Back to the goal", "Back to the plan")
    await pressed(arta, back, "Propose to the other side")
    await pressed(vesna, await vesna.last(), "Agree")
    await at(world, moment(105, 12))
    late = "It was to be done until: Sunday, 7 March 2027"  # another day, another reminder
    assert len(await with_words(arta, late)) == 1


async def test_what_is_done_or_not_agreed_is_not_overdue(small_world: World) -> None:
    _, arta, mine, _ = await agreed(small_world)
    await pressed(arta, mine, "All my plans", "Progress", f"○ {ACTION}", "done")
    await at(small_world, moment(20, 12))
    assert await with_words(arta, "overdue") == []


async def test_an_action_of_a_draft_is_nobodys_duty(small_world: World) -> None:
    vesna, arta, _, _ = await proposed(small_world)
    await at(small_world, moment(20, 12))
    assert await with_words(arta, "overdue") == []
    assert await with_words(vesna, "overdue") == []


# In every language

DUE = {
    Language.EN: "Monday, 7 December 2026",
    Language.SQ: "e hënë, 7 dhjetor 2026",
    Language.SR_LATN: "ponedeljak, 7. decembar 2026.",
    Language.SR_CYRL: "понедељак, 7. децембар 2026.",
    Language.TR: "7 Aralık 2026 Pazartesi",
    Language.EU: "2026ko abenduaren 7a, astelehena",
}
TODAY = {
    Language.EN: "Monday, 23 November 2026, 10:30",
    Language.SQ: "e hënë, 23 nëntor 2026, ora 10:30",
    Language.SR_LATN: "ponedeljak, 23. novembar 2026. u 10:30",
    Language.SR_CYRL: "понедељак, 23. новембар 2026. у 10:30",
    Language.TR: "23 Kasım 2026 Pazartesi, saat 10:30",
    Language.EU: "2026ko azaroaren 23a, astelehena, 10:30",
}
SHORT = {
    Language.EN: "Mon, 7 Dec",
    Language.SQ: "hën, 7 dhjetor",
    Language.SR_LATN: "pon, 7. dec",
    Language.SR_CYRL: "пон, 7. дец",
    Language.TR: "7 Ara Pzt",
    Language.EU: "abe. 7a, al.",
}


async def at_the_choice_of_a_day(arta: Member) -> str:
    """The label of "in two weeks"."""
    await arta.says("/plan")
    await pressed(arta, await arta.last(), "Begin", "Add a goal", "Public and constituents", "2")
    await arta.says(GOAL)
    await pressed(arta, await arta.last(), "Add an action")
    await arta.says(ACTION)
    shown = await pressed(arta, await arta.last(), "Arta")
    return shown.labels[0]


async def the_page(member: Member) -> str:
    document = await member.last()
    assert document.raw["document"]["file_name"] == "plan-1.html"
    return await file_of(member.world, document)


@pytest.mark.parametrize("language", list(Language))
async def test_a_plan_from_beginning_to_end_in_each_language(
    small_world: World, language: Language
) -> None:
    vesna, arta = await a_session(small_world)
    for member in (vesna, arta):
        await member.says(f"/start lang_{language}")
        member.texts = CATALOGUES.texts(language)
    label = await at_the_choice_of_a_day(arta)
    assert label == f"{arta.label('In two weeks')}: {SHORT[language]}"
    shown = await pressed(arta, await arta.last(), "In two weeks", "Back to the goal")
    await pressed(arta, shown, "Back to the plan", "Propose to the other side")
    asked = await vesna.last()
    said = vesna.words("Proposed: %(when)s, %(who)s", when=TODAY[language], who="Arta")
    assert said in asked.text
    assert vesna.label("%(who)s, until: %(day)s", who="Arta", day=DUE[language]) in asked.text
    theirs = await pressed(vesna, asked, "Agree")
    said = "Agreed by both: %(when)s (version %(number)s)"
    assert vesna.words(said, when=TODAY[language], number="1") in theirs.text
    await pressed(vesna, theirs, "Download")
    page = await the_page(vesna)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language.value.replace("_", "-")}">')
    assert "Write a page on our &lt;board&gt;" in page
    assert "http" not in page
    assert page.count(TODAY[language]) == 4  # agreed, proposed, and confirmed by each
    assert DUE[language] in page
    await at(small_world, moment(15, 8.1))
    late = vesna.words("It was to be done until: %(day)s", day=DUE[language])
    assert len(await with_words(arta, late)) == 1
