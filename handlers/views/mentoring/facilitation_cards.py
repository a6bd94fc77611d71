"""A request for a facilitator that was sent, for its member and its facilitator; what they hear."""

from markupsafe import Markup

from desk.mentoring.booking import Side
from desk.mentoring.directory import Mentor
from desk.mentoring.facilitation import Facilitation, Phase, Stage
from handlers.mentoring.facilitation_buttons import (
    BeginFacilitation,
    CannotDoIt,
    DoIt,
    EndIt,
    NewTime,
    OpenFacilitation,
    PutTime,
    ReallyEndIt,
    ShowList,
    WriteAcross,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import when
from handlers.views.mentoring import facilitation as views
from handlers.views.mentoring import facilitation_asking as asking
from handlers.views.mentoring.facilitation import Seen


def card(seen: Seen, _: Texts) -> Screen:
    """As it stands, with all that the reader can do about it."""
    return Screen(
        paragraphs(views.head(seen, _), views.facts(seen, _), _end(seen, _)), rows(seen, _)
    )


def rows(seen: Seen, _: Texts) -> Rows:
    request = seen.request
    if seen.side is Side.MENTOR and request.stage is Stage.ASKED:
        return _answers(request, _)
    if request.stage is Stage.DONE:
        return column(_list(request, Phase.AFTER, _))
    if not request.stage.is_open:
        return column(asking.staff(_)) if seen.side is Side.MEMBER else ()
    found = []
    if request.stage is Stage.AGREED:
        found += [
            _list(request, Phase.BEFORE, _),
            _list(request, Phase.AFTER, _),
            Button(_.label("Write to the other side"), WriteAcross(request.id)),
        ]
    if seen.side is Side.MEMBER:
        found += [
            Button(_.label("Another time"), NewTime(request.id)),
            Button(_.label("Cancel it"), EndIt(request.id)),
        ]
    else:
        found.append(Button(_.label("I cannot do it after all"), EndIt(request.id)))
    return column(*found)


def _answers(request: Facilitation, _: Texts) -> Rows:
    yes = Button(_.label("I do it"), DoIt(request.id, request.rounds))
    no = Button(_.label("I cannot"), CannotDoIt(request.id, request.rounds))
    return column(yes, no)


def _list(request: Facilitation, phase: Phase, _: Texts) -> Button:
    before = phase is Phase.BEFORE
    label = _.label("To see to before it") if before else _.label("To see to after it")
    return Button(label, ShowList(request.id, phase))


def _end(seen: Seen, _: Texts) -> Markup | None:
    request = seen.request
    if request.stage.is_open or not request.reason:
        return None
    return _("Why: %(reason)s", reason=request.reason)


# What the member hears


def sent(seen: Seen, _: Texts) -> Screen:
    text = _("<b>Your request is sent.</b> We look for a facilitator who fits, and write to you.")
    return Screen(paragraphs(text, views.facts(seen, _)), rows(seen, _))


def agreed(seen: Seen, _: Texts) -> Screen:
    """To both, with the other's name and how to write to them."""
    if seen.side is Side.MENTOR:
        head = _("<b>Thank you for facilitating.</b>")
        how = _("To write to those who asked, press the button: it goes through the line.")
    else:
        head = _("<b>You have a facilitator.</b>")
        how = _("To write to the facilitator, press the button: it goes through the line.")
    return Screen(paragraphs(head, views.facts(seen, _), how), rows(seen, _))


def open_again(seen: Seen, _: Texts) -> Screen:
    """The facilitator whom they had does not do it."""
    text = _("<b>Your facilitator cannot do it after all.</b> We look for somebody else.")
    return Screen(paragraphs(text, views.facts(seen, _)), rows(seen, _))


def refused(seen: Seen, _: Texts) -> Screen:
    head = _("<b>This cannot be done.</b>")
    line = _("Our staff help you to find another way.")
    text = paragraphs(head, _end(seen, _), views.facts(seen, _), line)
    return Screen(text, column(asking.staff(_), asking.open_button(_)))


def complete(seen: Seen, slips: Markup | None, _: Texts) -> Screen:
    """The notes are the organisation's, too."""
    head = _("<b>The facilitation is complete.</b> These are the notes:")
    return Screen(paragraphs(head, slips), rows(seen, _))


# What the facilitator hears


def asked(seen: Seen, _: Texts) -> Screen:
    head = _("<b>Could you facilitate this?</b>")
    until = seen.request.until or seen.now
    due = _(
        "Please answer until: %(when)s. After that we ask somebody else.",
        when=when.moment(until, seen.zone, seen.now, _),
    )
    return Screen(paragraphs(head, views.facts(seen, _), due), _answers(seen.request, _))


def not_needed(seen: Seen, _: Texts) -> Screen:
    """Whoever was asked, or had agreed, need not do it."""
    text = _("<b>You need not facilitate this any more.</b>")
    return Screen(paragraphs(text, views.facts(seen, _)))


def lapsed(seen: Seen, _: Texts) -> Screen:
    text = _("Nobody answered in time, so we ask somebody else. That is no problem.")
    return Screen(paragraphs(text, views.facts(seen, _)))


def thanks(_: Texts) -> Screen:
    return Screen(_("Thank you for telling us: we ask somebody else."))


def time_taken(_: Texts) -> str:
    return _.label("Something else is booked at this time by now, so we ask somebody else.")


# What both hear


def moved(seen: Seen, before: Seen, _: Texts) -> Screen:
    head = _("<b>The facilitation is at another time now.</b>")
    was = _("Until now: %(when)s", when=views.time_of(before, _))
    return Screen(paragraphs(lines(head, was), views.facts(seen, _)), rows(seen, _))


def moved_and_open(seen: Seen, _: Texts) -> Screen:
    """To the member: the facilitator has something else then."""
    text = _(
        "<b>The time is changed.</b> The facilitator has something else then, so we look for "
        "somebody else."
    )
    return Screen(paragraphs(text, views.facts(seen, _)), rows(seen, _))


def cancelled(seen: Seen, _: Texts) -> Screen:
    text = _("<b>The facilitation is cancelled.</b>")
    return Screen(paragraphs(text, _end(seen, _), views.facts(seen, _)), rows(seen, _))


def letter(seen: Seen, name: str, words: Markup, _: Texts) -> Screen:
    """What the other side has written."""
    head = _("<b>%(name)s writes about the facilitation</b>", name=name)
    answer = Button(_.label("Write an answer"), WriteAcross(seen.request.id))
    see = Button(_.label("See the request"), OpenFacilitation(seen.request.id))
    return Screen(paragraphs(head, words), column(answer, see))


def reminder(seen: Seen, _: Texts) -> Screen:
    begins = seen.request.starts_at or seen.now
    head = lines(
        _("<b>The facilitation is soon.</b>"),
        _("Begins: %(when)s", when=when.moment(begins, seen.clock, seen.now, _)),
    )
    return Screen(paragraphs(head, views.facts(seen, _)), rows(seen, _))


def afterwards(seen: Seen, _: Texts) -> Screen:
    """Somebody is to write down what came of it."""
    head = _("<b>The facilitation is over.</b> Please see to what comes after it.")
    return Screen(paragraphs(head, views.facts(seen, _)), rows(seen, _))


# Changed


def sure(seen: Seen, _: Texts) -> Screen:
    is_theirs = seen.side is Side.MEMBER
    ask = _("Shall I cancel this?") if is_theirs else _("Shall I tell them that you cannot do it?")
    yes = _.label("Yes, cancel it") if is_theirs else _.label("Yes, I cannot do it")
    number = seen.request.id
    buttons = (
        Button(yes, ReallyEndIt(number)),
        Button(_.label("Back"), OpenFacilitation(number)),
    )
    return Screen(paragraphs(ask, views.facts(seen, _)), column(*buttons))


def write_time(seen: Seen, line: Markup | None, _: Texts) -> Screen:
    ask = _("Write the new day and time, such as 24.12. 9:30")
    back = Button(_.label("Back"), OpenFacilitation(seen.request.id))
    return Screen(paragraphs(views.facts(seen, _), line, ask), column(back))


def new_time(seen: Seen, minutes: int, _: Texts) -> Screen:
    """As it was read, to be confirmed."""
    number = seen.request.id
    text = lines(_("<b>Shall I move it?</b>"), _("New time: %(when)s", when=views.time_of(seen, _)))
    yes = Button(_.label("Move it"), PutTime(number, minutes))
    other = Button(_.label("Another time"), NewTime(number))
    back = Button(_.label("Back"), OpenFacilitation(number))
    return Screen(text, column(yes, other, back))


def write_letter(seen: Seen, _: Texts) -> Screen:
    text = _("Write to the other side now, or send a file. I pass it on.")
    back = Button(_.label("Back"), OpenFacilitation(seen.request.id))
    return Screen(text, column(back))


def stands_elsewise(_: Texts) -> str:
    return _.label("This has changed meanwhile. Here is how it stands now.")


def gone(_: Texts) -> Screen:
    text = _("This request is not there any more.")
    return Screen(text, column(Button(_.label("Ask for a facilitator"), BeginFacilitation())))


def who_left(mentor: Mentor | None) -> str:
    return mentor.name if mentor else "–"
