"""What the coordinator looks at: load, free hours, gaps, sessions ahead, no-shows, hours given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from desk.languages import WRITTEN
from desk.mentoring.areas import Area
from desk.mentoring.directory import Mentor, MentorStore, Standing
from desk.mentoring.goals import Dimension
from desk.mentoring.plans import Plan

SOON = timedelta(days=14)  # how far ahead free hours are counted
CARED_FOR = timedelta(days=60)  # an organisation is cared for so long after its last session
QUARTER = timedelta(days=91)


class Taken(NamedTuple):
    """A time that a mentor has given away."""

    mentor_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One that is ahead; `is_asked`: the mentor has not said yes."""

    booking_id: int
    mentor_name: str
    requester_name: str
    organisation: str | None
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    is_online: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who wished for a session and has not got one."""

    requester_name: str
    organisation: str | None
    area: Area | None
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of the sessions that are over: how many there were, and to how many somebody did not come."""

    sessions: int = 0
    missed_by_member: int = 0
    missed_by_mentor: int = 0

    @property
    def rate(self) -> float:
        missed = self.missed_by_member + self.missed_by_mentor
        return missed / self.sessions if self.sessions else 0.0


@dataclass(frozen=True, slots=True)
class Given:
    """What an organisation got; None for people who told of none."""

    organisation: str | None
    sessions: int
    length: timedelta


@dataclass(frozen=True, slots=True)
class Helped:
    """How long one organisation has helped another, or somebody of none, in an area: peer help."""

    giver: str
    receiver: str | None
    area: Area | None
    length: timedelta


@dataclass(frozen=True, slots=True)
class Planned:
    """`change` is by how much organisations stand higher with the public and their constituents
    than at the start of their plans, on average; None where no plan is about that.
    """

    plans: int
    agreed: int
    overdue: int
    change: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A mentor in the list. `load` is how many organisations they care for; `free` is their open
    time of the next days without what is taken.
    """

    mentor: Mentor
    load: int
    free: timedelta


class ReportStore(Protocol):
    async def taken(self, since: datetime, until: datetime, now: datetime) -> list[Taken]:
        """What is booked, asked for, or held still."""

    async def loads(self, since: datetime, now: datetime) -> Mapping[int, int]:
        """For how many organisations each mentor has had sessions since then, or has some ahead.

        Whoever told of no organisation counts as one.
        """

    async def ahead(self, mentor_id: int, now: datetime) -> int:
        """How many sessions with them are not over."""

    async def sessions(self, now: datetime, most: int) -> list[Session]:
        """Those ahead, the next first."""

    async def attendance(self, since: datetime, until: datetime) -> Attendance: ...

    async def given(self, since: datetime, until: datetime) -> list[Given]:
        """Sessions that took place, by organisation, the most hours first."""

    async def helped(self, since: datetime, until: datetime) -> list[Helped]:
        """What peers gave in sessions that took place, the most hours first."""

    async def helped_by(self, mentor_id: int, until: datetime) -> timedelta:
        """In all sessions of theirs that took place."""

    async def waiting(self, most: int) -> list[Waiting]:
        """Those who have waited the longest first."""


def free_time(
    mentor: Mentor, taken: Iterable[Taken], since: datetime, until: datetime
) -> timedelta:
    """Open time of a mentor's that nobody has taken, with what is kept free around sessions.

    Nothing where they cannot be booked.
    """
    if not mentor.is_bookable:
        return timedelta()
    free = mentor.hours.between(since, until)
    for one in taken:
        starts = max(since, one.starts_at - mentor.terms.before)
        free -= mentor.hours.between(starts, min(until, one.ends_at + mentor.terms.after))
    return max(free, timedelta())


def planned(plans: Sequence[Plan], today: date) -> Planned:
    """What holds counts, not what is being written."""
    held = [(plan, goal) for plan in plans if plan.holds for goal in plan.holds.goals]
    changes = [
        plan.score_of(goal) - goal.score
        for plan, goal in held
        if goal.dimension is Dimension.PUBLIC
    ]
    return Planned(
        plans=len(plans),
        agreed=sum(plan.holds is not None for plan in plans),
        overdue=sum(len(plan.overdue(today)) for plan in plans),
        change=sum(changes) / len(changes) if changes else None,
    )


def uncovered(mentors: Iterable[Mentor]) -> list[str]:
    """Languages of the line that nobody speaks who can be booked: codes of two letters."""
    spoken = {code for mentor in mentors if mentor.is_bookable for code in mentor.languages}
    return [one.telegram_code for one in WRITTEN if one.telegram_code not in spoken]


class Report:
    def __init__(self, store: ReportStore, mentors: MentorStore) -> None:
        self._store = store
        self._mentors = mentors

    async def lines(self, now: datetime) -> list[Line]:
        """Whoever can be booked or waits for a yes first; those who have left last."""
        known = await self._mentors.all()
        loads = await self._store.loads(now - CARED_FOR, now)
        taken = _by_mentor(await self._store.taken(now, now + SOON, now))
        return [
            Line(
                mentor,
                loads.get(mentor.id, 0),
                free_time(mentor, taken.get(mentor.id, ()), now, now + SOON),
            )
            for mentor in sorted(known, key=lambda one: _ORDER.index(one.standing))
            if mentor.name  # whoever had everything about them erased has none
        ]

    async def line(self, mentor: Mentor, now: datetime) -> Line:
        loads = await self._store.loads(now - CARED_FOR, now)
        taken = _by_mentor(await self._store.taken(now, now + SOON, now))
        free = free_time(mentor, taken.get(mentor.id, ()), now, now + SOON)
        return Line(mentor, loads.get(mentor.id, 0), free)

    async def ahead(self, mentor: Mentor, now: datetime) -> int:
        return await self._store.ahead(mentor.id, now)

    async def sessions(self, now: datetime, most: int) -> list[Session]:
        return await self._store.sessions(now, most)

    async def attendance(self, now: datetime) -> Attendance:
        """Of the last quarter of a year."""
        return await self._store.attendance(now - QUARTER, now)

    async def given(self, now: datetime) -> list[Given]:
        """In the last quarter of a year."""
        return await self._store.given(now - QUARTER, now)

    async def helped(self, now: datetime) -> list[Helped]:
        """In the last quarter of a year. There are no books but the sessions themselves."""
        return await self._store.helped(now - QUARTER, now)

    async def helped_by(self, mentor: Mentor, now: datetime) -> timedelta:
        """What a peer has given until now."""
        return await self._store.helped_by(mentor.id, now)

    async def waiting(self, most: int) -> list[Waiting]:
        return await self._store.waiting(most)


_ORDER = (Standing.PROPOSED, Standing.APPROVED, Standing.PAUSED, Standing.LEFT)


def _by_mentor(taken: Iterable[Taken]) -> Mapping[int, Sequence[Taken]]:
    found: dict[int, list[Taken]] = {}
    for one in taken:
        found.setdefault(one.mentor_id, []).append(one)
    return found
