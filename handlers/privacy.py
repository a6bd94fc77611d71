"""What people are told about their data, and what they allow beside the desk itself."""

from desk.people import Person
from desk.privacy import Purpose
from handlers.context import Context
from handlers.privacy_buttons import Allow, ReadPrivacy, ShowPrivacy
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.views import language as language_views
from handlers.views import menus
from handlers.views import privacy as views


async def command(said: Said, context: Context) -> None:
    allowed = await context.privacy.allowed(said.person)
    await context.tell(said.person.id, views.short(allowed, context.texts_of(said.person)))
    await context.privacy.told(said.person, context.now)


async def show(pressed: Pressed, _button: ShowPrivacy, context: Context) -> None:
    allowed = await context.privacy.allowed(pressed.person)
    await context.change(pressed.query, views.short(allowed, context.texts_of(pressed.person)))


async def read(pressed: Pressed, _button: ReadPrivacy, context: Context) -> None:
    """Below what is there, which stays to be used."""
    facts = context.house.placeholders
    keeper = views.Keeper(facts["office_name"], facts["office_contact"], context.house.retention)
    screen = views.full(keeper, context.texts_of(pressed.person))
    await context.tell(pressed.person.id, screen)
    await context.privacy.told(pressed.person, context.now)


async def allow(pressed: Pressed, button: Allow, context: Context) -> None:
    """Pressed twice, it says the same; it is never turned back by that."""
    _ = context.texts_of(pressed.person)
    if button.purpose not in set(Purpose):
        context.toast(pressed.query, language_views.old_button(_))
        return
    allowed = await context.privacy.allow(
        pressed.person,
        Purpose(button.purpose),
        _.language,
        context.now,
        is_on=bool(button.is_on),
    )
    toast = views.allowed_toast(_) if button.is_on else views.forbidden_toast(_)
    context.toast(pressed.query, toast)
    await context.change(pressed.query, views.short(allowed, _))


async def remind(person: Person, context: Context) -> None:
    """Whoever knows an older text, or none, is told once, after what they came for."""
    if not context.privacy.has_news(person):
        return
    today = await context.people.get(person.id)
    if today is not None and context.privacy.has_news(today):
        await context.tell(today.id, views.news(context.texts_of(today)))
        await context.privacy.told(today, context.now)


ROUTES = (
    OnCommand(("privacy", *menus.PRIVACY), command),
    on_press(ShowPrivacy, show),
    on_press(ReadPrivacy, read),
    on_press(Allow, allow),
)
