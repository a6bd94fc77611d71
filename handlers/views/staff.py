"""What staff read about each other: who is there, which role and which language they have."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from desk.languages import Language
from desk.staff import Colleague, Role
from desk.ticket import Ticket
from handlers.routing import OnCommand
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import absence, menus
from handlers.views.html import clip
from handlers.views.roles import ROLES

_NAME = 30  # characters


class Place(NamedTuple):
    """Where and when staff look around."""

    now: datetime
    zone: tzinfo


def who(
    ticket: Ticket | None,
    owner: Colleague | None,
    colleagues: Sequence[Colleague],
    place: Place,
    _: Texts,
) -> Screen:
    head = None
    if ticket is not None:
        head = (
            _("Request %(number)s is with %(name)s.", number=ticket.id, name=owner.name)
            if owner
            else _("Nobody has taken request %(number)s yet. To take it: /claim", number=ticket.id)
        )
    named = [_colleague(one, place, _) for one in colleagues]
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


def help_(
    routes: Iterable[OnCommand],
    role: Role,
    colleagues: Sequence[Colleague],
    place: Place,
    _: Texts,
) -> Screen:
    """The commands that this role may use, and who is away."""
    allowed = {word for route in routes if role in route.roles for word in route.words}
    told = [f"/{word} – {_.label(text)}" for word, text in menus.STAFF if word in allowed]
    text = _(
        "<b>At the desk</b>\n\nWhat you write in the topic of a request goes to the member. "
        "What begins with // stays here as a note."
    )
    spells = [absence.Spell(one, place.now, place.zone) for one in colleagues]
    gone = [absence.named(spell, _) for spell in spells if spell.colleague.is_away(place.now)]
    away = _("<b>Away</b>\n%(names)s", names=bullets(gone)) if gone else None
    return Screen(paragraphs(text, lines(*told), away))


def _colleague(one: Colleague, place: Place, _: Texts) -> str:
    told = f"{clip(one.name, _NAME)} – {_.label(ROLES[one.role])}"
    if not one.is_away(place.now):
        return told
    back = absence.until(absence.Spell(one, place.now, place.zone), _)
    return _.label("%(name)s (away, back: %(when)s)", name=told, when=back)


def _tag(language: Language) -> str:
    return language.value.replace("_", "-").lower()
