"""Reading the knowledge base by topic, or by a link to one of its entries."""

import faq
from desk.people import Person
from handlers import extras, facts, tickets
from handlers.buttons import AskAbout, BrowseTopic, BrowseTopics, ReadEntry
from handlers.context import Context
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import entries as views
from handlers.views import menus


async def topics(said: Said, context: Context) -> None:
    _ = context.texts_of(said.person)
    found = context.house.base().topics(_.language)
    await context.tell(said.person.id, views.topics(found, _))


async def browse(pressed: Pressed, _button: BrowseTopics, context: Context) -> None:
    _ = context.texts_of(pressed.person)
    found = context.house.base().topics(_.language)
    await context.change(pressed.query, views.topics(found, _))


async def open_topic(pressed: Pressed, button: BrowseTopic, context: Context) -> None:
    _ = context.texts_of(pressed.person)
    base = context.house.base()
    topic = next((t for t in base.topics(_.language) if t.slug == button.topic), None)
    if topic is None:
        context.toast(pressed.query, views.gone(_), alert=True)
        return
    entries = base.in_topic(topic.slug, _.language)
    await context.change(pressed.query, views.titles(topic, entries, _))


async def read(pressed: Pressed, button: ReadEntry, context: Context) -> None:
    _ = context.texts_of(pressed.person)
    entry = context.house.base().find(button.slug, _.language)
    if entry is None:
        context.toast(pressed.query, views.gone(_), alert=True)
        return
    await context.change(pressed.query, await _shown(entry, pressed.person, context))
    await extras.send(pressed.person, entry, context)


async def linked(person: Person, slug: str, context: Context) -> None:
    """Somebody opened a link to an entry."""
    _ = context.texts_of(person)
    entry = context.house.base().find(slug, _.language)
    if entry is None:
        found = context.house.base().topics(_.language)
        await context.tell(person.id, views.topics(found, _))
        return
    await context.tell(person.id, await _shown(entry, person, context))
    await extras.send(person, entry, context)


async def ask_about(pressed: Pressed, button: AskAbout, context: Context) -> None:
    await tickets.describe(pressed.person, context, (button.slug,))


async def _shown(entry: faq.Entry, person: Person, context: Context) -> Screen:
    _ = context.texts_of(person)
    base = context.house.base()
    filled = views.fill(entry.answer, await facts.of(person, _.language, context), _)
    related = [other for slug in entry.related if (other := base.find(slug, _.language))]
    return views.entry(entry, filled, extras.link(entry, context), related[:2], _)


ROUTES = (
    OnCommand(("faq", *menus.FAQ), topics),
    on_press(BrowseTopics, browse),
    on_press(BrowseTopic, open_topic),
    on_press(ReadEntry, read),
    on_press(AskAbout, ask_about),
)
