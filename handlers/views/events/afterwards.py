"""What those who came read afterwards, and what staff read of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_percent
from markupsafe import Markup

from desk.events.attendance import Roll
from desk.events.event import Event
from desk.events.feedback import MOST_WORDS, Asked, Feedback, File, reach, share
from desk.events.seats import Seat
from desk.outgoing import TextFile
from handlers.events.door_buttons import (
    AddMaterials,
    BeginLesson,
    GetCertificate,
    PassOn,
    Rate,
    SendMaterials,
    SendReport,
    SendSheet,
    ShowMaterials,
    ShowNews,
    ShowPictures,
    WriteLesson,
    WriteNumber,
    WriteWords,
)
from handlers.events.making_buttons import OpenEvent
from handlers.screen import Button, Screen, bullets, column, in_pairs, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views import sheets
from handlers.views.events import door, shown, words
from handlers.views.events.seats import Guest
from handlers.views.html import clip

_QUESTIONS: Mapping[Asked, str] = {
    Asked.USEFUL: N_("Was it useful to you?"),
    Asked.LEARNT: N_("Did you learn something new?"),
    Asked.AGAIN: N_("Would you come again?"),
}
_TO = (0, 1, 3, 5, 10, 20)  # people
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Held:
    """An event and what is known of those who came."""

    event: Event
    roll: Roll
    told: Sequence[Feedback]


# Who came


def thanks(seat: Seat, event: Event, told: Feedback, _: Texts, *, has_completed: bool) -> Screen:
    """With the next question; it turns over with each answer."""
    earned = _("You came on all days: your certificate is ready.") if has_completed else None
    head = lines(_("🙏 <b>Thank you for coming.</b>"), door.title(event, _))
    get = [Button(_.label("My certificate"), GetCertificate(seat.id))] if has_completed else []
    asked = told.next
    if asked is None:
        done = _("Thank you for your answers.")
        write = Button(_.label("Write a sentence about it"), WriteWords(seat.id))
        lesson = Button(_.label("Share a lesson or a good practice"), WriteLesson(seat.id))
        return Screen(paragraphs(head, earned, done), column(write, lesson, *get))
    number = _.number(list(Asked).index(asked) + 1)
    question = _("<b>%(number)s/3</b> %(question)s", number=number, question=_(_QUESTIONS[asked]))
    answers = (
        Button(_.label("Yes"), Rate(seat.id, asked, 1)),
        Button(_.label("No"), Rate(seat.id, asked, 0)),
    )
    return Screen(paragraphs(head, earned, question), (answers, *column(*get)))


def write_words(_: Texts) -> Screen:
    return Screen(_("Please write what you want to tell us about it. Our staff read it."))


def words_too_long(_: Texts) -> Screen:
    most = _.number(MOST_WORDS)
    return Screen(_("This is too long. Please use at most %(most)s characters.", most=most))


def words_kept(_: Texts) -> Screen:
    return Screen(_("Thank you: our staff read it."))


def ask_reach(seat: Seat, event: Event, _: Texts) -> Screen:
    """A week later."""
    text = _("Have you passed on what you took from it? To how many people?")
    buttons = [Button(_.number(n), PassOn(seat.id, n)) for n in _TO]
    other = Button(_.label("Another number"), WriteNumber(seat.id))
    rows = (tuple(buttons[:3]), tuple(buttons[3:]), (other,))
    return Screen(paragraphs(door.title(event, _), text), rows)


def reach_kept(people: int, _: Texts) -> Screen:
    return Screen(_("Thank you. Passed on to: %(n)s", n=_.number(people)))


def no_number(_: Texts) -> Screen:
    return Screen(_("Please write a number, such as 12."))


def materials_head(event: Event, _: Texts) -> Screen:
    return Screen(paragraphs(_("📎 <b>Materials</b>"), door.title(event, _)))


# Staff


def thanked(event: Event, people: int, files: int, _: Texts) -> Screen:
    """Once, when all who came have been written to."""
    head = _.plural(
        "🙏 %(n)s person who came was thanked and asked how it was.",
        "🙏 %(n)s people who came were thanked and asked how it was.",
        n=people,
    )
    none = _("There are no materials for them yet. Please add some within a day.")
    rows = column(Button(_.label("Materials"), ShowMaterials(event.id)))
    return Screen(paragraphs(door.title(event, _), head, None if files else none), rows)


def materials(event: Event, files: Sequence[File], fresh: int, _: Texts) -> Screen:
    """`fresh` of them have not been sent."""
    told = bullets(clip(file.title, _TITLE) for file in files) if files else _("There are none.")
    buttons = [Button(_.label("Add files"), AddMaterials(event.id))]
    if fresh:
        send = _.label("Send to those who came: %(n)s", n=_.number(fresh))
        buttons.append(Button(send, SendMaterials(event.id)))
    text = paragraphs(_("📎 <b>Materials</b>"), door.title(event, _), told)
    return Screen(text, column(*buttons))


def add(event: Event, files: Sequence[File], fresh: int, _: Texts) -> Screen:
    shown_ = materials(event, files, fresh, _)
    how = _("Answer this message with files, pictures or links: they go to those who came.")
    return Screen(paragraphs(shown_.text, how), shown_.rows[1:])


def sending(_: Texts) -> str:
    return _.label("They are on their way to those who came.")


def report(held: Held, _: Texts) -> Screen:
    event = held.event
    donor = words.spoken(event.donor, _)
    text = paragraphs(
        lines(door.title(event, _), *shown.times(event, None, _)),
        Markup("<i>{}</i>").format(donor) if donor else None,
        lines(
            _("Seats: %(seats)s", seats=_.number(held.roll.taken().persons)),
            door.figures(event, held.roll, _),
        ),
        lines(*_answers(held, _)),
        _(
            "Passed on to others, as people say themselves: %(n)s. They are not among those who "
            "came.",
            n=_.number(reach(held.told)),
        ),
        _said(held, _),
    )
    buttons = [
        Button(_.label("Attendance list"), SendSheet(event.id)),
        Button(_.label("As a table"), SendReport(event.id)),
        Button(_.label("Materials"), ShowMaterials(event.id)),
        Button(_.label("Pictures: of whom not"), ShowPictures(event.id)),
        Button(_.label("News"), ShowNews(event.id)),
        Button(_.label("Write a lesson"), BeginLesson(event.id)),
    ]
    back = Button(_.label("Back"), OpenEvent(event.id))
    return Screen(text, (*in_pairs(buttons), (back,)), looked_up=True)


def _answers(held: Held, _: Texts) -> Iterator[Markup]:
    for asked, question in _QUESTIONS.items():
        one = share(held.told, asked)
        yield _(
            "%(question)s Yes: %(percent)s (%(yes)s of %(of)s)",
            question=_(question),
            percent=format_percent(one.percent / 100, locale=_.locale),
            yes=_.number(one.yes),
            of=_.number(one.of),
        )


def _said(held: Held, _: Texts) -> Markup | None:
    said = [one.words for one in held.told if one.words][-5:]
    return lines(_("Said of it:"), bullets(clip(one, 200) for one in said)) if said else None


def as_table(held: Held, _: Texts) -> TextFile:
    event, roll = held.event, held.roll
    ever, completed = roll.ever(), roll.completed(event)
    shares = {asked: share(held.told, asked) for asked in Asked}
    row = {
        "number": event.id,
        "title": words.spoken(event.title, _),
        "kind": event.kind,
        "donor": words.spoken(event.donor, _),
        "begins": event.starts_at.astimezone(event.zone).isoformat() if event.starts_at else "",
        "seats": roll.taken().persons,
        **{f"came_day_{n + 1}": roll.on(n).persons for n in range(len(event.days))},
        **{f"organisations_day_{n + 1}": roll.on(n).organisations for n in range(len(event.days))},
        "came": ever.persons,
        "organisations": ever.organisations,
        "completed": completed.persons,
        "organisations_completed": completed.organisations,
        **{f"{asked}_percent": one.percent for asked, one in shares.items()},
        **{f"{asked}_answers": one.of for asked, one in shares.items()},
        "passed_on": reach(held.told),
    }
    return sheets.table(f"report-{event.id}.csv", (row, row.values()))


def pictures(event: Event, shy: Sequence[Guest], _: Texts) -> Screen:
    """Before anything is published."""
    return Screen(
        paragraphs(_("📷 <b>Pictures</b>"), door.title(event, _), of_whom_not(shy, _)),
        looked_up=True,
    )


def of_whom_not(shy: Sequence[Guest], _: Texts) -> Markup:
    if not shy:
        return _("Everybody who came has said that pictures of them may be published.")
    told = bullets(door.named(one, _) for one in shy)
    return lines(_("No pictures of these may be published: they have not said yes."), told)
