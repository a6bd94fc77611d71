"""What is said around a certificate: how the name is written, and the file itself."""

from desk.events.event import Event
from desk.events.seats import Seat
from handlers.events.door_buttons import KeepName, WriteName
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.events import door


def ask_name(seat: Seat, _: Texts) -> Screen:
    text = _(
        "How is your name to be written on your certificate? Write it here, or press the button: "
        "<b>%(name)s</b>",
        name=seat.name,
    )
    keep = Button(_.label("It is right so"), KeepName(seat.id))
    return Screen(paragraphs(text, _("We ask this only once.")), column(keep))


def write_name(_: Texts) -> Screen:
    return Screen(_("Please write your name as it is to stand on your certificate."))


def sent(seat: Seat, event: Event, _: Texts) -> Screen:
    """Under the file."""
    head = _("🎓 <b>Your certificate</b>")
    name = _("Name: %(name)s", name=seat.written_as or seat.name)
    other = Button(_.label("Write the name in another way"), WriteName(seat.id))
    return Screen(paragraphs(head, lines(door.title(event, _), name)), column(other))
