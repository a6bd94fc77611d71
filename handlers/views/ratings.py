"""What a member reads when they are asked how the help was."""

from markupsafe import Markup

from desk.ratings import GRADES
from desk.ticket import Ticket
from handlers.buttons import AddRemark, GradeTicket, NewQuestion
from handlers.screen import Button, Screen, column
from handlers.texts import Texts


def grades(ticket: Ticket) -> tuple[Button, ...]:
    """Figures are the same in every language, and five of them fit on the smallest phone."""
    return tuple(Button(str(grade), GradeTicket(ticket.id, grade)) for grade in GRADES)


def how_was_it(_: Texts) -> Markup:
    return _("How was the help? 5 is the best.")


def graded(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Thank you. Your grade for request <b>%(number)s</b>: %(grade)s of 5",
        number=ticket.id,
        grade=ticket.rating,
    )
    return Screen(
        text,
        column(
            Button(_.label("Add a word"), AddRemark(ticket.id)),
            Button(_.label("New question"), NewQuestion()),
        ),
    )


def write(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Write in one message what was good, or what was missing, in request "
        "<b>%(number)s</b>. Our staff read it.",
        number=ticket.id,
    )
    return Screen(text, column(Button(_.label("Cancel"), NewQuestion())))


def thanks(_: Texts) -> Screen:
    return Screen(_("Thank you, our staff read it. Write whenever you have a new question."))


def goes_on(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is not over yet.", number=ticket.id)
