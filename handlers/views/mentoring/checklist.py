"""What is to be seen to before and after, with its ticks; what was written and sent for it."""

from collections.abc import Collection, Iterable, Mapping

from markupsafe import Markup

from desk.mentoring.booking import Side
from desk.mentoring.facilitation import Entry, Item, Phase, Slip, Stage, checklist, may_tick
from handlers.mentoring.facilitation_buttons import (
    Complete,
    Fill,
    OpenFacilitation,
    ShowList,
    ShowSlips,
    Tick,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views.html import plain, units
from handlers.views.mentoring import facilitation as views
from handlers.views.mentoring.facilitation import Seen

_MOST = 2500  # characters of what was written; more is in the files and messages themselves

ITEMS: Mapping[Item, str] = {
    Item.ALONG: N_("Sent with the request"),
    Item.PLACE: N_("Place"),
    Item.INVITATIONS: N_("Invitations"),
    Item.MATERIALS: N_("Materials"),
    Item.ACCESS: N_("Access needs"),
    Item.INTERPRETATION: N_("Interpretation"),
    Item.AGENDA: N_("Agenda"),
    Item.BRIEFING: N_("Briefing"),
    Item.ATTENDANCE: N_("List of who came"),
    Item.NOTES: N_("Notes"),
    Item.PHOTOS: N_("Photos, with consent"),
    Item.FOLLOW_UP: N_("Follow-up: what was agreed, who does what"),
    Item.CONCLUSIONS: N_("Conclusions or manifesto"),
}


def screen(
    seen: Seen, phase: Phase, entries: Iterable[Entry], line: Markup | None, _: Texts
) -> Screen:
    """A press ticks; ✏️ opens the item for words and files."""
    done = {one.item for one in entries if one.done_at is not None}
    before = phase is Phase.BEFORE
    head = _("<b>Before the facilitation</b>") if before else _("<b>After the facilitation</b>")
    items = checklist(seen.request, phase)
    count = _(
        "Done: %(done)s of %(all)s", done=_.number(len(done & set(items))), all=_.number(len(items))
    )
    hint = _("Press an item when it is done. With ✏️ you write to it, or send a file for it.")
    text = paragraphs(lines(head, *views.said(seen.request, _)), line, count, hint)
    return Screen(text, (*_items(seen, items, done, _), *_rest(seen, phase, _)))


def _items(seen: Seen, items: Iterable[Item], done: Collection[Item], _: Texts) -> Rows:
    if seen.request.stage is not Stage.AGREED:
        return ()
    number = seen.request.id
    rows = []
    for item in items:
        sign = "✅" if item in done else "▫️"
        tick = Button(f"{sign} {_.label(ITEMS[item])}", Tick(number, item))
        may = may_tick(item, seen.side)
        rows.append((tick, Button("✏️", Fill(number, item))) if may else (tick,))
    return tuple(rows)


def _rest(seen: Seen, phase: Phase, _: Texts) -> Rows:
    number, before = seen.request.id, phase is Phase.BEFORE
    other = Phase.AFTER if before else Phase.BEFORE
    label = _.label("To see to after it") if before else _.label("To see to before it")
    found = [
        Button(_.label("What is written and sent"), ShowSlips(number)),
        Button(label, ShowList(number, other)),
    ]
    if not before and seen.side is Side.MENTOR and seen.request.stage is Stage.AGREED:
        found.insert(0, Button(_.label("Complete"), Complete(number)))
    return column(*found, Button(_.label("Back"), OpenFacilitation(number)))


def fill(seen: Seen, item: Item, _: Texts) -> Screen:
    name = Markup("<b>{}</b>").format(_.label(ITEMS[item]))
    ask = _("Write it now, or send files. All of it is kept with the request.")
    consent = (
        _("Please send only photos of people who have agreed to that.")
        if item is Item.PHOTOS
        else None
    )
    return Screen(paragraphs(name, ask, consent), column(back(seen, item, _)))


def back(seen: Seen, item: Item, _: Texts) -> Button:
    phase = Phase.BEFORE if item in checklist(seen.request, Phase.BEFORE) else Phase.AFTER
    return Button(_.label("Back"), ShowList(seen.request.id, phase))


def notes_missing(seen: Seen, _: Texts) -> Screen:
    """What is missing, and the way to it."""
    text = _(
        "A forum is complete when somebody has written what follows from it: what was agreed, and "
        "who does what."
    )
    write = Button(_.label("Write the follow-up notes"), Fill(seen.request.id, Item.FOLLOW_UP))
    return Screen(text, column(write, back(seen, Item.FOLLOW_UP, _)))


def not_begun(_: Texts) -> str:
    return _.label("It has not taken place yet, so it cannot be complete.")


def is_theirs(_: Texts) -> str:
    return _.label("This one is for the facilitator.")


def nothing(_: Texts) -> str:
    return _.label("Nothing has been written or sent yet.")


def slips(found: Iterable[Slip], _: Texts) -> Markup | None:
    """Item by item, as much as one message holds; files go apart."""
    told, room = [], _MOST
    for item in Item:
        mine = [one for one in found if one.item is item]
        texts = [Markup(one.html) for one in mine if one.html]  # noqa: S704 - Telegram's own HTML
        files = sum(one.at is not None for one in mine)
        room -= sum(units(plain(one)) for one in texts)
        if not mine:
            continue
        shown = texts if room >= 0 else []
        count = [_("Files: %(n)s", n=_.number(files))] if files else []
        told.append(lines(Markup("<b>{}</b>").format(_.label(ITEMS[item])), *shown, *count))
    return paragraphs(*told) if told else None


def written(seen: Seen, found: Iterable[Slip], _: Texts) -> Screen:
    head = _("<b>What is written and sent</b>")
    return Screen(
        paragraphs(head, slips(list(found), _)),
        column(Button(_.label("See the request"), OpenFacilitation(seen.request.id))),
    )
