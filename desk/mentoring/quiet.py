"""The hours of the night, in which nobody need look at their phone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.hours import Hours
from desk.week import Span

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Full hours on the wall, over midnight."""

    since: int = 21
    until: int = 8

    def evening_before(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The moment itself by day, else the last full hour before the night. In UTC."""
        wall = at.astimezone(zone)
        if self.until <= wall.hour < self.since:
            return at.astimezone(UTC)
        day = wall.date() if wall.hour >= self.since else wall.date() - _DAY
        return (datetime.combine(day, time(self.since), zone) - _HOUR).astimezone(UTC)

    def morning_after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The moment itself by day, else when the night is over. In UTC."""
        wall = at.astimezone(zone)
        if self.until <= wall.hour < self.since:
            return at.astimezone(UTC)
        day = wall.date() + _DAY if wall.hour >= self.since else wall.date()
        return datetime.combine(day, time(self.until), zone).astimezone(UTC)

    def days(self, zone: ZoneInfo) -> Hours:
        """All that is no night."""
        return Hours(zone, ((Span(self.until * 60, self.since * 60),),) * 7)
