"""What a member reads about their requests."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from markupsafe import Markup

from desk.life import Status
from desk.messages import Author, Message
from desk.ratings import is_asked
from desk.ticket import Ticket
from handlers.buttons import (
    ContinueTicket,
    ListTickets,
    NewQuestion,
    RateTicket,
    ShowTicket,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import kinds, when
from handlers.views.html import clip
from handlers.views.opening import Asked
from handlers.views.ratings import grades, how_was_it

_SOLUTION = 3000  # characters, so that the question below it fits
_STATES = {
    Status.NEW: N_("with our staff"),
    Status.TAKEN: N_("a person is on it"),
    Status.WAITING: N_("waiting for you"),
    Status.EXPERT: N_("with an expert"),
    Status.SOLVED: N_("solved"),
    Status.CLOSED: N_("closed"),
}


def opened(
    ticket: Ticket, wait: timedelta, closed: Markup | None, asked: Asked | None, _: Texts
) -> Screen:
    """With one thing that the member is asked, if there is one."""
    text = _(
        "Your request has the number <b>%(number)s</b>. A person answers you here, "
        "usually %(within)s.\n\nWhat you write now is added to it.",
        number=ticket.id,
        within=when.within(wait, _),
    )
    question, rows = (asked.text, asked.rows) if asked else (None, ())
    return Screen(paragraphs(text, closed, question), (*rows, *_new_question(_)))


def closed_now(opens: datetime, zone: tzinfo, now: datetime, place: str | None, _: Texts) -> Markup:
    """`place` says whose clock it is, for those who live by another."""
    text = _(
        "Our office is closed at the moment. It opens again: %(when)s",
        when=when.moment(opens, zone, now, _),
    )
    return lines(text, _("Time zone: %(zone)s", zone=place)) if place else text


def already_sent(ticket: Ticket, _: Texts) -> str:
    return _.label("This is in your request %(number)s already.", number=ticket.id)


def added(ticket: Ticket, _: Texts) -> Screen:
    text = _("Added to your request <b>%(number)s</b>.", number=ticket.id)
    return Screen(text, _new_question(_))


def reopened(ticket: Ticket, closed: Markup | None, _: Texts) -> Screen:
    text = _(
        "Your request <b>%(number)s</b> is open again, and our staff see what you wrote.",
        number=ticket.id,
    )
    return Screen(paragraphs(text, closed), _new_question(_))


def describe(_: Texts) -> Screen:
    text = _(
        "Write to our staff: what you send next opens a request. "
        "You may send pictures, files and voice messages too."
    )
    return Screen(text, column(Button(_.label("Cancel"), NewQuestion())))


def go_on(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Write here, and it reaches our staff under the number <b>%(number)s</b>.",
        number=ticket.id,
    )
    return Screen(text, _new_question(_))


def too_long_ago(_: Texts) -> str:
    return _.label("This request was closed long ago. To open a new one, send /ticket.")


def new_question(_: Texts) -> Screen:
    return Screen(_("What would you like to know? Write it in your own words."))


def closed(ticket: Ticket, _: Texts) -> Screen:
    """Asked once how it was, and never where that would hurt."""
    if not is_asked(ticket):
        return over(ticket, _)
    head = _("Your request <b>%(number)s</b> is closed.", number=ticket.id)
    again = _("If you write here within 14 days, it opens again under the same number.")
    unsolved = Button(_.label("Not solved"), RateTicket(ticket.id, 0))
    rows = (grades(ticket), (unsolved,), *_new_question(_))
    return Screen(paragraphs(head, how_was_it(_), again), rows)


def solved(ticket: Ticket, _: Texts) -> Screen:
    """Staff say so; the member has the last word."""
    head = _("We believe that your request <b>%(number)s</b> is solved.", number=ticket.id)
    solution = Markup("<blockquote>{}</blockquote>").format(clip(ticket.solution or "", _SOLUTION))
    ask = _("Is it? If not, press the button or write what is missing.")
    return Screen(
        paragraphs(head, solution if ticket.solution else None, ask),
        (
            (
                Button(_.label("Solved, thank you"), RateTicket(ticket.id, 1)),
                Button(_.label("Not solved"), RateTicket(ticket.id, 0)),
            ),
        ),
    )


def over(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Thank you. Your request <b>%(number)s</b> is closed. "
        "Write whenever you have a new question.",
        number=ticket.id,
    )
    return Screen(text)


def rated(ticket: Ticket, _: Texts) -> Screen:
    if ticket.helped:
        thanks = over(ticket, _)
        if is_asked(ticket):
            return Screen(paragraphs(thanks.text, how_was_it(_)), (grades(ticket),))
        return thanks
    text = _(
        "Your request <b>%(number)s</b> is open again. "
        "Please write what is still missing; our staff see it.",
        number=ticket.id,
    )
    return Screen(text, _new_question(_))


def mine(tickets: Sequence[Ticket], _: Texts) -> Screen:
    if not tickets:
        return Screen(_("You have no requests yet. Write your question, or send /ticket."))
    buttons = [
        Button(
            _.label(
                "%(number)s · %(state)s · %(subject)s",
                number=ticket.id,
                state=_.label(_STATES[ticket.status]),
                subject=ticket.subject or "…",
            )[:60],
            ShowTicket(ticket.id),
        )
        for ticket in tickets
    ]
    return Screen(_("<b>Your requests</b>"), column(*buttons))


def one(
    ticket: Ticket,
    last: Sequence[Message],
    now: datetime,
    zone: tzinfo,
    _: Texts,
    *,
    shows_names: bool = False,
) -> Screen:
    head = _(
        "<b>Request %(number)s</b>\nState: %(state)s\nSubject: %(subject)s\nOpened: %(opened)s",
        number=ticket.id,
        state=_.label(_STATES[ticket.status]),
        subject=ticket.subject or "…",
        opened=when.moment(ticket.opened_at, zone, now, _),
    )
    lines = [_line(message, _, shows_names=shows_names) for message in last]
    rows = column(Button(_.label("Back"), ListTickets()))
    if ticket.continues(now):
        rows = (*column(*_ways_on(ticket, _)), *rows)
    return Screen(Markup("\n\n").join([head, *lines]), rows)


def _ways_on(ticket: Ticket, _: Texts) -> Iterator[Button]:
    yield Button(_.label("Write in this request"), ContinueTicket(ticket.id))
    if ticket.is_closed or ticket.status is Status.SOLVED:
        yield Button(_.label("Not solved"), RateTicket(ticket.id, 0))
    if not ticket.is_closed:
        yield Button(_.label("Solved, thank you"), RateTicket(ticket.id, 1))


def not_passed_on(_: Texts) -> Screen:
    """Telegram would not copy it, or the room ran out for good."""
    text = _("This message could not be passed on to our staff. Please send it in another form.")
    return Screen(text)


def edited(_: Texts) -> str:
    return _.label("(edited)")


def _line(message: Message, _: Texts, *, shows_names: bool) -> Markup:
    us = Markup.escape(message.author_name) if shows_names else _("Support line")
    who = _("You") if message.author is Author.MEMBER else us
    return Markup("<b>{}:</b> {}").format(who, kinds.excerpt(message, _))


def _new_question(_: Texts) -> Rows:
    return column(Button(_.label("New question"), NewQuestion()))
