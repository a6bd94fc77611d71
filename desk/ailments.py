"""What can be wrong with the line that staff should hear of, and when they hear of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desk.groups import MAIN

PAUSE = timedelta(hours=3)  # before what comes and goes is told again


class Ailment(StrEnum):
    # What staff can mend themselves
    RIGHT = "right"  # the bot lacks one in a staff group
    NO_TOPICS = "no_topics"
    OUTSIDE = "outside"  # the bot is not in the group

    # What whoever runs the line can mend
    DAMAGE = "damage"  # of what is kept
    ROOM = "room"  # on the disk
    COPY = "copy"  # for the worst case
    LATE_IN = "late_in"
    LATE_OUT = "late_out"
    LATE_TIMERS = "late_timers"
    SET_ASIDE = "set_aside"
    CLOCK = "clock"
    OFFICE = "office"  # its own texts
    PAGES = "pages"  # of the knowledge base


@dataclass(frozen=True, slots=True)
class Complaint:
    """`group` is the staff group that it is about; `what` is the right, the setting, the page."""

    ailment: Ailment
    group: str = MAIN
    what: str = ""

    @property
    def key(self) -> str:
        return f"{self.ailment}:{self.group}:{self.what}"


@dataclass(frozen=True, slots=True)
class Told:
    """What staff have heard, each complaint with the time. `is_open`: not yet that it is over."""

    is_open: bool = False
    at: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say now, and what staff have heard afterwards."""

    told: Told
    news: tuple[Complaint, ...] = ()
    is_over: bool = False


def report(told: Told, found: Collection[Complaint], now: datetime) -> Report:
    """Each complaint once in a spell of trouble, which is over when there is none of any kind.

    What comes back soon after a spell waits until it is worth another message.
    """
    if told.is_open and not found:
        return Report(Told(is_open=False, at=told.at), is_over=True)
    recent = {key: at for key, at in told.at.items() if told.is_open or now - at < PAUSE}
    news = tuple(complaint for complaint in found if complaint.key not in recent)
    heard = {**recent, **{complaint.key: now for complaint in news}}
    return Report(Told(is_open=told.is_open or bool(news), at=heard), news)
