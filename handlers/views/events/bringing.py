"""A colleague's seat: the link for it, and what is read where it cannot be used."""

from markupsafe import Markup

from desk.organisations import Organisation
from handlers.events.seat_buttons import ShowForums
from handlers.screen import Button, Screen, paragraphs
from handlers.texts import Texts
from handlers.views.events import seat
from handlers.views.events.seat import Seen


def invitation(
    seen: Seen, organisation: Organisation, left: int | None, link: str, _: Texts
) -> Screen:
    """To be sent on as it is. `left` are seats that the organisation may have still."""
    text = _(
        "<b>Send this link to your colleagues.</b> Whoever opens it can sign up for "
        "%(organisation)s:",
        organisation=organisation.name,
    )
    room = (
        None
        if left is None
        else _("Seats of your organisation that are free: %(n)s", n=_.number(left))
    )
    return Screen(paragraphs(text, Markup("{}").format(link), seat.brief(seen, _), room))


def no_link(_: Texts) -> Screen:
    text = _("This link does not work any more. Please ask who sent it to you.")
    return Screen(text, ((Button(_.label("All events"), ShowForums(0, 0)),),))


def own(_: Texts) -> Screen:
    return Screen(_("This is your own link. Send it to your colleagues: they sign up by it."))
