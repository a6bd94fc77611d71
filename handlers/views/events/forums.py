"""What is on, as one message: an event per line, and what is left out of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.events.event import Event
from desk.events.programme import Only
from desk.events.subscriptions import EVERYTHING, Interest
from handlers.events.seat_buttons import (
    ChooseForumsOf,
    ShowEvent,
    ShowFilters,
    ShowForums,
    ShowForumsOf,
    ShowMySeats,
    ShowSubscriptions,
)
from handlers.profile_buttons import ShowProfile
from handlers.screen import (
    Button,
    Rows,
    Screen,
    bullets,
    column,
    in_pairs,
    lines,
    paragraphs,
    ticked,
)
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import subscribing, words
from handlers.views.html import clip

PER_PAGE = 6
_TITLE, _PLACE = 40, 24  # characters of a line
FILTERS = {
    Only.NEAR: N_("Near me"),
    Only.FIELDS: N_("In my fields"),
    Only.LANGUAGE: N_("In my language"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is left out of the list; `of` stands for the kind, region or theme in buttons."""

    only: Only
    of: str = ""
    interest: Interest = EVERYTHING

    @property
    def leaves_out(self) -> bool:
        return bool(self.only) or self.interest != EVERYTHING

    def names(self, _: Texts) -> str:
        named = [_.label(name) for one, name in FILTERS.items() if one in self.only]
        of = [] if self.interest == EVERYTHING else [subscribing.name(self.interest, _)]
        return ", ".join([*of, *named])

    def page(self, number: int) -> ShowForums | ShowForumsOf:
        if self.interest == EVERYTHING:
            return ShowForums(int(self.only), number)
        return ShowForumsOf(f"{int(self.only)}.{self.of}", number)


def listed(
    events: Sequence[Event], chosen: Chosen, page: int, reader: ZoneInfo, _: Texts
) -> Screen:
    head = _("<b>Forums, trainings and meetings</b>")
    shows = _("Shown: %(filters)s", filters=chosen.names(_)) if chosen.leaves_out else None
    beside = [
        Button(_.label("Filter"), ShowFilters(int(chosen.only))),
        Button(_.label("My seats"), ShowMySeats()),
    ]
    more = Button(_.label("Tell me about new ones"), ShowSubscriptions("kinds"))
    if not events:
        none = (
            _("Nothing of this is planned at the moment. Press “Filter” to see more.")
            if chosen.leaves_out
            else _("Nothing is planned at the moment. We can tell you when there is something new.")
        )
        return Screen(paragraphs(lines_of(head, shows), none), (tuple(beside), (more,)))
    last = (len(events) - 1) // PER_PAGE
    page = max(0, min(page, last))
    part = events[page * PER_PAGE : (page + 1) * PER_PAGE]
    turns = [
        Button(sign, chosen.page(to))
        for sign, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to <= last
    ]
    opens = column(*(Button(line(one, reader, _), ShowEvent(one.id)) for one in part))
    rows: Rows = (*opens, *((tuple(turns),) if turns else ()), tuple(beside), (more,))
    hint = _("Press one to read more and to sign up.")
    return Screen(paragraphs(lines_of(head, shows), hint), rows)


def lines_of(*parts: Markup | None) -> Markup:
    return lines(*(part for part in parts if part is not None))


def line(event: Event, reader: ZoneInfo, _: Texts) -> str:
    """As in "Sat, 13 Jun · Waste in towns · Prizren"."""
    zone = reader if event.venue is None else event.zone
    day = when.short_day(event.starts_at, zone, _) if event.starts_at else ""
    where = event.region or (event.venue.name if event.venue else _.label("Online"))
    title = clip(words.spoken(event.title, _), _TITLE)
    return " · ".join(filter(None, (day, title, clip(where, _PLACE))))


def filters(only: Only, *, knows_place: bool, knows_fields: bool, _: Texts) -> Screen:
    text = [_("<b>What would you like to see?</b> Press a line to turn it on or off.")]
    if Only.NEAR in only and not knows_place:
        text.append(
            _("We do not know your town yet. Tell it in your profile, and this shows what is near.")
        )
    if Only.FIELDS in only and not knows_fields:
        text.append(
            _(
                "We do not know your fields yet. Press “Tell me about new ones” and choose themes: "
                "then this shows them."
            )
        )
    switches = [
        Button(ticked(_.label(name), is_so=one in only), ShowFilters(int(only ^ one)))
        for one, name in FILTERS.items()
    ]
    known = [Button(_.label("Your profile"), ShowProfile())] if not knows_place else []
    themes = [Button(_.label("Tell me about new ones"), ShowSubscriptions("themes"))]
    show = Button(_.label("Show"), ShowForums(int(only), 0))
    facets = tuple(
        Button(_.label(label), ChooseForumsOf(facet, int(only)))
        for facet, label in subscribing.FACETS.items()
    )
    rest = [*known, *([] if knows_fields else themes)]
    return Screen(paragraphs(*text), (*column(*switches, *rest), facets, (show,)))


def choose_of(offered: Mapping[str, Interest], only: Only, _: Texts) -> Screen:
    """Those of which there is something."""
    every = Button(_.label("All events"), ShowForums(int(only), 0))
    if not offered:
        return Screen(_("Nothing of this is planned at the moment."), ((every,),))
    buttons = [
        Button(clip(subscribing.name(one, _), _TITLE), Chosen(only, of, one).page(0))
        for of, one in offered.items()
    ]
    return Screen(_("<b>What would you like to see?</b>"), (*in_pairs(buttons), (every,)))


def mine(told: Sequence[Markup], buttons: Sequence[Button], _: Texts) -> Screen:
    """Where they have a seat or wait for one."""
    back = Button(_.label("All events"), ShowForums(0, 0))
    head = _("<b>Your seats</b>")
    if not told:
        return Screen(paragraphs(head, _("You have not signed up for anything.")), ((back,),))
    return Screen(paragraphs(head, bullets(told)), column(*buttons, back))


def no_such(_: Texts) -> Screen:
    text = _("This event is not there any more. What is on:")
    return Screen(text, ((Button(_.label("All events"), ShowForums(0, 0)),),))
