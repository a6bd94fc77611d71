"""What each of those who come to a session is told when something has become of it."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from desk.mentoring.attending import As
from desk.mentoring.booking import Booking, Side
from desk.mentoring.directory import Mentor, Place
from desk.mentoring.matching import Offer
from desk.mentoring.notes import Note
from handlers.buttons import WriteToStaff
from handlers.mentoring.session_buttons import MoveIt
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import plain, units
from handlers.views.mentoring import session
from handlers.views.mentoring.session import Seen

_MOST_NOTES = 500  # characters that stand with the session; more comes as a message of its own


def booked(seen: Seen, notes: Sequence[Note], _: Texts) -> Screen:
    if seen.role is As.MENTOR:
        head = _("<b>A session is booked with you.</b>")
    else:
        head = _("<b>Your session is booked.</b>")
    return _standing(seen, head, _noted(notes, _), _)


def asked(seen: Seen, notes: Sequence[Note], _: Texts) -> Screen:
    """The mentor is to say yes or no."""
    if seen.role is As.MENTOR:
        head = _("<b>Somebody asks for a session with you.</b>")
        until = _(
            "Please answer until: %(when)s. After that the time is free again.", **_due(seen, _)
        )
        return _standing(seen, head, paragraphs(_noted(notes, _), until), _)
    head = _("<b>We have asked the mentor for this session.</b>")
    until = _("You read the answer here. It comes until: %(when)s.", **_due(seen, _))
    return _standing(seen, head, until, _)


def _due(seen: Seen, _: Texts) -> dict[str, str]:
    until = seen.booking.until or seen.booking.starts_at
    return {"when": when.moment(until, seen.zone, seen.now, _)}


def accepted(seen: Seen, _: Texts) -> Screen:
    if seen.role is As.MENTOR:
        return _standing(seen, _("<b>You have said yes. The session is booked.</b>"), None, _)
    return _standing(seen, _("<b>The mentor has said yes. Your session is booked.</b>"), None, _)


def declined(seen: Seen, offers: Sequence[Offer], _: Texts) -> Screen:
    if seen.role is As.MENTOR:
        return Screen(lines(_("<b>You have said no.</b>"), session.facts(seen, _)))
    head = _("<b>The mentor cannot come at that time.</b>")
    return _anew(seen, head, offers, _)


def released(seen: Seen, offers: Sequence[Offer], _: Texts) -> Screen:
    """Nobody said yes in time."""
    if seen.role is As.MENTOR:
        head = _("<b>The time for an answer is over.</b> This session does not take place:")
        return Screen(lines(head, session.facts(seen, _)))
    head = _("<b>The mentor has not answered in time.</b> This session does not take place:")
    return _anew(seen, head, offers, _)


def moved(seen: Seen, before: Booking, by: Side, _: Texts) -> Screen:
    """What was, and what is."""
    head = _("<b>The session has been moved.</b>")
    was = _("Until now: %(when)s", when=session.time_of(before, seen, _))
    is_told = seen.role is As.REQUESTER and by is not Side.MEMBER
    hint = _("If this does not suit you, press “Move”: you choose another time.")
    return _standing(seen, lines(head, was), hint if is_told else None, _)


def cancelled(seen: Seen, offers: Sequence[Offer], _: Texts) -> Screen:
    """By whom, and why; who did not cancel it themselves chooses anew."""
    head = _("<b>The session is cancelled.</b>")
    return _anew(seen, head, offers, _)


def forgotten(seen: Seen, _: Texts) -> Screen:
    """Whoever booked it is nobody any more."""
    head = _("<b>The session is cancelled:</b> the member is not on this line any more.")
    return Screen(lines(head, session.facts(seen, _)))


def reassigned(seen: Seen, before: Mentor, notes: Sequence[Note], _: Texts) -> Screen:
    """To whoever comes now."""
    if seen.role is As.MENTOR:
        return booked(seen, notes, _)
    head = _("<b>Your session has another mentor now.</b>")
    was = _("Until now: %(name)s", name=before.name)
    hint = _("If this does not suit you, press “Move”: you choose another time.")
    is_theirs = seen.role is As.REQUESTER
    return _standing(seen, lines(head, was), hint if is_theirs else None, _)


def taken_over(seen: Seen, _: Texts) -> Screen:
    """To the mentor before."""
    head = _("<b>Somebody else gives this session in your place.</b>")
    return Screen(lines(head, session.facts(seen, _)))


def mentor_left(seen: Seen, offers: Sequence[Offer], _: Texts) -> Screen:
    """The session stands still, and nobody gives it."""
    head = _("<b>The mentor of this session does not give sessions any more.</b>")
    hint = _("We look for somebody else for you. Or choose yourself what suits you:")
    text = paragraphs(lines(head, session.facts(seen, _)), hint if offers else None)
    return Screen(text, _choices(seen, offers, _))


def place_changed(seen: Seen, _: Texts) -> Screen:
    return _standing(seen, _("<b>The place of the session is another one now.</b>"), None, _)


def coming_along(seen: Seen, who: str, _: Texts) -> Screen:
    """Somebody of the organisation joins, or does not any more."""
    head = _("<b>Somebody comes along to the session.</b>")
    return _standing(seen, lines(head, _("Name: %(name)s", name=who)), None, _)


def not_coming_along(seen: Seen, who: str, _: Texts) -> Screen:
    head = _("<b>Somebody does not come along to the session after all.</b>")
    return _standing(seen, lines(head, _("Name: %(name)s", name=who)), None, _)


def long_note(notes: Sequence[Note], seen: Seen, _: Texts) -> Screen | None:
    """What is too long to stand with the session."""
    text = _joined(notes)
    if not text or _fits(text):
        return None
    day = when.stamp(seen.booking.starts_at, seen.clock, _)
    head = _("<b>Note for the session</b> · %(when)s", when=day)
    return Screen(paragraphs(head, text))


def _noted(notes: Sequence[Note], _: Texts) -> Markup | None:
    text = _joined(notes)
    return _("Note: %(note)s", note=text) if text and _fits(text) else None


def _joined(notes: Sequence[Note]) -> Markup | None:
    texts = [Markup(note.html) for note in notes if note.html]  # noqa: S704 - Telegram's own HTML
    return lines(*texts) if texts else None


def _fits(text: Markup) -> bool:
    return units(plain(str(text))) <= _MOST_NOTES


def _standing(seen: Seen, head: Markup, more: Markup | None, _: Texts) -> Screen:
    """With all that can be done about it."""
    text = paragraphs(lines(head, session.facts(seen, _)), more)
    return Screen(text, session.buttons(seen, _))


def _anew(seen: Seen, head: Markup, offers: Sequence[Offer], _: Texts) -> Screen:
    """It does not take place; another one could."""
    ended = lines(*session.end(seen, _))
    hint = _("Here are other times. One tap books:") if offers else None
    text = paragraphs(lines(head, session.facts(seen, _)), ended, hint)
    is_theirs = seen.role is As.REQUESTER
    return Screen(text, _choices(seen, offers, _) if is_theirs else ())


def _choices(seen: Seen, offers: Sequence[Offer], _: Texts) -> Rows:
    more = Button(_.label("Other times"), MoveIt(seen.booking.id))
    line = Button(_.label("Talk to a person"), WriteToStaff())
    return column(*(session.offer_button(one, seen, _) for one in offers), more, line)


def venue(booking: Booking, place: Place, texts: Texts) -> dict[str, Any]:
    """What sendVenue takes; the place has its degrees."""
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "title": session.title(booking, texts),
        "address": place.name,
    }
