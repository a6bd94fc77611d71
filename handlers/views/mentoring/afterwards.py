"""After a session: three short questions, words of one's own, and the mentor's notes."""

from collections.abc import Mapping

from markupsafe import Markup

from desk.mentoring.accounts import Question
from desk.mentoring.attending import As
from desk.mentoring.notes import Note
from handlers.mentoring.plan_buttons import PlanOfSession
from handlers.mentoring.session_buttons import (
    Answer,
    EndNotes,
    MoveIt,
    NobodyCame,
    OpenSession,
    ShowSessions,
    WriteNotes,
    WriteRemark,
)
from handlers.screen import Button, Rows, Screen, column, lines, paragraphs
from handlers.texts import N_, Texts
from handlers.views.mentoring import session
from handlers.views.mentoring.session import Seen

_QUESTIONS: Mapping[Question, str] = {
    Question.USEFUL: N_("How useful was it? 1 is not at all, 5 is very."),
    Question.AGREED: N_("Did you agree on next steps?"),
    Question.ANOTHER: N_("Would you like another session?"),
}
_ALL = len(Question)


def ask(seen: Seen, question: Question, _: Texts) -> Screen:
    head = _("<b>How was the session?</b>")
    place = list(Question).index(question) + 1
    number = _("Question %(n)s of %(all)s", n=_.number(place), all=_.number(_ALL))
    text = paragraphs(lines(head, _short(seen, _)), lines(number, _(_QUESTIONS[question])))
    first = question is Question.USEFUL
    missed = Button(_.label("The other side did not come"), NobodyCame(seen.booking.id))
    plan = [(_plan(seen, _),)] if question is Question.AGREED else []
    return Screen(text, (*_answers(seen, question, _), *plan, *([(missed,)] if first else [])))


def _plan(seen: Seen, _: Texts) -> Button:
    return Button(_.label("Plan"), PlanOfSession(seen.booking.id))


def _answers(seen: Seen, question: Question, _: Texts) -> Rows:
    number = seen.booking.id
    if question is Question.USEFUL:
        grades = range(1, 6)
        return (
            tuple(Button(_.number(grade), Answer(number, question, grade)) for grade in grades),
        )
    yes = Button(_.label("Yes"), Answer(number, question, 1))
    no = Button(_.label("No"), Answer(number, question, 0))
    return ((yes, no),)


def thanks(seen: Seen, _: Texts) -> Screen:
    """All that can be done about it now."""
    number = seen.booking.id
    text = paragraphs(_("<b>Thank you.</b>"), _short(seen, _))
    buttons = [Button(_.label("Add a few words"), WriteRemark(number))]
    if seen.role is As.MENTOR:
        buttons.append(Button(_.label("Write notes"), WriteNotes(number, 0)))
    else:
        buttons.append(Button(_.label("Next session"), MoveIt(number)))
    buttons.append(_plan(seen, _))
    return Screen(text, column(*buttons, Button(_.label("All my sessions"), ShowSessions())))


def _short(seen: Seen, _: Texts) -> Markup:
    told = session.time_of(seen.booking, seen, _)
    return Markup("{} · {}").format(told, seen.other) if seen.other else Markup("{}").format(told)


def write_remark(seen: Seen, _: Texts) -> Screen:
    text = _("Please write it in one message. The coordinator of the mentors reads it.")
    return Screen(text, column(Button(_.label("Back"), OpenSession(seen.booking.id))))


def remark_kept(_: Texts) -> Screen:
    button = Button(_.label("All my sessions"), ShowSessions())
    return Screen(_("<b>Thank you.</b> We have kept your words."), column(button))


# Notes of the mentor's


def write_notes(seen: Seen, *, is_private: bool, _: Texts) -> Screen:
    number = seen.booking.id
    is_ahead = seen.now < seen.booking.starts_at
    end = Button(_.label("That is all"), EndNotes(number))
    if is_private:
        text = _(
            "<b>Notes for yourself.</b> Write them now, files too, in as many messages as you "
            "like. Nobody else reads them."
        )
        other = Button(_.label("Notes for the member"), WriteNotes(number, 0))
    elif is_ahead:
        text = _(
            "Write to the member now, files too, in as many messages as you like: a link for the "
            "call, or what to prepare. They read each of them at once."
        )
        other = Button(_.label("Notes for yourself"), WriteNotes(number, 1))
    else:
        text = _(
            "<b>Notes for the member.</b> Write them now, files too, in as many messages as you "
            "like. They read each of them at once, and before the next session again."
        )
        other = Button(_.label("Notes for yourself"), WriteNotes(number, 1))
    return Screen(paragraphs(text, _short(seen, _)), column(other, end))


def note(of: Note, seen: Seen, _: Texts) -> Screen:
    """As the member reads it; a file follows."""
    told = session.time_of(seen.booking, seen, _)
    head = _("<b>From your mentor</b> · %(name)s · %(when)s", name=seen.mentor.name, when=told)
    words = Markup(of.html) if of.html else None  # noqa: S704 - Telegram's own HTML
    return Screen(paragraphs(head, words))
