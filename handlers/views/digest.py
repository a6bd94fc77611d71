"""The morning's message in the staff group."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.staff import Colleague
from desk.tickets import Queue
from handlers.screen import Screen, bullets, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.queues import LISTED, Place, section

_NAME = 30  # characters


class Found(NamedTuple):
    """Each request is in one of them."""

    unowned: Queue
    overdue: Queue
    waiting: Queue


def digest(
    found: Found, colleagues: Sequence[Colleague], group: str, place: Place, _: Texts
) -> Screen:
    """Of the group's requests, and who of the group is away."""
    owners = {one.id: one for one in colleagues}
    unowned, overdue, waiting = found
    gone = [one for one in colleagues if one.group_name == group and one.is_away(place.now)]
    away = bullets(clip(one.name, _NAME) for one in gone[:LISTED])
    return Screen(
        paragraphs(
            _("☀️ <b>Good morning.</b> What needs somebody today:"),
            section(_("<b>Nobody has taken: %(n)s</b>", n=unowned.count), unowned, {}, place, _),
            section(_("<b>Overdue: %(n)s</b>", n=overdue.count), overdue, owners, place, _),
            section(
                _("<b>Waiting for over a working day: %(n)s</b>", n=waiting.count),
                waiting,
                owners,
                place,
                _,
            ),
            _("<b>Away</b>\n%(names)s", names=away) if away else None,
        ),
        looked_up=True,
    )
