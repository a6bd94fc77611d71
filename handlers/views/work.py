"""What staff read when they do something with a ticket, and what has been done with it."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from itertools import groupby
from typing import Protocol

from markupsafe import Markup

from desk.errors import DeskError
from desk.history import By, Change, Event
from desk.life import Act, NotNow, Status
from desk.staff import Colleague, MayNot, NobodyOfThatName
from desk.ticket import Priority, Ticket
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.links import mention
from handlers.views.roles import ROLES

STATES: Mapping[Status, str] = {
    Status.NEW: N_("new"),
    Status.TAKEN: N_("taken"),
    Status.WAITING: N_("waits for the member"),
    Status.EXPERT: N_("waits for an expert"),
    Status.SOLVED: N_("solved"),
    Status.CLOSED: N_("closed"),
}
PRIORITIES: Mapping[Priority, str] = {
    Priority.LOW: N_("low"),
    Priority.NORMAL: N_("normal"),
    Priority.HIGH: N_("high"),
    Priority.URGENT: N_("urgent"),
}
_DONE: Mapping[Act | Change, str] = {
    Change.OPEN: N_("opened"),
    Change.ACKNOWLEDGE: N_("the member was told the number"),
    Change.HELPED: N_("the member said whether it helped: %(detail)s"),
    Change.TAG: N_("tags: %(detail)s"),
    Change.PRIORITY: N_("priority: %(detail)s"),
    Change.SUBJECT: N_("subject: %(detail)s"),
    Change.SENSITIVE: N_("sensitive: %(detail)s"),
    Change.URGENT: N_("marked as urgent"),
    Change.LINK: N_("linked to request %(detail)s"),
    Change.MERGE: N_("merged into request %(detail)s"),
    Change.MOVE: N_("moved to the group “%(detail)s”"),
    Change.RATE: N_("the member's grade: %(detail)s of 5"),
    Change.REMARK: N_("the member said how the help was"),
    Change.UNDO: N_("a message was taken back"),
    Change.ORGANISATION: N_("organisation: %(detail)s"),
    Change.TARGET: N_("the time is used up: %(detail)s"),
    Change.REMIND: N_("the member was reminded"),
    Change.WRITE: N_("wrote to the member first: %(detail)s"),
    Change.SHOWN: N_("its words were shown"),
    Change.FORGET: N_("the member asked to be forgotten"),
    Change.BLOCK: N_("the member was blocked until %(detail)s"),
    Change.UNBLOCK: N_("the member was unblocked"),
    Change.TAKEN_OUT: N_("the text was taken out of the topic"),
    Act.ASK: N_("the member wrote"),
    Act.CLAIM: N_("taken by %(detail)s"),
    Act.RELEASE: N_("given back to everybody"),
    Act.REPLY: N_("answered"),
    Act.WAIT: N_("waits for the member"),
    Act.CONSULT: N_("waits for an expert: %(detail)s"),
    Act.SOLVE: N_("solved: %(detail)s"),
    Act.CLOSE: N_("closed"),
    Act.REOPEN: N_("opened again"),
}


# Their details are somebody's words.
_WORDS = (Change.SUBJECT, Act.SOLVE)
# Characters of what people give, so that a message with all of it fits (sendMessage takes 4096).
_GIVEN, _NOTE, _DETAIL, _NAME = 30, 2000, 60, 30
_EVENTS = 25  # the newest


class OnTicket(Protocol):
    """A button that names a ticket."""

    @property
    def ticket_id(self) -> int: ...


def not_now(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, NotNow)
    state = _.label(STATES[error.status])
    if error.status is Status.CLOSED:
        return Screen(_("This request is closed. To go on with it, send /reopen first."))
    return Screen(
        _("That cannot be done now: the request is in the state “%(state)s”.", state=state)
    )


def nobody_of_that_name(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, NobodyOfThatName)
    text = _(
        "Whom do you mean? Write a name as it stands here, or a @username:\n%(names)s",
        names=bullets(error.known),
    )
    return Screen(text)


def may_not(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, MayNot)
    roles = ", ".join(_.label(ROLES[role]) for role in sorted(error.roles))
    return Screen(_("Your role does not allow this. It is for: %(roles)s", roles=roles))


def yours_now(ticket: Ticket, colleague: Colleague, by: str, note: str, _: Texts) -> Screen:
    name = mention(colleague.id, colleague.name)
    text = _("%(name)s, request %(number)s is yours now.", name=name, number=ticket.id)
    words = Markup("<b>{}:</b> {}").format(by, clip(note, _NOTE)) if note else None
    return Screen(paragraphs(text, words))


def how_to_tag(_: Texts) -> Screen:
    return Screen(_("Write the tags after the command, such as /tag grants budget"))


def how_to_set_priority(_: Texts) -> Screen:
    text = _(
        "Write one of these: <code>/priority low</code>, <code>/priority normal</code>, "
        "<code>/priority high</code>, <code>/priority urgent</code>"
    )
    return Screen(text)


def how_to_name(_: Texts) -> Screen:
    return Screen(_("Write the new subject after the command, such as /subject The grant report"))


def no_such_number(given: str, _: Texts) -> Screen:
    return Screen(
        _(
            "There is no other request with the number “%(number)s”.",
            number=clip(given, _GIVEN) or "…",
        )
    )


def another_members(other: Ticket, _: Texts) -> Screen:
    text = _(
        "Request %(number)s is another member's, so the two cannot become one. "
        "To show that they belong together, send /link %(number)s",
        number=other.id,
    )
    return Screen(text)


def history(ticket: Ticket, events: Sequence[Event], zone: tzinfo, _: Texts) -> Screen:
    head = _("<b>Request %(number)s</b>: what has been done", number=ticket.id)
    days = groupby(events[-_EVENTS:], lambda event: when.day(event.at, zone, _))
    told = [lines(day, *(_event(event, ticket, zone, _) for event in those)) for day, those in days]
    return Screen(paragraphs(head, *told), looked_up=True)


def taken_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is yours.", number=ticket.id)


def anothers_toast(owner: Colleague, _: Texts) -> str:
    return _.label("%(name)s has it already. To take it over, send /claim.", name=owner.name)


def solved_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is solved. The member is asked.", number=ticket.id)


def waits_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s waits for the member.", number=ticket.id)


def closed_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is closed.", number=ticket.id)


def reopened_toast(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s is open.", number=ticket.id)


def _event(event: Event, ticket: Ticket, zone: tzinfo, _: Texts) -> Markup:
    known = PRIORITIES.get(event.detail) if event.what is Change.PRIORITY else None  # type: ignore[call-overload]
    is_hidden = ticket.sensitive and event.what in _WORDS
    detail = "…" if is_hidden else clip(_.label(known) if known else _yes(event, _), _DETAIL)
    done = _(_DONE[event.what], detail=detail)
    who = clip(event.actor.name, _NAME) or (
        _("Member") if event.actor.by is By.MEMBER else _("the line")
    )
    return Markup("{} {}: {}").format(when.clock(event.at, zone), who, done)


def _yes(event: Event, _: Texts) -> str:
    if event.what in (Change.HELPED, Change.SENSITIVE):
        return _.label("yes") if event.detail == "yes" else _.label("no")
    return event.detail or "–"
