"""Reminders of a session: the day before, with what helps to prepare; and when it is soon."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.mentoring.attending import As, comes, other
from desk.mentoring.notes import Note
from handlers.mentoring.session_buttons import NobodyCame, ShowFiles
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import plain, units
from handlers.views.mentoring import session
from handlers.views.mentoring.session import Seen

_MOST_NOTES = 2000  # characters of last time's; the eldest are left out


def day_before(seen: Seen, goals: Sequence[str], notes: Sequence[Note], _: Texts) -> Screen:
    """What both come prepared with: the goals of the plan, and what was written last time."""
    text = paragraphs(
        _head(seen, _("<b>You have a session soon.</b>"), _),
        _goals(goals, _),
        _last_time(notes, _),
    )
    return Screen(text, (*session.buttons(seen, _), *_files(seen, notes, _)))


def soon(seen: Seen, _: Texts) -> Screen:
    text = _head(seen, _("<b>Your session begins in a short while.</b>"), _)
    rows = session.buttons(seen, _)
    if seen.role is As.GUEST:
        return Screen(text, rows)
    missed = Button(_.label("The other side did not come"), NobodyCame(seen.booking.id))
    return Screen(text, (*rows, (missed,)))


def _head(seen: Seen, head: Markup, _: Texts) -> Markup:
    begins = when.moment(seen.booking.starts_at, seen.clock, seen.now, _)
    starts = _("Begins: %(when)s", when=begins)
    said = [_("The other side has said that they come.")] if _other_comes(seen) else []
    return lines(head, starts, session.facts(seen, _), *said)


def _other_comes(seen: Seen) -> bool:
    return comes(seen.booking, other(seen.role.side))


def _goals(goals: Sequence[str], _: Texts) -> Markup | None:
    return lines(_("Goals of the plan:"), bullets(goals)) if goals else None


def _last_time(notes: Sequence[Note], _: Texts) -> Markup | None:
    """The newest, as many as there is room for."""
    shown: list[Markup] = []
    room = _MOST_NOTES
    for note in reversed(notes):
        room -= units(plain(note.html))
        if room < 0:
            break
        if note.html:
            shown.insert(0, Markup(note.html))  # noqa: S704 - Telegram's own HTML
    return lines(_("Notes of last time:"), *shown) if shown else None


def _files(seen: Seen, notes: Sequence[Note], _: Texts) -> Rows:
    count = sum(note.at is not None for note in notes)
    if not count:
        return ()
    label = _.label("Files of last time: %(n)s", n=_.number(count))
    return column(Button(label, ShowFiles(seen.booking.id)))
