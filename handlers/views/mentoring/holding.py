"""A time that is kept for somebody, and what has come of it: booked, or asked of the mentor."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from desk.incoming import Kind
from desk.mentoring.booking import Booking, Status
from desk.mentoring.notes import Note
from handlers.mentoring.session_buttons import ShowSessions
from handlers.mentoring.wish_buttons import (
    AddNote,
    AnotherWish,
    BookIt,
    Invite,
    RefuseOffer,
    ShowOffers,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import clip, plain
from handlers.views.mentoring import session, telling
from handlers.views.mentoring.session import Seen

_QUOTED = 300  # characters of what was written for the mentor


class Shown(NamedTuple):
    """A session as the member sees it, and what they have written for it."""

    seen: Seen
    notes: Sequence[Note] = ()

    @property
    def booking(self) -> Booking:
        return self.seen.booking


def held(shown: Shown, line: Markup | None, *, is_staff: bool, _: Texts) -> Screen:
    """`line` says what was before."""
    mentor, wish_id = shown.seen.mentor, shown.booking.wish_id
    assert wish_id is not None
    asked = lines(_("<b>Shall I book this?</b>"), session.facts(shown.seen, _))
    confirms = _(
        "%(name)s says yes to each session first. We tell you the answer.", name=mentor.name
    )
    book = Button(_.label("Book it"), BookIt(shown.booking.id))
    note = Button(_.label("Add a note"), AddNote(shown.booking.id))
    other = Button(_.label("Another time"), ShowOffers(wish_id))
    text = paragraphs(
        line,
        asked,
        _noted(shown.notes, _),
        confirms if mentor.terms.confirms else None,
        _kept(shown, _),
    )
    return Screen(text, column(book, *([] if is_staff else [note]), other))


def once_more(_: Texts) -> Markup:
    return _("The time to book it was over. It is still free, and is kept for you once more:")


def write_note(shown: Shown, _: Texts) -> Screen:
    asked = _(
        "<b>Write what %(name)s should know before the session.</b> You may send files, too.",
        name=shown.seen.mentor.name,
    )
    then = _("What you write here before you book is for your mentor.")
    book = Button(_.label("Book it"), BookIt(shown.booking.id))
    text = paragraphs(asked, then, _noted(shown.notes, _), _kept(shown, _))
    return Screen(text, column(book))


def settled(shown: Shown, *, is_staff: bool, _: Texts) -> Screen:
    """To whoever has just booked it; colleagues can be asked to come along."""
    is_asked = shown.booking.status is Status.ASKED
    if is_staff:
        head = _("<b>The mentor is asked.</b>") if is_asked else _("<b>It is booked.</b>")
        return Screen(lines(head, session.facts(shown.seen, _), _("The member is told.")))
    told = telling.asked if is_asked else telling.booked
    screen = told(shown.seen, shown.notes, _)
    return Screen(screen.text, (*screen.rows, *_invite(shown, _)))


def for_staff(shown: Shown, _: Texts) -> Screen:
    """As it stands, for who has pressed an old button."""
    state = _.label(session.STATES[shown.booking.status])
    head = Markup("<b>{}</b>").format(state)
    return Screen(lines(head, session.facts(shown.seen, _)))


def is_met(wish_kind: str, *, is_staff: bool, _: Texts) -> Screen:
    """An old button of a wish that has become a booking, which is over or was called off."""
    text = _("This has been booked before, and is over.")
    anew = Button(_.label("Book another session"), AnotherWish(wish_kind))
    sessions = Button(_.label("My sessions"), ShowSessions())
    return Screen(text, () if is_staff else column(anew, sessions))


# From the waiting list


def offer(shown: Shown, _: Texts) -> Screen:
    until = shown.booking.until or shown.booking.starts_at
    text = paragraphs(
        lines(_("<b>A time is free for you.</b>"), session.facts(shown.seen, _)),
        _(
            "It is kept for you until: %(when)s. Then it is offered to the next.",
            when=when.stamp(until, shown.seen.zone, _),
        ),
    )
    book = Button(_.label("Book it"), BookIt(shown.booking.id))
    refuse = Button(_.label("No, thank you"), RefuseOffer(shown.booking.id))
    return Screen(text, column(book, refuse))


# What these are made of


def _kept(shown: Shown, _: Texts) -> Markup:
    until = shown.booking.until or shown.booking.starts_at
    return _("It is kept for you until: %(clock)s", clock=when.clock(until, shown.seen.zone))


def _noted(notes: Sequence[Note], _: Texts) -> Markup | None:
    if not notes:
        return None
    texts = [plain(note.html) for note in notes if note.html]
    told = [_("Your note: %(note)s", note=clip(" ".join(texts), _QUOTED))] if texts else []
    if any(note.kind is not Kind.TEXT for note in notes):
        told.append(_("What you have sent goes along, too."))
    return lines(*told)


def _invite(shown: Shown, _: Texts) -> Rows:
    """Only somebody of the same organisation may join."""
    if shown.booking.organisation_id is None:
        return ()
    return column(Button(_.label("Bring a colleague"), Invite(shown.booking.id)))
