"""What a member may tell when a request is open, and need not."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from desk.offices import Office
from desk.ticket import Ticket
from handlers.profile_buttons import AtOffice, NameOrganisation, SkipAsked
from handlers.screen import Button, Rows, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.offices import name_of


class Asked(NamedTuple):
    """A question that stands below other words, with its buttons."""

    text: Markup
    rows: Rows


def which_office(ticket: Ticket, offices: Sequence[Office], _: Texts) -> Asked:
    text = _("Which of our offices is the nearest to you?")
    buttons = (Button(name_of(one, _), AtOffice(ticket.id, one.slug)) for one in offices)
    return Asked(text, column(*buttons, _skip(ticket, _)))


def which_organisation(ticket: Ticket, _: Texts) -> Asked:
    text = _("Which organisation do you write for? You may skip this.")
    name = Button(_.label("Name my organisation"), NameOrganisation(ticket.id))
    return Asked(text, column(name, _skip(ticket, _)))


def write_organisation(ticket: Ticket, _: Texts) -> Screen:
    head = _("Your request has the number <b>%(number)s</b>.", number=ticket.id)
    how = _("Please write the name of your organisation: your next message is the name alone.")
    cancel = Button(_.label("Cancel"), SkipAsked(ticket.id))
    return Screen(paragraphs(head, how), column(cancel))


def noted(ticket: Ticket, _: Texts) -> Screen:
    """Long after: the request is over."""
    return Screen(_("Your request <b>%(number)s</b> is closed.", number=ticket.id))


def _skip(ticket: Ticket, _: Texts) -> Button:
    return Button(_.label("Skip"), SkipAsked(ticket.id))
