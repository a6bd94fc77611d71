"""What staff read about each other: who is there, which role and which language they have."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, tzinfo
from typing import NamedTuple

from markupsafe import Markup

from desk.languages import Language
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers.group_buttons import ShowCommands
from handlers.screen import Button, Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import absence, menus
from handlers.views.html import clip
from handlers.views.roles import ROLES

PAGES = len(menus.PAGES)  # of /help

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
    allowed: AbstractSet[str], colleagues: Sequence[Colleague], place: Place, _: Texts
) -> Screen:
    """The commands of every day that may be used, and who is away."""
    text = _(
        "<b>At the desk</b>\n\nWhat you write in the topic of a request goes to the member. "
        "What begins with // stays here as a note."
    )
    spells = [absence.Spell(one, place.now, place.zone) for one in colleagues]
    gone = [absence.named(spell, _) for spell in spells if spell.colleague.is_away(place.now)]
    away = _("<b>Away</b>\n%(names)s", names=bullets(gone)) if gone else None
    more = Button(_.label("More"), ShowCommands(1))
    return Screen(paragraphs(text, *_commands(menus.DAILY, allowed, _), away), ((more,),))


def further_help(page: int, allowed: AbstractSet[str], _: Texts) -> Screen:
    buttons = [Button(_.label("Back"), ShowCommands(page - 1))]
    if page + 1 < PAGES:
        buttons.append(Button(_.label("More"), ShowCommands(page + 1)))
    return Screen(paragraphs(*_commands(menus.PAGES[page], allowed, _)), (tuple(buttons),))


def _commands(
    groups: Iterable[tuple[str, Sequence[str]]], allowed: AbstractSet[str], _: Texts
) -> Iterator[Markup]:
    told = dict(menus.STAFF)
    for name, words in groups:
        shown = [f"/{word} – {_.label(told[word])}" for word in words if word in allowed]
        if shown:
            yield lines(Markup("<b>{}</b>").format(_.label(name)), *shown)


def _colleague(one: Colleague, place: Place, _: Texts) -> str:
    told = f"{clip(one.name, _NAME)} – {_.label(ROLES[one.role])}"
    if not one.is_away(place.now):
        return told
    back = absence.until(absence.Spell(one, place.now, place.zone), _)
    return _.label("%(name)s (away, back: %(when)s)", name=told, when=back)


def _tag(language: Language) -> str:
    return language.value.replace("_", "-").lower()
