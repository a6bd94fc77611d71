"""What staff read where an event cannot be made as they wished: what to do instead."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from desk.errors import DeskError
from desk.events.agenda import MOST_LINES, UnreadableLine
from desk.events.cycles import MOST_MUNICIPALITIES, UnreadableCycle
from desk.events.days import MOST_DAYS, NoSuchTime, NotInOrder, TwiceThere, UnreadableDays
from desk.events.event import StandsElsewise
from desk.events.events import NoSuchEvent, NotOver, OfSeries
from desk.events.lacks import Incomplete
from desk.events.parts import (
    MOST,
    MOST_LINK,
    MOST_NAME,
    MOST_PLACE,
    MOST_REGION,
    MOST_REMINDERS,
    MOST_ROLES,
    MOST_SEATS,
    NeedsFirst,
    Unreadable,
)
from desk.events.recurrence import MOST_DATES, Endless, TooMany, UnreadableRule
from desk.events.seats import BelowTaken
from desk.zones import NoSuchZone
from handlers.events.making_buttons import ShowEvents
from handlers.screen import Button, Screen, column
from handlers.texts import N_, Texts
from handlers.views import dates
from handlers.views.events import words
from handlers.views.events.card import LACKS
from handlers.views.html import clip

_GIVEN = 40  # characters of what somebody typed
_FIRST = {
    "place": N_("Please write the name of the place first (button “Place”)."),
    "days": N_("Please write the days first (button “Days”)."),
}
_LIMIT = N_("I need a number from 1 to %(most)s, or a dash. Please answer once more.")
_TEXT = N_("I need a text of at most %(most)s characters. Please answer once more.")
_UNREADABLE = {
    "region": (
        N_("I need a name of at most %(most)s characters. Please answer once more."),
        MOST_REGION,
    ),
    "place": (
        N_(
            "I need the name of the place, at most %(most)s characters, and the address in a "
            "second line if you like. Please answer once more."
        ),
        MOST_PLACE,
    ),
    "link": (
        N_(
            "I need an address such as https://meet.example.org/forum, at most %(most)s "
            "characters. Please answer once more."
        ),
        MOST_LINK,
    ),
    "seats": (_LIMIT, MOST_SEATS),
    "per_organisation": (_LIMIT, MOST_SEATS),
    "reminders": (
        N_(
            "I need at most %(most)s lengths of time, such as 7 days, 1 day, 2 h; none is longer "
            "than 60 days. Please answer once more."
        ),
        MOST_REMINDERS,
    ),
    "facilitator": (
        N_("I need at most %(most)s names, commas between them. Please answer once more."),
        MOST_ROLES,
    ),
}
_UNREADABLE["expert"] = _UNREADABLE["facilitator"]


def told(error: DeskError, part: str, _: Texts) -> Screen:
    """What was written as an answer is no such part; the message that asked still waits."""
    if isinstance(error, Unreadable):
        name = part.partition(".")[0]
        text, most = _UNREADABLE.get(name, (_TEXT, MOST.get(name, MOST_NAME)))
        return Screen(_(text, most=_.number(most)))
    return Screen(SAID[type(error)](error, _))


def toast(error: DeskError, _: Texts) -> str:
    """For a press; plain, as Telegram shows it."""
    return SAID[type(error)](error, _).unescape()


def _unreadable_days(error: UnreadableDays, _: Texts) -> Markup:
    return _(
        "I cannot read “%(given)s”. Write each day with its hours, commas between them, at most "
        "%(most)s: <code>13.6.2027 9-16, 14.6.2027 9-14</code>",
        given=clip(error.part, _GIVEN),
        most=_.number(MOST_DAYS),
    )


def _not_in_order(error: NotInOrder, _: Texts) -> Markup:
    return _(
        "The hours are not in order on this day: %(day)s. The first day comes first, and each "
        "ends after it has begun.",
        day=dates.full(error.day, _.language),
    )


def _no_such_time(error: NoSuchTime, _: Texts) -> Markup:
    return _(
        "There is no %(clock)s on this day, because the clocks are put forward: %(day)s. Please "
        "take an earlier or a later hour.",
        clock=f"{error.wall:%H:%M}",
        day=dates.full(error.wall, _.language),
    )


def _twice_there(error: TwiceThere, _: Texts) -> Markup:
    clock = f"{error.wall:%H:%M}"
    return _(
        "%(clock)s comes twice on this day, because the clocks are put back: %(day)s. Which one? "
        "Write %(first)s for the first and %(second)s for the second.",
        clock=clock,
        first=f"{clock}a",
        second=f"{clock}b",
        day=dates.full(error.wall, _.language),
    )


def _incomplete(error: Incomplete, _: Texts) -> Markup:
    lacks = ", ".join(_.label(LACKS[lack]) for lack in error.lacks)
    return _("It cannot be published so. Missing: %(lacks)s.", lacks=lacks)


def _elsewise(error: StandsElsewise, _: Texts) -> Markup:
    told = _.label(words.STANDINGS[error.standing])
    return _("This has changed meanwhile: %(standing)s. Please look again.", standing=told)


def _line(error: UnreadableLine, _: Texts) -> Markup:
    return _(
        "I cannot put “%(given)s” on a day of the event. Write a line each, at most %(most)s, "
        "within the hours of its day: <code>9:00 Welcome</code>",
        given=clip(error.line, _GIVEN),
        most=_.number(MOST_LINES),
    )


def _rule(error: UnreadableRule, _: Texts) -> Markup:
    return _(
        "I cannot read “%(given)s”. Write how many times in all, such as <code>6</code>, or the "
        "last day.",
        given=clip(error.part, _GIVEN),
    )


SAID: Mapping[type[DeskError], Callable[..., Markup]] = {
    NoSuchEvent: lambda _error, _: _("There is no such event. All of them: /events"),
    UnreadableDays: _unreadable_days,
    NotInOrder: _not_in_order,
    NoSuchTime: _no_such_time,
    TwiceThere: _twice_there,
    Incomplete: _incomplete,
    StandsElsewise: _elsewise,
    UnreadableLine: _line,
    UnreadableRule: _rule,
    NeedsFirst: lambda error, _: _(_FIRST[error.part]),
    NoSuchZone: lambda _error, _: _(
        "I need a time zone such as Europe/Tirane, or its city. Please answer once more."
    ),
    Endless: lambda _error, _: _("The rule needs an end: COUNT or UNTIL. Please answer once more."),
    TooMany: lambda _error, _: _(
        "That would be too many dates, or too far ahead: at most %(most)s within five years. "
        "Please answer once more.",
        most=_.number(MOST_DATES),
    ),
    BelowTaken: lambda _error, _: _(
        "More seats are taken than that. Please write a larger number."
    ),
    OfSeries: lambda _error, _: _("It is one of a series already."),
    NotOver: lambda _error, _: _("It is not over yet. Please press this when it is."),
    UnreadableCycle: lambda _error, _: how_to_make_cycles(_),
}
REFUSALS = tuple(SAID)
REFUSED: tuple[type[DeskError], ...] = (Unreadable, *REFUSALS)  # of what was written


def how_to_make_cycles(_: Texts) -> Markup:
    return _(
        "Write the year and the municipalities, commas between them, at most %(most)s: "
        "<code>/event quarterly 2027 Prizren, Mitrovica</code>",
        most=_.number(MOST_MUNICIPALITIES),
    )


def how_to(_: Texts) -> Screen:
    text = _(
        "To make one: <code>/event new</code>. To look at one, write its number, such as "
        "<code>/event 12</code>"
    )
    return Screen(text, column(Button(_.label("All events"), ShowEvents())))


def more_are_told(_: Texts) -> str:
    return _.label("Other people would be told by now, so nothing was done. Please look again.")


def not_said(_: Texts) -> str:
    return _.label("Nothing waits to be changed any more. Please look again.")
