"""The parts of an event that somebody writes in words: read, or refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from desk.errors import DeskError
from desk.events import agenda, days
from desk.events.event import Day, Event, Part, Role, Venue, Words
from desk.languages import WRITTEN
from desk.mentoring.lengths import UnreadableLength, parse_lengths
from desk.mentoring.parts import words_of
from desk.zones import parse_zone

CODES = tuple(language.telegram_code for language in WRITTEN)
MOST = {"title": 120, "about": 1500, "access": 400, "donor": 200, "reason": 400}  # characters
MOST_REGION, MOST_PLACE, MOST_LINK, MOST_NAME, MOST_ROLES = 60, 120, 300, 80, 6
MOST_SEATS = 20_000
MOST_REMINDERS, _LONGEST = 4, timedelta(days=60)
_DAY = timedelta(days=1)
_NOTHING = re.compile(r"\s*[-–—]\s*")
_NUMBER = re.compile(r"[0-9]{1,5}")


class Unreadable(DeskError):
    """What was written is no such part."""


class NeedsFirst(DeskError):
    """Another part has to be there before this one: `part`."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def is_part(part: str) -> bool:
    name, _dot, code = part.partition(".")
    return part in ("days", *_READERS) or (name in (*MOST, "agenda") and code in CODES)


def read_part(event: Event, part: str, text: str, today: date) -> dict[str, Any]:
    """The changed fields; a dash alone takes a part away.

    Raises Unreadable, NeedsFirst, NoSuchZone, and those of `days` and of `agenda`.
    """
    text = text.strip()
    said = "" if _NOTHING.fullmatch(text) else text
    name, _dot, code = part.partition(".")
    if not is_part(part):
        raise Unreadable(part)
    if name == "agenda":
        return _agenda(event, code, said)
    if name == "days":
        return with_days(event, days.parse_event_days(text, event.zone, today))
    if name in MOST:
        return _told(event, name, code, said)
    return _READERS[part](event, said)


def with_days(event: Event, new: tuple[Day, ...]) -> dict[str, Any]:
    """Their agenda goes along. Raises NoSuchTime, TwiceThere."""
    moved = replace(event, days=new)
    return {"days": new, "agenda": agenda.carried(event.agenda, event.days, moved, event.zone)}


def on_map(latitude: float, longitude: float, title: str, address: str) -> str:
    """A location, in the words of which the part "map" is read."""
    return f"{latitude} {longitude}\n{title}\n{address}"


def with_role(event: Event, role: Role) -> tuple[Role, ...]:
    """Facilitators before experts, each once."""
    others = [one for one in event.roles if (one.part, one.name) != (role.part, role.name)]
    order = list(Part)
    return tuple(sorted([*others, role], key=lambda one: order.index(one.part)))


def without(event: Event, part: Part) -> tuple[Role, ...]:
    return tuple(role for role in event.roles if role.part is not part)


def read_names(text: str) -> tuple[str, ...]:
    """Raises Unreadable."""
    found = words_of(text)
    if not found or len(found) > MOST_ROLES or max(map(len, found)) > MOST_NAME:
        raise Unreadable(text)
    return found


def with_text(words: Words, code: str, text: str) -> dict[str, str]:
    """In the order of the languages."""
    texts = {**words, code: text}
    return {one: texts[one] for one in CODES if texts.get(one)}


def _told(event: Event, name: str, code: str, said: str) -> dict[str, Any]:
    if said and (not any(map(str.isalnum, said)) or len(said) > MOST[name]):
        raise Unreadable(said)
    if name in ("title", "donor"):
        said = " ".join(said.split())
    if name != "access":
        return {name: with_text(getattr(event, name), code, said)}
    if event.venue is None:
        raise NeedsFirst("place")
    access = with_text(event.venue.access, code, said)
    return {"venue": replace(event.venue, access=access)}


def _agenda(event: Event, code: str, said: str) -> dict[str, Any]:
    if not event.days:
        raise NeedsFirst("days")
    return {"agenda": agenda.read_agenda(event, code, said)}


def _zone(event: Event, said: str) -> dict[str, Any]:
    """The clocks of the place show the same hours as before."""
    zone = parse_zone(said)
    new = days.in_zone(event.days, event.zone, zone)
    moved = replace(event, days=new, zone=zone)
    lines = agenda.carried(event.agenda, event.days, moved, event.zone)
    return {"zone": zone, "days": new, "agenda": lines}


def _region(_event: Event, said: str) -> dict[str, Any]:
    region = " ".join(said.split())
    if len(region) > MOST_REGION or (region and not any(map(str.isalnum, region))):
        raise Unreadable(said)
    return {"region": region}


def _place(event: Event, said: str) -> dict[str, Any]:
    return {"venue": _venue(event, said) if said else None}


def _venue(event: Event, said: str) -> Venue:
    """The name in the first line, the address below. One of the same name stays on the map."""
    name, _newline, rest = said.strip().partition("\n")
    name, address = " ".join(name.split()), " ".join(rest.split())
    if not any(map(str.isalnum, name)) or max(len(name), len(address)) > MOST_PLACE:
        raise Unreadable(said)
    if event.venue is not None and event.venue.name == name:
        return replace(event.venue, address=address)
    return Venue(name, address)


def _map(event: Event, said: str) -> dict[str, Any]:
    """Where the place is that was named before, or the one that the location names."""
    degrees, _newline, named = said.partition("\n")
    venue = event.venue or (_venue(event, named) if named.strip() else None)
    if venue is None:
        raise NeedsFirst("place")
    try:
        latitude, longitude = map(float, degrees.split())
    except ValueError as error:
        raise Unreadable(said) from error
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Unreadable(said)
    return {"venue": replace(venue, latitude=latitude, longitude=longitude)}


def _link(_event: Event, said: str) -> dict[str, Any]:
    if not said:
        return {"link": ""}
    address = said if "://" in said else f"https://{said}"
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Unreadable(said) from error
    is_address = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    if not is_address or re.search(r"\s", address) or len(address) > MOST_LINK:
        raise Unreadable(said)
    return {"link": address}


def _seats(event: Event, said: str) -> dict[str, Any]:
    return {"terms": replace(event.terms, seats=_limit(said))}


def _per_organisation(event: Event, said: str) -> dict[str, Any]:
    return {"terms": replace(event.terms, per_organisation=_limit(said))}


def _limit(said: str) -> int | None:
    if not said:
        return None
    number = int(said) if _NUMBER.fullmatch(said) else 0
    if not 1 <= number <= MOST_SEATS:
        raise Unreadable(said)
    return number


def _reminders(event: Event, said: str) -> dict[str, Any]:
    try:
        found = parse_lengths(said, _DAY) if said else ()
    except UnreadableLength as error:
        raise Unreadable(said) from error
    if len(found) > MOST_REMINDERS or any(not timedelta() < one <= _LONGEST for one in found):
        raise Unreadable(said)
    reminders = tuple(sorted(found, reverse=True))
    return {"terms": replace(event.terms, reminders=reminders)}


_READERS: Mapping[str, Callable[[Event, str], dict[str, Any]]] = {
    "zone": _zone,
    "region": _region,
    "place": _place,
    "map": _map,
    "link": _link,
    "seats": _seats,
    "per_organisation": _per_organisation,
    "reminders": _reminders,
}
