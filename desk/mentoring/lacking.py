"""What it is that leaves a wish unmet, and who waits before whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.mentoring.directory import Mentor
from desk.mentoring.fitting import Care, Misfit, misfits
from desk.mentoring.wishes import Wish, WishState


class Lack(StrEnum):
    """In the order in which they are looked for: the first that holds is told."""

    NOBODY = "nobody"  # of this kind at all
    LANGUAGE = "language"
    AREA = "area"
    PLACE = "place"  # online, or in person, or so far
    LENGTH = "length"
    OTHER = "other"  # there is nobody else
    TIME = "time"  # somebody, but no time before `until`


_LOOKED_FOR: Sequence[tuple[Lack, frozenset[Misfit]]] = (
    (Lack.NOBODY, frozenset((Misfit.NOT_BOOKABLE, Misfit.OWN, Misfit.KIND))),
    (Lack.LANGUAGE, frozenset((Misfit.LANGUAGE,))),
    (Lack.AREA, frozenset((Misfit.AREA,))),
    (Lack.PLACE, frozenset((Misfit.PLACE, Misfit.REGION))),
    (Lack.LENGTH, frozenset((Misfit.LENGTH,))),
    (Lack.OTHER, frozenset((Misfit.AVOIDED, Misfit.OTHER_CHOSEN))),
)


@dataclass(frozen=True, slots=True)
class Lacking:
    """`until`: what can be booked so far ends then; days after it are not open yet."""

    what: Lack
    until: datetime | None = None


def lacking(wish: Wish, mentors: Iterable[Mentor], now: datetime) -> Lacking:
    """Of a wish for which nothing is free."""
    left = list(mentors)
    for lack, reasons in _LOOKED_FOR:
        left = [one for one in left if reasons.isdisjoint(misfits(wish, one, Care()))]
        if not left:
            return Lacking(lack)
    return Lacking(Lack.TIME, max(now + one.terms.window for one in left))


def could(wish: Wish, mentors: Iterable[Mentor]) -> list[Mentor]:
    """Who fits it but for their time and the room that they have."""
    return [one for one in mentors if next(misfits(wish, one, Care()), None) is None]


def place_in_line(wish: Wish, waiting: Iterable[Wish]) -> int:
    """Among those who wait for the like of it; the first is 1."""
    like = _likeness(wish)
    before = [
        one
        for one in waiting
        if one.id != wish.id
        and one.state is WishState.WAITING
        and _likeness(one) == like
        and _since(one) < _since(wish)
    ]
    return len(before) + 1


def _since(wish: Wish) -> tuple[datetime, int]:
    return wish.waiting_since or wish.made_at, wish.id


def _likeness(wish: Wish) -> tuple[object, ...]:
    return wish.kind, wish.language, wish.area, wish.mentor_id
