"""Stories of plans that outlive a mentor, and of the coordinator who reads them."""

import json

from desk.mentoring.directory import Kind
from storage.organisations import OrganisationRows
from tests.bookers import now, pressed
from tests.mentors import rows
from tests.plans import ACTION, GOAL, agreed, proposed
from tests.scenarios.test_hours import at
from tests.scenarios.test_mentoring_reassigning import ahead, second, turned
from tests.scenarios.test_mydata import exported
from tests.sessions import WEDNESDAY, a_session
from tests.storage.sessions import at as moment
from tests.world import World

TAKEN, BACK = "There is a plan with %(name)s. You can take it over.", "Back to the session"


async def test_a_plan_stays_and_the_next_mentor_takes_it_over_and_both_agree_anew(
    world: World,
) -> None:
    besa = await world.owner("Besa")
    vesna, arta, _, theirs = await agreed(world)
    milica = await second(world)
    await besa.says("/mentor Vesna")
    left = await turned(besa, await besa.told(), "Has left", "Yes, has left")
    await arta.says("/plan")
    mine = await arta.last()
    assert "The mentor has left." in mine.text
    await vesna.forges(vesna.id, theirs, "pl.e:1")
    await vesna.forges(vesna.id, theirs, "pl.o:1")
    assert (await now(vesna, theirs)).labels == ["Download", "All my plans"]
    await turned(besa, left, WEDNESDAY, "Milica")
    offer = await milica.last()
    assert offer.labels == ["Take it over"]
    taken = await pressed(milica, offer, "Take it over")
    assert "Version 2 waits for a yes." in taken.text
    await milica.forges(milica.id, taken, "pl.t:1")  # twice
    asked = await arta.last()
    assert "What holds until both agree: version 1" in asked.text
    told = await pressed(arta, asked, "Agree")
    assert "Arta · Milica" in told.text
    assert "(version 2)" in told.text
    assert "no longer works" in await vesna.forges(vesna.id, theirs, "pl.o:1")


async def test_what_was_given_to_somebody_else_can_be_taken_over_with_its_plan(
    small_world: World,
) -> None:
    besa = await small_world.owner("Besa")
    vesna, arta, _, _ = await agreed(small_world)
    milica = await second(small_world)
    refused = await milica.forges(milica.id, await milica.last(), "pl.t:1")
    words = "This plan is with another mentor, or you have one with them already."
    assert refused == words
    await turned(besa, await ahead(besa), WEDNESDAY, "Give it to somebody else", "Milica")
    await milica.says("/plan")
    known = await milica.last()
    assert milica.words(TAKEN, name="Vesna") in known.text
    assert known.labels == [milica.label(one) for one in ("Take it over", "Begin", BACK)]
    await pressed(milica, known, "Take it over")
    assert "Milica has taken over the plan of Arta." in (await vesna.last()).text
    await vesna.says("/plan")
    assert "You have no plan yet." in (await vesna.last()).text
    assert "Agree" in (await arta.last()).labels


async def test_what_is_held_of_somebody_has_their_sessions_and_plans(world: World) -> None:
    vesna, arta, _, _ = await agreed(world)
    await arta.says("/mydata")
    text = (await arta.last()).text
    assert "Sessions: 1\nPlans: 1" in text
    page, raw = await exported(arta)
    for words in (GOAL, "Wednesday, 25 November 2026, 09:00–10:00", "Vesna"):
        assert words in page
    data = json.loads(raw)
    (session,) = data["sessions"]
    assert (session["with"], session["starts_at"]) == ("Vesna", "2026-11-25T08:00:00+00:00")
    (plan,) = data["plans"]
    assert plan["versions"][0]["goals"][0]["words"] == GOAL
    assert (await exported(vesna))[1].count(GOAL) == 1


async def test_the_coordinator_reads_plans_and_what_is_overdue(small_world: World) -> None:
    besa = await small_world.owner("Besa")
    await agreed(small_world)
    await at(small_world, moment(16, 12))
    await besa.says("/mentors")
    shown = await besa.told()
    page = await turned(besa, shown, "Plans")
    assert "Plans: 1\nAgreed: 1\nOverdue actions: 1" in page.text
    assert "Public and constituents, change on average: 0" in page.text
    assert "• Arta · Vesna: agreed, overdue: 1" in page.text
    plan = await turned(besa, page, "Arta · Vesna")
    assert ACTION in plan.text
    assert plan.labels == ["All plans"]
    assert "not there" in await besa.forges(besa.group_id, plan, "mz.plan:99")


async def test_the_card_of_a_session_leads_to_its_plan(small_world: World) -> None:
    besa = await small_world.owner("Besa")
    await proposed(small_world)
    plan = await turned(besa, await ahead(besa), WEDNESDAY, "Plan")
    assert "Version 1 waits for a yes." in plan.text


async def test_a_peer_reads_how_long_they_have_helped_and_so_does_the_coordinator(
    small_world: World,
) -> None:
    besa = await small_world.owner("Besa")
    async with rows(small_world) as tx:
        bletra = await OrganisationRows(tx).named("Bletra", "bletra")
    parts = {"organisation_id": bletra.id, "kinds": frozenset((Kind.MENTOR, Kind.PEER))}
    vesna, arta = await a_session(small_world, **parts)
    await vesna.says("/sessions")
    assert "You have helped" not in (await vesna.last()).text
    await at(small_world, moment(2, 10.1))
    for member, helps in ((vesna, True), (arta, False)):
        await member.says("/sessions")
        assert ("You have helped: 1 hour" in (await member.last()).text) is helps
    await besa.says("/mentors")
    page = await turned(besa, await besa.told(), "Hours by organisation")
    assert "Bletra → without an organisation: Finance, 1 hour" in page.text
