"""What of an event is kept as JSON: days, place, roles, agenda and terms, there and back.

Moments are milliseconds since 1970 in UTC, lengths are seconds.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.events.event import Block, Day, Part, Question, Role, Terms, Venue

_SECOND = timedelta(seconds=1)


def written_days(days: Sequence[Day]) -> list[list[int]]:
    return [[_number(day.starts_at), _number(day.ends_at)] for day in days]


def days_in(written: Any) -> tuple[Day, ...]:
    return tuple(Day(_moment(starts), _moment(ends)) for starts, ends in written)


def written_venue(venue: Venue | None) -> dict[str, Any] | None:
    if venue is None:
        return None
    return {
        "name": venue.name,
        "address": venue.address,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "access": dict(venue.access),
    }


def venue_in(written: Any) -> Venue | None:
    return None if written is None else Venue(**written)


def written_roles(roles: Sequence[Role]) -> list[list[Any]]:
    return [[role.part.value, role.name, role.mentor_id] for role in roles]


def roles_in(written: Any) -> tuple[Role, ...]:
    return tuple(Role(Part(part), name, mentor_id) for part, name, mentor_id in written)


def written_agenda(agenda: Sequence[Block]) -> list[list[Any]]:
    return [[block.day, _number(block.starts_at), dict(block.title)] for block in agenda]


def agenda_in(written: Any) -> tuple[Block, ...]:
    return tuple(Block(day, _moment(at), title) for day, at, title in written)


def written_terms(terms: Terms) -> dict[str, Any]:
    """Without the seats, which have a column of their own: they are counted against."""
    return {
        "per_organisation": terms.per_organisation,
        "approves": terms.approves,
        "asks": sorted(question.value for question in terms.asks),
        "offer": terms.offer // _SECOND,
        "lead": terms.lead // _SECOND,
        "reminders": [before // _SECOND for before in terms.reminders],
    }


def terms_in(written: Any, seats: int | None) -> Terms:
    return Terms(
        seats=seats,
        per_organisation=written["per_organisation"],
        approves=written["approves"],
        asks=frozenset(Question(question) for question in written["asks"]),
        offer=written["offer"] * _SECOND,
        lead=written["lead"] * _SECOND,
        reminders=tuple(before * _SECOND for before in written["reminders"]),
    )


def _number(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1000, UTC)
