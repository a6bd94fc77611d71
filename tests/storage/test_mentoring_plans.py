"""Plans on rows: versions and who confirmed them, one plan for each pair, and what is erased."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import Side
from desk.mentoring.goals import Action, Dimension, Goal, Goals, Owner
from desk.mentoring.planning import Morning, Plans, Whose
from desk.mentoring.plans import Plan
from desk.timers import Kind
from storage.erasure import ErasureRows
from storage.mentoring.plans import PlanRows
from storage.mentoring.plans_tables import plan_confirmations, plan_versions, plans
from tests.storage.sessions import MONDAY, ZONE, Desk, at
from tests.storage.test_mentoring_erasure import SECRET, said

DONE = Action(2, SECRET, Owner.MENTOR, date(2026, 12, 7))
GOALS: Goals = (Goal(1, Dimension.FINANCE, 2, SECRET, (DONE, Action(3, "Për të bërë"))),)
WHOLE: Goals = (replace(GOALS[0], actions=(DONE,)),)


class Planning:
    def __init__(self, tx: AsyncConnection) -> None:
        self.desk = Desk(tx)
        self.rows = PlanRows(tx)
        self.plans = Plans(self.rows, self.desk.timers, Morning(ZONE, 8))

    async def agreed(self, whose: Whose, member: int, mentor: int) -> Plan:
        plan = await self.plans.edit(await self.plans.begin(whose, MONDAY), lambda _: WHOLE)
        plan = await self.plans.propose(plan, Side.MEMBER, member, plan.revision, MONDAY)
        return await self.plans.agree(plan, 1, Side.MENTOR, mentor, at(0, 9))


async def test_what_was_written_is_read(tx: AsyncConnection) -> None:
    here = Planning(tx)
    arta, vesna = await here.desk.person(1), await here.desk.person(2)
    mentor = await here.desk.mentor(person_id=vesna.id)
    plan = await here.agreed(Whose(None, arta.id, mentor.id), arta.id, vesna.id)
    assert await here.rows.get(plan.id) == plan
    plan = await here.plans.edit(plan, lambda _: GOALS)
    plan = await here.plans.progress(plan, 2, 1)
    assert await here.rows.get(plan.id, locked=True) == plan
    assert plan.draft == GOALS
    assert await here.rows.of_member([], arta.id) == [plan]
    assert await here.rows.of_mentor(mentor.id) == [plan]
    assert await here.rows.all() == [plan]
    assert await here.rows.of_member([], vesna.id) == []


async def test_two_who_begin_at_once_have_one_plan(tx: AsyncConnection) -> None:
    here = Planning(tx)
    arta, lira = await here.desk.person(1), await here.desk.mentor()
    drin = await here.desk.mentor("Drin")
    agimi = await here.desk.organisation("Agimi")
    ours = Whose(agimi, None, lira.id)
    first = await here.plans.begin(ours, MONDAY)
    assert (await here.plans.begin(ours, at(1, 1))).id == first.id
    others = [Whose(None, arta.id, lira.id), Whose(agimi, None, drin.id)]
    assert first.id not in [(await here.plans.begin(one, MONDAY)).id for one in others]
    assert await here.rows.all() == []  # nothing is written in any


async def test_those_who_had_sessions_take_part_for_their_organisation(
    tx: AsyncConnection,
) -> None:
    here = Planning(tx)
    arta, besa = await here.desk.person(1, "Agimi"), await here.desk.person(2, "Agimi")
    lira, agimi = await here.desk.mentor(), await here.desk.organisation("Agimi")
    plan = await here.plans.begin(Whose(agimi, None, lira.id), MONDAY)
    assert await here.rows.members(plan) == [arta.id, besa.id]
    await here.desk.book(besa, lira, at(1, 9), organisation_id=agimi)
    assert await here.rows.members(plan) == [besa.id]
    plan = await here.plans.edit(plan, lambda _: WHOLE)
    plan = await here.plans.propose(plan, Side.MEMBER, arta.id, plan.revision, MONDAY)
    assert await here.rows.members(plan) == [arta.id, besa.id]


async def test_the_plan_of_a_forgotten_person_has_no_words_and_reminds_nobody(
    tx: AsyncConnection,
) -> None:
    here = Planning(tx)
    arta, vesna = await here.desk.person(1), await here.desk.person(2)
    lira = await here.desk.mentor(person_id=vesna.id)
    plan = await here.agreed(Whose(None, arta.id, lira.id), arta.id, vesna.id)
    assert len(await here.desk.timers.about(plan.id, [Kind.OVERDUE])) == 1
    await here.plans.edit(plan, lambda _: GOALS)
    await ErasureRows(tx).forget(arta.id, MONDAY)
    left = await said(tx)
    assert SECRET not in left
    assert str(arta.id) not in left
    assert await here.desk.timers.about(plan.id, [Kind.OVERDUE]) == []
    assert await here.rows.of_mentor(lira.id) == []
    (version,) = await tx.execute(select(plan_versions))
    assert (version.number, version.goals) == (1, [])
    assert {row.person_id for row in await tx.execute(select(plan_confirmations))} == {
        None,
        vesna.id,
    }


async def test_the_plan_of_an_organisation_stays_as_long_as_anybody_writes_for_it(
    tx: AsyncConnection,
) -> None:
    here = Planning(tx)
    arta, besa = await here.desk.person(1, "Agimi"), await here.desk.person(2, "Agimi")
    vesna, agimi = await here.desk.person(3), await here.desk.organisation("Agimi")
    lira = await here.desk.mentor(person_id=vesna.id)
    plan = await here.agreed(Whose(agimi, None, lira.id), arta.id, vesna.id)
    for person in (arta, vesna):
        await ErasureRows(tx).forget(person.id, MONDAY)
        known = await here.rows.get(plan.id)
        assert known is not None
        assert known.holds is not None
        assert known.goals == WHOLE
        assert await here.rows.members(plan) == [besa.id]
    await ErasureRows(tx).forget(besa.id, MONDAY)
    assert SECRET not in await said(tx)
    (row,) = await tx.execute(select(plans))
    assert row.organisation_id == agimi
