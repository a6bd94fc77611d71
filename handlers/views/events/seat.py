"""An event as somebody reads it who may come: what it is, how they stand to it, what they do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.events.event import Event, Question, Standing
from desk.events.line import is_served
from desk.events.seats import Seat, Status
from desk.events.topic import NO_DEMAND, Demand
from handlers.events.demand_buttons import ShowTopics
from handlers.events.door_buttons import MyCode, ReadNews
from handlers.events.seat_buttons import (
    AskAbout,
    BringColleague,
    GiveBack,
    LetPass,
    ReallyGiveBack,
    SayOfPictures,
    ShowEvent,
    ShowForums,
    ShowMap,
    ShowSubscriptions,
    SignUp,
    TakeOffer,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import shown, topics, words


@dataclass(frozen=True, slots=True)
class Seen:
    """`seat` is what became of their newest try, and `place` where they are in the line.
    `organisation` is for which they come. `zone` is the reader's.
    """

    event: Event
    seat: Seat | None
    place: int
    organisation: str | None
    zone: ZoneInfo
    now: datetime
    demand: Demand = NO_DEMAND
    has_news: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anybody may sign up."""
        starts_at = self.event.starts_at
        is_on = self.event.standing is Standing.PUBLISHED
        return is_on and starts_at is not None and self.now < starts_at

    @property
    def is_ahead(self) -> bool:
        """Whether there is anything left to come to."""
        ends_at, is_on = self.event.ends_at, self.event.standing is Standing.PUBLISHED
        return is_on and ends_at is not None and self.now <= ends_at

    @property
    def status(self) -> Status | None:
        return self.seat.status if self.seat else None


def card(seen: Seen, _: Texts, headline: Markup | None = None) -> Screen:
    """`headline` says what has just happened."""
    demand = topics.demand(seen.demand, _)
    about = shown.event(seen.event, seen.zone, _, demand).text
    return Screen(paragraphs(headline, about, lines(*state(seen, _))), buttons(seen, _))


def state(seen: Seen, _: Texts) -> Iterator[Markup]:
    """How they stand to it, and how many seats there are."""
    event = seen.event
    match event.standing:
        case Standing.CANCELLED:
            yield _("<b>This event is cancelled.</b>")
            if reason := words.spoken(event.reason, _):
                yield _("Why: %(reason)s", reason=reason)
            return
        case Standing.DONE:
            yield _("This event is over.")
            return
    yield from _theirs(seen, _)
    if not seen.is_open:
        yield _("It has begun: nobody can sign up any more.")
    elif seen.status is None or not seen.status.holds:
        yield from _room(event, _)


def _theirs(seen: Seen, _: Texts) -> Iterator[Markup]:
    seat = seen.seat
    if seat is None:
        return
    match seat.status:
        case Status.TAKEN:
            yield from _has(seen.event, seat, _)
        case Status.OFFERED if seat.until is not None:
            yield _("<b>A seat is kept for you.</b>")
            yield kept_until(seat.until, seen, _)
        case Status.WAITING:
            yield from _waits(seen, _)
        case Status.ASKED:
            yield _("<b>Our staff will answer you.</b> They say yes to each person.")
        case Status.REFUSED:
            yield _("Our staff could not give you a seat this time.")
    if seen.organisation and seat.status.is_open:
        yield _("You come for: %(organisation)s", organisation=seen.organisation)


def _has(event: Event, seat: Seat, _: Texts) -> Iterator[Markup]:
    yield _("<b>You have a seat.</b>")
    if Question.PHOTOS not in event.terms.asks:
        return
    if seat.answers.photos:
        yield _("Pictures with you in them may be published.")
    else:
        yield _("No pictures with you in them are published.")


def _waits(seen: Seen, _: Texts) -> Iterator[Markup]:
    yield _("<b>You are in the line.</b> Your place: %(place)s", place=seen.place)
    if seen.is_open and not is_served(seen.event, seen.now):
        yield _(
            "It begins so soon that seats are not offered one by one any more. What is free now "
            "is for whoever comes first."
        )


def kept_until(until: datetime, seen: Seen, _: Texts) -> Markup:
    at = when.moment(until, seen.zone, seen.now, _)
    return _("It is kept for you until: %(when)s", when=at)


def _room(event: Event, _: Texts) -> Iterator[Markup]:
    if event.terms.approves:
        yield _("Our staff say yes to each person who signs up.")
    if event.room is not None:
        yield _(
            "Seats: %(seats)s, free: %(free)s",
            seats=_.number(event.terms.seats or 0),
            free=_.number(event.room),
        )
    if event.terms.per_organisation is not None:
        yield _("Of each organisation: %(n)s", n=_.number(event.terms.per_organisation))


def buttons(seen: Seen, _: Texts) -> Rows:
    number = seen.event.id
    venue = seen.event.venue
    beside = [Button(_.label("Question"), AskAbout(number))]
    if venue is not None and venue.latitude is not None:
        beside.insert(0, Button(_.label("Map"), ShowMap(number)))
    more = Button(_.label("Tell me about new ones"), ShowSubscriptions("kinds"))
    back = Button(_.label("All events"), ShowForums(0, 0))
    bring = Button(_.label("Ideas and problems"), ShowTopics(f"e{number}", 0))
    rest = (bring, more, back) if seen.event.standing is Standing.PUBLISHED else (more, back)
    news = [Button(_.label("News and pictures"), ReadNews(number))] if seen.has_news else []
    return (*column(*news, *_acts(seen, _)), tuple(beside), *column(*rest))


def _acts(seen: Seen, _: Texts) -> Iterator[Button]:
    seat = seen.seat
    if seat is not None and seat.status is Status.TAKEN and seen.is_ahead:
        yield Button(_.label("My code"), MyCode(seat.id))
    if seat is not None and seat.status is Status.TAKEN:
        yield from _pictures(seen.event, seat, _)
    if not seen.is_open:
        return
    if seat is None or seat.status is Status.GIVEN_UP:
        label = _.label("Sign up") if seen.event.room != 0 else _.label("Wait for a seat")
        yield Button(label, SignUp(seen.event.id))
        return
    yield from _ACTS[seat.status](seen, seat, _)


def _pictures(event: Event, seat: Seat, _: Texts) -> Iterator[Button]:
    """Afterwards too: whoever has said yes may take it back."""
    if Question.PHOTOS in event.terms.asks:
        may = bool(seat.answers.photos)
        label = _.label("No pictures of me") if may else _.label("Pictures of me are fine")
        yield Button(label, SayOfPictures(seat.id, int(not may)))


def _taken(_seen: Seen, seat: Seat, _: Texts) -> Iterator[Button]:
    if seat.organisation_id is not None:
        yield Button(_.label("Bring a colleague"), BringColleague(seat.id))
    yield Button(_.label("Give the seat back"), GiveBack(seat.id))


def _offered(_seen: Seen, seat: Seat, _: Texts) -> Iterator[Button]:
    yield Button(_.label("I take the seat"), TakeOffer(seat.id))
    yield Button(_.label("No, thank you"), LetPass(seat.id))


def _waiting(seen: Seen, seat: Seat, _: Texts) -> Iterator[Button]:
    if seen.event.room != 0 and not is_served(seen.event, seen.now):
        yield Button(_.label("Take a free seat"), SignUp(seen.event.id))
    yield Button(_.label("Leave the line"), GiveBack(seat.id))


def _asked(_seen: Seen, seat: Seat, _: Texts) -> Iterator[Button]:
    yield Button(_.label("I do not come"), GiveBack(seat.id))


def _refused(_seen: Seen, _seat: Seat, _: Texts) -> Iterator[Button]:
    yield from ()


_ACTS: Mapping[Status, Callable[[Seen, Seat, Texts], Iterator[Button]]] = {
    Status.TAKEN: _taken,
    Status.OFFERED: _offered,
    Status.WAITING: _waiting,
    Status.ASKED: _asked,
    Status.REFUSED: _refused,
}


def in_a_line(seen: Seen, _: Texts) -> Markup:
    """For a list of theirs."""
    return Markup("{}: {}").format(words.spoken(seen.event.title, _), next(state(seen, _)))


def brief(seen: Seen, _: Texts) -> Markup:
    """Which event it is about."""
    title = Markup("<b>{}</b>").format(words.spoken(seen.event.title, _))
    return lines(title, *shown.times(seen.event, seen.zone, _))


def question_row(seen: Seen, _: Texts) -> Rows:
    return ((Button(_.label("Question"), AskAbout(seen.event.id)),),)


# What has just happened


def headline(status: Status | None, _: Texts) -> Markup | None:
    """After a sign-up; the rest stands below."""
    if status is Status.ASKED:
        return _(
            "✅ <b>Your sign-up has arrived.</b> Our staff look at it, and we write to you here as "
            "soon as they have answered."
        )
    if status is Status.WAITING:
        return _(
            "All seats are taken, and <b>you are in the line now.</b> As soon as a seat is free "
            "for you, we write to you here."
        )
    return _("✅ <b>You have a seat.</b> We look forward to seeing you.")


def sure(seen: Seen, _: Texts) -> Screen:
    """Asked once before something is lost."""
    assert seen.seat is not None
    number = seen.seat.id
    yes = Button(_.label("Yes"), ReallyGiveBack(number))
    no = Button(_.label("No"), ShowEvent(seen.event.id))
    text = paragraphs(_(_SURE[seen.seat.status]), brief(seen, _))
    return Screen(text, ((yes, no),))


def given_back(_: Texts) -> Markup:
    return _("<b>You do not come.</b> Thank you for telling us. You can sign up again below.")


_BACK = N_("<b>Give your seat back?</b> Somebody who waits gets it.")
_SURE: Mapping[Status, str] = {
    Status.TAKEN: _BACK,
    Status.OFFERED: _BACK,
    Status.WAITING: N_("<b>Leave the line?</b> Your place in it is lost."),
    Status.ASKED: N_("<b>Do you not want to come any more?</b>"),
}
