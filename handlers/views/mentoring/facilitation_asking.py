"""What a member is asked who wants a facilitator, one thing after another, and all of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from desk.mentoring.facilitation import LENGTHS, Facilitation, Part, Purpose, parts
from handlers.buttons import WriteToStaff
from handlers.mentoring.facilitation_buttons import (
    AnotherMonth,
    AskAgain,
    BeginFacilitation,
    DropDraft,
    GoOn,
    ListParts,
    NewFacilitation,
    OpenFacilitation,
    PutAnswer,
    SendRequest,
)
from handlers.screen import Button, Rows, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import dates
from handlers.views.html import clip
from handlers.views.mentoring import facilitation as views
from handlers.views.mentoring import words
from handlers.views.mentoring.facilitation import Seen

_LABEL = 40  # characters of a button
_IN_A_ROW = 4
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_CLOCKS = tuple(hour * 60 for hour in (9, 10, 11, 12, 14, 16, 17, 18))
_CROWDS = (10, 20, 30, 50, 80, 120)

QUESTIONS: Mapping[Part, str] = {
    Part.PURPOSE: N_("What do you need a facilitator for?"),
    Part.THEME: N_("What is it about? Write it in a few words."),
    Part.DAY: N_(
        "On which day? Choose it, or write it, such as 24.12. Of several days, the first."
    ),
    Part.TIME: N_("At what time does it begin, about? Choose it, or write it, such as 9:30."),
    Part.LENGTH: N_("How long does it take?"),
    Part.HOW: N_("Do people meet in one place, or online?"),
    Part.PLACE: N_("Where is it? Write the place, with the town."),
    Part.REGION: N_("In which region? Choose it, or write it."),
    Part.LANGUAGES: N_("In which languages? Choose all that are needed."),
    Part.PEOPLE: N_("How many people come, about? Choose it, or write a number."),
    Part.HOPES: N_(
        "What do you hope for? Write it in your own words, or send a file, such as a draft agenda."
    ),
}
PARTS: Mapping[Part, str] = {
    Part.PURPOSE: N_("What for"),
    Part.THEME: N_("The theme"),
    Part.DAY: N_("The day"),
    Part.TIME: N_("The time"),
    Part.LENGTH: N_("How long"),
    Part.HOW: N_("Online or in person"),
    Part.PLACE: N_("The place"),
    Part.REGION: N_("The region"),
    Part.LANGUAGES: N_("The languages"),
    Part.PEOPLE: N_("How many people"),
    Part.HOPES: N_("What you hope for"),
}
_OPEN: Mapping[Part, str] = {
    Part.DAY: N_("Not known yet"),
    Part.TIME: N_("Not known yet"),
    Part.PLACE: N_("Not known yet"),
    Part.REGION: N_("Any region"),
    Part.PEOPLE: N_("Not known yet"),
    Part.HOPES: N_("Nothing to add"),
}  # what may stay unsaid


def open_button(_: Texts) -> Button:
    return Button(_.label("Ask for a facilitator"), BeginFacilitation())


def ask(seen: Seen, part: Part, options: Sequence[Button], line: Markup | None, _: Texts) -> Screen:
    """`line` says what was wrong before."""
    request = seen.request
    told = lines(_("<b>Ask for a facilitator</b>"), views.facts(seen, _))
    in_row = in_pairs(options) if part not in (Part.DAY, Part.LANGUAGES) else _rows(part, options)
    stays = _OPEN.get(part)
    rest = [Button(_.label(stays), PutAnswer(request.id, f"{part}."))] if stays else []
    text = paragraphs(told, line, _(QUESTIONS[part]))
    return Screen(text, (*in_row, *column(*rest)))


def _rows(part: Part, options: Sequence[Button]) -> Rows:
    if part is Part.LANGUAGES:
        return column(*options)
    return tuple(tuple(options[at : at + _IN_A_ROW]) for at in range(0, len(options), _IN_A_ROW))


# What can be chosen


def purposes(request: Facilitation, _: Texts) -> list[Button]:
    return [
        Button(_.label(views.PURPOSES[one]), PutAnswer(request.id, f"purpose.{one}"))
        for one in Purpose
    ]


def days(request: Facilitation, first: date, today: date, _: Texts) -> list[Button]:
    """Those of a month from tomorrow on, and the way to others."""
    following = (first + 31 * _DAY).replace(day=1)
    count = (following - first).days
    free = [day for day in (first + n * _DAY for n in range(count)) if day > today]
    found = [
        Button(dates.in_month(day, _.language), PutAnswer(request.id, f"day.{day.toordinal()}"))
        for day in free
    ]
    number = first.year * 12 + first.month - 1
    if first > today:
        found.append(Button("‹", AnotherMonth(request.id, number - 1)))
    after = clip(dates.month(following, _.language), _LABEL)
    return [*found, Button(f"{after} ›", AnotherMonth(request.id, number + 1))]


def clocks(request: Facilitation, _: Texts) -> list[Button]:
    return [
        Button(f"{one // 60:02}:{one % 60:02}", PutAnswer(request.id, f"time.{one}"))
        for one in _CLOCKS
    ]


def lengths(request: Facilitation, _: Texts) -> list[Button]:
    return [
        Button(views.length(one, _), PutAnswer(request.id, f"length.{one // _MINUTE}"))
        for one in LENGTHS
    ]


def ways(request: Facilitation, _: Texts) -> list[Button]:
    labels = {"person": _.label("In person"), "online": _.label("Online")}
    return [Button(label, PutAnswer(request.id, f"how.{one}")) for one, label in labels.items()]


def regions(request: Facilitation, known: Iterable[str]) -> list[Button]:
    return [
        Button(clip(one, _LABEL), PutAnswer(request.id, f"region.{words.key_of(one)}"))
        for one in known
    ]


def languages(request: Facilitation, codes: Iterable[str], _: Texts) -> list[Button]:
    found = [
        Button(
            ticked(words.own_name(code, _), is_so=code in request.languages),
            PutAnswer(request.id, f"languages.{code}"),
        )
        for code in codes
    ]
    go_on = Button(_.label("Continue"), PutAnswer(request.id, "languages."))
    return [*found, *([go_on] if request.languages else [])]


def crowds(request: Facilitation, _: Texts) -> list[Button]:
    return [Button(_.number(one), PutAnswer(request.id, f"people.{one}")) for one in _CROWDS]


# What was not understood


def no_day(_: Texts) -> Markup:
    return _("I could not read a day in this. Please write it like this: 24.12.2026")


def day_over(_: Texts) -> Markup:
    return _("This day is over. Please choose another one.")


def too_far(_: Texts) -> Markup:
    return _("This is too far ahead. Please choose a day within two years.")


def no_time(_: Texts) -> Markup:
    return _("I could not read a time in this. Please write it like this: 9:30")


def no_number(_: Texts) -> Markup:
    return _("Please write a number, such as 25.")


def too_long(most: int, _: Texts) -> Markup:
    return _("This is too long. Please write it in at most %(most)s characters.", most=most)


def is_over(_: Texts) -> Markup:
    return _("The time that you have chosen is over. Please choose another day.")


def is_busy(_: Texts) -> Markup:
    return _("You have a session at this time. Please choose another time, or move the session.")


# All of it


def whole(seen: Seen, line: Markup | None, _: Texts) -> Screen:
    number = seen.request.id
    told = lines(_("<b>Shall I send this?</b>"), views.facts(seen, _), *_length(seen, _))
    then = _("We look for a facilitator who fits, and write to you.")
    buttons = (
        Button(_.label("Send it"), SendRequest(number)),
        Button(_.label("Change something"), ListParts(number)),
        Button(_.label("Do not send it"), DropDraft(number)),
    )
    return Screen(paragraphs(line, told, then), column(*buttons))


def _length(seen: Seen, _: Texts) -> list[Markup]:
    of = seen.request.length
    return [_("Length: %(length)s", length=views.length(of, _))] if of else []


def change(seen: Seen, _: Texts) -> Screen:
    number = seen.request.id
    buttons = [Button(_.label(PARTS[part]), AskAgain(number, part)) for part in parts(seen.request)]
    back = Button(_.label("Back"), GoOn(number))
    text = lines(_("<b>What shall be different?</b>"), views.facts(seen, _))
    return Screen(text, (*in_pairs(buttons), (back,)))


def theirs(known: Sequence[Seen], _: Texts) -> Screen:
    """For somebody who comes back: each leads on, or to a new one."""
    text = lines(
        _("<b>Your requests for a facilitator</b>"),
        _("Press one to see it or to go on with it."),
    )
    buttons = [Button(views.title(one, _), OpenFacilitation(one.request.id)) for one in known]
    new = Button(_.label("Ask for another facilitator"), NewFacilitation())
    return Screen(text, column(*buttons, new))


def dropped(_: Texts) -> Screen:
    text = _("It was not sent. To begin anew, send /facilitation.")
    return Screen(text, column(open_button(_)))


def nobody_yet(_: Texts) -> Screen:
    text = _("There are no facilitators to ask yet. Our staff help you on this line.")
    return Screen(text, column(staff(_)))


def staff(_: Texts) -> Button:
    return Button(_.label("Talk to a person"), WriteToStaff())
