"""Who could facilitate: by language, region and theme, and whether they are free then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desk.mentoring.areas import Area
from desk.mentoring.booking import cells_of_mentor
from desk.mentoring.candidates import Candidates
from desk.mentoring.directory import Kind, Mentor, Standing
from desk.mentoring.facilitation import Facilitation
from desk.mentoring.fitting import comes_to
from desk.mentoring.matching import Candidate

_HOUR = timedelta(hours=1)


class Why(StrEnum):
    """What speaks for somebody, and what against them."""

    LANGUAGE = "language"
    THEME = "theme"
    REGION = "region"
    HOURS = "hours"  # it lies in their hours, and they are free
    FREE = "free"  # they are free, outside of their hours
    KNOWN = "known"  # to the organisation
    ROOM = "room"  # they care for fewer than they can

    FAR = "far"
    OTHER_WAY = "other_way"  # not online, or not in person
    FULL = "full"
    REFUSED = "refused"  # they have said no to this already
    NO_CHAT = "no_chat"  # they have not opened the line
    BUSY = "busy"  # something else is booked then


AGAINST = (Why.FAR, Why.OTHER_WAY, Why.FULL, Why.REFUSED, Why.NO_CHAT, Why.BUSY)
_NEVER = (Why.NO_CHAT, Why.BUSY)


@dataclass(frozen=True, slots=True)
class Fit:
    """`areas` of theirs are those of the theme; `languages` those in common."""

    mentor: Mentor
    why: tuple[Why, ...]
    areas: tuple[Area, ...]
    languages: tuple[str, ...]

    @property
    def can_be_asked(self) -> bool:
        return not set(_NEVER) & set(self.why)

    @property
    def is_good(self) -> bool:
        return not set(AGAINST) & set(self.why)


def judge(request: Facilitation, one: Candidate) -> Fit | None:
    """None where they have no language in common, or it is themselves who ask."""
    mentor = one.mentor
    languages = tuple(code for code in request.languages if code in mentor.languages)
    if not languages or mentor.person_id == request.person_id:
        return None
    areas = tuple(area for area in request.areas if area in mentor.areas)
    room = one.care.has_room(mentor.capacity, request.organisation_id)
    is_taken, in_hours = _taken(request, one), _in_hours(request, mentor)
    has_region = request.is_online is False and request.region is not None
    near = request.region is not None and comes_to(request.region, mentor)
    said = {
        Why.LANGUAGE: True,
        Why.THEME: bool(areas),
        Why.REGION: near,
        Why.HOURS: in_hours and not is_taken,
        Why.FREE: request.starts_at is not None and not in_hours and not is_taken,
        Why.KNOWN: one.care.knows(request.organisation_id),
        Why.ROOM: room,
        Why.FAR: has_region and not near,
        Why.OTHER_WAY: _other_way(request, mentor),
        Why.FULL: not room,
        Why.REFUSED: mentor.id in request.avoided,
        Why.NO_CHAT: mentor.person_id is None,
        Why.BUSY: is_taken,
    }
    return Fit(mentor, tuple(why for why, holds in said.items() if holds), areas, languages)


def ranked(fits: Iterable[Fit]) -> list[Fit]:
    """Nothing against them first; then theme, region, hours, whom the organisation knows."""
    return sorted(fits, key=_rank)


def _rank(fit: Fit) -> tuple[object, ...]:
    against = len(set(AGAINST) & set(fit.why))
    wanted = (Why.THEME, Why.REGION, Why.HOURS, Why.KNOWN)
    lacks = tuple(why not in fit.why for why in wanted)
    return not fit.can_be_asked, against, lacks, fit.mentor.name, fit.mentor.id


def _taken(request: Facilitation, one: Candidate) -> bool:
    starts_at, ends_at = request.starts_at, request.ends_at
    if starts_at is None or ends_at is None:
        return False
    taken = cells_of_mentor(starts_at, ends_at, one.mentor.terms)
    return not one.diary.taken.isdisjoint(taken)


def _in_hours(request: Facilitation, mentor: Mentor) -> bool:
    """Of several days the first is what counts: who gives days gives evenings, too."""
    starts_at = request.starts_at
    if starts_at is None or request.length is None:
        return False
    until = starts_at + min(request.length, 8 * _HOUR)
    day = starts_at.astimezone(mentor.hours.zone).date()
    return any(opens <= starts_at and until <= ends for opens, ends in mentor.hours.open_on(day))


def _other_way(request: Facilitation, mentor: Mentor) -> bool:
    """Who meets people at a place of theirs, or in a region, goes out to meet them."""
    if request.is_online:
        return not mentor.is_online
    return request.is_online is False and mentor.place is None and not mentor.regions


async def facilitators(request: Facilitation, candidates: Candidates, now: datetime) -> list[Fit]:
    """All who speak a language of theirs, the best first."""
    known = await candidates.mentors.all(Standing.APPROVED)
    found = []
    for mentor in known:
        if Kind.FACILITATOR in mentor.kinds:
            one = await candidates.one(mentor, request.organisation_id, now, request.booking_id)
            fit = judge(request, one)
            found += [fit] if fit else []
    return ranked(found)
