"""What staff read in a ticket's topic: its name, its card, its mending, its troubles."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from markupsafe import Markup

import faq
from desk.incoming import Kind
from desk.messages import Author, Message
from desk.people import Person
from desk.tickets import Status, Ticket
from handlers.buttons import CloseTicket, ReopenTicket
from handlers.screen import Button, Screen, bullets, column, paragraphs
from handlers.texts import N_, Texts
from handlers.views import kinds, when

_STATES = {
    Status.OPEN: N_("waits for us"),
    Status.PENDING: N_("waits for the member"),
    Status.CLOSED: N_("closed"),
}
ICONS = {Status.OPEN: "❗️", Status.PENDING: "💬", Status.CLOSED: "✅"}
FIRST = 2500  # characters of the first message: the card has 4096 for everything
_NAME = 128  # characters of a topic's name (Bot API, createForumTopic)


_URGENT = "🆘"


class Seat(NamedTuple):
    """Where a ticket belongs: the office and its zone, and what the programme offers."""

    office: str
    zone: tzinfo
    service: str | None


def topic_name(ticket: Ticket) -> str:
    code = ticket.language.telegram_code.upper()
    mark = f"{_URGENT} " if ticket.urgent else ""
    return f"{mark}#{ticket.id} {code} {ticket.subject}".rstrip()[:_NAME]


def card(
    ticket: Ticket,
    person: Person,
    first: Message | None,
    tried: Sequence[faq.Entry],
    seat: Seat,
    _: Texts,
) -> Screen:
    head = _(
        "<b>Request %(number)s</b> – %(state)s\n"
        "Member: %(member)s\nLanguage: %(language)s\nOpened: %(opened)s",
        number=ticket.id,
        state=_.label(_STATES[ticket.status]),
        member=_member(person),
        language=ticket.language.own_name,
        opened=when.stamp(ticket.opened_at, seat.zone, _),
    )
    if person.office or seat.office:
        head += "\n" + _("Office: %(office)s", office=person.office or seat.office)
    if seat.service:
        head += "\n" + _("Service: %(service)s", service=seat.service)
    parts = [head, _first(first, _)]
    if ticket.urgent and ticket.status is Status.OPEN:
        parts.insert(0, urgency(_))
    if tried:
        titles = bullets(entry.title for entry in tried)
        parts.append(_("Answers tried:\n%(titles)s", titles=titles))
    if not person.reachable:
        parts.append(_("The member has blocked the bot: nothing reaches them until they write."))
    button = (
        Button(_.label("Reopen"), ReopenTicket(ticket.id))
        if ticket.is_closed
        else Button(_.label("Close"), CloseTicket(ticket.id))
    )
    return Screen(paragraphs(*parts), column(button))


def urgency(_: Texts) -> Markup:
    return _("🆘 <b>URGENT:</b> a life may be in danger. Please answer at once.")


def alarm(words: str, _: Texts) -> Screen:
    """In a request that was open already: an edited card alone would wake nobody."""
    return Screen(paragraphs(urgency(_), Markup("<blockquote>{}</blockquote>").format(words)))


def transcript(last: Sequence[Message], person: Person, _: Texts) -> Screen:
    """The last words of a topic that was lost, so that staff can go on."""
    lines = [
        Markup("<b>{}:</b> {}").format(
            person.name if message.author is Author.MEMBER else message.author_name,
            kinds.excerpt(message, _, most=600),
        )
        for message in last
    ]
    head = _("The topic of this request was gone, so here it is again. The last messages:")
    return Screen(Markup("\n\n").join([head, *lines]))


def unreachable(person: Person, _: Texts) -> Screen:
    text = _(
        "%(member)s has blocked the bot or left Telegram. What you write here cannot be "
        "delivered until they write again.",
        member=person.name,
    )
    return Screen(text)


def undelivered(reason: str, _: Texts) -> Screen:
    text = _(
        "A message could not be delivered to the member. Telegram says: %(reason)s", reason=reason
    )
    return Screen(text)


def not_taken_back(reason: str, _: Texts) -> Screen:
    text = _(
        "The message could not be taken back: the member still sees it. Telegram says: %(reason)s",
        reason=reason,
    )
    return Screen(text)


def uncopied(message: Message | None, reason: str, _: Texts) -> Screen:
    """Where a member's message cannot be copied, its words are shown instead."""
    words = kinds.excerpt(message, _, most=3000) if message else Markup("…")
    text = _(
        "A message of the member's could not be copied here. Telegram says: %(reason)s\n\n"
        "%(words)s",
        reason=reason,
        words=words,
    )
    return Screen(text)


def nothing_to_undo(_: Texts) -> Screen:
    text = _("There is nothing to take back. Send /undo in reply to a message of the staff's.")
    return Screen(text)


def no_ticket_here(_: Texts) -> Screen:
    text = _("No request belongs to this topic. Send the command in the topic of a request.")
    return Screen(text)


def unknown_command(_: Texts) -> Screen:
    text = _(
        "I do not know this command, and it was not sent to the member. "
        "Here you can use /close, /reopen, /undo and // for an internal note."
    )
    return Screen(text)


def trouble(kind: str, _: Texts) -> Screen:
    text = _(
        "An update could not be handled and was set aside: %(kind)s. The conversation goes on. "
        "More of this kind are only written to the log.",
        kind=kind,
    )
    return Screen(text)


def closed_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is closed.", number=ticket.id)


def reopened_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is open.", number=ticket.id)


def staff_only(_: Texts) -> str:
    return _.label("Only members of the staff group can do this.")


def _member(person: Person) -> Markup:
    name = Markup('<a href="tg://user?id={}">{}</a>').format(person.id, person.name)
    return name if person.username is None else name + f" (@{person.username})"


def _first(first: Message | None, _: Texts) -> Markup:
    if first is None:
        return Markup()
    mark = " " + _("(edited)") if first.edits else ""
    if first.kind is not Kind.TEXT:
        return Markup("<blockquote>{}</blockquote>{}").format(kinds.excerpt(first, _, FIRST), mark)
    words = kinds.excerpt(first, _, most=FIRST)
    return Markup("<blockquote>{}</blockquote>{}").format(words, mark)
