"""The words around an answer: found, perhaps one of these, or none."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

import faq
from desk.questions import Question
from handlers.buttons import Helped, KeepLanguage, LeaveIt, SendOn, TryEntry
from handlers.screen import Button, Screen, column
from handlers.texts import Texts
from handlers.views.entries import body, flow, share


class Shown(NamedTuple):
    """An entry, its answer with the office's facts filled in, and the address that opens it."""

    entry: faq.Entry
    filled: str
    link: str


def answer(
    question: Question, shown: Shown, beside: Sequence[faq.Entry], *, is_foreign: bool, _: Texts
) -> Screen:
    """`beside` are what may have been meant instead; `is_foreign`: not in the person's language."""
    rows = (
        (Button(_.label("This helped"), Helped(question.id)), share(shown.entry, shown.link, _)),
        (Button(_.label("Talk to a person"), SendOn(question.id)),),
        *flow(shown.entry, _),
        *column(*(_title(question, entry) for entry in beside)),
    )
    if is_foreign:
        rows = (*rows, (_keep(question, _),))
    return Screen(body(shown.entry, shown.filled, _), rows)


def did_you_mean(
    question: Question, entries: Sequence[faq.Entry], *, is_foreign: bool, _: Texts
) -> Screen:
    titles = [Button(entry.title, TryEntry(question.id, entry.slug)) for entry in entries]
    last = [_keep(question, _)] if is_foreign else []
    return Screen(
        _("I am not sure what you mean. Did you mean one of these?"),
        column(*titles, _send_on(question, _), *last),
    )


def no_answer(question: Question, *, is_foreign: bool, _: Texts) -> Screen:
    text = _("I have no answer to this. Our staff can answer you here, if you send it to them.")
    last = [_keep(question, _)] if is_foreign else []
    return Screen(text, column(_send_on(question, _), *last))


def send_this(question: Question, _: Texts) -> Screen:
    """A picture, a file, a voice: nobody's until the person says whose."""
    return Screen(
        _("Send this to the support line?"),
        column(_send_on(question, _), Button(_.label("Do not send"), LeaveIt(question.id))),
    )


def left(_: Texts) -> Screen:
    return Screen(_("Not sent. Write your question in your own words whenever you like."))


def left_to_read(entry: faq.Entry | None, filled: str, _: Texts) -> Screen:
    """The answer stays readable, without its buttons."""
    return Screen(body(entry, filled, _) if entry else Markup(glad(_)))  # noqa: S704 - ours


def glad(_: Texts) -> str:
    return _.label("Glad it helped!")


def kept(_: Texts) -> str:
    """Said in the language that was chosen; its name is in the text of each catalogue."""
    return _.label("Good. From now on I write to you in English.")


def _title(question: Question, entry: faq.Entry) -> Button:
    return Button(f"› {entry.title}", TryEntry(question.id, entry.slug))


def _keep(question: Question, _: Texts) -> Button:
    return Button(_.label("Always write to me in English"), KeepLanguage(question.id))


def _send_on(question: Question, _: Texts) -> Button:
    return Button(_.label("Send it to the support line"), SendOn(question.id))
