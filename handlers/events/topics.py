"""/topics: what people want to talk about or bring to a forum, the most wanted first."""

import re
from collections import Counter

from desk.errors import NotYours
from desk.events.event import Standing
from desk.events.events import NoSuchEvent
from desk.events.themes import Theme
from desk.events.topic import (
    Counting,
    NoSuchTopic,
    Topic,
    TopicStandsElsewise,
)
from desk.people import Person
from handlers.context import Context
from handlers.events.demand_buttons import FilterTopics, ShowTopics, Support
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.events import topics as views
from handlers.views.events import words
from handlers.views.events.demand_data import Wishes

_OF_EVENT = re.compile(r"e([1-9][0-9]{0,11})")


async def command(said: Said, context: Context) -> None:
    person = await context.people.tell(said.person)
    await context.tell(person.id, await listed(person, views.ALL, 0, context))


async def show(pressed: Pressed, button: ShowTopics, context: Context) -> None:
    """Nothing is awaited any more."""
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await listed(person, button.of, button.page, context))


async def listed(person: Person, of: str, page: int, context: Context) -> Screen:
    """Raises NotYours."""
    _ = context.texts_of(person)
    topics = context.topics
    supported = await topics.supported_by(person.id)
    own = {topic.id for topic in (await topics.of(person.id))[0]}
    draft = await topics.draft_of(person.id)
    if found := _OF_EVENT.fullmatch(of):
        event_id = int(found[1])
        try:
            event = await context.events.get(event_id)
        except NoSuchEvent:
            raise NotYours(event_id) from None
        if event.published_at is None:
            raise NotYours(event_id)
        wanted = await topics.open(event_id)
        shown = views.Listed(
            wanted,
            of,
            page,
            supported,
            own,
            topics.counting,
            title=words.spoken(event.title, _),
            event_id=event_id,
            takes=event.standing is Standing.PUBLISHED,
            draft=draft,
        )
        return views.listed(shown, _)
    theme = Theme(of) if of in set(Theme) else None
    shown = views.Listed(
        await topics.open(None, theme),
        theme or views.ALL,
        page,
        supported,
        own,
        topics.counting,
        theme=theme,
        draft=draft,
        votes=len(await context.ballots.running(context.now)),
    )
    return views.listed(shown, _)


async def filter_(pressed: Pressed, _button: FilterTopics, context: Context) -> None:
    found = Counter(one.topic.theme for one in await context.topics.open(None))
    counts = {theme: found[theme] for theme in Theme if found[theme]}
    await context.change(pressed.query, views.themes(counts, context.texts_of(pressed.person)))


async def support(pressed: Pressed, button: Support, context: Context) -> None:
    person = pressed.person
    _ = context.texts_of(person)
    organisation_id = await organisation_of(person, context)
    try:
        is_so = await context.topics.support(
            button.topic_id, person.id, organisation_id, context.now
        )
    except NoSuchTopic:
        raise NotYours(button.topic_id) from None
    except TopicStandsElsewise as error:
        context.toast(pressed.query, views.stands_elsewise(error.topic, _), alert=True)
    else:
        by_organisation = context.topics.counting is Counting.ORGANISATION
        if is_so and by_organisation and organisation_id is None:
            context.toast(pressed.query, views.counts_for_none(_), alert=True)
        else:
            context.toast(pressed.query, views.supported(_, is_so=is_so))
    await context.change(pressed.query, await listed(person, button.of, button.page, context))


async def organisation_of(person: Person, context: Context) -> int | None:
    """The one that they told first."""
    known = await context.organisations.of(person)
    return known[0].organisation.id if known else None


async def author_of(topic: Topic, context: Context) -> Person | None:
    """Where it is known, and they can be reached."""
    known = None if topic.author_id is None else await context.people.look(topic.author_id)
    return known if known is not None and known.reachable else None


async def wishes(person: Person, context: Context) -> Wishes:
    """All that is held of what they want."""
    proposed, votes = await context.topics.of(person.id)
    supported = [await context.topics.look(vote.topic_id) for vote in votes]
    papers = [
        (paper, await context.ballots.look(paper.ballot_id))
        for paper in await context.ballots.papers_of(person.id)
    ]
    return Wishes(proposed, supported, papers)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("topics", *menus.TOPICS), command),
    on_press(ShowTopics, show),
    on_press(FilterTopics, filter_),
    on_press(Support, support),
)
