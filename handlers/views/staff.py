"""What staff read about each other, and about all that waits for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from desk.languages import Language
from desk.staff import Colleague, Role
from desk.tickets import Ticket
from handlers.routing import OnCommand
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import menus, when
from handlers.views.html import clip
from handlers.views.links import number
from handlers.views.roles import ROLES
from handlers.views.work import STATES

_NAME = 30  # characters
_LISTED = 10  # of each kind: a queue longer than a screen is not read


class Place(NamedTuple):
    """Where and when a queue is looked at, and by whom."""

    chat_id: int | None
    now: datetime
    colleague_id: int | None


def who(
    ticket: Ticket | None,
    owner: Colleague | None,
    colleagues: Sequence[Colleague],
    now: datetime,
    _: Texts,
) -> Screen:
    head = None
    if ticket is not None:
        head = (
            _("Request %(number)s is with %(name)s.", number=ticket.id, name=owner.name)
            if owner
            else _("Nobody has taken request %(number)s yet. To take it: /claim", number=ticket.id)
        )
    named = [_colleague(one, now, _) for one in colleagues]
    return Screen(paragraphs(head, _("<b>At the desk</b>\n%(names)s", names=bullets(named))))


def how_to_give_a_role(_: Texts) -> Screen:
    text = _(
        "Write a name and a role, such as <code>/role Besa lead</code>. The roles are:\n%(roles)s",
        roles=bullets(f"{role} – {_.label(name)}" for role, name in ROLES.items()),
    )
    return Screen(text)


def has_role(colleague: Colleague, _: Texts) -> Screen:
    role = _.label(ROLES[colleague.role])
    return Screen(_("%(name)s has this role now: %(role)s", name=colleague.name, role=role))


def which_language(languages: Iterable[Language], _: Texts) -> Screen:
    names = bullets(f"/language {_tag(one)} – {one.own_name}" for one in languages)
    return Screen(_("In which language shall the desk speak to you?\n%(names)s", names=names))


def speaks(_: Texts) -> Screen:
    return Screen(_("Good. From now on the desk speaks English to you."))


def queue(
    tickets: Sequence[Ticket], owners: Mapping[int, Colleague], place: Place, _: Texts
) -> Screen:
    """What waits for an answer of the desk: the longest waiting first."""
    ours = [ticket for ticket in tickets if ticket.is_ours]
    mine = [t for t in ours if t.owner_id == place.colleague_id and t.owner_id is not None]
    nobodys = [t for t in ours if t.owner_id is None]
    others = [t for t in ours if t.owner_id not in (None, place.colleague_id)]
    if not ours:
        return Screen(_("Nothing waits for the desk."))
    return Screen(
        paragraphs(
            _section(_("<b>Nobody's yet</b>"), nobodys, owners, place, _),
            _section(_("<b>Yours</b>"), mine, {}, place, _),
            _section(_("<b>Your colleagues'</b>"), others, owners, place, _),
        )
    )


def mine(tickets: Sequence[Ticket], place: Place, _: Texts) -> Screen:
    """All that is one's own and not over, whoever has the word."""
    found = _section(_("<b>Your requests</b>"), tickets, {}, place, _)
    return Screen(found or _("You have no open request. What waits for somebody: /queue"))


def help_(routes: Iterable[OnCommand], role: Role, _: Texts) -> Screen:
    """The commands that this role may use."""
    allowed = {word for route in routes if role in route.roles for word in route.words}
    told = [f"/{word} – {_.label(text)}" for word, text in menus.STAFF if word in allowed]
    text = _(
        "<b>At the desk</b>\n\nWhat you write in the topic of a request goes to the member. "
        "What begins with // stays here as a note."
    )
    return Screen(paragraphs(text, lines(*told)))


def _section(
    head: Markup, tickets: Sequence[Ticket], owners: Mapping[int, Colleague], place: Place, _: Texts
) -> Markup | None:
    if not tickets:
        return None
    shown = [_line(ticket, owners, place, _) for ticket in tickets[:_LISTED]]
    rest = len(tickets) - len(shown)
    more = [_.plural("and %(n)s more", "and %(n)s more", n=rest)] if rest else []
    return lines(head, *shown, *more)


def _line(ticket: Ticket, owners: Mapping[int, Colleague], place: Place, _: Texts) -> Markup:
    owner = owners.get(ticket.owner_id or 0)
    parts = [
        number(ticket, place.chat_id),
        ticket.language.telegram_code.upper(),
        ticket.subject or "…",
        *([] if ticket.is_ours else [_.label(STATES[ticket.status])]),
        *([clip(owner.name, _NAME)] if owner else []),
        when.ago(place.now - ticket.since, _),
    ]
    line = Markup(" · ").join(parts)
    return Markup("🆘 {}").format(line) if ticket.urgent else line


def _colleague(one: Colleague, now: datetime, _: Texts) -> str:
    away = f" ({_.label('away')})" if one.is_away(now) else ""
    return f"{clip(one.name, _NAME)} – {_.label(ROLES[one.role])}{away}"


def _tag(language: Language) -> str:
    return language.value.replace("_", "-").lower()
