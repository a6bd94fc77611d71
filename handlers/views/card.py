"""What staff read in a ticket's topic: its name, its card, its mending, its troubles."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from markupsafe import Markup

import faq
from desk.incoming import Kind
from desk.life import Status
from desk.messages import Author, Message
from desk.organisations import Membership
from desk.people import Person
from desk.targets import RUNNING
from desk.ticket import Priority, Ticket
from handlers.buttons import CloseTicket, ReopenTicket, SolveTicket, TakeTicket, WaitTicket
from handlers.guard_buttons import MarkSensitive, ShowKept
from handlers.screen import Button, Rows, Screen, bullets, column, paragraphs
from handlers.texts import Texts
from handlers.views import discretion, kinds, when
from handlers.views.flood import times
from handlers.views.html import clip
from handlers.views.links import mention
from handlers.views.work import PRIORITIES, STATES

ICONS = {
    Status.NEW: "❗️",
    Status.TAKEN: "👀",
    Status.WAITING: "💬",
    Status.EXPERT: "🔬",
    Status.SOLVED: "⭐️",
    Status.CLOSED: "✅",
}
FIRST = 2500  # characters of the first message: the card has 4096 for everything
_NAMES = 300  # characters of all organisations
_SAID = 400  # characters of a solution, and of a remark
_NAME = 128  # characters of a topic's name (Bot API, createForumTopic)


_DANGER, _PRESSING = "🆘 ", "🔥 "
_ANONYMOUS = Markup("🎭 {}")


class Block(NamedTuple):
    """Until when the member's words are not passed on, if they still are not; what is kept."""

    until: datetime | None
    has_kept: bool


class Seat(NamedTuple):
    """Where a ticket belongs: the office and the zone of the desk, what the programme offers, whose
    it is, for whom the member writes, and whether they are blocked.
    """

    office: str
    zone: tzinfo
    service: str | None
    owner: str | None
    now: datetime
    organisations: tuple[Membership, ...] = ()
    block: Block | None = None


def face(ticket: Ticket) -> tuple[bool, Ticket]:
    """All that a card shows of its ticket but its clock: where two are equal, so are the cards."""
    plainly = replace(
        ticket,
        status=_standing(ticket),
        since=ticket.opened_at,
        first_reply_at=None,
        due_at=None,
        sign=None,
    )
    return ticket.urgent and ticket.is_ours, plainly


def clock(ticket: Ticket) -> tuple[datetime, datetime | None] | None:
    """Since when the desk is waited for and until when; None where nobody waits for it.

    A reply alone makes no card wrong: what was asked and when it was due stays true.
    """
    return (ticket.since, ticket.due_at) if ticket.status in RUNNING else None


def _standing(ticket: Ticket) -> Status:
    """Who has the word is the icon's to say: a card that said so too changed with every message."""
    owned = ticket.status is Status.WAITING and ticket.owner_id is not None
    return Status.TAKEN if owned else ticket.status


def topic_name(ticket: Ticket) -> str:
    if ticket.is_forgotten:
        return f"#{ticket.id}"
    code = ticket.language.telegram_code.upper()
    pressing = _PRESSING if ticket.priority is Priority.URGENT else ""
    mark = _DANGER if ticket.urgent else pressing
    subject = "" if ticket.sensitive else ticket.subject
    named = " – ".join(filter(None, (ticket.code_word, subject)))
    return f"{mark}#{ticket.id} {code} {named}".rstrip()[:_NAME]


def card(
    ticket: Ticket,
    person: Person,
    first: Message | None,
    tried: Sequence[faq.Entry],
    seat: Seat,
    _: Texts,
) -> Screen:
    if ticket.is_forgotten:
        return Screen(erased(ticket, _))
    head = _(
        "<b>Request %(number)s</b> – %(state)s\n"
        "Member: %(member)s\nLanguage: %(language)s\nOpened: %(opened)s",
        number=ticket.id,
        state=_.label(STATES[_standing(ticket)]),
        member=_member(person, ticket),
        language=ticket.language.own_name,
        opened=when.stamp(ticket.opened_at, seat.zone, _),
    )
    head += "".join("\n" + line for line in belonging(person, seat, _))
    if seat.service:
        head += "\n" + _("Service: %(service)s", service=seat.service)
    head += Markup().join("\n" + line for line in _waiting(ticket, seat, _))
    head += Markup().join("\n" + line for line in _work(ticket, seat, _))
    parts = [head, discretion.note(_) if ticket.sensitive else _first(first, _)]
    if ticket.urgent and ticket.is_ours:
        parts.insert(0, urgency(_))
    if tried and not ticket.sensitive:
        titles = bullets(entry.title for entry in tried)
        parts.append(_("Answers tried:\n%(titles)s", titles=titles))
    if not (person.reachable or ticket.is_closed):  # a closed one would say so for ever
        parts.append(_("The member has blocked the bot: nothing reaches them until they write."))
    return Screen(paragraphs(*parts), (*_steps(ticket, _), *_more(ticket, first, seat, _)))


def belonging(person: Person, seat: Seat, _: Texts) -> Iterator[Markup]:
    """What is known of where the member is from, line by line."""
    if seat.organisations:
        names = clip(", ".join(one.title for one in seat.organisations), _NAMES)
        yield _("Organisation: %(organisation)s", organisation=names)
    if seat.office:
        yield _("Office: %(office)s", office=seat.office)
    if person.place:
        yield _("Town: %(place)s", place=person.place)


def erased(ticket: Ticket, _: Texts) -> Markup:
    return _(
        "<b>Request %(number)s</b> – closed\nThe member has asked to be forgotten.",
        number=ticket.id,
    )


def _work(ticket: Ticket, seat: Seat, _: Texts) -> Iterator[Markup]:
    yield from work(ticket, seat, _)
    if ticket.rating:
        yield _("Grade: %(grade)s of 5", grade=ticket.rating)
    if ticket.remark and not ticket.sensitive:
        yield _("The member says: %(words)s", words=clip(ticket.remark, _SAID))
    if ticket.solution and not ticket.sensitive:
        yield _("Solution: %(solution)s", solution=clip(ticket.solution, _SAID))
    if seat.block and seat.block.until:
        until = when.stamp(seat.block.until, seat.zone, _)
        yield _("Blocked until: %(until)s", until=until)


def _waiting(ticket: Ticket, seat: Seat, _: Texts) -> Iterator[Markup]:
    """Moments rather than how long ago: a card is not edited as time passes."""
    if ticket.status not in RUNNING:
        return
    if ticket.since > ticket.opened_at:
        yield _("Asked last: %(when)s", when=when.stamp(ticket.since, seat.zone, _))
    if ticket.due_at is not None:
        due = _("Due: %(when)s", when=when.stamp(ticket.due_at, seat.zone, _))
        yield due + overdue(_) if ticket.is_overdue(seat.now) else due


def overdue(_: Texts) -> Markup:
    return Markup(" ⏰ <b>{}</b>").format(_("overdue"))


def work(ticket: Ticket, seat: Seat, _: Texts) -> Iterator[Markup]:
    """What staff made of it, line by line."""
    if seat.owner:
        yield _("Taken by: %(name)s", name=seat.owner)
    if ticket.priority is not Priority.NORMAL:
        yield _("Priority: %(priority)s", priority=_.label(PRIORITIES[ticket.priority]))
    if ticket.tags:
        yield _("Tags: %(tags)s", tags=" ".join(f"#{tag}" for tag in ticket.tags))
    if ticket.parent_id:
        yield _("Linked to request %(number)s", number=ticket.parent_id)


def _steps(ticket: Ticket, _: Texts) -> Rows:
    """What may sensibly come next; all else has its command."""
    take = Button(_.label("I take it"), TakeTicket(ticket.id))
    wait = Button(_.label("Wait for the member"), WaitTicket(ticket.id))
    solve = Button(_.label("Solved"), SolveTicket(ticket.id))
    close = Button(_.label("Close"), CloseTicket(ticket.id))
    reopen = Button(_.label("Reopen"), ReopenTicket(ticket.id))
    return {
        Status.NEW: ((take, close),),
        Status.TAKEN: ((solve, close), (wait,)),
        Status.WAITING: ((solve, close),),
        Status.EXPERT: ((solve, close), (wait,)),
        Status.SOLVED: ((reopen, close),),
        Status.CLOSED: ((reopen,),),
    }[_standing(ticket)]


def _more(ticket: Ticket, first: Message | None, seat: Seat, _: Texts) -> Rows:
    """What only some requests need."""
    buttons = []
    if ticket.sensitive and first is not None:
        buttons.append(discretion.open_first(first, _))
    if ticket.urgent and not ticket.sensitive and not ticket.is_closed:
        buttons.append(Button(_.label("Sensitive"), MarkSensitive(ticket.id)))
    if seat.block and seat.block.has_kept:
        buttons.append(Button(_.label("Show what was kept"), ShowKept(ticket.id)))
    return column(*buttons)


def urgency(_: Texts) -> Markup:
    return _("🆘 <b>URGENT:</b> a life may be in danger. Please answer at once.")


def alarm(words: str | None, _: Texts) -> Screen:
    """In a request that was open already: an edited card alone would wake nobody."""
    quoted = Markup("<blockquote>{}</blockquote>").format(words) if words else None
    return Screen(paragraphs(urgency(_), quoted))


def transcript(head: Markup | None, last: Sequence[Message], person: Person, _: Texts) -> Screen:
    """The last words of a topic that was lost or left, so that staff can go on.

    `head` says how the ticket came here; without it, the topic was gone.
    """
    if head is None:
        head = _("The topic of this request was gone, so here it is again. The last messages:")
    return Screen(paragraphs(head, *_said(last, person, _)))


def merged(ticket: Ticket, last: Sequence[Message], person: Person, _: Texts) -> Screen:
    head = _("Request %(number)s goes on here. Its last messages:", number=ticket.id)
    return Screen(paragraphs(head, *_said(last, person, _)))


def _said(last: Sequence[Message], person: Person, _: Texts) -> Iterator[Markup]:
    for message in last:
        name = person.name if message.author is Author.MEMBER else message.author_name
        words = kinds.excerpt(message, _, most=600)
        yield Markup("<b>{}:</b> {}").format(name, words)


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


def nobody_there(_: Texts) -> Screen:
    text = _(
        "The member of this request has asked to be forgotten, so nothing reaches them any more. "
        "Should they write again, it is a new request."
    )
    return Screen(text)


def unknown_command(_: Texts) -> Screen:
    text = _(
        "I do not know this command, and it was not sent to the member. "
        "What you can use here: /help"
    )
    return Screen(text)


def staff_only(_: Texts) -> str:
    return _.label("Only members of the staff group can do this.")


def _member(person: Person, ticket: Ticket) -> Markup:
    if ticket.anonymous:
        return _ANONYMOUS.format(person.name)
    name = mention(person.id, person.name)
    return name if person.username is None else name + f" (@{person.username})"


def _first(first: Message | None, _: Texts) -> Markup:
    if first is None:
        return Markup()
    mark = " " + _("(edited)") if first.edits else ""
    mark += f" {times(first.times)}" if first.times > 1 else ""
    if first.kind is not Kind.TEXT:
        return Markup("<blockquote>{}</blockquote>{}").format(kinds.excerpt(first, _, FIRST), mark)
    words = kinds.excerpt(first, _, most=FIRST)
    return Markup("<blockquote>{}</blockquote>{}").format(words, mark)
