"""A request for a facilitator in the words of whoever reads it, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.mentoring.booking import Side
from desk.mentoring.directory import Mentor
from desk.mentoring.facilitation import Facilitation, Purpose, Stage
from handlers.screen import lines
from handlers.texts import N_, Texts
from handlers.views import dates, when
from handlers.views.html import clip
from handlers.views.mentoring import areas, words

PURPOSES: Mapping[Purpose, str] = {
    Purpose.FORUM: N_("A forum"),
    Purpose.ACTIVITY: N_("An activity of our own"),
}
STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: N_("not sent yet"),
    Stage.SENT: N_("we look for a facilitator"),
    Stage.ASKED: N_("a facilitator is asked"),
    Stage.AGREED: N_("a facilitator does it"),
    Stage.DONE: N_("complete"),
    Stage.REFUSED: N_("cannot be done"),
    Stage.CANCELLED: N_("cancelled"),
}
_LABEL = 40  # characters of a theme on a button
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """`requester` is the name of who asks, or nothing where they are forgotten. `zone` is the
    reader's. `files` are how many came along.
    """

    request: Facilitation
    requester: str
    organisation: str | None
    mentor: Mentor | None
    side: Side
    zone: tzinfo
    now: datetime
    files: int = 0

    @property
    def clock(self) -> tzinfo:
        """Where people meet, it is the clock of the place."""
        return self.request.zone if self.request.is_online is False else self.zone


def head(seen: Seen, _: Texts) -> Markup:
    return Markup("<b>{}</b> · {}").format(
        _.label("Facilitation"), _.label(STAGES[seen.request.stage])
    )


def facts(seen: Seen, _: Texts) -> Markup:
    """All that was said, as far as the reader is to know it."""
    return lines(*_facts(seen, _))


def _facts(seen: Seen, _: Texts) -> Iterator[Markup]:
    request = seen.request
    if seen.side is not Side.MEMBER and seen.requester:
        yield _("Asks: %(name)s", name=_asks(seen))
    yield from said(request, _)
    if request.day is not None or request.stage is not Stage.DRAFT:
        yield _("When: %(when)s", when=time_of(seen, _))
    if seen.mentor is not None and seen.side is not Side.MENTOR and _is_told(seen):
        yield _("Facilitator: %(name)s", name=seen.mentor.name or "–")
    if seen.files:
        yield _("Files: %(n)s", n=_.number(seen.files))


def _is_told(seen: Seen) -> bool:
    """The member hears of somebody when they have said yes."""
    return seen.side is Side.STAFF or seen.request.stage in (Stage.AGREED, Stage.DONE)


def said(request: Facilitation, _: Texts) -> Iterator[Markup]:
    """All but when it is."""
    purpose, online = request.purpose, request.is_online
    if purpose is not None:
        yield _("What for: %(what)s", what=_.label(PURPOSES[purpose]))
    if request.theme:
        yield _("Theme: %(theme)s", theme=request.theme)
    if request.areas:
        yield _("Area: %(area)s", area=areas.names(request.areas, _))
    if online is not None:
        yield _("Where: %(place)s", place=place_of(request, _))
    yield from _who(request, _)


def _who(request: Facilitation, _: Texts) -> Iterator[Markup]:
    if request.region:
        yield _("Region: %(region)s", region=request.region)
    if request.languages:
        yield _("Language: %(language)s", language=words.languages(request.languages, _))
    if request.people is not None:
        yield _("People: %(n)s", n=_.number(request.people))
    if request.hopes:
        yield _("Hopes: %(words)s", words=request.hopes)


def place_of(request: Facilitation, _: Texts) -> str:
    if request.is_online:
        return _.label("Online")
    return request.place or _.label("In person, the place is still to be named")


def _asks(seen: Seen) -> str:
    return f"{seen.requester} ({seen.organisation})" if seen.organisation else seen.requester


def time_of(seen: Seen, _: Texts) -> str:
    """By the reader's clock; the zone is named where it is not the member's, too."""
    request, zone = seen.request, seen.clock
    if request.day is None:
        return _.label("not known yet")
    start, end = request.starts_at, request.ends_at
    if start is None or end is None:
        return dates.full(request.day, _.language)
    is_one_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    told = _.label(
        "%(day)s, %(start)s–%(end)s",
        day=when.day(start, zone, _),
        start=when.clock(start, zone),
        end=when.clock(end, zone) if is_one_day else when.stamp(end, zone, _),
    )
    elsewhere = (seen.zone, request.zone)
    is_plain = len({start.astimezone(one).utcoffset() for one in elsewhere}) == 1
    if is_plain or not isinstance(zone, ZoneInfo):
        return told
    return f"{told} · {when.zone_label(zone, _.language)}"


def length(of: timedelta, _: Texts) -> str:
    """Eight hours are a day, and a day more is a night and a day."""
    if of < timedelta(hours=8):
        return when.duration(of, _)
    count = of // _DAY + 1
    return _.plural("%(n)s day", "%(n)s days", n=count).unescape()


def title(seen: Seen, _: Texts) -> str:
    """On a button: as in "13 June · Budget of our town"."""
    request = seen.request
    theme = clip(request.theme, _LABEL) or _.label("Facilitation")
    if request.day is None:
        return theme
    return f"{dates.short(request.day, _.language)} · {theme}"
