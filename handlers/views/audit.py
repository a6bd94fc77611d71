"""What admins read of the audit: who did what, and when; the words are nowhere in it."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from itertools import groupby

from markupsafe import Markup

from desk.audit import Deed, Entry
from handlers.screen import Screen, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip

_NAME = 30  # characters
_DEEDS: Mapping[Deed, str] = {
    Deed.OPENED: N_("opened the text"),
    Deed.SHOWED: N_("showed the text in the topic"),
    Deed.READ: N_("read the whole request"),
    Deed.SAVED: N_("took the whole request as a file"),
    Deed.SEARCHED: N_("searched; found: %(count)s"),
    Deed.EXPORTED: N_("took data out"),
    Deed.BLOCKED: N_("blocked the member"),
    Deed.UNBLOCKED: N_("unblocked the member"),
    Deed.RELEASED: N_("had shown what was kept"),
    Deed.GAVE_ROLE: N_("gave a role to %(whom)s"),
}


def listed(entries: Sequence[Entry], zone: tzinfo, _: Texts) -> Screen:
    """The newest last, as in a history."""
    head = _("<b>Who did what with members' data</b>")
    if not entries:
        return Screen(paragraphs(head, _("Nothing is written down about this.")))
    days = groupby(entries[::-1], lambda entry: when.day(entry.at, zone, _))
    told = [lines(day, *(_line(entry, zone, _) for entry in those)) for day, those in days]
    how = _("Narrower: /audit and a request's number, or a colleague's name.")
    return Screen(paragraphs(head, *told, how))


def _line(entry: Entry, zone: tzinfo, _: Texts) -> Markup:
    whom = clip(entry.whom.name, _NAME) if entry.whom else ""
    done = _(_DEEDS[entry.deed], count=entry.count, whom=whom)
    number = f" · #{entry.ticket_id}" if entry.ticket_id else ""
    who = clip(entry.by.name, _NAME)
    return Markup("{} {}: {}{}").format(when.clock(entry.at, zone), who, done, number)
