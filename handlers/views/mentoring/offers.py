"""The times that could be booked: the best three, a month's days, the times of a day, or none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.mentoring.directory import Mentor
from desk.mentoring.errors import CapReached, NotFree, PersonBusy, SlotTaken, TooSoon
from desk.mentoring.fitting import Reason
from desk.mentoring.lacking import Lack, Lacking
from desk.mentoring.matching import Offer
from desk.mentoring.wishes import Wish
from handlers.mentoring.wish_buttons import (
    ChangeWish,
    OtherMentor,
    ShowAreas,
    ShowDay,
    ShowMonth,
    ShowOffers,
    ShowPart,
    TakeSlot,
    WaitForTime,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import dates, when
from handlers.views.html import clip
from handlers.views.mentoring import areas as area_views
from handlers.views.mentoring import wishing, words

_LABEL = 60  # characters of a button
_SHORT = 25  # of one with another beside it
_DAYS_IN_A_ROW = 4
_TIMES = 40  # of a day


class Month(NamedTuple):
    """`first` is its first day; `free` are its days on which anything is."""

    first: date
    free: Collection[date]
    has_before: bool
    has_after: bool

    @property
    def number(self) -> int:
        return self.first.year * 12 + self.first.month - 1


def best(
    wish: Wish, found: Sequence[Offer], chosen: Mentor | None, line: Markup | None, _: Texts
) -> Screen:
    """`line` says what has become of what was wanted before."""
    told = lines(_("<b>Choose a time</b>"), *wishing.asked_for(wish, chosen, _))
    offers = [_told(wish, offer, _) for offer in found]
    rows = column(*(_slot(wish, offer, _) for offer in found))
    more = Button(_.label("More days"), ShowMonth(wish.id, 0))
    other = Button(_.label("Another mentor"), OtherMentor(wish.id))
    change = Button(_.label("Change"), ChangeWish(wish.id))
    text = paragraphs(line, told, *offers)
    return Screen(text, (*rows, (more,), (other, change)))


def no_other(_: Texts) -> str:
    return _.label("There is nobody else for this at the moment.")


def not_free(error: NotFree, _: Texts) -> Markup:
    """Said above what is free instead."""
    match error:
        case SlotTaken():
            return _("Somebody was quicker: this time has just been taken. These are free:")
        case PersonBusy():
            return _("There is another session at this time already. These are free:")
        case TooSoon():
            return _("It is too late to book this time. These are free:")
        case CapReached():
            return _("This mentor has no more sessions left then. These are free:")
    return _("This time is not free any more. These are free:")


# A month, and a day of it


def month(wish: Wish, shown: Month, _: Texts) -> Screen:
    """Only days on which anything is free are buttons."""
    name = dates.month(shown.first, _.language)
    text = lines(_("<b>Choose a day</b>"), Markup("{}").format(name))
    none = None if shown.free else _("No time is free in this month.")
    days = [_day(wish, day, _) for day in sorted(shown.free)]
    rows: Rows = tuple(
        tuple(days[at : at + _DAYS_IN_A_ROW]) for at in range(0, len(days), _DAYS_IN_A_ROW)
    )
    back = Button(_.label("Back"), ShowOffers(wish.id))
    return Screen(paragraphs(text, none), (*rows, *_months(wish, shown), (back,)))


def _day(wish: Wish, day: date, _: Texts) -> Button:
    return Button(dates.in_month(day, _.language), ShowDay(wish.id, day.toordinal()))


def _months(wish: Wish, shown: Month) -> Rows:
    signs: Mapping[str, tuple[bool, int]] = {
        "‹": (shown.has_before, shown.number - 1),
        "›": (shown.has_after, shown.number + 1),
    }
    found = tuple(
        Button(sign, ShowMonth(wish.id, number))
        for sign, (is_there, number) in signs.items()
        if is_there
    )
    return (found,) if found else ()


def day(wish: Wish, which: date, found: Sequence[Offer], _: Texts) -> Screen:
    """The times of a day, each with who is free then."""
    full = Markup("<b>{}</b>").format(dates.full(which, _.language))
    none = None if found else _("No time is free on this day any more.")
    buttons = [_time(wish, offer) for offer in found[:_TIMES]]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    month_of = which.year * 12 + which.month - 1
    back = Button(_.label("Back"), ShowMonth(wish.id, month_of))
    text = paragraphs(full, none, _zones(wish, found, _))
    return Screen(text, (*pairs, (back,)))


def _time(wish: Wish, offer: Offer) -> Button:
    clock = when.clock(offer.slot.starts_at, zone_of(wish, offer.mentor))
    return Button(clip(f"{clock} – {offer.mentor.name}", _SHORT), _take(wish, offer))


# None


_LACKS: Mapping[Lack, str] = {
    Lack.NOBODY: N_("There is nobody to book for this at the moment."),
    Lack.LANGUAGE: N_("None of our mentors helps in this language yet: %(language)s"),
    Lack.AREA: N_("None of our mentors helps with this in this language: %(area)s, %(language)s"),
    Lack.PLACE: N_("None of those who could help meets people in this way. Perhaps another way?"),
    Lack.LENGTH: N_("None of those who could help gives sessions of this length: %(length)s"),
    Lack.OTHER: N_("There is nobody else for this at the moment."),
    Lack.TIME: N_("Everybody who could help is booked out for now. No time is free until: %(day)s"),
}


def none(wish: Wish, lack: Lacking, *, can_wait: bool, _: Texts) -> Screen:
    """Why, and what can be done."""
    why = _(
        _LACKS[lack.what],
        language=words.own_name(wish.language, _),
        area=area_views.name(wish.area, _) if wish.area else "",
        length=when.duration(wish.length, _),
        day=when.day(lack.until, wish.zone, _) if lack.until else "",
    )
    wait = Button(_.label("Tell me when a time is free"), WaitForTime(wish.id))
    language = Button(_.label("Another language"), ShowPart(wish.id, "language"))
    field = Button(_.label("Another area"), ShowAreas(wish.id, 0))
    change = Button(_.label("Change"), ChangeWish(wish.id))
    ways = [language] if lack.what in (Lack.LANGUAGE, Lack.AREA) else []
    ways += [field] if lack.what is Lack.AREA else [change]
    line = [wait, *ways, wishing.staff(_)] if can_wait else ways
    return Screen(why, column(*line))


# One offer


def _told(wish: Wish, offer: Offer, _: Texts) -> Markup:
    told = _("%(when)s – <b>%(name)s</b>", when=_when(wish, offer, _), name=offer.mentor.name)
    reasons = _reasons(wish, offer, _)
    return Markup("{}: {}").format(told, reasons) if reasons else told


def _when(wish: Wish, offer: Offer, _: Texts) -> str:
    """The zone is named where it is not the same for both."""
    starts_at, zone = offer.slot.starts_at, zone_of(wish, offer.mentor)
    stamp = when.stamp(starts_at, zone, _)
    if _is_plain(wish, offer):
        return stamp
    return f"{stamp} · {when.zone_label(zone, _.language)}"


def _slot(wish: Wish, offer: Offer, _: Texts) -> Button:
    zone = zone_of(wish, offer.mentor)
    start = offer.slot.starts_at
    when_ = _.label(
        "%(day)s, %(clock)s", day=when.short_day(start, zone, _), clock=when.clock(start, zone)
    )
    return Button(clip(f"{when_} – {offer.mentor.name}", _LABEL), _take(wish, offer))


def _take(wish: Wish, offer: Offer) -> TakeSlot:
    minutes = int(offer.slot.starts_at.timestamp()) // 60
    return TakeSlot(wish.id, offer.mentor.id, minutes)


def _reasons(wish: Wish, offer: Offer, _: Texts) -> str:
    """The strongest first; that there is room says nothing to whoever asks."""
    area = area_views.name(wish.area, _) if wish.area else ""
    said = {
        Reason.CHOSEN: _.label("your choice"),
        Reason.KNOWN: _.label("knows your organisation"),
        Reason.LANGUAGE: words.own_name(wish.language, _),
        Reason.AREA: area,
        Reason.REGION: _.label("near you"),
        Reason.IN_PERSON: _.label("in person"),
    }
    return ", ".join(said[reason] for reason in offer.reasons if said.get(reason))


def is_online(wish: Wish, mentor: Mentor) -> bool:
    """Where either will do, it is online."""
    return mentor.is_online if wish.is_online is None else wish.is_online


def zone_of(wish: Wish, mentor: Mentor) -> ZoneInfo:
    """Whose clock a time is told by: in person, that of the place."""
    return wish.zone if is_online(wish, mentor) else mentor.hours.zone


def _zones(wish: Wish, found: Sequence[Offer], _: Texts) -> Markup | None:
    """Of times of a day, whose buttons have no room for it."""
    apart = next((offer for offer in found if not _is_plain(wish, offer)), None)
    if apart is None:
        return None
    zone = zone_of(wish, apart.mentor)
    return _("Time zone: %(zone)s", zone=when.zone_label(zone, _.language))


def _is_plain(wish: Wish, offer: Offer) -> bool:
    """Their clocks show the same, and so it is for who meets at a place."""
    starts_at, zones = offer.slot.starts_at, (wish.zone, offer.mentor.hours.zone)
    return len({starts_at.astimezone(zone).utcoffset() for zone in zones}) == 1
