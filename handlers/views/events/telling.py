"""What those are told who come, or may: it is soon, it has changed, it is cancelled, it is new."""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from desk.events.campaigns import Arranged
from desk.events.event import Event, Venue
from desk.events.reminders import is_last
from desk.events.seats import Status
from handlers.events.door_buttons import MyCode
from handlers.events.seat_buttons import (
    AskAbout,
    GiveBack,
    NoMoreOf,
    ReallyGiveBack,
    ShowEvent,
    ShowFacts,
    ShowForums,
    ShowMap,
    ShowSubscriptions,
    SignUp,
    WillCome,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.events import seat, shown, topics, words
from handlers.views.events.seat import Seen
from handlers.views.html import clip

_DAYS = 3  # of those that were and those that are
_PLACE, _TITLE, _REASON, _LINK = 120, 120, 300, 150  # characters, below a file


def reminder(seen: Seen, _: Texts) -> Screen:
    event = seen.event
    assert event.starts_at is not None
    zone = event.zone if event.venue is not None else seen.zone
    begins = _("Begins: %(when)s", when=when.moment(event.starts_at, zone, seen.now, _))
    return Screen(
        paragraphs(
            _("🔔 <b>You have a seat.</b> We look forward to seeing you."),
            lines(seat.brief(seen, _), begins),
            lines(*_getting_there(seen, _)) or None,
            _thanks(seen, _),
        ),
        _answers(seen, _),
    )


def _getting_there(seen: Seen, _: Texts) -> Iterator[Markup]:
    event = seen.event
    if event.venue is not None:
        yield from shown.where(replace(event, link="", region=""), _)
    if event.link:
        yield _("Link: %(link)s", link=event.link)


def _thanks(seen: Seen, _: Texts) -> Markup | None:
    if seen.seat is None or not seen.seat.comes:
        return None
    return _("✅ You have said that you come. Thank you!")


def _answers(seen: Seen, _: Texts) -> Rows:
    """With the last one comes what the door asks for; who says no to it is asked whether they are
    sure.
    """
    assert seen.seat is not None
    number, venue = seen.seat.id, seen.event.venue
    is_soon = is_last(seen.event, seen.now)
    cannot = GiveBack(number) if is_soon else ReallyGiveBack(number)
    said = [Button(_.label("I can’t"), cannot)]
    if not seen.seat.comes:
        said.insert(0, Button(_.label("I’ll come"), WillCome(number)))
    beside = [Button(_.label("Question"), ShowFacts(seen.event.id))]
    if venue is not None and venue.latitude is not None:
        beside.insert(0, Button(_.label("Map"), ShowMap(seen.event.id)))
    code = ((Button(_.label("My code"), MyCode(number)),),) if is_soon else ()
    return (tuple(said), *code, tuple(beside))


def facts(seen: Seen, _: Texts) -> Screen:
    """What is known already may be the answer."""
    text = paragraphs(
        _("<b>What we know of it.</b> Perhaps your answer is here:"),
        shown.event(seen.event, seen.zone, _).text,
        lines(*_getting_there(seen, _)) or None if seen.status is Status.TAKEN else None,
    )
    ask = Button(_.label("Ask our staff"), AskAbout(seen.event.id))
    back = Button(_.label("The event and your seat"), ShowEvent(seen.event.id))
    return Screen(text, column(ask, back))


# Changes


def changed(was: Arranged, seen: Seen, _: Texts) -> Screen | None:
    """None where nothing is new to them: it was changed back, or it is a link they do not have."""
    told = [*_time(was, seen, _), *_place(was, seen, _)]
    if not told:
        return None
    title = clip(words.spoken(seen.event.title, _), _TITLE)
    head = _("⚠️ <b>Something has changed:</b> %(title)s", title=title)
    if seen.status is not Status.TAKEN:
        look = Button(_.label("The event and your seat"), ShowEvent(seen.event.id))
        return Screen(paragraphs(head, *told), ((look,),))
    does_it_suit = _("Can you still come?")
    return Screen(paragraphs(head, *told, does_it_suit), _answers_to_change(seen, _))


def _answers_to_change(seen: Seen, _: Texts) -> Rows:
    assert seen.seat is not None
    number = seen.seat.id
    cannot = Button(_.label("I can’t"), GiveBack(number))
    question = Button(_.label("Question"), AskAbout(seen.event.id))
    return ((cannot, question),)


def _time(was: Arranged, seen: Seen, _: Texts) -> Iterator[Markup]:
    event = seen.event
    if (was.days, was.zone) == (event.days, event.zone):
        return
    before = replace(event, days=was.days, zone=was.zone, venue=was.venue)
    yield lines(
        _("<b>When</b>"),
        _("Before: %(text)s", text=_days(shown.times(before, seen.zone, _))),
        _("New: %(text)s", text=_days(shown.times(event, seen.zone, _))),
    )


def _days(told: list[str]) -> str:
    return "; ".join([*told[:_DAYS], "…"] if len(told) > _DAYS else told)


def _place(was: Arranged, seen: Seen, _: Texts) -> Iterator[Markup]:
    event = seen.event
    before, after = (_named(one.venue, one.link, _) for one in (was, event))
    moved = before != after or _point(was) != _point(event)
    if moved:
        yield lines(
            _("<b>Where</b>"),
            _("Before: %(text)s", text=before),
            _("New: %(text)s", text=after),
        )
    if event.link and event.link != was.link and seen.status is Status.TAKEN:
        yield _("Link: %(link)s", link=clip(event.link, _LINK))


def _named(venue: Venue | None, link: str, _: Texts) -> str:
    online = _.label("Online") if link else ""
    place = clip(shown.place(venue), _PLACE) if venue is not None else ""
    return ", ".join(filter(None, (place, online))) or "–"


def _point(one: Arranged | Event) -> tuple[float | None, float | None] | None:
    return None if one.venue is None else (one.venue.latitude, one.venue.longitude)


def cancelled(seen: Seen, _: Texts) -> Screen:
    title = clip(words.spoken(seen.event.title, _), _TITLE)
    reason = clip(words.spoken(seen.event.reason, _), _REASON)
    text = paragraphs(
        _("❌ <b>Cancelled:</b> %(title)s", title=title),
        _("When: %(time)s", time=_days(shown.times(seen.event, seen.zone, _))),
        _("Why: %(reason)s", reason=reason) if reason else None,
        _("We are sorry. What else is on is behind the button."),
    )
    others = Button(_.label("All events"), ShowForums(0, 0))
    question = Button(_.label("Question"), AskAbout(seen.event.id))
    return Screen(text, ((others, question),))


# News


def news(seen: Seen, _: Texts) -> Screen:
    about = shown.event(seen.event, seen.zone, _).text
    label = _.label("Sign up") if seen.event.room != 0 else _.label("Wait for a seat")
    rows = column(
        Button(label, SignUp(seen.event.id)),
        Button(_.label("Not interested in these"), NoMoreOf(seen.event.id)),
    )
    return Screen(paragraphs(_("🆕 <b>This is new, and may be for you.</b>"), about), rows)


def asked_for(seen: Seen, _: Texts) -> Screen:
    """For who proposed what it is about, or voted for it."""
    about = shown.event(seen.event, seen.zone, _, topics.demand(seen.demand, _)).text
    look = Button(_.label("The event and your seat"), ShowEvent(seen.event.id))
    head = _("💡 <b>You have asked for this, and it takes place.</b> You hear of it first.")
    return Screen(paragraphs(head, about), ((look,),))


def no_more(_: Texts) -> Screen:
    text = _("✅ We do not tell you about events like this any more.")
    follow = Button(_.label("Tell me about new ones"), ShowSubscriptions("kinds"))
    back = Button(_.label("All events"), ShowForums(0, 0))
    return Screen(text, column(follow, back))
