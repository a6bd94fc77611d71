"""What somebody reads who looks for a mentor: what they need, from whom, and how."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup

from desk.mentoring.areas import Area
from desk.mentoring.directory import Kind, Mentor
from desk.mentoring.wishes import Wish
from desk.questions import Question
from handlers.buttons import SendOn, WriteToStaff
from handlers.mentoring.facilitation_buttons import BeginFacilitation
from handlers.mentoring.session_buttons import ShowSessions
from handlers.mentoring.wish_buttons import (
    AnotherWish,
    ChangeWish,
    ChooseMentor,
    LeaveLine,
    ListPeople,
    PutPart,
    ShowAreas,
    ShowOffers,
    ShowPart,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.mentoring import areas as area_views
from handlers.views.mentoring import words

_LABEL = 60  # characters of a button
_ABOUT = 200  # characters of a mentor's own text in a list
_MINUTE = timedelta(minutes=1)
AREAS_SHOWN = 8
PEOPLE_SHOWN = 5
PARTS = ("language", "how", "region", "length")
WAYS: dict[str, bool | None] = {"either": None, "online": True, "person": False}


class Paged(NamedTuple):
    """`shown` are those of this page; `page` counts from 0."""

    shown: Sequence[Area | Mentor]
    page: int
    has_more: bool


def paged(found: Sequence[Area | Mentor], page: int, most: int) -> Paged:
    """The last page that there is, where the list has become shorter."""
    page = min(page, max(0, len(found) - 1) // most)
    shown = found[page * most : (page + 1) * most]
    return Paged(shown, page, len(found) > (page + 1) * most)


def nobody_yet(_: Texts) -> Screen:
    text = _("There are no mentors to book yet. Our staff help you on this line.")
    return Screen(text, column(staff(_)))


def or_peers(screen: Screen, _: Texts) -> Screen:
    """Other organisations help whoever asks them."""
    button = Button(_.label("Ask another organisation"), AnotherWish(Kind.PEER))
    return Screen(screen.text, ((button,), *screen.rows))


def need(wish: Wish, found: Paged, *, has_ahead: bool, _: Texts) -> Screen:
    """What is typed next is read as a need, too."""
    asked = lines(
        _("<b>Book a session</b>"),
        _("What would you like help with? Write it in a few words, or choose."),
    )
    ahead = ((Button(_.label("My sessions"), ShowSessions()),),) if has_ahead else ()
    facilitator = Button(_.label("Ask for a facilitator"), BeginFacilitation())
    others = column(facilitator) if wish.kind is Kind.MENTOR else ()
    return Screen(asked, (*_areas(wish, found, _), *others, (staff(_),), *ahead))


def need_of_another(wish: Wish, found: Paged, _: Texts) -> Screen:
    """Staff choose for a member, whose language and clock it is."""
    asked = lines(_("<b>Book a session for the member</b>"), *asked_for(wish, None, _))
    then = _("What do they need help with?")
    return Screen(paragraphs(asked, then), _areas(wish, found, _))


def which_area(wish: Wish, found: Sequence[Area], _: Texts) -> Screen:
    """What was written speaks of several."""
    buttons = [_area(wish, area, _) for area in found]
    other = Button(_.label("Something else"), ShowAreas(wish.id, 0))
    return Screen(_("Which of these do you mean?"), column(*buttons, other))


def no_area(wish: Wish, found: Paged, question: Question, _: Texts) -> Screen:
    """It may have been a question, and then a person answers it."""
    text = _("I found no area of help in this. Choose one, or send what you wrote to our staff.")
    send = Button(_.label("Send it to the support line"), SendOn(question.id))
    return Screen(text, (*_areas(wish, found, _), (send,), (staff(_),)))


def people(wish: Wish, found: Paged, _: Texts) -> Screen:
    """With names on the buttons and what is known of them above."""
    known = [one for one in found.shown if isinstance(one, Mentor)]
    if not known:
        return nobody_speaks(wish, _)
    told = [_person(one, _) for one in known]
    buttons = [Button(clip(one.name, _LABEL), ChooseMentor(wish.id, one.id)) for one in known]
    turn = _turn(
        None if found.page == 0 else ListPeople(wish.id, found.page - 1),
        ListPeople(wish.id, found.page + 1) if found.has_more else None,
    )
    back = Button(_.label("Back"), ShowAreas(wish.id, 0))
    text = paragraphs(_("<b>Whom would you like to talk to?</b>"), *told)
    return Screen(text, (*column(*buttons), *turn, (back,)))


def nobody_speaks(wish: Wish, _: Texts) -> Screen:
    text = _(
        "Nobody here helps in this language yet: %(language)s.",
        language=words.own_name(wish.language, _),
    )
    other = Button(_.label("Another language"), ShowPart(wish.id, "language"))
    back = Button(_.label("Back"), ShowAreas(wish.id, 0))
    return Screen(text, column(other, back))


def waits(wish: Wish, place: int, _: Texts) -> Screen:
    """For somebody who comes back while they wait."""
    text = lines(
        _("<b>You are on the waiting list.</b>"),
        *asked_for(wish, None, _),
        _("Your place: %(place)s", place=place),
    )
    again = _("We write to you as soon as a time is free.")
    buttons = (
        Button(_.label("Look for a time now"), ShowOffers(wish.id)),
        Button(_.label("Something else"), AnotherWish(wish.kind)),
        Button(_.label("Leave the list"), LeaveLine(wish.id)),
    )
    return Screen(paragraphs(text, again), column(*buttons))


# Changed


def change(wish: Wish, mentor: Mentor | None, *, has_regions: bool, _: Texts) -> Screen:
    """A region is asked only where mentors differ in it."""
    text = lines(_("<b>What shall be different?</b>"), *asked_for(wish, mentor, _))
    labels = {
        "language": _.label("The language"),
        "how": _.label("Online or in person"),
        "region": _.label("The region"),
        "length": _.label("How long"),
    }
    shown = [part for part in PARTS if part != "region" or has_regions]
    buttons = [Button(labels[part], ShowPart(wish.id, part)) for part in shown]
    field = Button(_.label("The area"), ShowAreas(wish.id, 0))
    back = Button(_.label("Back"), ShowOffers(wish.id))
    return Screen(text, column(*buttons, field, back))


def asked_for(wish: Wish, mentor: Mentor | None, _: Texts) -> list[Markup]:
    """Line by line; `mentor` is whom they chose."""
    told = []
    if wish.kind is not Kind.MENTOR:
        told.append(_("Kind: %(kind)s", kind=_.label(words.KINDS[wish.kind])))
    if mentor is not None:
        told.append(_("With: %(name)s", name=mentor.name))
    if wish.area is not None:
        told.append(_("Area: %(area)s", area=area_views.name(wish.area, _)))
    told.append(_("Language: %(language)s", language=words.own_name(wish.language, _)))
    told.append(_("How: %(how)s", how=_way(wish.is_online, _)))
    if wish.region is not None:
        told.append(_("Region: %(region)s", region=wish.region))
    told.append(_("Length: %(length)s", length=when.duration(wish.length, _)))
    return told


def languages(wish: Wish, codes: Iterable[str], _: Texts) -> Screen:
    """Those that somebody speaks who could be booked."""
    buttons = [
        Button(words.own_name(code, _), PutPart(wish.id, f"language.{code}")) for code in codes
    ]
    text = _("In which language?")
    return Screen(text, column(*buttons, _back(wish, _)))


def ways(wish: Wish, _: Texts) -> Screen:
    buttons = [
        Button(_way(is_online, _), PutPart(wish.id, f"how.{key}"))
        for key, is_online in WAYS.items()
    ]
    return Screen(_("How would you like to meet?"), column(*buttons, _back(wish, _)))


def regions(wish: Wish, found: Iterable[str], _: Texts) -> Screen:
    """Whoever comes to it is offered first, and in person nobody else."""
    buttons = [
        Button(clip(one, _LABEL), PutPart(wish.id, f"region.{words.key_of(one)}")) for one in found
    ]
    any_ = Button(_.label("Any region"), PutPart(wish.id, "region."))
    return Screen(_("In which region?"), column(*buttons, any_, _back(wish, _)))


def lengths(wish: Wish, found: Iterable[timedelta], _: Texts) -> Screen:
    buttons = [
        Button(when.duration(one, _), PutPart(wish.id, f"length.{one // _MINUTE}")) for one in found
    ]
    return Screen(_("How long shall it be?"), column(*buttons, _back(wish, _)))


def staff(_: Texts) -> Button:
    return Button(_.label("Talk to a person"), WriteToStaff())


# What these are made of


def _areas(wish: Wish, found: Paged, _: Texts) -> Rows:
    """Two side by side, and the ways that are open besides."""
    buttons = [_area(wish, area, _) for area in found.shown if isinstance(area, Area)]
    pairs = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    turn = _turn(
        None if found.page == 0 else ShowAreas(wish.id, found.page - 1),
        ShowAreas(wish.id, found.page + 1) if found.has_more else None,
    )
    known = Button(_.label("I know whom I want"), ListPeople(wish.id, 0))
    return (*pairs, *turn, (known,))


def _area(wish: Wish, area: Area, _: Texts) -> Button:
    return Button(area_views.name(area, _), PutPart(wish.id, f"area.{area}"))


def _turn(before: ShowAreas | ListPeople | None, after: ShowAreas | ListPeople | None) -> Rows:
    signs = (("‹", before), ("›", after))
    found = tuple(Button(sign, callback) for sign, callback in signs if callback is not None)
    return (found,) if found else ()


def _person(mentor: Mentor, _: Texts) -> Markup:
    """Their own text in the reader's language, where there is one."""
    told = [Markup("<b>{}</b>").format(mentor.name)]
    if mentor.areas:
        told.append(Markup("{}").format(area_views.names(mentor.areas, _)))
    about = mentor.about.get(_.language.telegram_code)
    if about:
        told.append(Markup("<i>{}</i>").format(clip(about, _ABOUT)))
    return lines(*told)


def _way(is_online: bool | None, _: Texts) -> str:  # noqa: FBT001 - None is either
    if is_online is None:
        return _.label("Online or in person")
    return _.label("Online") if is_online else _.label("In person")


def _back(wish: Wish, _: Texts) -> Button:
    return Button(_.label("Back"), ChangeWish(wish.id))
