"""What staff read when a colleague is away, goes away, or comes back."""

from collections.abc import Sequence
from datetime import datetime, time, tzinfo
from typing import NamedTuple

from markupsafe import Markup

from desk.groups import Groups
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers.screen import Screen, bullets, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.links import mention, number

_NAME, _LISTED = 30, 20  # characters, and requests


class Spell(NamedTuple):
    """Somebody's absence, and when and where it is read."""

    colleague: Colleague
    now: datetime
    zone: tzinfo


def until(spell: Spell, _: Texts) -> str:
    """When they are back; the hour only where it is no whole day."""
    at = spell.colleague.away_until
    assert at is not None
    if at.astimezone(spell.zone).time() == time():
        return when.near_day(at, spell.zone, spell.now, _)
    return when.moment(at, spell.zone, spell.now, _)


def named(spell: Spell, _: Texts) -> str:
    name = clip(spell.colleague.name, _NAME)
    return _.label("%(name)s, back: %(when)s", name=name, when=until(spell, _))


def how_to(_: Texts) -> Screen:
    text = _(
        "Write until when, and if you like who gets your requests:\n"
        "<code>/away 3 days</code>, <code>/away Friday</code>, <code>/away 2026-12-01 Besa</code>\n"
        "Without a name they are everybody's. When you are back sooner: /back"
    )
    return Screen(text)


def somebody_else(spell: Spell, _: Texts) -> Screen:
    """Named to take over, and away themselves, or the very person who goes."""
    if not spell.colleague.is_away(spell.now):
        return Screen(_("Name a colleague, or nobody: then your requests are everybody's."))
    text = _(
        "%(name)s is away too. Back: %(when)s\nName somebody else, or nobody: then your requests "
        "are everybody's.",
        name=spell.colleague.name,
        when=until(spell, _),
    )
    return Screen(text)


def away(
    spell: Spell, to: Colleague | None, given: Sequence[Ticket], groups: Groups, _: Texts
) -> Screen:
    """The one message of a group about it: what has gone to whom."""
    head = _(
        "<b>%(name)s</b> is away. Back: %(when)s",
        name=spell.colleague.name,
        when=until(spell, _),
    )
    if not given:
        return Screen(head)
    whom = (
        _("Yours now, %(name)s:", name=mention(to.id, to.name))
        if to
        else _("These requests are everybody's:")
    )
    shown = [_given(ticket, groups, _) for ticket in given[:_LISTED]]
    rest = len(given) - len(shown)
    more = [_.plural("and %(n)s more", "and %(n)s more", n=rest)] if rest else []
    return Screen(paragraphs(head, lines(whom, bullets(shown), *more)))


def _given(ticket: Ticket, groups: Groups, _: Texts) -> Markup:
    subject = _.label("sensitive") if ticket.sensitive else ticket.subject or "…"
    return Markup("{} {}").format(number(ticket, groups), subject)


def are_you_sure(spell: Spell, _: Texts) -> Screen:
    text = _(
        "%(name)s is away. Back: %(when)s\nDo you mean it? Then send the same command once more; "
        "or choose somebody else.",
        name=spell.colleague.name,
        when=until(spell, _),
    )
    return Screen(text)


def still_away(spell: Spell, _: Texts) -> Screen:
    return Screen(_("You are away. Back: %(when)s\nIs it now? Send /back", when=until(spell, _)))


def back(_: Texts) -> Screen:
    return Screen(_("Welcome back. What waits for the desk: /queue"))


def not_away(_: Texts) -> Screen:
    return Screen(_("You are not away. To say until when you will be: /away Friday"))
