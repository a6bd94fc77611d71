"""The words around an answer: found, perhaps one of these, or none."""

from collections.abc import Sequence

from markupsafe import Markup

import faq
from desk.questions import Question
from handlers.buttons import Helped, LeaveIt, SendOn, TryEntry
from handlers.screen import Button, Screen, column
from handlers.texts import Texts
from handlers.views.entries import body


def answer(question: Question, entry: faq.Entry, filled: str, _: Texts) -> Screen:
    return Screen(
        body(entry, filled),
        column(
            Button(_.label("This helped"), Helped(question.id)),
            Button(_.label("Talk to a person"), SendOn(question.id)),
        ),
    )


def did_you_mean(question: Question, entries: Sequence[faq.Entry], _: Texts) -> Screen:
    titles = [Button(entry.title, TryEntry(question.id, entry.slug)) for entry in entries]
    return Screen(
        _("I am not sure what you mean. Did you mean one of these?"),
        column(*titles, _send_on(question, _)),
    )


def no_answer(question: Question, _: Texts) -> Screen:
    text = _("I have no answer to this. Our staff can answer you here, if you send it to them.")
    return Screen(text, column(_send_on(question, _)))


def send_this(question: Question, _: Texts) -> Screen:
    """A picture, a file, a voice: nobody's until the person says whose."""
    return Screen(
        _("Send this to the support line?"),
        column(_send_on(question, _), Button(_.label("Do not send"), LeaveIt(question.id))),
    )


def left(_: Texts) -> Screen:
    return Screen(_("Not sent. Write your question in your own words whenever you like."))


def helped(entry: faq.Entry | None, filled: str, _: Texts) -> Screen:
    """The answer stays readable, without its buttons."""
    thanks = glad(_)
    if entry is None:
        return Screen(Markup(thanks))  # noqa: S704 - from the catalogue
    return Screen(body(entry, filled))


def glad(_: Texts) -> str:
    return _.label("Glad it helped!")


def _send_on(question: Question, _: Texts) -> Button:
    return Button(_.label("Send it to the support line"), SendOn(question.id))
