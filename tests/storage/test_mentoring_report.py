"""What the coordinator looks at, counted on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.areas import Area
from desk.mentoring.report import Attendance, Given, Helped, Session, Taken, Waiting
from storage.mentoring.directory import MentorRows
from storage.mentoring.report import ReportRows
from storage.mentoring.tables import bookings, wishes
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, MORNING, later
from tests.storage.test_mentoring_directory import DEFNE, PLAIN

HOUR = timedelta(hours=1)
ZANA = replace(ARTA, id=ARTA.id + 1, name="Zana")


class Stage:
    """Two mentors, two people, one of them of an organisation; every session lasts an hour."""

    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx
        self.rows = ReportRows(tx)
        self._count = 0

    async def set(self) -> None:
        for person in (ARTA, ZANA):
            await PeopleRows(self._tx).save(person)
        self.agimi = (await OrganisationRows(self._tx).named("Agimi", "agimi")).id
        self.defne = (await MentorRows(self._tx).add(DEFNE, "t1")).id
        self.agim = (await MentorRows(self._tx).add(PLAIN, "t2")).id

    async def books(
        self, starts_at: datetime, status: str = "booked", *, by: int = ARTA.id, **parts: Any
    ) -> None:
        self._count += 1
        values = {
            "uid": f"{self._count}",
            "mentor_id": self.defne,
            "requester_id": by,
            "organisation_id": self.agimi if by == ARTA.id else None,
            "starts_at": starts_at,
            "ends_at": starts_at + HOUR,
            "timezone": "Europe/Istanbul",
            "status": status,
            "made_at": MORNING,
            "language": "tr",
            "is_online": True,
            "first_cell": 0,
            "end_cell": 0,
            "reason": "",
        }
        await self._tx.execute(insert(bookings).values({**values, **parts}))

    async def wishes(self, state: str, since: datetime | None, **parts: Any) -> None:
        values = {
            "person_id": ARTA.id,
            "organisation_id": self.agimi,
            "timezone": "Europe/Belgrade",
            "language": "sq",
            "made_at": MORNING,
            "minutes": 60,
            "kind": "mentor",
            "words": "",
            "avoided": [],
            "declined": [],
            "state": state,
            "waiting_since": since,
        }
        await self._tx.execute(insert(wishes).values({**values, **parts}))


@pytest.fixture
async def stage(tx: AsyncConnection) -> Stage:
    stage = Stage(tx)
    await stage.set()
    return stage


async def test_what_is_taken_is_what_nobody_else_can_have(stage: Stage) -> None:
    await stage.books(later(hours=1))
    await stage.books(later(hours=3), "asked")
    await stage.books(later(hours=5), "held", until=later(minutes=2))
    await stage.books(later(hours=7), "held", until=later(minutes=-1))
    await stage.books(later(hours=9), "cancelled")
    await stage.books(later(days=20))
    await stage.books(later(hours=-2))
    found = await stage.rows.taken(MORNING, later(days=14), MORNING)
    assert sorted(found) == [
        Taken(stage.defne, later(hours=n), later(hours=n + 1)) for n in (1, 3, 5)
    ]


async def test_load_is_of_organisations_and_of_people_without_one(stage: Stage) -> None:
    await stage.books(later(days=-3))
    await stage.books(later(days=3))
    await stage.books(later(days=4), "asked", by=ZANA.id)
    await stage.books(later(days=-70), by=ZANA.id, mentor_id=stage.agim)
    await stage.books(later(days=5), "cancelled", mentor_id=stage.agim)
    assert await stage.rows.loads(later(days=-60), MORNING) == {stage.defne: 2}
    assert await stage.rows.ahead(stage.defne, MORNING) == 2
    assert await stage.rows.ahead(stage.agim, MORNING) == 0


async def test_sessions_ahead_come_in_their_order_with_who_meets_whom(stage: Stage) -> None:
    await stage.books(later(days=2), "asked", by=ZANA.id, is_online=False)
    await stage.books(later(minutes=-30))
    await stage.books(later(days=3), "held", until=later(days=4))
    await stage.books(later(days=-1))
    found = await stage.rows.sessions(MORNING, 5)
    common: dict[str, Any] = {"mentor_name": "Defne", "zone": ZoneInfo("Europe/Istanbul")}
    assert [replace(one, booking_id=0) for one in found] == [
        Session(
            0,
            requester_name="Arta",
            organisation="Agimi",
            starts_at=later(minutes=-30),
            ends_at=later(minutes=30),
            is_online=True,
            is_asked=False,
            **common,
        ),
        Session(
            0,
            requester_name="Zana",
            organisation=None,
            starts_at=later(days=2),
            ends_at=later(days=2, hours=1),
            is_online=False,
            is_asked=True,
            **common,
        ),
    ]
    assert len(await stage.rows.sessions(MORNING, 1)) == 1


async def test_attendance_and_hours_count_what_is_over(stage: Stage) -> None:
    assert await stage.rows.attendance(later(days=-91), MORNING) == Attendance()
    assert await stage.rows.given(later(days=-91), MORNING) == []
    await stage.books(later(days=-2))
    await stage.books(later(days=-3))
    await stage.books(later(days=-4), missed="member")
    await stage.books(later(days=-5), missed="mentor", by=ZANA.id)
    await stage.books(later(days=-6), by=ZANA.id)
    await stage.books(later(days=-7), "cancelled")
    await stage.books(later(days=-100))
    await stage.books(later(days=1))
    found = await stage.rows.attendance(later(days=-91), MORNING)
    assert found == Attendance(5, missed_by_member=1, missed_by_mentor=1)
    assert found.rate == pytest.approx(0.4)
    assert await stage.rows.given(later(days=-91), MORNING) == [
        Given("Agimi", 2, 2 * HOUR),
        Given(None, 1, HOUR),
    ]


async def test_what_peers_give_is_counted_by_who_gave_who_got_and_in_what(
    tx: AsyncConnection, stage: Stage
) -> None:
    bletra = (await OrganisationRows(tx).named("Bletra", "bletra")).id
    peer = (await MentorRows(tx).add(replace(PLAIN, organisation_id=bletra), "t3")).id
    law, unseen = {"area": "law"}, {"missed": "mentor"}
    sessions: list[dict[str, Any]] = [law, law, {"by": ZANA.id}, unseen]
    for day, parts in enumerate(sessions, 2):
        await stage.books(later(days=-day), mentor_id=peer, **parts)
    await stage.books(later(days=-100), mentor_id=peer)
    await stage.books(later(days=1), mentor_id=peer)
    await stage.books(later(days=-2))  # no peer
    assert await stage.rows.helped(later(days=-91), MORNING) == [
        Helped("Bletra", "Agimi", Area.LAW, 2 * HOUR),
        Helped("Bletra", None, None, HOUR),
    ]
    assert await stage.rows.helped_by(peer, MORNING) == 4 * HOUR
    assert await stage.rows.helped_by(stage.agim, MORNING) == timedelta()


async def test_who_waits_the_longest_comes_first(stage: Stage) -> None:
    await stage.wishes("waiting", later(hours=2), area="law")
    await stage.wishes("waiting", later(hours=1), person_id=ZANA.id, organisation_id=None)
    for state in ("open", "offered", "booked", "dropped"):
        await stage.wishes(state, later(hours=0))
    found = await stage.rows.waiting(5)
    assert found == [
        Waiting("Zana", None, None, "sq", later(hours=1)),
        Waiting("Arta", "Agimi", Area.LAW, "sq", later(hours=2)),
    ]
    assert await stage.rows.waiting(1) == found[:1]
