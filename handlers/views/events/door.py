"""The door of an event: what staff read of who comes, and what people read who come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from desk.events.attendance import CheckedIn, Mark, Roll, Turnout, begun
from desk.events.event import Event
from desk.events.seats import Seat, Status
from handlers.events.door_buttons import (
    CheckIn,
    ListMissing,
    OpenGuest,
    SendPoster,
    SendSheet,
    ShowMaterials,
    ShowMissing,
)
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.events import seats as seat_views
from handlers.views.events import shown, words
from handlers.views.events.seats import Guest
from handlers.views.html import clip

FOUND = 8  # people of one name
_PAGE = 20
_NAME = 28  # characters of a button


@dataclass(frozen=True, slots=True)
class Hall:
    """`day` is the one that is on, else the last that was, else the first."""

    event: Event
    roll: Roll
    day: int
    last: Guest | None
    now: datetime


def named(guest: Guest, _: Texts) -> Markup:
    name = guest.seat.name or _.label("somebody who is forgotten")
    told = Markup("<b>{}</b>").format(name)
    return told + Markup(", {}").format(guest.organisation) if guest.organisation else told


def title(event: Event, _: Texts) -> Markup:
    return Markup("<b>{}</b>").format(words.spoken(event.title, _))


def of_days(event: Event, day: int, _: Texts) -> Markup:
    at = when.short_day(event.days[day].starts_at, event.zone, _)
    if len(event.days) == 1:
        return Markup("{}").format(at)
    number, of = _.number(day + 1), _.number(len(event.days))
    return _("Day %(number)s of %(of)s, %(date)s", number=number, of=of, date=at)


# What staff see


def board(hall: Hall, _: Texts) -> Screen:
    """The count, in one message that changes."""
    event, number = hall.event, hall.event.id
    today = hall.roll.on(hall.day)
    text = paragraphs(
        lines(
            Markup("🚪 {} (#{})").format(title(event, _), number),
            of_days(event, hall.day, _),
            shown.times(event, None, _)[hall.day],
        ),
        lines(
            _(
                "There: %(came)s of %(seats)s",
                came=_.number(today.persons),
                seats=_.number(hall.roll.taken().persons),
            ),
            _("Organisations: %(n)s", n=_.number(today.organisations)),
            *_last(hall, _),
        ),
        how(number, _),
    )
    missing = Button(_.label("Who is missing"), ShowMissing(number))
    poster = Button(_.label("Code for the door"), SendPoster(number))
    sheet = Button(_.label("Attendance list"), SendSheet(number))
    files = Button(_.label("Materials"), ShowMaterials(number))
    return Screen(text, ((missing, poster), (sheet, files)))


def _last(hall: Hall, _: Texts) -> list[Markup]:
    found = hall.roll.last
    if found is None or hall.last is None:
        return []
    at = when.moment(found[1].at, hall.event.zone, hall.now, _)
    return [_("Last: %(who)s, %(time)s", who=named(hall.last, _), time=at)]


def how(number: int, _: Texts) -> Markup:
    return _(
        "Scan a person's code with the camera of your phone, or write here: "
        "<code>/checkin %(number)s Name</code>, <code>/checkin %(number)s 123456</code> with their "
        "six digits, <code>/checkin %(number)s + Name, organisation</code> for who has no seat.",
        number=number,
    )


def how_to(_: Texts) -> Screen:
    return Screen(
        _(
            "Which event? <code>/checkin 12</code> counts who comes, <code>/attendance 12</code> "
            "lists who came. The numbers of the events: /events"
        )
    )


def scanned(done: CheckedIn, guest: Guest, _: Texts) -> Screen:
    """What somebody at the door reads who has scanned a code, or found somebody."""
    event, mark = done.event, done.mark
    needs = ", ".join(seat_views.answers(done.seat, _))
    text = lines(
        named(guest, _),
        *([Markup("<i>{}</i>").format(needs)] if needs else []),
        title(event, _),
        of_days(event, mark.day, _),
    )
    return Screen(paragraphs(_checked(done, _), text), looked_up=True)


def _checked(done: CheckedIn, _: Texts) -> Markup:
    at = when.clock(done.mark.at, done.event.zone)
    if done.is_first:
        return _("✅ Checked in, %(time)s", time=at)
    full = when.stamp(done.mark.at, done.event.zone, _)
    return _("☑️ Was checked in before: %(time)s", time=full)


def guest(one: Guest, event: Event, marks: Sequence[Mark], now: datetime, _: Texts) -> Screen:
    """One seat, with a button for each day that has begun."""
    there = {mark.day: mark for mark in marks}
    told = [
        Markup("✅ {} · {}").format(of_days(event, mark.day, _), when.stamp(mark.at, event.zone, _))
        for mark in there.values()
    ]
    state = _.label(seat_views.STATES[one.seat.status])
    text = paragraphs(
        lines(named(one, _), Markup("{}").format(state), title(event, _)),
        lines(*told) if told else _("Not checked in yet."),
    )
    open_days = begun(event, now) if one.seat.status is Status.TAKEN else []
    rows = column(
        *(
            Button(
                f"✓ {when.short_day(event.days[day].starts_at, event.zone, _)}",
                CheckIn(one.seat.id, day),
            )
            for day in open_days
            if day not in there
        )
    )
    return Screen(text, rows, looked_up=True)


def found(guests: Sequence[Guest], event: Event, _: Texts) -> Screen:
    """Who is called so."""
    if not guests:
        text = _("Nobody of this name has a seat.")
        return Screen(paragraphs(text, how(event.id, _)), looked_up=True)
    more = len(guests) - FOUND
    rest = _.plural("and %(n)s more", "and %(n)s more", n=more) if more > 0 else None
    told = bullets(named(one, _) for one in guests[:FOUND])
    head = lines(_("Who is it?"), told)
    return Screen(paragraphs(head, rest), _people(guests[:FOUND]), looked_up=True)


def missing(guests: Sequence[Guest], hall: Hall, page: int, _: Texts) -> Screen:
    event, last = hall.event, max(0, (len(guests) - 1) // _PAGE)
    page = min(page, last)
    part = guests[page * _PAGE : (page + 1) * _PAGE]
    told = bullets(named(one, _) for one in part) if part else _("Everybody is there.")
    head = lines(_("Who is missing"), title(event, _), of_days(event, hall.day, _))
    turns = [
        Button(sign, ListMissing(event.id, to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to <= last
    ]
    rows = (*_people(part), *((tuple(turns),) if turns else ()))
    return Screen(paragraphs(head, told), rows, looked_up=True)


def _people(guests: Sequence[Guest]) -> Rows:
    buttons = [Button(clip(one.seat.name or "–", _NAME), OpenGuest(one.seat.id)) for one in guests]
    return seat_views.column_in_pairs(buttons)


def no_seat(guest_: Guest, event: Event, _: Texts) -> Screen:
    state = _.label(seat_views.STATES[guest_.seat.status])
    head = _("✋ <b>No seat.</b> %(who)s: %(state)s", who=named(guest_, _), state=state)
    add = _(
        "To let them in all the same, write in the staff group: "
        "<code>/checkin %(number)s + Name, organisation</code>",
        number=event.id,
    )
    return Screen(paragraphs(head, title(event, _), add), looked_up=True)


def not_today(event: Event, _: Texts) -> Screen:
    """To staff, and to whoever stands before a closed door."""
    times = bullets(shown.times(event, None, _))
    text = _("The door opens an hour before each day begins:")
    return Screen(paragraphs(title(event, _), lines(text, times)))


def no_such_code(_: Texts) -> Screen:
    return Screen(_("This code is nobody's, or it is not valid any more. Please search by name."))


def poster(_: Texts) -> Markup:
    return _(
        "The code for the door: print it and put it up at the entrance. It works from an hour "
        "before each day begins until it ends, for people who have a seat."
    )


def turnout(label: str, one: Turnout, _: Texts) -> Markup:
    persons = _.plural("%(n)s person", "%(n)s persons", n=one.persons)
    of = _.plural("%(n)s organisation", "%(n)s organisations", n=one.organisations)
    return Markup("{}: {}, {}").format(label, persons, of)


def figures(event: Event, roll: Roll, _: Texts) -> Markup:
    """Persons and organisations apart, and "completed" only with all days."""
    days = [turnout(str(of_days(event, n, _)), roll.on(n), _) for n in range(len(event.days))]
    several = [turnout(_.label("In all"), roll.ever(), _)] if len(days) > 1 else []
    return lines(*days, *several, turnout(_.label("Completed"), roll.completed(event), _))


# What people see


def code(seat: Seat, event: Event, _: Texts) -> Screen:
    """Under the picture."""
    head = _("<b>Your code.</b> Please show it at the door, or say these six digits:")
    digits = Markup("<code>{}</code>").format(f"{seat.code[:3]} {seat.code[3:]}")
    return Screen(paragraphs(head, digits, lines(title(event, _), *shown.times(event, None, _))))


def show_to_staff(_: Texts) -> Screen:
    return Screen(
        _(
            "This is the code of a seat. Please show it to our staff at the door: they scan it "
            "with their phone."
        )
    )


def you_are_in(done: CheckedIn, _: Texts) -> Screen:
    event, at = done.event, when.clock(done.mark.at, done.event.zone)
    if done.is_first:
        head = _("✅ <b>You are checked in</b>, %(time)s. Welcome!", time=at)
    else:
        head = _("☑️ You were checked in already, %(time)s.", time=at)
    where = list(shown.where(event, _))
    return Screen(
        paragraphs(head, lines(title(event, _), of_days(event, done.mark.day, _), *where))
    )


def no_seat_of_yours(event: Event | None, _: Texts) -> Screen:
    text = _(
        "We find no seat of yours at this event. Please speak to our staff at the door: they can "
        "write you in by name."
    )
    return Screen(paragraphs(title(event, _) if event else None, text))


def no_such_door(_: Texts) -> Screen:
    return Screen(_("This code is not valid any more. Please speak to our staff at the door."))
