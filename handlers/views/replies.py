"""What staff are asked about their own words before these go to the member."""

from markupsafe import Markup

from desk.incoming import MessageRef
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers.buttons import KeepInside, SendAnyway
from handlers.screen import Button, Rows, Screen
from handlers.texts import Texts
from handlers.views.html import clip

_NAME = 64  # characters


def taken(ticket: Ticket, owner: Colleague, ref: MessageRef, _: Texts) -> Screen:
    text = _(
        "<b>%(owner)s</b> is on request %(number)s. Your words were not sent yet.",
        owner=owner.name,
        number=ticket.id,
    )
    return Screen(text, _choice(ref, _))


def aside(ref: MessageRef, _: Texts) -> Screen:
    text = _("This answers a colleague's words, so it was not sent to the member yet.")
    return Screen(text, _choice(ref, _))


def named(name: str, html: str) -> str:
    """A reply as a member reads it where they are told who answers; HTML."""
    head = Markup("<b>{}:</b>").format(clip(name, _NAME))
    return f"{head}\n{html}".rstrip()


def sent(_: Texts) -> Screen:
    return Screen(_("Sent to the member."))


def kept(_: Texts) -> Screen:
    return Screen(_("Kept as a note: the member does not see it."))


def decided(_: Texts) -> str:
    return _.label("This has been decided already.")


def not_yours(name: str, _: Texts) -> str:
    return _.label("Only %(name)s decides this: they wrote it.", name=name)


def _choice(ref: MessageRef, _: Texts) -> Rows:
    return (
        (
            Button(_.label("Send to the member"), SendAnyway(ref.message_id)),
            Button(_.label("Keep as a note"), KeepInside(ref.message_id)),
        ),
    )
