"""What a mentor chooses or types of the terms in which they may be booked, screen by screen."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from desk.holidays import Calendar
from desk.mentoring.availability import CAPS, CHOICES, Term, chosen
from desk.mentoring.booking import Booking
from desk.mentoring.directory import Mentor
from desk.mentoring.mentors import MOST_ABOUT, MOST_PLACE
from handlers.mentoring.directory_buttons import AskCoordinator
from handlers.mentoring.hours_buttons import (
    ChooseOwnCalendar,
    ChooseOwnZone,
    ChooseTerm,
    DropOwn,
    PutFlag,
    PutOwnCalendar,
    PutOwnZone,
    PutTerm,
    ShowHours,
    ShowPart,
    WriteOwn,
)
from handlers.screen import Button, Screen, column, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.mentoring import areas, hours, week

_ZONES = ("Europe/Belgrade", "Europe/Istanbul")
_ASKED: Mapping[Term, str] = {
    Term.LENGTHS: N_("How long may a session be? You may choose several."),
    Term.BEFORE: N_("How long shall be kept free before each session?"),
    Term.AFTER: N_("How long shall be kept free after each session?"),
    Term.NOTICE: N_("How long before a session may it still be booked?"),
    Term.CANCEL_NOTICE: N_("How long before a session may it still be cancelled without a reason?"),
    Term.WINDOW: N_("How far ahead may sessions be booked?"),
    Term.PER_DAY: N_("How many sessions a day at most?"),
    Term.PER_WEEK: N_("How many sessions a week at most?"),
}


# The parts, and what is chosen in them


def part(looked: hours.Looked, name: str, _: Texts) -> Screen:
    if name == hours.PLACE:
        return place(looked, (), _)
    terms, mentor = hours.PARTS_OF[name], looked.mentor
    buttons = [Button(_.label(hours.TERMS[term]), ChooseTerm(term)) for term in terms]
    if name == hours.LIMITS:
        label = _.label("I confirm each booking myself")
        is_so = mentor.terms.confirms
        buttons.append(Button(ticked(label, is_so=is_so), PutFlag(hours.CONFIRMS, int(not is_so))))
    return Screen(lines(*hours.term_facts(mentor, _, terms)), column(*buttons, _back(_)))


def place(looked: hours.Looked, stay: Sequence[Booking], _: Texts) -> Screen:
    """With the sessions that are booked outside of the hours as they are now."""
    mentor = looked.mentor
    online = ticked(_.label("Online"), is_so=mentor.is_online)
    buttons = [
        *week.sessions(stay, mentor.hours, _),
        Button(_.label("Time zone"), ChooseOwnZone()),
        Button(_.label("Public holidays"), ChooseOwnCalendar()),
        Button(online, PutFlag(hours.ONLINE, int(not mentor.is_online))),
        Button(_.label("Place for sessions in person"), WriteOwn(hours.MEETING_PLACE)),
        _back(_),
    ]
    facts = lines(*hours.place_facts(looked, _))
    return Screen(paragraphs(facts, week.staying(stay, mentor.hours, _)), column(*buttons))


def choose_term(mentor: Mentor, term: Term, _: Texts) -> Screen:
    now = chosen(mentor.terms, term)
    buttons = [
        Button(ticked(hours.value_of(term, value, _), is_so=value in now), PutTerm(term, value))
        for value in CHOICES[term]
    ]
    wide = 4 if term in CAPS else 2
    rows = tuple(tuple(buttons[first : first + wide]) for first in range(0, len(buttons), wide))
    back = Button(_.label("Back"), ShowPart(hours.part_of(term)))
    return Screen(_(_ASKED[term]), (*rows, (back,)))


def last_length(_: Texts) -> str:
    return _.label("One length must stay. Choose another one first.")


def choose_zone(looked: hours.Looked, own: Sequence[ZoneInfo], _: Texts) -> Screen:
    """One button for each time that the clocks show now."""
    text = _(
        "What time is it where you are? If it is none of these, please write the name of a large "
        "city with your time, such as Vienna. Your hours stay the same on the clock of the new "
        "place."
    )
    zones = (*(ZoneInfo(key) for key in _ZONES), *own, looked.zone)
    offered = {when.clock(looked.now, zone): zone for zone in zones}
    buttons = [
        Button(
            ticked(f"{clock} – {when.zone_label(zone, _.language)}", is_so=zone == looked.zone),
            PutOwnZone(zone.key),
        )
        for clock, zone in sorted(offered.items())
    ]
    return Screen(text, column(*buttons, _to_place(_)))


def no_such_zone(_: Texts) -> Screen:
    text = _(
        "I do not know this place. Please write the name of a large city with your time, "
        "such as Vienna or Skopje."
    )
    return Screen(text, column(_to_place(_)))


def choose_calendar(looked: hours.Looked, _: Texts) -> Screen:
    now = looked.mentor.hours.calendar
    buttons = [
        Button(ticked(hours.country(one, _), is_so=one is now), PutOwnCalendar(number))
        for number, one in enumerate(Calendar)
    ]
    none = ticked(_.label("No holidays"), is_so=now is None)
    text = _("On whose public holidays are you away?")
    return Screen(text, column(*buttons, Button(none, PutOwnCalendar(len(Calendar))), _to_place(_)))


# What is typed


def write_about(mentor: Mentor, _: Texts) -> Screen:
    there = mentor.about.get(_.language.telegram_code)
    ask = _(
        "What should people who choose a mentor read of you? Please write it in English, at most "
        "%(most)s characters.",
        most=_.number(MOST_ABOUT),
    )
    now = _("Now it says: %(text)s", text=there) if there else None
    return Screen(
        paragraphs(ask, now), column(*_delete(hours.ABOUT, _, is_there=bool(there)), _back(_))
    )


def write_place(mentor: Mentor, _: Texts) -> Screen:
    ask = _("Where can people meet you? Please write the name of the place and its address.")
    now = _("Now it says: %(text)s", text=mentor.place.name) if mentor.place else None
    drop = _delete(hours.MEETING_PLACE, _, is_there=mentor.place is not None)
    return Screen(paragraphs(ask, now), column(*drop, _to_place(_)))


def _delete(what: str, _: Texts, *, is_there: bool) -> list[Button]:
    return [Button(_.label("Delete what is there"), DropOwn(what))] if is_there else []


def too_long(what: str, _: Texts) -> Screen:
    text = _(
        "This was not kept: please write it in at most %(most)s characters. "
        "If it was meant for our staff, press “Back” and send it again.",
        most=_.number(MOST_ABOUT if what == hours.ABOUT else MOST_PLACE),
    )
    return Screen(text, column(_back(_) if what == hours.ABOUT else _to_place(_)))


def no_way(_: Texts) -> str:
    return _.label("You are to be met online or at a place. Please write the place first.")


def still_proposed(_: Texts) -> str:
    return _.label("That is for the coordinator to say. Press “Ask the coordinator”.")


# A session, and whoever is no mentor


def session(booking: Booking, looked: hours.Looked, _: Texts) -> Screen:
    times = when.interval(booking.starts_at, booking.ends_at, looked.zone, _)
    facts = [
        _("<b>A session with you</b>"),
        _("When: %(when)s", when=times),
        _("Area: %(area)s", area=areas.name(booking.area, _)) if booking.area else None,
        _("Online: %(answer)s", answer=hours.yes_or_no(is_so=booking.is_online, _=_)),
    ]
    buttons = (Button(_.label("Ask the coordinator"), AskCoordinator()), _back(_))
    return Screen(lines(*(fact for fact in facts if fact)), column(*buttons))


def _back(_: Texts) -> Button:
    return Button(_.label("Back"), ShowHours())


def _to_place(_: Texts) -> Button:
    return Button(_.label("Back"), ShowPart(hours.PLACE))
