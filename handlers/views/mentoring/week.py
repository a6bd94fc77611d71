"""A mentor's week and the days that are not as usual: how they are written, and read back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from desk.days import DayIsOver
from desk.hours import Hours
from desk.languages import Language
from desk.mentoring.availability import Run, in_a_week, too_short
from desk.mentoring.booking import Booking
from desk.mentoring.directory import Mentor, Terms
from desk.week import ALWAYS, NEVER, Week
from handlers.mentoring.hours_buttons import (
    DropAway,
    PutWeek,
    ShowAway,
    ShowHours,
    ShowSession,
    WriteAway,
    WriteWeek,
)
from handlers.screen import Button, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import dates, offices, when
from handlers.views.html import clip

_GIVEN = 100  # characters of what somebody typed
_MOST_RUNS = 12  # on one screen
_MOST_SESSIONS = 8
# What people write, in their own words: each of the first lines is the same week.
EXAMPLES: Mapping[Language, tuple[str, str]] = {
    Language.SQ: (
        "e hënë 10-12 dhe 14-16, nga e mërkura deri të premten 9-12",
        "ditët e punës 9-13",
    ),
    Language.SR_LATN: (
        "ponedeljkom 10-12 i 14-16, od srede do petka 9-12",
        "radnim danima od 9 do 13",
    ),
    Language.SR_CYRL: (
        "понедељком 10-12 и 14-16, од среде до петка 9-12",
        "радним данима од 9 до 13",
    ),
    Language.TR: (
        "pazartesi 10-12 ve 14-16, çarşambadan cumaya 9-12",
        "hafta içi 9-13",
    ),
    Language.EU: (
        "astelehenetan 10-12 eta 14-16, asteazkenetik ostiralera 9-12",
        "lanegunetan 9-13",
    ),
    Language.EN: (
        "Monday 10-12 and 14-16, Wednesday to Friday 9-12",
        "weekdays 9-13",
    ),
}


def told(week: Week, _: Texts) -> Markup:
    """Line by line; days in a row that are alike are one."""
    if week == NEVER:
        return _("No hours: nobody can book you.")
    if week == ALWAYS:
        return _("All day, every day")
    alike = [(spans, list(days)) for spans, days in groupby(range(7), week.__getitem__)]
    return bullets(
        _.label("%(days)s: %(hours)s", days=_days(days, _), hours=offices.hours(spans))
        for spans, days in alike
        if spans
    )


def _days(days: list[int], _: Texts) -> str:
    names = [dates.weekday_in_full(day, _.language) for day in days]
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def total(week: Week, _: Texts) -> Markup:
    hours = round(in_a_week(week) / timedelta(hours=1), 2)
    return _("Hours a week: %(hours)s", hours=_.number(hours))


# The week


def write(hours: Hours, now: datetime, _: Texts) -> Screen:
    ask = _("<b>When are you free for sessions in a usual week?</b>\nPlease write it like this:")
    return Screen(paragraphs(ask, _examples(_), offices.clock(hours, now, _)), column(_back(_)))


def is_it_right(mentor: Mentor, week: Week, check: int, now: datetime, _: Texts) -> Screen:
    head = _("<b>I have read:</b>")
    sums = None if week == NEVER else lines(total(week, _), offices.clock(mentor.hours, now, _))
    ask = _("Is that right? Until you say yes, nothing changes.")
    buttons = (
        Button(_.label("Yes, keep it"), PutWeek(check)),
        Button(_.label("Write again"), WriteWeek()),
        _back(_),
    )
    text = paragraphs(lines(head, told(week, _)), sums, _too_short(week, mentor.terms, _), ask)
    return Screen(text, column(*buttons))


def _too_short(week: Week, terms: Terms, _: Texts) -> Markup | None:
    short = too_short(week, terms)
    if not short:
        return None
    return _(
        "Too short for your shortest session (%(length)s): %(hours)s",
        length=when.duration(min(terms.lengths), _),
        hours=offices.hours(tuple(short)),
    )


def kept(hours: Hours, stay: Sequence[Booking], _: Texts) -> Screen:
    head = _("<b>Kept.</b> From now on you are offered in these hours:")
    text = paragraphs(lines(head, told(hours.week, _)), staying(stay, hours, _))
    return Screen(text, column(*sessions(stay, hours, _), _back(_)))


def unread(part: str, _: Texts) -> Screen:
    wrong = _("I cannot read “%(given)s”. Nothing has changed.", given=clip(part, _GIVEN))
    return _try_again(wrong if part else None, _)


def named_twice(part: str, _: Texts) -> Screen:
    wrong = _(
        "“%(day)s” comes a second time. Please write each day once, with all of its hours. "
        "Nothing has changed.",
        day=clip(part, _GIVEN),
    )
    return _try_again(wrong, _)


def _try_again(wrong: Markup | None, _: Texts) -> Screen:
    how = lines(_("Please write days and hours, for example:"), _examples(_))
    return Screen(paragraphs(wrong, how, _not_meant(_)), column(_back(_)))


def _examples(_: Texts) -> Markup:
    return lines(*(Markup("<code>{}</code>").format(one) for one in EXAMPLES[_.language]))


def changed_since(_: Texts) -> str:
    return _.label("These are not the last hours that you wrote. Please write them again: /hours")


# Days that are not as usual


def away(known: Sequence[Run], _: Texts) -> Screen:
    shown = known[:_MOST_RUNS]
    rows = bullets(run_told(run, _) for run in shown) if shown else _("None so far.")
    how = _("Press a day to have it as usual again.") if shown else None
    buttons = [
        Button(
            _.label("✕ %(days)s", days=_short(run, _)),
            DropAway(run.first.toordinal(), run.last.toordinal()),
        )
        for run in shown
    ]
    more = Button(_.label("I am away"), WriteAway())
    text = paragraphs(lines(_("<b>Days that are not as usual</b>"), rows), how)
    return Screen(text, column(*buttons, more, _back(_)))


def run_told(run: Run, _: Texts) -> Markup:
    days = _run(run, _)
    if not run.spans:
        return _("%(days)s: away", days=days)
    return _("%(days)s: %(hours)s", days=days, hours=offices.hours(run.spans))


def _run(run: Run, _: Texts) -> str:
    if run.first == run.last:
        return dates.full(run.first, _.language)
    return dates.run(run.first, run.last, _.language)


def _short(run: Run, _: Texts) -> str:
    if run.first == run.last:
        return dates.short(run.first, _.language)
    return dates.run(run.first, run.last, _.language)


def write_away(_: Texts) -> Screen:
    ask = _(
        "<b>On which day, or from which day to which, are you away?</b>\n"
        "If you are there at other hours, write those too."
    )
    return Screen(paragraphs(ask, _away_examples(_)), column(_to_away(_)))


def away_kept(run: Run, hours: Hours, stay: Sequence[Booking], _: Texts) -> Screen:
    head = _("<b>Kept:</b> %(days)s", days=run_told(run, _))
    buttons = sessions(stay, hours, _)
    return Screen(paragraphs(head, staying(stay, hours, _)), column(*buttons, _to_away(_)))


def no_day(given: str, _: Texts) -> Screen:
    wrong = _("I cannot read “%(given)s”. Nothing has changed.", given=clip(given, _GIVEN))
    how = lines(_("Please write a day, or the first and the last one:"), _away_examples(_))
    return Screen(paragraphs(wrong, how, _not_meant(_)), column(_to_away(_)))


def day_is_over(error: DayIsOver, _: Texts) -> Screen:
    day = dates.full(error.day, _.language)
    text = _("This day is over: %(day)s. Nothing has changed.", day=day)
    return Screen(paragraphs(text, _away_examples(_)), column(_to_away(_)))


def _away_examples(_: Texts) -> Markup:
    told = ("24.12.", "28.12. - 3.1.", "26.12. 10-12")
    return lines(*(Markup("<code>{}</code>").format(one) for one in told))


# What is booked already


def staying(stay: Sequence[Booking], hours: Hours, _: Texts) -> Markup | None:
    if not stay:
        return None
    head = _.plural(
        "%(n)s session is booked outside of your hours. It stays, unless you change it:",
        "%(n)s sessions are booked outside of your hours. They stay, unless you change them:",
        n=len(stay),
    )
    shown = stay[:_MOST_SESSIONS]
    return lines(head, bullets(when.stamp(one.starts_at, hours.zone, _) for one in shown))


def sessions(stay: Sequence[Booking], hours: Hours, _: Texts) -> Iterator[Button]:
    """One that leads to each."""
    for one in stay[:_MOST_SESSIONS]:
        day = when.short_day(one.starts_at, hours.zone, _)
        label = _.label("%(day)s, %(clock)s", day=day, clock=when.clock(one.starts_at, hours.zone))
        yield Button(label, ShowSession(one.id))


def _not_meant(_: Texts) -> Markup:
    return _("If it was meant for our staff, press “Back” and send it again.")


def _back(_: Texts) -> Button:
    return Button(_.label("Back"), ShowHours())


def _to_away(_: Texts) -> Button:
    return Button(_.label("Back"), ShowAway())
