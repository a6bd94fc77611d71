"""What is answered to /hours where whoever asks is no mentor."""

from datetime import datetime

from desk.offices import Office
from handlers.buttons import WriteToStaff
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import offices


def hours(office: Office, now: datetime, _: Texts) -> Screen:
    """When the office is open, and how to be somebody who helps others."""
    told = lines(
        _("<b>When our office is open</b>"),
        _("Hours: %(hours)s", hours=offices.week(office.hours.week, _)),
        offices.today(office, now, _),
        offices.clock(office.hours, now, _),
    )
    always = _("You can write at any time: what we know is answered at once.")
    help_ = _("Your organisation can help others with what it does well: /peer")
    button = Button(_.label("Talk to a person"), WriteToStaff())
    return Screen(paragraphs(told, always, help_), column(button))


def no_mentor(_: Texts) -> str:
    return _.label("You are not among our mentors at the moment. To write to us, send /ticket.")


def was_mentor(_: Texts) -> Screen:
    return Screen(_("You are not among our mentors at the moment. To write to us, send /ticket."))
