"""What the waiting list offers: how near to its beginning, and for how long."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.mentoring.quiet import Quiet


@dataclass(frozen=True, slots=True)
class Line:
    """Nothing is offered later than `lead` before it begins. `hold` is how long an offer stands."""

    lead: timedelta = timedelta(hours=12)
    hold: timedelta = timedelta(hours=2)


def offer_until(
    now: datetime, starts_at: datetime, zone: ZoneInfo, line: Line, quiet: Quiet
) -> datetime:
    """Counted by the person's day; never past the lead time. In UTC."""
    latest = starts_at - line.lead
    counted = quiet.days(zone).add(now, line.hold)
    return latest if counted is None else min(counted.astimezone(UTC), latest)
