"""Reading the knowledge base by topic."""

from handlers.buttons import AskAbout, BrowseTopic, BrowseTopics, ReadEntry
from handlers.context import Context
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.views import entries as views
from handlers.views import menus, tickets


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
    filled = views.fill(entry.answer, context.house.placeholders, _)
    await context.change(pressed.query, views.entry(entry, filled, _))


async def ask_about(pressed: Pressed, button: AskAbout, context: Context) -> None:
    person = await context.people.expect_ticket(pressed.person, (button.slug,))
    await context.tell(person.id, tickets.describe(context.texts_of(person)))


ROUTES = (
    OnCommand(("faq", *menus.FAQ), topics),
    on_press(BrowseTopics, browse),
    on_press(BrowseTopic, open_topic),
    on_press(ReadEntry, read),
    on_press(AskAbout, ask_about),
)
