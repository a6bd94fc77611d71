"""A topic is proposed: words, what there is of it already, its theme, with or without a name.

What has been written is a draft at once, so that it may be gone on with days later.
"""

from collections.abc import Mapping, Sequence

import faq
from desk.errors import NotYours
from desk.events.alike import alike, named
from desk.events.event import Standing
from desk.events.events import NoSuchEvent
from desk.events.themes import Theme
from desk.events.topic import (
    MOST_WORDS,
    OF_EVENTS,
    NoSuchTopic,
    Topic,
    TopicKind,
    TopicStanding,
    TopicStandsElsewise,
)
from desk.incoming import Incoming
from desk.people import Person
from desk.profile import Field
from handlers import questions
from handlers.context import Context
from handlers.events import topic_desk
from handlers.events.demand_buttons import (
    ChooseTheme,
    DropTopic,
    GoOn,
    PostTopic,
    Propose,
    PutTheme,
    SupportInstead,
    WithName,
)
from handlers.events.topics import listed, organisation_of
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.events import proposing as views
from handlers.views.events import topics as list_views
from handlers.views.events.words import theme_names

_TOPICS, _ENTRIES = 3, 2  # that are shown before the same is posted once more
_FIELDS: Mapping[TopicKind, Field] = {
    TopicKind.TOPIC: Field.TOPIC,
    TopicKind.CAUSE: Field.CAUSE,
    TopicKind.IDEA: Field.IDEA,
    TopicKind.PROBLEM: Field.PROBLEM,
}
_KINDS = {field: kind for kind, field in _FIELDS.items()}


async def begin(pressed: Pressed, button: Propose, context: Context) -> None:
    if button.kind not in list(TopicKind):
        raise NotYours(button.event_id)
    kind = TopicKind(button.kind)
    await _check(kind, button.event_id, context)
    field = _FIELDS[kind]
    person = await context.people.expect_about(pressed.person, field, context.now, button.event_id)
    screen = views.write(kind, button.event_id, context.texts_of(person))
    await context.change(pressed.query, screen)


async def _check(kind: TopicKind, event_id: int, context: Context) -> None:
    """Ideas and problems are brought to an event that is on, all else to none. Raises NotYours."""
    if (kind in OF_EVENTS) != bool(event_id):
        raise NotYours(event_id)
    if event_id:
        try:
            event = await context.events.get(event_id)
        except NoSuchEvent:
            raise NotYours(event_id) from None
        if event.standing is not Standing.PUBLISHED:
            raise NotYours(event_id)


async def told(person: Person, incoming: Incoming, context: Context) -> bool:
    """What was asked for after a button; always True: it is nothing else."""
    awaiting = person.awaiting
    assert awaiting is not None
    assert awaiting.field is not None
    _ = context.texts_of(person)
    text = " ".join(incoming.plain.split())
    if not any(map(str.isalnum, text)) or len(text) > MOST_WORDS:
        await context.tell(person.id, views.not_so(_))
        return True
    kind, event_id = _KINDS[awaiting.field], awaiting.about_id or None
    person = await context.people.tell(person)
    language = questions.spoken(person, text, context)
    guessed = themes_in(text, _)
    draft = await context.topics.begin(
        Topic(
            0,
            kind,
            text,
            faq.fold(text),
            language.telegram_code,
            TopicStanding.DRAFT,
            context.now,
            author_id=person.id,
            event_id=event_id,
            theme=guessed[0] if guessed else None,
        )
    )
    topics = await _like(draft, context)
    entries = [] if event_id else _entries(text, language, context)
    there = bool(topics or entries)
    shown = views.is_it_one(draft, topics, entries, _) if there else views.confirm(draft, _)
    await context.tell(person.id, shown)
    return True


async def _like(draft: Topic, context: Context) -> list[Topic]:
    """Of the same sort and event: one vote more is worth more than one topic more."""
    there = [one.topic for one in await context.topics.open(draft.event_id)]
    known = {topic.id: topic for topic in there if topic.kind is draft.kind}
    found = alike(draft.words, {number: one.words for number, one in known.items()}, _TOPICS)
    return [known[number] for number in found]


def _entries(text: str, language: str, context: Context) -> Sequence[faq.Entry]:
    """What the knowledge base would have answered."""
    found = context.house.search(text, language)
    if found.outcome is faq.Outcome.NONE:
        return []
    base = context.house.base()
    entries = [base.find(hit.slug, language) for hit in found.hits[:_ENTRIES]]
    return [entry for entry in entries if entry is not None]


def themes_in(text: str, _: Texts) -> list[Theme]:
    """Those that the words name, the best guess first."""
    return named(text, theme_names(_))


# A draft of one's own; who has posted or dropped it is told that the button is old


async def go_on(pressed: Pressed, button: GoOn, context: Context) -> None:
    draft = await context.topics.own_draft(button.topic_id, pressed.person.id)
    await context.change(pressed.query, views.confirm(draft, context.texts_of(pressed.person)))


async def support_instead(pressed: Pressed, button: SupportInstead, context: Context) -> None:
    person = pressed.person
    draft = await context.topics.own_draft(button.topic_id, person.id)
    _ = context.texts_of(person)
    try:
        await context.topics.add_support(
            button.other_id, person.id, await organisation_of(person, context), context.now
        )
    except NoSuchTopic:
        raise NotYours(button.other_id) from None
    except TopicStandsElsewise as error:
        context.toast(pressed.query, list_views.stands_elsewise(error.topic, _), alert=True)
        await context.change(pressed.query, views.confirm(draft, _))
        return
    await context.topics.drop(draft.id, person.id)
    other = await context.topics.look(button.other_id)
    await context.change(pressed.query, views.counted_instead(other, _))


async def choose_theme(pressed: Pressed, button: ChooseTheme, context: Context) -> None:
    draft = await context.topics.own_draft(button.topic_id, pressed.person.id)
    _ = context.texts_of(pressed.person)
    await context.change(pressed.query, views.choose_theme(draft, themes_in(draft.words, _), _))


async def put_theme(pressed: Pressed, button: PutTheme, context: Context) -> None:
    if button.theme not in {"", *Theme}:
        raise NotYours(button.topic_id)
    theme = Theme(button.theme) if button.theme else None
    await _changed(pressed, button.topic_id, context, theme=theme)


async def with_name(pressed: Pressed, button: WithName, context: Context) -> None:
    await _changed(pressed, button.topic_id, context, anonymous=not button.named)


async def _changed(
    pressed: Pressed, topic_id: int, context: Context, **parts: Theme | bool | None
) -> None:
    draft = await context.topics.change(topic_id, pressed.person.id, **parts)
    await context.change(pressed.query, views.confirm(draft, context.texts_of(pressed.person)))


async def post(pressed: Pressed, button: PostTopic, context: Context) -> None:
    person = pressed.person
    draft = await context.topics.own_draft(button.topic_id, person.id)
    await _check(draft.kind, draft.event_id or 0, context)
    topic = await context.topics.post(
        draft.id, person.id, await organisation_of(person, context), context.now
    )
    await context.change(pressed.query, views.posted(topic, context.texts_of(person)))
    await topic_desk.announce(topic, person, context)


async def drop(pressed: Pressed, button: DropTopic, context: Context) -> None:
    await context.topics.drop(button.topic_id, pressed.person.id)
    context.toast(pressed.query, views.thrown_away(context.texts_of(pressed.person)))
    screen: Screen = await listed(pressed.person, list_views.ALL, 0, context)
    await context.change(pressed.query, screen)


ROUTES: tuple[OnPress, ...] = (
    on_press(Propose, begin),
    on_press(GoOn, go_on),
    on_press(SupportInstead, support_instead),
    on_press(ChooseTheme, choose_theme),
    on_press(PutTheme, put_theme),
    on_press(WithName, with_name),
    on_press(PostTopic, post),
    on_press(DropTopic, drop),
)
