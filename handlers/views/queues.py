"""Lists of requests, as staff read them: what waits, for whom, since when."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from desk.groups import Groups
from desk.staff import Colleague
from desk.ticket import Ticket
from desk.tickets import Queue
from handlers.screen import Screen, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.links import number
from handlers.views.work import STATES

LISTED = 10  # of each kind: a queue longer than a screen is not read
_NAME = 30  # characters


class Place(NamedTuple):
    """When a queue is looked at and by whom; `scope` says of which groups it is."""

    groups: Groups
    now: datetime
    colleague_id: int | None
    scope: Markup | None


class Parts(NamedTuple):
    """A queue by whose the requests are; None where that was not asked."""

    nobodys: Queue | None
    mine: Queue | None
    others: Queue | None


def queue(parts: Parts, owners: Mapping[int, Colleague], place: Place, _: Texts) -> Screen:
    """The longest waiting first."""
    text = paragraphs(
        section(_("<b>Nobody's yet</b>"), parts.nobodys, owners, place, _),
        section(_("<b>Yours</b>"), parts.mine, {}, place, _),
        section(_("<b>Your colleagues'</b>"), parts.others, owners, place, _),
    )
    return Screen(paragraphs(place.scope, text or _("Nothing waits for the desk.")), looked_up=True)


def nothing_found(place: Place, _: Texts) -> Screen:
    text = _("There is no such request. All that waits: /queue")
    return Screen(paragraphs(place.scope, text))


def how_to_filter(_: Texts) -> Screen:
    text = _(
        "You can write behind /queue, in any order: overdue, mine, unowned, waiting, or a "
        "language. Such as <code>/queue overdue sq</code>"
    )
    return Screen(text)


def mine(found: Queue, place: Place, _: Texts) -> Screen:
    """All that is one's own and not over, whoever has the word."""
    text = section(_("<b>Your requests</b>"), found, {}, place, _)
    none = _("You have no open request. What waits for somebody: /queue")
    return Screen(paragraphs(place.scope, text or none), looked_up=True)


def section(
    head: Markup, found: Queue | None, owners: Mapping[int, Colleague], place: Place, _: Texts
) -> Markup | None:
    if found is None or not found.count:
        return None
    rest = found.count - len(found.tickets)
    more = [_.plural("and %(n)s more", "and %(n)s more", n=rest)] if rest else []
    return lines(head, *(_line(ticket, owners, place, _) for ticket in found.tickets), *more)


def _line(ticket: Ticket, owners: Mapping[int, Colleague], place: Place, _: Texts) -> Markup:
    owner = owners.get(ticket.owner_id or 0)
    parts = [
        number(ticket, place.groups),
        ticket.language.telegram_code.upper(),
        *([ticket.code_word] if ticket.code_word else []),
        _.label("sensitive") if ticket.sensitive else ticket.subject or "…",
        *([] if ticket.is_ours else [_.label(STATES[ticket.status])]),
        *([clip(owner.name, _NAME)] if owner else []),
        when.ago(place.now - ticket.since, _),
    ]
    marks = ("🆘 " if ticket.urgent else "") + ("⏰ " if ticket.is_overdue(place.now) else "")
    return Markup("{}{}").format(marks, Markup(" · ").join(parts))
