"""The line in front of an event: who may sign up, and how long an offer stands."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.events.event import Event, Standing
from desk.events.seats import Cause
from desk.mentoring.quiet import Quiet
from desk.timers import Kind, Timer


class SignUpOver(DeskError):
    """It is not published, or not any more, or it has begun."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.id)
        self.event = event


def check_open(event: Event, now: datetime) -> None:
    """Raises SignUpOver."""
    if event.standing is not Standing.PUBLISHED or event.starts_at is None:
        raise SignUpOver(event)
    if event.starts_at <= now:
        raise SignUpOver(event)


def is_served(event: Event, now: datetime) -> bool:
    """Whether what becomes free is offered to those who wait; else it is whoever's comes first."""
    is_on = event.standing is Standing.PUBLISHED and event.last_offer is not None
    return is_on and event.last_offer is not None and now < event.last_offer


def offer_until(event: Event, zone: ZoneInfo, quiet: Quiet, now: datetime) -> datetime:
    """Counted by the person's day, never past the lead of the event. In UTC.

    The event must be served.
    """
    assert event.last_offer is not None
    counted = quiet.days(zone).add(now, event.terms.offer)
    latest = event.last_offer.astimezone(UTC)
    return latest if counted is None else min(counted.astimezone(UTC), latest)


def offered_from(event: Event, quiet: Quiet, now: datetime) -> datetime:
    """Nobody is woken for a seat, unless it is the last night in which it can be offered."""
    morning = quiet.morning_after(now, event.zone)
    return morning if event.last_offer is not None and morning < event.last_offer else now


def promotion(event_id: int, cause: Cause, at: datetime) -> Timer:
    """A seat may be free that was not: whoever waits is thought of at once."""
    key = f"{Kind.PROMOTE}:{event_id}:{cause}"
    return Timer.once(key, Kind.PROMOTE, at, about_id=event_id)


def cause_of(timer: Timer) -> Cause:
    return Cause(timer.key.rpartition(":")[2])


def lapse(seat_id: int, until: datetime) -> Timer:
    return Timer.once(lapse_key(seat_id), Kind.SEAT_OFFER, until, about_id=seat_id)


def lapse_key(seat_id: int) -> str:
    return f"{Kind.SEAT_OFFER}:{seat_id}"
