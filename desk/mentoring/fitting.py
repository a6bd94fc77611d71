"""Who fits a wish, and why or why not. When anybody is free is not known here."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desk.mentoring.directory import Mentor
from desk.mentoring.wishes import Wish
from faq.fold import fold


class Misfit(StrEnum):
    """Why somebody is not offered."""

    NOT_BOOKABLE = "not_bookable"
    OTHER_CHOSEN = "other_chosen"
    AVOIDED = "avoided"
    OWN = "own"  # nobody is their own mentor, nor is a colleague
    KIND = "kind"
    LANGUAGE = "language"
    AREA = "area"
    LENGTH = "length"
    PLACE = "place"  # online, or in person
    REGION = "region"  # too far to meet
    FULL = "full"  # cares for as many organisations as they can


class Reason(StrEnum):
    """Why somebody is offered, as it is said: the strongest first."""

    CHOSEN = "chosen"
    KNOWN = "known"  # cared for this organisation before, or does now
    LANGUAGE = "language"
    AREA = "area"
    REGION = "region"
    IN_PERSON = "in_person"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Care:
    """The organisations that a mentor cares for, and those of earlier times."""

    now: AbstractSet[int] = frozenset()
    before: AbstractSet[int] = frozenset()

    def knows(self, organisation_id: int | None) -> bool:
        return organisation_id in self.now or organisation_id in self.before

    def has_room(self, capacity: int, organisation_id: int | None) -> bool:
        return len(self.now) < capacity or organisation_id in self.now


def misfits(wish: Wish, mentor: Mentor, care: Care) -> Iterator[Misfit]:
    """None where they fit. Whom somebody chose by name need not be of the field or near."""
    return (misfit for misfit, is_met in _CONDITIONS.items() if not is_met(wish, mentor, care))


def fits(wish: Wish, mentor: Mentor, care: Care) -> bool:
    return next(misfits(wish, mentor, care), None) is None


def reasons(wish: Wish, mentor: Mentor, care: Care) -> tuple[Reason, ...]:
    said = {
        Reason.CHOSEN: wish.mentor_id == mentor.id,
        Reason.KNOWN: care.knows(wish.organisation_id),
        Reason.LANGUAGE: wish.language in mentor.languages,
        Reason.AREA: wish.area in mentor.areas,
        Reason.REGION: is_near(wish, mentor),
        Reason.IN_PERSON: wish.is_online is False and _meets(mentor),
        Reason.ROOM: len(care.now) < mentor.capacity,
    }
    return tuple(reason for reason, holds in said.items() if holds)


def is_near(wish: Wish, mentor: Mentor) -> bool:
    """Regions are compared as people write them, in any script."""
    return wish.region is not None and comes_to(wish.region, mentor)


def comes_to(region: str, mentor: Mentor) -> bool:
    return _folded(region) in map(_folded, mentor.regions)


_folded = lru_cache(maxsize=1000)(fold)


def _meets(mentor: Mentor) -> bool:
    """In person: at a place of their own, or in the regions to which they come."""
    return mentor.place is not None or bool(mentor.regions)


def _is_chosen(wish: Wish, mentor: Mentor) -> bool:
    return wish.mentor_id == mentor.id


def _is_somebody_else(wish: Wish, mentor: Mentor) -> bool:
    return wish.person_id != mentor.person_id and (
        wish.organisation_id is None or wish.organisation_id != mentor.organisation_id
    )


def _suits_place(wish: Wish, mentor: Mentor) -> bool:
    online, in_person = wish.is_online is not False, wish.is_online is not True
    return (online and mentor.is_online) or (in_person and _meets(mentor))


def _is_within_reach(wish: Wish, mentor: Mentor) -> bool:
    if wish.is_online is not False and mentor.is_online:
        return True
    return wish.region is None or is_near(wish, mentor)


_CONDITIONS: Mapping[Misfit, Callable[[Wish, Mentor, Care], bool]] = {
    Misfit.NOT_BOOKABLE: lambda _, mentor, __: mentor.is_bookable,
    Misfit.OTHER_CHOSEN: lambda wish, mentor, _: wish.mentor_id in (None, mentor.id),
    Misfit.AVOIDED: lambda wish, mentor, _: mentor.id not in wish.avoided,
    Misfit.OWN: lambda wish, mentor, _: _is_somebody_else(wish, mentor),
    Misfit.KIND: lambda wish, mentor, _: wish.kind in mentor.kinds,
    Misfit.LANGUAGE: lambda wish, mentor, _: wish.language in mentor.languages,
    Misfit.AREA: lambda wish, mentor, _: (
        wish.area is None or wish.area in mentor.areas or _is_chosen(wish, mentor)
    ),
    Misfit.LENGTH: lambda wish, mentor, _: wish.length in mentor.terms.lengths,
    Misfit.PLACE: lambda wish, mentor, _: _suits_place(wish, mentor),
    Misfit.REGION: lambda wish, mentor, _: (
        _is_chosen(wish, mentor) or _is_within_reach(wish, mentor)
    ),
    Misfit.FULL: lambda wish, mentor, care: care.has_room(mentor.capacity, wish.organisation_id),
}
