"""The screens on which staff choose or write a part of an event."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.events import agenda, days
from desk.events.agenda import MOST_LINES
from desk.events.event import Event, Kind, Part, Question
from desk.events.events import Changed
from desk.events.parts import CODES, MOST, MOST_PLACE, MOST_REGION, MOST_REMINDERS, MOST_SEATS
from desk.events.themes import Theme
from desk.mentoring.directory import Mentor
from handlers.events.making_buttons import (
    ChooseOf,
    KeepChange,
    OpenEvent,
    ReallyCancel,
    SetOf,
    WriteOf,
)
from handlers.screen import Button, Rows, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.events import shown, words
from handlers.views.events.card import head
from handlers.views.html import clip
from handlers.views.mentoring.words import own_name

_NAME = 30  # characters on a button
# How often something comes again, as a part that is then asked how long.
OFTEN = {
    "weekly": N_("Every week"),
    "fortnightly": N_("Every two weeks"),
    "monthly": N_("Every month, the same date"),
    "weekday": N_("Every month, the same weekday"),
}
_ASKS = {
    "title": N_("In which language will you write the title?"),
    "about": N_("In which language will you describe it?"),
    "access": N_("In which language will you write how to get in: steps, lift, parking, bus?"),
    "donor": N_("In which language will you write the donor line?"),
    "agenda": N_("In which language will you write the agenda?"),
    "reason": N_("Why is it cancelled? Those who signed up read it. In which language?"),
}

_NAMES = N_("Answer this message with the names, commas between them.")
_LIMIT = N_("Answer this message with a number, at most %(most)s, or with a dash for no limit.")
# What is asked, and how much of it there may be.
_ASKED = {
    "days": (
        N_(
            "Answer this message with each day and its hours on the clocks of the place, such as "
            "<code>13.6.2027 9-16, 14.6.2027 9-14</code>"
        ),
        days.MOST_DAYS,
    ),
    "zone": (
        N_(
            "Answer this message with the time zone of the place or its city. The hours on its "
            "clocks stay as they are."
        ),
        0,
    ),
    "place": (
        N_(
            "Answer this message with the name of the place, and the address in a second line, at "
            "most %(most)s characters each. Answer with a location (📎) too, and members get it "
            "on the map."
        ),
        MOST_PLACE,
    ),
    "link": (N_("Answer this message with the address of the online meeting."), 0),
    "region": (
        N_("Answer this message with the region or municipality, at most %(most)s characters."),
        MOST_REGION,
    ),
    "seats": (_LIMIT, MOST_SEATS),
    "per_organisation": (
        N_(
            "How many may come of one organisation? Answer this message with a number, at most "
            "%(most)s, or with a dash for no limit."
        ),
        MOST_SEATS,
    ),
    "reminders": (
        N_(
            "Answer this message with how long before people are reminded, at most %(most)s times, "
            "such as <code>7 days, 1 day, 2 h</code>"
        ),
        MOST_REMINDERS,
    ),
    "repeat": (
        N_(
            "Answer this message with how many times in all, such as <code>6</code>, or with the "
            "last day, such as <code>30.6.2027</code>. Whoever knows RRULE may write one."
        ),
        0,
    ),
}


def among(event: Event, part: str, people: Sequence[Mentor], _: Texts) -> Screen:
    """All that there is of a part, with a tick where the event has it."""
    match part:
        case "kind":
            text = _("What is it?")
            buttons = [
                _tick(event, part, one, words.kind(one, _), event.kind is one) for one in Kind
            ]
        case "themes":
            text = _("What is it about? A press puts it on or off.")
            buttons = [
                _tick(event, part, one, _.label(words.THEMES[one]), one in event.themes)
                for one in Theme
            ]
        case "asks":
            text = _("What is asked of those who sign up? A press puts it on or off.")
            buttons = [
                _tick(event, part, one, _.label(words.QUESTIONS[one]), one in event.terms.asks)
                for one in Question
            ]
        case "languages" | "interpreted":
            text = (
                _("In which languages is it held? A press puts one on or off.")
                if part == "languages"
                else _("Into which languages is it interpreted? A press puts one on or off.")
            )
            has = getattr(event, part)
            buttons = [_tick(event, part, code, own_name(code, _), code in has) for code in CODES]
        case "repeat":
            text = _("How often does it come again?")
            buttons = [
                Button(_.label(label), WriteOf(event.id, f"repeat.{often}"))
                for often, label in OFTEN.items()
            ]
        case "people":
            text = _("Who leads it?")
            buttons = [
                Button(
                    ticked(_.label(words.PARTS[one]), is_so=_has(event, one)),
                    ChooseOf(event.id, one),
                )
                for one in Part
            ]
        case Part.FACILITATOR | Part.EXPERT:
            return _people(event, Part(part), people, _)
        case _:
            return _languages_of(event, part, _)
    return Screen(paragraphs(head(event, _), text), (*in_pairs(buttons), (_back(event, _),)))


def _tick(event: Event, part: str, value: str, label: str, has: bool) -> Button:  # noqa: FBT001
    return Button(ticked(label, is_so=has), SetOf(event.id, f"{part}.{value}"))


def _has(event: Event, part: Part) -> bool:
    return any(role.part is part for role in event.roles)


def _people(event: Event, part: Part, people: Sequence[Mentor], _: Texts) -> Screen:
    """Those of the directory by button, others by their names."""
    named = {role.mentor_id for role in event.roles if role.part is part}
    buttons = [
        _tick(event, part, str(one.id), clip(one.name, _NAME), one.id in named) for one in people
    ]
    told = ", ".join(role.name for role in event.roles if role.part is part)
    text = Markup("{}: {}").format(_.label(words.PARTS[part]), told or "–")
    write = Button(_.label("Write the names"), WriteOf(event.id, part))
    return Screen(
        paragraphs(head(event, _), text), (*in_pairs(buttons), (write,), (_back(event, _),))
    )


def _languages_of(event: Event, part: str, _: Texts) -> Screen:
    has = {
        "access": event.venue.access if event.venue else {},
        "agenda": {code: "" for block in event.agenda for code in block.title},
    }.get(part) or getattr(event, part, {})
    buttons = [
        Button(ticked(own_name(code, _), is_so=code in has), WriteOf(event.id, f"{part}.{code}"))
        for code in CODES
    ]
    cancel = Button(_.label("Cancel it with this reason"), SetOf(event.id, "cancel.ask"))
    last: Rows = ((cancel,),) if part == "reason" and event.reason else ()
    text = paragraphs(head(event, _), _(_ASKS[part]), _now(event, part, _))
    return Screen(text, (*in_pairs(buttons), *last, (_back(event, _),)))


def _now(event: Event, part: str, _: Texts) -> Markup | None:
    if part != "reason" or not event.reason:
        return None
    told = [Markup("{}: {}").format(own_name(code, _), text) for code, text in event.reason.items()]
    return lines(*told)


def write(event: Event, part: str, _: Texts) -> Screen:
    """What answers this message is that part."""
    asked, known = _asked(event, part, _)
    told = _("Now: %(text)s", text=Markup("<code>{}</code>").format(known)) if known else None
    name = part.partition(".")[0]
    clear = known and name not in ("days", "zone", "repeat")
    dash = _("To take it away, answer with a dash: -") if clear else None
    up = Button(_.label("Back"), ChooseOf(event.id, name) if "." in part else OpenEvent(event.id))
    return Screen(paragraphs(head(event, _), asked, told, dash), column(up))


def _asked(event: Event, part: str, _: Texts) -> tuple[Markup, str]:
    """What to write, and what there is."""
    name, _dot, code = part.partition(".")
    if name == "repeat":
        return lines(_(OFTEN[code]), _(_ASKED[name][0])), ""
    if code:
        return _asked_text(event, name, code, _)
    ask, most = _ASKED.get(name, (_NAMES, 0))
    return _(ask, most=_.number(most)), _known(event, name, _)


def _known(event: Event, name: str, _: Texts) -> str:
    terms = event.terms
    known = {
        "days": days.written(event.days, event.zone),
        "zone": event.zone.key,
        "place": shown.place(event.venue) if event.venue else "",
        "link": event.link,
        "region": event.region,
        "seats": _limit(terms.seats, _),
        "per_organisation": _limit(terms.per_organisation, _),
        "reminders": ", ".join(when.duration(one, _) for one in terms.reminders),
    }
    names = ", ".join(role.name for role in event.roles if role.part == name)
    return known.get(name, names)


def _limit(limit: int | None, _: Texts) -> str:
    return "" if limit is None else _.number(limit)


def _asked_text(event: Event, name: str, code: str, _: Texts) -> tuple[Markup, str]:
    language = own_name(code, _)
    if name == "agenda":
        asked = _(
            "Answer this message with the agenda in this language, a line each, at most %(most)s: "
            "%(language)s. Such as <code>9:00 Welcome</code>, and for the second day "
            "<code>2/ 9:00 Welcome</code>",
            most=_.number(MOST_LINES),
            language=language,
        )
        return asked, agenda.written(event, code)
    asked = _(
        "Answer this message with the text in this language, at most %(most)s characters: "
        "%(language)s",
        most=_.number(MOST[name]),
        language=language,
    )
    has = event.venue.access if name == "access" and event.venue else getattr(event, name, {})
    return asked, has.get(code, "")


def tell_first(changed: Changed, people: int, _: Texts) -> Screen:
    """What was and what would be, before people are told."""
    before, after = changed.before, changed.after
    told = [_("It is published, so this is told to everybody who signed up.")]
    if changed.in_time:
        told.append(_was(shown.times(before, None, _), shown.times(after, None, _), _))
    if changed.in_place:
        told.append(_was([_place(before, _)], [_place(after, _)], _))
    ask = _.plural("Tell %(n)s person?", "Tell %(n)s people?", n=people)
    yes = Button(_.label("Change it and tell them"), KeepChange(after.id))
    return Screen(paragraphs(head(before, _), *told, ask), ((yes,), (_back(before, _),)))


def _was(before: list[str], after: list[str], _: Texts) -> Markup:
    return lines(
        _("Before: %(text)s", text="; ".join(before)), _("New: %(text)s", text="; ".join(after))
    )


def _place(event: Event, _: Texts) -> str:
    venue = shown.place(event.venue) if event.venue else ""
    return ", ".join(filter(None, (venue, event.link))) or "–"


def really_cancel(event: Event, people: int, _: Texts) -> Screen:
    ask = _.plural(
        "Cancel it? %(n)s person is told.", "Cancel it? %(n)s people are told.", n=people
    )
    yes = Button(_.label("Yes, cancel it"), ReallyCancel(event.id, people))
    reason = _("Reason: %(reason)s", reason=words.spoken(event.reason, _))
    return Screen(paragraphs(head(event, _), reason, ask), ((yes,), (_back(event, _),)))


def _back(event: Event, _: Texts) -> Button:
    return Button(_.label("Back"), OpenEvent(event.id))
