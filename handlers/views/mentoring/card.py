"""One of the directory as staff see them, with all that can be done about them."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from desk.languages import WRITTEN
from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor, Place
from desk.mentoring.mentors import (
    MOST_ABOUT,
    MOST_CAPACITY,
    MOST_NAME,
    MOST_PLACE,
    MOST_REGIONS,
    Lack,
    lacks,
    steps,
)
from desk.mentoring.report import Line
from desk.week import NEVER
from handlers.mentoring.directory_buttons import (
    ChooseAmong,
    ListMentors,
    NewLink,
    OpenMentor,
    ReallyLeave,
    ShowLink,
    TakeStep,
    Toggle,
    WritePart,
)
from handlers.screen import Button, Rows, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import offices, when
from handlers.views.html import clip
from handlers.views.mentoring import areas, words

_ABOUT = 200  # characters of a text on the card
LACKS = {
    Lack.KINDS: N_("what they are (button “Kinds”)"),
    Lack.LANGUAGES: N_("a language (button “Languages”)"),
    Lack.AREAS: N_("an area (button “Areas”)"),
    Lack.WAY: N_("a way to meet: online, or a place"),
}


class Looked(NamedTuple):
    """One of the directory as somebody looks at them. `organisation` is whose peer they are."""

    line: Line
    ahead: int
    now: datetime
    organisation: str | None = None

    @property
    def mentor(self) -> Mentor:
        return self.line.mentor


def card(looked: Looked, _: Texts) -> Screen:
    mentor = looked.mentor
    missing = lacks(mentor)
    told = [_.label(LACKS[lack]) for lack in missing]
    hint = _("Before they can be approved: %(lacks)s.", lacks="; ".join(told)) if missing else None
    text = paragraphs(
        lines(_head(mentor, _), *_facts(looked, _)), _texts(mentor, _), _line(mentor, _), hint
    )
    return Screen(text, _buttons(mentor, _))


def _head(mentor: Mentor, _: Texts) -> Markup:
    standing = _.label(words.STANDINGS[mentor.standing])
    return Markup("<b>{}</b> · {}").format(mentor.name, standing)


def _facts(looked: Looked, _: Texts) -> Iterator[Markup]:
    mentor = looked.mentor
    none = _.label("none yet")
    yield _("Kinds: %(kinds)s", kinds=words.kinds(mentor.kinds, _) or none)
    if looked.organisation:
        yield _("Organisation: %(organisation)s", organisation=looked.organisation)
    yield _("Languages: %(languages)s", languages=words.languages(mentor.languages, _) or none)
    yield _("Areas: %(areas)s", areas=areas.names(mentor.areas, _) or none)
    if mentor.regions:
        yield _("Regions: %(regions)s", regions=", ".join(mentor.regions))
    yield _("Meets: %(ways)s", ways=ways(mentor, _) or none)
    week = offices.week(mentor.hours.week, _) if mentor.hours.week != NEVER else none
    zone = when.zone_label(mentor.hours.zone, _.language)
    yield _("Hours: %(hours)s · %(zone)s", hours=week, zone=zone)
    load = load_of(looked.line, _)
    yield _("Cares for: %(load)s · sessions ahead: %(n)s", load=load, n=_.number(looked.ahead))
    free = when.duration(looked.line.free, _)
    yield _("Free in the next 14 days: %(time)s", time=free)


def load_of(line: Line, _: Texts) -> str:
    """Of so many organisations as there is room for."""
    return f"{_.number(line.load)}/{_.number(line.mentor.capacity)}"


def ways(mentor: Mentor, _: Texts) -> str:
    place = [place_of(mentor.place)] if mentor.place else []
    return ", ".join([*([_.label("online")] if mentor.is_online else []), *place])


def place_of(place: Place) -> str:
    return f"{place.name} 📍" if place.latitude is not None else place.name


def _texts(mentor: Mentor, _: Texts) -> Markup | None:
    told = [
        Markup("{}: {}").format(words.own_name(code, _), clip(text, _ABOUT))
        for code, text in mentor.about.items()
    ]
    return lines(*told) if told else None


def _line(mentor: Mentor, _: Texts) -> Markup:
    if mentor.person_id is not None:
        return _("They have opened the line, and set their hours there with /hours.")
    return _("They have not opened the line yet: send them their link.")


def _buttons(mentor: Mentor, _: Texts) -> Rows:
    number = mentor.id
    online = _.label("Online: yes") if mentor.is_online else _.label("Online: no")
    return (
        tuple(Button(_.label(words.STEPS[step]), TakeStep(number, step)) for step in steps(mentor)),
        (
            Button(_.label("Areas"), ChooseAmong(number, "areas")),
            Button(_.label("Languages"), ChooseAmong(number, "languages")),
            Button(_.label("Kinds"), ChooseAmong(number, "kinds")),
        ),
        (
            Button(online, Toggle(number, "online")),
            Button(_.label("Place"), WritePart(number, "place")),
            Button(_.label("Regions"), WritePart(number, "regions")),
        ),
        (
            Button(_.label("Capacity"), WritePart(number, "capacity")),
            Button(_.label("Texts"), ChooseAmong(number, "about")),
            Button(_.label("Name"), WritePart(number, "name")),
        ),
        (
            Button(_.label("Link"), ShowLink(number)),
            Button(_.label("All of the directory"), ListMentors(0)),
        ),
    )


def among(mentor: Mentor, part: str, _: Texts) -> Screen:
    """All that there is of a part, with a tick where the mentor has it."""
    head = Markup("<b>{}</b>").format(mentor.name)
    match part:
        case "areas":
            text = _("In which areas do they help? A press puts one on or off.")
            buttons = [_tick(mentor, "areas", area, areas.name(area, _)) for area in Area]
        case "languages":
            text = _("In which languages do they help? A press puts one on or off.")
            codes = [language.telegram_code for language in WRITTEN]
            buttons = [_tick(mentor, "languages", code, words.own_name(code, _)) for code in codes]
        case "kinds":
            text = _("What are they? A press puts it on or off.")
            buttons = [_tick(mentor, "kinds", kind, _.label(words.KINDS[kind])) for kind in Kind]
        case _:
            text = _("In which language will you write about them? Members read it.")
            buttons = [_text_button(mentor, one.telegram_code, _) for one in WRITTEN]
    return Screen(paragraphs(head, text), (*in_pairs(buttons), (_back(mentor, _),)))


def _tick(mentor: Mentor, part: str, value: str, label: str) -> Button:
    has = value in getattr(mentor, part)
    return Button(ticked(label, is_so=has), Toggle(mentor.id, f"{part}.{value}"))


def _text_button(mentor: Mentor, code: str, _: Texts) -> Button:
    label = ticked(words.own_name(code, _), is_so=code in mentor.about)
    return Button(label, WritePart(mentor.id, f"about.{code}"))


def write(mentor: Mentor, part: str, _: Texts) -> Screen:
    """What answers this message is that part."""
    asked, known = _asked(mentor, part, _)
    told = _("Now: %(text)s", text=known) if known else None
    clear = (
        _("To take it away, answer with a dash: -")
        if known and part not in ("name", "capacity")
        else None
    )
    head = Markup("<b>{}</b>").format(mentor.name)
    return Screen(paragraphs(head, asked, told, clear), column(_back(mentor, _)))


def _asked(mentor: Mentor, part: str, _: Texts) -> tuple[Markup, str]:
    """What to write, and what there is."""
    match part.partition("."):
        case ("capacity", *_rest):
            asked = _(
                "Answer this message with a number: how many organisations do they care for "
                "at a time? At most %(most)s.",
                most=_.number(MOST_CAPACITY),
            )
            return asked, _.number(mentor.capacity)
        case ("regions", *_rest):
            asked = _(
                "Answer this message with the regions or towns where they meet people, "
                "commas between them, at most %(most)s. Online sessions are for everybody.",
                most=_.number(MOST_REGIONS),
            )
            return asked, ", ".join(mentor.regions)
        case ("place", *_rest):
            asked = _(
                "Answer this message with the name and address of the place where they meet "
                "people, at most %(most)s characters. Answer with a location (📎) too, and members "
                "get it on the map.",
                most=_.number(MOST_PLACE),
            )
            return asked, place_of(mentor.place) if mentor.place else ""
        case ("name", *_rest):
            asked = _(
                "Answer this message with their name, at most %(most)s characters.",
                most=_.number(MOST_NAME),
            )
            return asked, mentor.name
        case (_about, _dot, code):
            asked = _(
                "Answer this message with a few sentences about them in this language, at most "
                "%(most)s characters: %(language)s. Members read it when they choose.",
                most=_.number(MOST_ABOUT),
                language=words.own_name(code, _),
            )
            return asked, mentor.about.get(code, "")


def link(mentor: Mentor, address: str, seen: int, _: Texts) -> Screen:
    head = Markup("<b>{}</b>").format(mentor.name)
    how = _(
        "Send them this link. Whoever opens it first is this mentor from then on:\n%(link)s",
        link=address,
    )
    used = _("It has been used, and leads nobody else here.") if mentor.person_id else None
    anew = _(
        "A new link makes this one useless; if it fell into wrong hands, whoever used it is no "
        "mentor any more."
    )
    button = Button(_.label("New link"), NewLink(mentor.id, seen))
    return Screen(paragraphs(head, how, used, anew), ((button, _back(mentor, _)),))


def really_leave(looked: Looked, _: Texts) -> Screen:
    mentor = looked.mentor
    text = _("Has <b>%(name)s</b> left? Nothing more is offered with them.", name=mentor.name)
    ahead = _.plural(
        "%(n)s session with them is ahead. Give it to somebody else, or cancel it: it stays until "
        "you do.",
        "%(n)s sessions with them are ahead. Give them to somebody else, or cancel them: they stay "
        "until you do.",
        n=looked.ahead,
    )
    yes = Button(_.label("Yes, has left"), ReallyLeave(mentor.id, looked.ahead))
    return Screen(paragraphs(text, ahead if looked.ahead else None), ((yes, _back(mentor, _)),))


def _back(mentor: Mentor, _: Texts) -> Button:
    return Button(_.label("Back"), OpenMentor(mentor.id))
