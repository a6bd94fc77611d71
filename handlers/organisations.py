"""Staff see whom a member writes for, and correct it: /organisation in the topic of a request."""

import re
from collections.abc import Sequence

import faq
from desk.errors import DeskError
from desk.history import Change
from desk.organisations import Membership
from desk.people import Person
from desk.profile import NotInOneLine
from desk.staff import ANSWERING
from desk.ticket import Ticket
from handlers import relay, staff_group
from handlers.context import Context
from handlers.routing import OnCommand, Said, Side
from handlers.screen import Screen
from handlers.views import organisations as views

# Between a wrong name and the right one, where a member has several organisations.
_INSTEAD = re.compile(r"\s*(?:->|→|=>|=)\s*")


class WhichOne(DeskError):
    """The member has several organisations, or not the one that was named."""


async def command(said: Said, context: Context) -> None:
    """/organisation NAME; where there are several, /organisation WRONG -> RIGHT."""
    _ = context.desk_texts
    ticket = await staff_group.ticket(said, context)
    if ticket.anonymous:  # what is known of the member would tell whose it is
        await staff_group.tell(said, views.none_here(_), context)
        return
    person = await context.people.get(ticket.requester_id)
    assert person is not None
    known = await context.organisations.of(person)
    if not said.rest:
        await staff_group.tell(said, views.known(known, _), context)
        return
    mistake = await _correct(ticket, person, known, said.rest, context)
    if mistake is not None:
        await staff_group.tell(said, mistake, context)
        return
    await relay.show_cards(context, person)
    await staff_group.done(said, context)


async def _correct(
    ticket: Ticket, person: Person, known: Sequence[Membership], words: str, context: Context
) -> Screen | None:
    """How it is written, where it was not."""
    _ = context.desk_texts
    try:
        wrong, name = _meant(known, words)
        right = await context.organisations.correct(person, wrong, name)
    except WhichOne:
        return views.which(known, _)
    except NotInOneLine as error:
        return views.no_name(error.most, _)
    await context.tickets.tell(ticket, Change.ORGANISATION, context.actor, context.now, right.name)
    return None


def _meant(known: Sequence[Membership], words: str) -> tuple[Membership | None, str]:
    """The one that is wrong, and the right name. Raises WhichOne."""
    before, *after = _INSTEAD.split(words, 1)
    if after:
        wrong = [one for one in known if _is_called(one, before)]
        if len(wrong) == 1:
            return wrong[0], after[0]
        raise WhichOne
    if len(known) > 1:
        raise WhichOne
    return (known[0] if known else None), words


def _is_called(one: Membership, name: str) -> bool:
    """By its name or by the beginning of it, without marks."""
    own, said = faq.fold(one.organisation.name), faq.fold(name)
    return own == said or own.startswith(f"{said} ")


ROUTES = (OnCommand(("organisation",), command, Side.STAFF, ANSWERING),)
