"""Somebody becomes one of the directory: by their link, or by offering help as a peer."""

from desk.mentoring.directory import Standing
from desk.mentoring.mentors import IsInDirectory, LinkUsed, NoAreas, NoSuchLink
from desk.organisations import Membership
from desk.people import Person
from handlers import menu
from handlers.context import Context
from handlers.mentoring import coordinator
from handlers.mentoring.directory_buttons import OfferHelp, PickArea, ProposeSelf
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.mentoring import joining as views


async def linked(person: Person, token: str, context: Context) -> None:
    """Whoever opens the link first is this mentor."""
    _ = context.texts_of(person)
    try:
        mentor = await context.mentors.claim(token, person)
    except NoSuchLink:
        screen = views.no_such_link(_)
    except LinkUsed:
        screen = views.link_used(_)
    except IsInDirectory as error:
        screen = views.is_another(error.mentor, _)
    else:
        screen = views.welcome(mentor, _)
        await menu.show(person, context)
    await context.tell(person.id, screen)


# As a peer


async def offer(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await _asked(said.person, context))


async def _asked(person: Person, context: Context) -> Screen:
    """The only organisation need not be chosen."""
    _ = context.texts_of(person)
    if (mentor := await context.mentors.of(person)) and mentor.standing is not Standing.LEFT:
        return views.in_directory(mentor, _)
    known = await context.organisations.of(person)
    if not known:
        return views.no_organisation(_)
    if len(known) == 1:
        return views.pick_areas(known[0], frozenset(), _)
    return views.which_organisation(known, _)


async def choose(pressed: Pressed, button: OfferHelp, context: Context) -> None:
    await _pick(pressed, PickArea(button.organisation_id, 0), context)


async def pick(pressed: Pressed, button: PickArea, context: Context) -> None:
    await _pick(pressed, button, context)


async def _pick(pressed: Pressed, button: PickArea, context: Context) -> None:
    one = await _theirs(pressed, button.organisation_id, context)
    if one is not None:
        _ = context.texts_of(pressed.person)
        chosen = views.areas_of(button.chosen)
        await context.change(pressed.query, views.pick_areas(one, chosen, _))


async def propose(pressed: Pressed, button: ProposeSelf, context: Context) -> None:
    _ = context.texts_of(pressed.person)
    one = await _theirs(pressed, button.organisation_id, context)
    if one is None:
        return
    zone = await context.zone_of(pressed.person)
    areas = views.areas_of(button.chosen)
    try:
        mentor = await context.mentors.propose(
            pressed.person, one.organisation, areas, zone, context.now
        )
    except NoAreas:
        context.toast(pressed.query, views.choose_first(_), alert=True)
    except IsInDirectory as error:
        await context.change(pressed.query, views.in_directory(error.mentor, _))
    else:
        await context.change(pressed.query, views.proposed(mentor, _))
        await menu.show(pressed.person, context)
        told = views.somebody_offers(mentor, one.organisation.name, context.house.staff_texts)
        await coordinator.tell(told, pressed.person, context)


async def _theirs(pressed: Pressed, organisation_id: int, context: Context) -> Membership | None:
    """None where they do not write for it any more, and then they are told so."""
    one = await context.organisations.one_of(pressed.person, organisation_id)
    if one is None:
        await context.change(
            pressed.query, Screen(views.not_yours(context.texts_of(pressed.person)))
        )
    return one


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("peer", *menus.PEER), offer),
    on_press(OfferHelp, choose),
    on_press(PickArea, pick),
    on_press(ProposeSelf, propose),
)
