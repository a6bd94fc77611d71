"""Plans as rows: what is being written, each version that was proposed, and who confirmed it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.booking import Side, Status
from desk.mentoring.goals import Action, Dimension, Goal, Goals, Owner
from desk.mentoring.planning import Whose
from desk.mentoring.plans import Confirmation, Plan, Version
from storage.database import OnBoth
from storage.mentoring.plans_tables import plan_confirmations, plan_versions, plans
from storage.mentoring.tables import bookings
from storage.schema import memberships

_GET = select(plans).where(plans.c.id == bindparam("plan"))
_VERSIONS = (
    select(plan_versions)
    .where(plan_versions.c.plan_id.in_(bindparam("plans", expanding=True)))
    .order_by(plan_versions.c.number)
)
_CONFIRMATIONS = select(plan_confirmations).where(
    plan_confirmations.c.plan_id.in_(bindparam("plans", expanding=True))
)
_SAVE = update(plans).where(plans.c.id == bindparam("this"))
_BEGIN = OnBoth(lambda put: put(plans).on_conflict_do_nothing())
_PUT_VERSION = OnBoth(lambda put: put(plan_versions).on_conflict_do_nothing())
_PUT_CONFIRMATION = OnBoth(lambda put: put(plan_confirmations).on_conflict_do_nothing())
# Whoever is forgotten has left a stand-in below zero.
_SOMEBODYS = or_(plans.c.person_id.is_(None), plans.c.person_id > 0)


class PlanRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def get(self, plan_id: int, *, locked: bool = False) -> Plan | None:
        found = await self._some(_GET.with_for_update() if locked else _GET, plan=plan_id)
        return found[0] if found else None

    async def begin(self, whose: Whose, at: datetime) -> int:
        values = {**whose._asdict(), "made_at": at, "draft": [], "revision": 0, "last": 0}
        await self._tx.execute(_BEGIN.on(self._tx), {**values, "progress": {}})
        number: int = (await self._tx.execute(select(plans.c.id).where(*_is(whose)))).one().id
        return number

    async def with_mentor(self, whose: Whose) -> Plan | None:
        found = await self._some(select(plans).where(*_is(whose)))
        return found[0] if found else None

    async def of_member(self, organisation_ids: Iterable[int], person_id: int) -> list[Plan]:
        theirs = or_(
            plans.c.organisation_id.in_(list(organisation_ids)), plans.c.person_id == person_id
        )
        return await self._some(select(plans).where(theirs).order_by(plans.c.id.desc()))

    async def of_mentor(self, mentor_id: int) -> list[Plan]:
        theirs = (plans.c.mentor_id == mentor_id, _SOMEBODYS)
        return await self._some(select(plans).where(*theirs).order_by(plans.c.id.desc()))

    async def all(self) -> list[Plan]:
        found = await self._some(select(plans).where(_SOMEBODYS).order_by(plans.c.id.desc()))
        return [plan for plan in found if plan.goals or plan.holds]

    async def save(self, plan: Plan) -> None:
        values = {
            "mentor_id": plan.mentor_id,
            "draft": None if plan.draft is None else _written(plan.draft),
            "revision": plan.revision,
            "last": plan.last,
            "progress": {str(number): value for number, value in plan.progress.items()},
        }
        await self._tx.execute(_SAVE, {"this": plan.id, **values})
        if plan.latest is not None:
            await self._put(plan.id, plan.latest)

    async def members(self, plan: Plan) -> list[int]:
        if plan.organisation_id is None:
            return [plan.person_id] if plan.person_id is not None and plan.person_id > 0 else []
        booked = select(bookings.c.requester_id).where(
            bookings.c.organisation_id == plan.organisation_id,
            bookings.c.mentor_id == plan.mentor_id,
            bookings.c.status == Status.BOOKED,
        )
        said = select(plan_confirmations.c.person_id).where(
            plan_confirmations.c.plan_id == plan.id, plan_confirmations.c.side == Side.MEMBER
        )
        theirs = select(memberships.c.person_id).where(
            memberships.c.organisation_id == plan.organisation_id
        )
        everybody = set(await self._tx.scalars(theirs))
        taking_part = {*await self._tx.scalars(booked), *await self._tx.scalars(said)}
        return sorted(everybody & taking_part) or sorted(everybody)

    async def _put(self, plan_id: int, version: Version) -> None:
        key = {"plan_id": plan_id, "number": version.number}
        made = {"made_by": version.made_by, "made_at": version.made_at}
        goals = {"goals": _written(version.goals)}
        await self._tx.execute(_PUT_VERSION.on(self._tx), {**key, **made, **goals})
        said = [
            {**key, "side": side, "person_id": one.person_id, "at": one.at}
            for side, one in version.confirmed.items()
        ]
        if said:
            await self._tx.execute(_PUT_CONFIRMATION.on(self._tx), said)

    async def _some(self, query: Any, **by: Any) -> list[Plan]:
        rows = list((await self._tx.execute(query, by)).mappings())
        versions = await self._versions([row["id"] for row in rows]) if rows else {}
        return [_plan(row, versions.get(row["id"], [])) for row in rows]

    async def _versions(self, plan_ids: list[int]) -> dict[int, list[Version]]:
        confirmed: dict[tuple[int, int], dict[Side, Confirmation]] = {}
        for row in await self._tx.execute(_CONFIRMATIONS, {"plans": plan_ids}):
            said = confirmed.setdefault((row.plan_id, row.number), {})
            said[Side(row.side)] = Confirmation(row.at, row.person_id)
        found: dict[int, list[Version]] = {}
        for row in await self._tx.execute(_VERSIONS, {"plans": plan_ids}):
            by = confirmed.get((row.plan_id, row.number), {})
            version = Version(row.number, _goals(row.goals), Side(row.made_by), row.made_at, by)
            found.setdefault(row.plan_id, []).append(version)
        return found


def _is(whose: Whose) -> tuple[Any, ...]:
    """None is compared as such."""
    return (
        plans.c.mentor_id == whose.mentor_id,
        plans.c.organisation_id.is_not_distinct_from(whose.organisation_id),
        plans.c.person_id.is_not_distinct_from(whose.person_id),
    )


def _plan(row: Any, versions: list[Version]) -> Plan:
    return Plan(
        id=row["id"],
        mentor_id=row["mentor_id"],
        made_at=row["made_at"],
        organisation_id=row["organisation_id"],
        person_id=row["person_id"],
        draft=None if row["draft"] is None else _goals(row["draft"]),
        revision=row["revision"],
        last=row["last"],
        progress={int(number): value for number, value in row["progress"].items()},
        versions=tuple(versions),
    )


def _written(goals: Goals) -> list[dict[str, Any]]:
    return [
        {
            "number": goal.number,
            "dimension": goal.dimension,
            "score": goal.score,
            "words": goal.words,
            "actions": [_action_written(action) for action in goal.actions],
        }
        for goal in goals
    ]


def _action_written(action: Action) -> dict[str, Any]:
    due = action.due and action.due.isoformat()
    return {"number": action.number, "words": action.words, "owner": action.owner, "due": due}


def _goals(kept: list[dict[str, Any]]) -> Goals:
    return tuple(
        Goal(
            goal["number"],
            Dimension(goal["dimension"]),
            goal["score"],
            goal["words"],
            tuple(map(_action, goal["actions"])),
        )
        for goal in kept
    )


def _action(kept: dict[str, Any]) -> Action:
    owner, due = kept["owner"], kept["due"]
    return Action(
        kept["number"], kept["words"], owner and Owner(owner), due and date.fromisoformat(due)
    )
