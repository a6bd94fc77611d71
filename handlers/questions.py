"""A plain message is a question: an answer at once, a choice of three, or the way to a person."""

from desk.incoming import Incoming, Kind
from desk.people import Person
from desk.questions import Question
from faq import Entry, Outcome
from handlers.buttons import Helped, LeaveIt, TryEntry
from handlers.context import Context
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.views import entries
from handlers.views import questions as views


async def ask(person: Person, incoming: Incoming, context: Context) -> None:
    """A question by a person whose language is known."""
    album = await context.questions.album(person, incoming)
    if album is None:
        await answer(person, await context.questions.keep(person, incoming), context)


async def answer(person: Person, question: Question, context: Context) -> None:
    _ = context.texts_of(person)
    quoted = question.message_ids[0]
    if question.kind is not Kind.TEXT:
        await context.questions.unanswerable(question)
        await context.tell(person.id, views.send_this(question, _), answering=quoted)
        return
    question, slugs = await context.questions.answer(question, _.language)
    await context.tell(person.id, _found(question, slugs, person, context), answering=quoted)


def _found(question: Question, slugs: tuple[str, ...], person: Person, context: Context) -> Screen:
    _ = context.texts_of(person)
    base = context.house.base()
    found = [entry for slug in slugs if (entry := base.find(slug, _.language))]
    if question.outcome is Outcome.FOUND and found:
        return views.answer(question, found[0], _filled(found[0], person, context), _)
    if question.outcome is Outcome.UNSURE and found:
        return views.did_you_mean(question, found, _)
    return views.no_answer(question, _)


async def try_entry(pressed: Pressed, button: TryEntry, context: Context) -> None:
    question = await context.questions.of(pressed.person, button.question_id)
    _ = context.texts_of(pressed.person)
    entry = context.house.base().find(button.slug, _.language)
    if entry is None:
        context.toast(pressed.query, entries.gone(_), alert=True)
        return
    question = await context.questions.try_entry(question, entry.slug)
    filled = _filled(entry, pressed.person, context)
    await context.change(pressed.query, views.answer(question, entry, filled, _))


async def helped(pressed: Pressed, button: Helped, context: Context) -> None:
    question = await context.questions.of(pressed.person, button.question_id)
    question = await context.questions.helped(question)
    _ = context.texts_of(pressed.person)
    entry = context.house.base().find((question.tried or ("",))[-1], _.language)
    filled = _filled(entry, pressed.person, context) if entry else ""
    context.toast(pressed.query, views.glad(_))
    await context.change(pressed.query, views.helped(entry, filled, _))


async def leave(pressed: Pressed, button: LeaveIt, context: Context) -> None:
    await context.questions.of(pressed.person, button.question_id)
    await context.change(pressed.query, views.left(context.texts_of(pressed.person)))


def _filled(entry: Entry, person: Person, context: Context) -> str:
    return entries.fill(entry.answer, context.house.placeholders, context.texts_of(person))


ROUTES = (
    on_press(Helped, helped),
    on_press(TryEntry, try_entry),
    on_press(LeaveIt, leave),
)
