"""Staff mend the knowledge base by what it could not answer: /gaps, and the buttons there."""

from dataclasses import replace

import faq
from desk.gaps import Draft, Group, NoSuchGap, NotReady, TooLong
from desk.incoming import Kind
from desk.languages import WRITTEN
from desk.messages import Author
from desk.ticket import Ticket
from handlers import relay, staff_group
from handlers.buttons import (
    ChooseTopic,
    DropDraft,
    FindEntry,
    LearnFor,
    ListGaps,
    NewEntry,
    NoGap,
    OpenGap,
    Publish,
    PutIn,
    Unlearn,
    Withdraw,
    WriteAnswer,
    WriteTitle,
)
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import gaps as views
from handlers.views.html import plain

_NEAREST = 3
_FALLBACK_TOPIC = "support-line"


async def command(said: Said, context: Context) -> None:
    """In a request's topic, what that request asked; elsewhere, all that was not answered."""
    ticket = await staff_group.here(said.message, context)
    if ticket is None:
        await staff_group.tell(said, await _list(context), context)
        return
    group = None if ticket.urgent or ticket.sensitive else await _asked(ticket, context)
    if group is None:  # a cry for help is no wording of an entry
        await staff_group.tell(said, views.nothing_here(context.house.staff_texts), context)
        return
    await staff_group.tell(said, _one(group, context), context)


async def _asked(ticket: Ticket, context: Context) -> Group | None:
    try:
        return await context.gaps.of_ticket(ticket.id, ticket.language)
    except NoSuchGap:
        return None


async def all_(pressed: Pressed, _button: ListGaps, context: Context) -> None:
    await context.change(pressed.query, await _list(context))


async def open_(pressed: Pressed, button: OpenGap, context: Context) -> None:
    await context.change(pressed.query, _one(await context.gaps.group(button.question_id), context))


async def learn(pressed: Pressed, button: LearnFor, context: Context) -> None:
    group = await context.gaps.group(button.question_id)
    entry = _entry(button.slug, context)
    texts = await context.gaps.learn(group, button.slug, pressed.person.id, context.now)
    made = _begun(pressed, group, context)
    await context.gaps.keep(replace(made, slug=button.slug, phrasings=texts))
    await context.change(pressed.query, views.learnt(entry, texts, context.house.staff_texts))


async def unlearn(pressed: Pressed, _button: Unlearn, context: Context) -> None:
    made = await _draft(pressed, context)
    if made.slug is None:
        raise NoSuchGap
    await context.gaps.unlearn(made)
    await context.change(pressed.query, await _list(context))


async def no_gap(pressed: Pressed, button: NoGap, context: Context) -> None:
    await context.gaps.dismiss(await context.gaps.group(button.question_id))
    await context.change(pressed.query, await _list(context))


async def find(pressed: Pressed, button: FindEntry, context: Context) -> None:
    group = await context.gaps.group(button.question_id)
    await context.gaps.keep(replace(_begun(pressed, group, context), awaiting="entry"))
    await context.change(pressed.query, views.find(group, context.house.staff_texts))


async def begin(pressed: Pressed, button: NewEntry, context: Context) -> None:
    """An entry from the question, and from the reply that staff gave to it."""
    group = await context.gaps.group(button.question_id)
    made = _begun(pressed, group, context).answering(await _replied(group, context))
    await keep(pressed, made, context)


async def write_title(pressed: Pressed, _button: WriteTitle, context: Context) -> None:
    await _await(pressed, "title", context)


async def write_answer(pressed: Pressed, _button: WriteAnswer, context: Context) -> None:
    await _await(pressed, "answer", context)


async def choose_topic(pressed: Pressed, _button: ChooseTopic, context: Context) -> None:
    await _draft(pressed, context)
    _ = context.house.staff_texts
    await context.change(pressed.query, views.topics(context.house.base().topics(_.language), _))


async def put_in(pressed: Pressed, button: PutIn, context: Context) -> None:
    made = await _draft(pressed, context)
    topics = {topic.slug for topic in context.house.base().topics(made.language)}
    topic = button.topic if button.topic in topics else made.topic
    await keep(pressed, replace(made, topic=topic), context)


async def publish(pressed: Pressed, _button: Publish, context: Context) -> None:
    _ = context.house.staff_texts
    made = await _draft(pressed, context)
    if made.slug is not None:
        raise NoSuchGap(made.id)
    taken = {entry.slug for entry in context.house.base().entries}
    try:
        entry = await context.gaps.publish(made, taken, pressed.person.id, context.now)
    except NotReady:
        context.toast(pressed.query, views.not_ready(_), alert=True)
        return
    missing = [name for name in WRITTEN if not faq.same_language(name, entry.language)]
    await context.change(pressed.query, views.published(made, missing, _))


async def withdraw(pressed: Pressed, _button: Withdraw, context: Context) -> None:
    made = await _draft(pressed, context)
    if made.slug is None:
        raise NoSuchGap(made.id)
    await keep(pressed, await context.gaps.withdraw(made), context)


async def drop(pressed: Pressed, _button: DropDraft, context: Context) -> None:
    await context.gaps.drop(await _draft(pressed, context))
    await context.change(pressed.query, await _list(context))


async def answered(said: Said, made: Draft, context: Context) -> None:
    """Staff answered the message of a draft: it never goes to a member."""
    _ = context.house.staff_texts
    words = incoming(said.message, Kind.TEXT)
    if made.awaiting is None or made.slug is not None or not words.plain.strip():
        await staff_group.tell(said, views.press_first(_), context)
        return
    if made.awaiting == "entry":
        await _show_found(made, words.plain, context)
        return
    try:
        made = await context.gaps.keep(made.written(words.plain))
    except TooLong as error:
        await staff_group.tell(said, views.too_long(error.most, _), context)
        return
    await relay.edit_in_group(context, made.message_id, _draft_screen(made, context))
    await staff_group.done(said, context)


async def _show_found(made: Draft, words: str, context: Context) -> None:
    _ = context.house.staff_texts
    hits = [
        *context.house.search(words, made.language).hits,
        *context.house.search(words, _.language).hits,
    ]
    slugs = list(dict.fromkeys(hit.slug for hit in hits))[: 2 * _NEAREST]
    entries = [e for slug in slugs if (e := context.house.base().find(slug, _.language))]
    group = await context.gaps.group(made.question_ids[0])
    await relay.edit_in_group(context, made.message_id, views.found(group, entries, _))


async def _await(pressed: Pressed, what: str, context: Context) -> None:
    made = await _draft(pressed, context)
    await keep(pressed, replace(made, awaiting=what), context)


async def keep(pressed: Pressed, made: Draft, context: Context) -> None:
    """The pressed message shows it from now on."""
    made = await context.gaps.keep(made)
    await context.change(pressed.query, _draft_screen(made, context))


async def _list(context: Context) -> Screen:
    _ = context.house.staff_texts
    base = context.house.base()
    added = {entry.slug for entry in (await context.gaps.additions()).entries}
    untranslated = [
        found.title
        for slug in sorted(added)
        if (found := base.find(slug, _.language)) and any(not base.get(slug, n) for n in WRITTEN)
    ]
    worst = [
        replace(tally, title=entry.title)
        for tally in await context.gaps.worst()
        if (entry := base.find(tally.slug, _.language))
    ]
    return views.listed(await context.gaps.groups(), untranslated, worst, _)


def _one(group: Group, context: Context) -> Screen:
    _ = context.house.staff_texts
    base = context.house.base()
    hits = _searched(group, context).hits
    nearest = [e for hit in hits[:_NEAREST] if (e := base.find(hit.slug, _.language))]
    slugs = dict.fromkeys(slug for question in group.questions for slug in question.tried)
    tried = [entry for slug in slugs if (entry := base.find(slug, _.language))]
    return views.one(group, nearest, tried, _)


def _draft_screen(made: Draft, context: Context) -> Screen:
    _ = context.house.staff_texts
    topics = {topic.slug: topic.title for topic in context.house.base().topics(_.language)}
    return views.draft(made, topics.get(made.topic, made.topic), _)


async def _draft(pressed: Pressed, context: Context) -> Draft:
    """What the pressed message shows. Raises NoSuchGap."""
    message = pressed.query.message
    made = await context.gaps.draft(message.message_id, context.group) if message else None
    if made is None:
        raise NoSuchGap
    return made


def _begun(pressed: Pressed, group: Group, context: Context) -> Draft:
    """Raises NoSuchGap for a message too old to be told apart."""
    message = pressed.query.message
    if message is None:
        raise NoSuchGap(group.id)
    found = _searched(group, context)
    is_near = found.outcome is not faq.Outcome.NONE
    nearest = context.house.base().find(found.hits[0].slug, group.language) if is_near else None
    topic = nearest.topic if nearest else _FALLBACK_TOPIC
    begun = Draft.begun(group, topic, message.message_id, context.now)
    return replace(begun, group_name=context.group)


def _searched(group: Group, context: Context) -> faq.Answer:
    if not group.texts:
        return faq.Answer(faq.Outcome.NONE)
    return context.house.search(group.texts[0], group.language)


async def _replied(group: Group, context: Context) -> str:
    """The last words that staff wrote to whoever asked."""
    for ticket_id in dict.fromkeys(q.ticket_id for q in group.questions if q.ticket_id):
        ticket = await context.tickets.look(ticket_id)
        for message in reversed(await context.messages.last(ticket)):
            if message.author is Author.STAFF and message.kind is Kind.TEXT:
                return plain(message.html)
    return ""


def _entry(slug: str, context: Context) -> faq.Entry:
    """Raises NoSuchGap."""
    entry = context.house.base().find(slug, context.house.staff_language)
    if entry is None:
        raise NoSuchGap(slug)
    return entry


ROUTES = (
    OnCommand(("gaps",), command, Side.STAFF),
    on_press(ListGaps, all_, Side.STAFF),
    on_press(OpenGap, open_, Side.STAFF),
    on_press(LearnFor, learn, Side.STAFF),
    on_press(Unlearn, unlearn, Side.STAFF),
    on_press(NoGap, no_gap, Side.STAFF),
    on_press(FindEntry, find, Side.STAFF),
    on_press(NewEntry, begin, Side.STAFF),
    on_press(WriteTitle, write_title, Side.STAFF),
    on_press(WriteAnswer, write_answer, Side.STAFF),
    on_press(ChooseTopic, choose_topic, Side.STAFF),
    on_press(PutIn, put_in, Side.STAFF),
    on_press(Publish, publish, Side.STAFF),
    on_press(Withdraw, withdraw, Side.STAFF),
    on_press(DropDraft, drop, Side.STAFF),
)
