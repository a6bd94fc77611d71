"""What a member reads who does not want to be known."""

from datetime import timedelta

from markupsafe import Markup

from desk.incoming import Incoming, Kind
from desk.ticket import Ticket
from handlers.buttons import NewQuestion
from handlers.guard_buttons import HoldBack, SendOpenly
from handlers.screen import Button, Rows, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views import when


def explain(_: Texts) -> Screen:
    """Honest: the line itself must know whom to answer."""
    text = _(
        "What you send next opens a request under a code word. The desk does not see who you are: "
        "no name, no username, no office. Only the line itself keeps where to send the answers."
    )
    files = _("Pictures, files and your voice may still show it: please think before you send any.")
    return Screen(paragraphs(text, files), column(Button(_.label("Cancel"), NewQuestion())))


def opened(ticket: Ticket, wait: timedelta, closed: Markup | None, _: Texts) -> Screen:
    text = _(
        "Your request has the number <b>%(number)s</b> and the code word <b>%(word)s</b>. "
        "The desk does not see who you are. A person answers you here, usually %(within)s.",
        number=ticket.id,
        word=ticket.code_word,
        within=when.within(wait, _),
    )
    until = _("What you write now is added to it, without your name. To end that, send /new")
    return Screen(paragraphs(text, closed, until), _new(_))


def stays(ticket: Ticket, _: Texts) -> Screen:
    """Staff answered in another request, where the member's name is known."""
    text = _(
        "This answer is about your request <b>%(number)s</b>, which has your name. To answer it, "
        "reply to that message. What you just write still goes to the desk without your name.",
        number=ticket.id,
    )
    return Screen(text)


def warn(incoming: Incoming, _: Texts) -> Screen:
    """Before what shows who, or where, somebody is."""
    text = (
        _("A place can show who you are. Shall our staff see it?")
        if incoming.kind is Kind.LOCATION
        else _("A contact can show who you are. Shall our staff see it?")
    )
    number = incoming.at.message_id
    return Screen(
        text,
        column(
            Button(_.label("Send it"), SendOpenly(number)),
            Button(_.label("Do not send it"), HoldBack(number)),
        ),
    )


def words_first(_: Texts) -> Screen:
    text = _(
        "That could show who you are, so it was not passed on. "
        "Please write in words first what you need."
    )
    return Screen(text, column(Button(_.label("Cancel"), NewQuestion())))


def passed_on(_: Texts) -> Screen:
    return Screen(_("Our staff see it now."))


def held_back(_: Texts) -> Screen:
    return Screen(_("It was not passed on."))


def no_merging(_: Texts) -> Screen:
    text = _(
        "An anonymous request cannot become one with another. "
        "To show that two belong together, send /link and the number."
    )
    return Screen(text)


def _new(_: Texts) -> Rows:
    return column(Button(_.label("New question"), NewQuestion()))
