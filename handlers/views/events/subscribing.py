"""Of which new events somebody is told: kinds, regions and themes, each a switch."""

from collections.abc import Collection, Iterator, Sequence
from zlib import crc32

from markupsafe import Markup

from desk.events.event import Kind
from desk.events.subscriptions import EVERYTHING, Interest
from desk.events.themes import Theme
from handlers.events.seat_buttons import (
    AllowNews,
    ShowForums,
    ShowSubscriptions,
    StopNews,
    Subscribe,
)
from handlers.screen import Button, Screen, bullets, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views.events import words
from handlers.views.html import clip

FACETS = {"kinds": N_("Kinds of events"), "regions": N_("Regions"), "themes": N_("Themes")}
_LABEL = 40  # characters


def choose(
    facet: str,
    known: Sequence[Interest],
    regions: Collection[str],
    *,
    is_allowed: bool,
    _: Texts,
) -> Screen:
    head = _("<b>What shall we tell you about?</b> Press what interests you.")
    told = (
        lines(_("Now we tell you about:"), bullets(name(one, _) for one in known))
        if known
        else _("Now we tell you about nothing new.")
    )
    switches = [_switch(one, code, one in known, _) for code, one in offered(facet, regions)]
    turns = [
        Button(ticked(_.label(label), is_so=one == facet), ShowSubscriptions(one))
        for one, label in FACETS.items()
    ]
    everything = _switch(EVERYTHING, "all", EVERYTHING in known, _)
    missing = None
    rows = [tuple(turns), *in_pairs(switches), (everything,)]
    if known and not is_allowed:
        missing = _(
            "⚠️ You have not allowed news of the programmes, so nothing is sent. Press “Send me "
            "news” to allow it."
        )
        rows.insert(0, (Button(_.label("Send me news"), AllowNews()),))
    if known:
        rows.append((Button(_.label("Stop all of it"), StopNews()),))
    rows += column(Button(_.label("All events"), ShowForums(0, 0)))
    return Screen(paragraphs(head, told, missing), tuple(rows))


def offered(facet: str, regions: Collection[str]) -> Iterator[tuple[str, Interest]]:
    """Each with what stands for it in a button."""
    match facet:
        case "kinds":
            yield from ((f"kind.{one}", Interest(kind=one)) for one in Kind)
        case "themes":
            yield from ((f"theme.{one}", Interest(theme=one)) for one in Theme)
        case "regions":
            yield from (
                (f"region.{crc32(one.encode())}", Interest(region=one)) for one in sorted(regions)
            )


def name(interest: Interest, _: Texts) -> str:
    told = [
        words.kind(interest.kind, _) if interest.kind else "",
        interest.region or "",
        _.label(words.THEMES[interest.theme]) if interest.theme else "",
    ]
    return ", ".join(filter(None, told)) or _.label("Everything new")


def _switch(interest: Interest, code: str, is_on: bool, _: Texts) -> Button:  # noqa: FBT001
    label = ticked(clip(name(interest, _), _LABEL), is_so=is_on)
    return Button(label, Subscribe(code, int(not is_on)))


def stopped(_: Texts) -> Screen:
    text = _("We do not tell you about new events any more. Your seats stay as they are.")
    back = Button(_.label("All events"), ShowForums(0, 0))
    return Screen(Markup("✅ ") + text, ((back,),))


def on(_: Texts) -> str:
    return _.label("We will tell you.")


def off(_: Texts) -> str:
    return _.label("It is turned off.")
