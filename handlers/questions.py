"""A plain message is a question: an answer at once, a choice of three, or the way to a person."""

from collections.abc import Sequence

import faq
from desk.incoming import Incoming, Kind
from desk.languages import Language, written
from desk.people import Person
from desk.questions import Question
from faq.reception import Courtesy, recognise
from handlers import extras, facts, menu
from handlers.buttons import Helped, KeepLanguage, LeaveIt, TryEntry
from handlers.context import Context
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import entries as entry_views
from handlers.views import language as language_views
from handlers.views import questions as views
from handlers.views import reception

# A hit with so much of the first one's score may be what was meant.
_RIVAL = 0.7
_SHOWN = 3
_BESIDE = 2


async def ask(person: Person, incoming: Incoming, context: Context) -> None:
    """A question by a person whose language is known."""
    album = await context.questions.album(person, incoming)
    if album is not None:
        return
    language = spoken(person, incoming.plain, context)
    courtesy = _courtesy(person, incoming, language)
    if courtesy is None:
        await answer(person, await context.questions.keep(person, incoming), context)
    elif courtesy is Courtesy.NUMBER:
        question = await context.questions.keep_for_staff(person, incoming)
        _ = context.texts_of(person)
        await context.tell(
            person.id, views.send_this(question, _), answering=incoming.at.message_id
        )
    else:
        await context.tell(person.id, reception.reply(courtesy, context.house.texts(language)))


async def has_news(person: Person, incoming: Incoming, context: Context) -> bool:
    """Whether what was asked just now without an answer has one by now: staff learn quickly."""
    since = incoming.sent_at - context.house.patience.same_within
    asked = [
        question
        for question in await context.questions.lately(person, since)
        if question.plain == incoming.plain
    ]
    if not asked or asked[-1].outcome is faq.Outcome.ANSWER:
        return False
    language = spoken(person, incoming.plain, context)
    return context.house.search(incoming.plain, language).outcome is faq.Outcome.ANSWER


async def answer(person: Person, question: Question, context: Context) -> None:
    quoted = question.message_ids[0]
    if question.kind is not Kind.TEXT:
        await context.questions.unanswerable(question)
        screen = views.send_this(question, context.texts_of(person))
        await context.tell(person.id, screen, answering=quoted)
        return
    language = spoken(person, question.plain, context)
    question, found = await context.questions.answer(question, language)
    screen = await _found(person, question, found, context)
    await context.tell(person.id, screen, answering=quoted)
    if found.outcome is faq.Outcome.ANSWER:
        await extras.send(person, context.house.base().find(question.tried[-1], language), context)


async def _found(person: Person, question: Question, found: faq.Answer, context: Context) -> Screen:
    assert question.language is not None
    _ = context.house.texts(question.language)
    base = context.house.base()
    is_foreign = question.language is not _language_of(person, context)
    entries = [e for hit in found.hits if (e := base.find(hit.slug, question.language))]
    if found.outcome is faq.Outcome.ANSWER and entries:
        return await _answered(person, question, entries[0], found.hits, context)
    if found.outcome is faq.Outcome.CHOICE and entries:
        return views.did_you_mean(question, entries[:_SHOWN], is_foreign=is_foreign, _=_)
    return views.no_answer(question, is_foreign=is_foreign, _=_)


async def _answered(
    person: Person,
    question: Question,
    entry: faq.Entry,
    hits: Sequence[faq.Hit],
    context: Context,
) -> Screen:
    """The answer, with what it may have been instead, or what goes with it."""
    _ = _texts(person, question, context)
    base = context.house.base()
    slugs = dict.fromkeys((*_rivals(hits), *question.tried, *entry.related))
    found = [base.find(slug, _.language) for slug in slugs if slug != entry.slug]
    beside = [other for other in found if other is not None][:_BESIDE]
    office = await facts.of(person, _.language, context)
    filled = entry_views.fill(entry.answer, office, _)
    is_foreign = _.language is not _language_of(person, context)
    shown = views.Shown(entry, filled, extras.link(entry, context))
    return views.answer(question, shown, beside, is_foreign=is_foreign, _=_)


def _rivals(hits: Sequence[faq.Hit]) -> list[str]:
    """What may have been meant as well: close to the best hit."""
    return [hit.slug for hit in hits if hit.score >= _RIVAL * hits[0].score]


async def try_entry(pressed: Pressed, button: TryEntry, context: Context) -> None:
    question = await context.questions.of(pressed.person, button.question_id)
    _ = _texts(pressed.person, question, context)
    entry = context.house.base().find(button.slug, _.language)
    if entry is None:
        context.toast(pressed.query, entry_views.gone(_), alert=True)
        return
    is_new = entry.slug not in question.tried
    question = await context.questions.try_entry(question, entry.slug)
    hits = context.house.search(question.plain, _.language).hits
    screen = await _answered(pressed.person, question, entry, hits, context)
    await context.change(pressed.query, screen)
    if is_new:
        await extras.send(pressed.person, entry, context)


async def helped(pressed: Pressed, button: Helped, context: Context) -> None:
    question = await context.questions.of(pressed.person, button.question_id)
    question = await context.questions.helped(question)
    _ = _texts(pressed.person, question, context)
    context.toast(pressed.query, views.glad(_))
    await context.change(pressed.query, await left_to_read(pressed.person, question, context))


async def left_to_read(person: Person, question: Question, context: Context) -> Screen:
    """The answer that was tried last, without buttons that have had their turn."""
    _ = _texts(person, question, context)
    entry = context.house.base().find((question.tried or ("",))[-1], _.language)
    office = await facts.of(person, _.language, context)
    filled = entry_views.fill(entry.answer, office, _) if entry else ""
    return views.left_to_read(entry, filled, _)


async def leave(pressed: Pressed, button: LeaveIt, context: Context) -> None:
    await context.questions.of(pressed.person, button.question_id)
    await context.change(pressed.query, views.left(context.texts_of(pressed.person)))


async def keep_language(pressed: Pressed, button: KeepLanguage, context: Context) -> None:
    """The language that somebody wrote in becomes the one that they are written to in."""
    question = await context.questions.of(pressed.person, button.question_id)
    if question.language is None:
        context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))
        return
    person = await context.people.speak(pressed.person, question.language)
    context.toast(pressed.query, views.kept(context.texts_of(person)))
    await menu.show(person, context)
    found = context.house.search(question.plain, question.language)
    entry = context.house.base().find((question.tried or ("",))[-1], question.language)
    if entry is not None:
        screen = await _answered(person, question, entry, found.hits, context)
    else:
        screen = await _found(person, question, found, context)
    await context.change(pressed.query, screen)


def is_danger(person: Person, incoming: Incoming, context: Context) -> bool:
    """Somebody's life may be at stake. Before a language is known, all are read."""
    language = spoken(person, incoming.plain, context)
    known = [person.language, language, Language.EN] if person.language else list(Language)
    return recognise(incoming.plain, known) is Courtesy.DANGER


def _courtesy(person: Person, incoming: Incoming, language: Language) -> Courtesy | None:
    if incoming.kind is not Kind.TEXT:
        return None
    return recognise(incoming.plain, (language, person.language or language))


def spoken(person: Person, text: str, context: Context) -> Language:
    """The language that a message is in."""
    return written(text, _language_of(person, context), context.house.likelihoods(text))


def _language_of(person: Person, context: Context) -> Language:
    return context.texts_of(person).language


def _texts(person: Person, question: Question, context: Context) -> Texts:
    return context.house.texts(question.language or _language_of(person, context))


ROUTES = (
    on_press(Helped, helped),
    on_press(TryEntry, try_entry),
    on_press(LeaveIt, leave),
    on_press(KeepLanguage, keep_language),
)
