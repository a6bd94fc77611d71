"""What is read without anybody having asked: targets, reminders, a silent closing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from markupsafe import Markup

from desk.staff import Colleague
from desk.targets import Target
from desk.ticket import Ticket
from desk.timers import Kind, Timer
from handlers.buttons import ContinueTicket, NewQuestion, RateTicket
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.links import mention

_CALLED = 10  # names: more are no mention but a list

_MARKS: Mapping[tuple[Kind, Target], str] = {
    (Kind.WARN, Target.REPLY): N_("Request %(number)s needs its first reply soon."),
    (Kind.LEAD, Target.REPLY): N_("Request %(number)s is overdue: nobody has answered it yet."),
    (Kind.COORDINATOR, Target.REPLY): N_(
        "Request %(number)s has waited twice as long as a first reply may take."
    ),
    (Kind.WARN, Target.SOLUTION): N_("Request %(number)s should be solved soon."),
    (Kind.LEAD, Target.SOLUTION): N_("Request %(number)s is overdue: it is not solved yet."),
    (Kind.COORDINATOR, Target.SOLUTION): N_(
        "Request %(number)s has taken twice as long as a solution may take."
    ),
}


def mark(
    timer: Timer, ticket: Ticket, called: Sequence[Colleague], zone: tzinfo, _: Texts
) -> Screen:
    """Mentions, for nothing else rings; without names where nobody has such a role."""
    assert timer.target is not None
    names = Markup(", ").join(mention(one.id, one.name) for one in called[:_CALLED])
    text = _(_MARKS[timer.kind, timer.target], number=ticket.id)
    due = None
    if ticket.due_at is not None:
        due = _("Due: %(when)s", when=when.stamp(ticket.due_at, zone, _))
    return Screen(lines(*(part for part in (names, Markup("⏰ ") + text, due) if part)))


def nudge(ticket: Ticket, zone: tzinfo, _: Texts) -> Screen:
    text = _(
        "Your request <b>%(number)s</b> waits for a word from you. "
        "Is it solved, or would you like to add something?",
        number=ticket.id,
    )
    return Screen(paragraphs(text, _since(ticket, zone, _)), _ways_on(ticket, _))


def farewell(ticket: Ticket, closes: datetime, zone: tzinfo, _: Texts) -> Screen:
    text = _(
        "We have not heard from you about your request <b>%(number)s</b>. "
        "If you still need help with it, write here or press the button.",
        number=ticket.id,
    )
    closing = _("Otherwise we close it: %(day)s", day=when.day(closes, zone, _))
    return Screen(paragraphs(text, closing), _ways_on(ticket, _))


def closed(ticket: Ticket, _: Texts) -> Screen:
    head = _(
        "We have closed your request <b>%(number)s</b>, because we have not heard from you "
        "for a while. That is quite all right.",
        number=ticket.id,
    )
    again = _("If you write here within 14 days, it opens again under the same number.")
    return Screen(paragraphs(head, again), column(Button(_.label("New question"), NewQuestion())))


def late(screen: Screen, planned_at: datetime, zone: tzinfo, _: Texts) -> Screen:
    """Whoever reads it must not think that it is about now."""
    text = _(
        "This message comes late. It should have come: %(when)s",
        when=when.stamp(planned_at, zone, _),
    )
    return replace(screen, text=paragraphs(screen.text, text))


def _since(ticket: Ticket, zone: tzinfo, _: Texts) -> Markup:
    return _("Waiting since: %(when)s", when=when.stamp(ticket.since, zone, _))


def _ways_on(ticket: Ticket, _: Texts) -> Rows:
    return column(
        Button(_.label("Solved, thank you"), RateTicket(ticket.id, 1)),
        Button(_.label("Add something"), ContinueTicket(ticket.id)),
    )
