"""The first minutes: which language, welcome, help, and the menu that fits the person."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from desk.languages import Language, resolve
from desk.people import Person
from handlers import entries, extras, menu
from handlers.buttons import ChooseLanguage
from handlers.context import Context
from handlers.events import bringing, looking, scanning, voting
from handlers.mentoring import card, guests, joining, wishing
from handlers.questions import answer
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.views import language as views
from handlers.views import menus

_ASKED_LATELY = timedelta(minutes=1)
_LINK = "lang_"
LINKS: Mapping[str, Callable[[Person, str, Context], Awaitable[None]]] = {
    extras.LINK: entries.linked,
    card.LINK: joining.linked,
    guests.LINK: guests.linked,
    voting.LINK: voting.linked,
    looking.LINK: looking.linked,
    bringing.LINK: bringing.linked,
    scanning.SEAT: scanning.seat_scanned,
    scanning.DOOR: scanning.door_scanned,
}


async def start(said: Said, context: Context) -> None:
    if await _by_link(said, context):
        if said.person.language is None and not context.is_staff:
            await ask(said.person, context)
        return
    linked = resolve(said.rest.removeprefix(_LINK)) if said.rest.startswith(_LINK) else None
    if linked is not None:
        await _speak(said.person, linked, context)
    elif said.person.language is None:
        await ask(said.person, context)
    else:
        await context.tell(said.person.id, views.welcome(context.texts_of(said.person)))
        await context.privacy.told(said.person, context.now)


async def _by_link(said: Said, context: Context) -> bool:
    """What the link leads to, where it leads somewhere."""
    person, parameter = said.person, said.rest
    for beginning, opened in LINKS.items():
        if parameter.startswith(beginning):
            await opened(person, parameter.removeprefix(beginning), context)
            return True
    if parameter == wishing.LINK:
        await wishing.begin(person, context)
        return True
    return False


async def ask(person: Person, context: Context) -> None:
    await context.tell(person.id, views.choose(context.house.texts))


async def ask_once(person: Person, context: Context) -> None:
    """Before a question can be answered; somebody who writes in bursts is asked only once."""
    asked = await context.questions.waiting(person)
    if len(asked) > 1 and asked[-1].asked_at - asked[-2].asked_at < _ASKED_LATELY:
        return
    await ask(person, context)


async def change(said: Said, context: Context) -> None:
    language = resolve(said.rest) if said.rest else None
    if language is None:
        await ask(said.person, context)
    else:
        await _speak(said.person, language, context)


async def choose(pressed: Pressed, button: ChooseLanguage, context: Context) -> None:
    if button.language not in set(Language):
        context.toast(pressed.query, views.old_button(context.texts_of(pressed.person)))
        return
    language = Language(button.language)
    waiting = await context.questions.waiting(pressed.person)
    person = await context.people.speak(pressed.person, language)
    _ = context.texts_of(person)
    await context.change(pressed.query, views.chosen(_) if waiting else views.welcome(_))
    await _settle(await context.privacy.told(person, context.now), context)


async def help_(said: Said, context: Context) -> None:
    is_mentor = await menu.is_mentor(said.person, context)
    screen = views.help_(context.texts_of(said.person), is_mentor=is_mentor)
    await context.tell(said.person.id, screen)


async def _speak(person: Person, language: Language, context: Context) -> None:
    person = await context.people.speak(person, language)
    _ = context.texts_of(person)
    if not await context.questions.waiting(person):
        await context.tell(person.id, views.welcome(_))
        person = await context.privacy.told(person, context.now)
    elif context.privacy.has_news(person):
        await context.tell(person.id, views.chosen(_))
        person = await context.privacy.told(person, context.now)
    await _settle(person, context)


async def _settle(person: Person, context: Context) -> None:
    """The menu in the person's language and script, and answers to what they asked before."""
    await menu.show(person, context)
    for question in await context.questions.waiting(person):
        await answer(person, question, context)


ROUTES = (
    OnCommand(("start",), start),
    OnCommand(("help", *menus.HELP), help_),
    OnCommand(("language", *menus.LANGUAGE), change),
    on_press(ChooseLanguage, choose),
)
