"""What members tell of themselves: /profile, a button for each field, and what they type then."""

from collections.abc import Awaitable, Callable

from desk.errors import DeskError
from desk.incoming import Incoming, Kind
from desk.organisations import TooManyOrganisations
from desk.people import Person
from desk.profile import ActorType, Field, NotInOneLine, in_one_line
from desk.zones import NoSuchZone, parse_zone
from handlers import relay
from handlers.context import Context
from handlers.profile_buttons import (
    AddOrganisation,
    ClearField,
    EditField,
    LeaveOrganisation,
    PutActorType,
    PutOffice,
    PutZone,
    ShowLanguages,
    ShowMembership,
    ShowProfile,
    WriteRole,
)
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views import menus
from handlers.views import offices as office_views
from handlers.views import profile as views

# The columns of a person that can be emptied; organisations have rows of their own.
_COLUMNS = {
    Field.PLACE: "place",
    Field.ACTOR_TYPE: "actor_type",
    Field.TIMEZONE: "timezone",
}


async def command(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await _profile(said.person, context))


async def show(pressed: Pressed, _button: ShowProfile, context: Context) -> None:
    """Nothing is awaited any more."""
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await _profile(person, context))


async def _profile(person: Person, context: Context) -> Screen:
    return views.profile(await known(person, context), context.texts_of(person))


async def known(person: Person, context: Context) -> views.Known:
    return views.Known(
        person,
        await context.organisations.of(person),
        await context.offices.of(person),
        has_offices=len(await context.offices.all()) > 1,
        now=context.now,
    )


# Each field is asked by one message


async def edit(pressed: Pressed, button: EditField, context: Context) -> None:
    if button.field not in list(_ASK):
        _old(pressed, context)
        return
    screen = await _ASK[Field(button.field)](pressed.person, context)
    await context.change(pressed.query, screen)


async def _ask_organisation(person: Person, context: Context) -> Screen:
    known = await context.organisations.of(person)
    if known:
        return views.memberships(known, context.texts_of(person))
    return await _ask_name(person, context)


async def _ask_name(person: Person, context: Context) -> Screen:
    await context.people.expect_field(person, Field.ORGANISATION, context.now)
    return views.write_organisation(context.texts_of(person))


async def _ask_office(person: Person, context: Context) -> Screen:
    offices = await context.offices.all()
    return views.choose_office(offices, person, context.texts_of(person))


async def _ask_place(person: Person, context: Context) -> Screen:
    person = await context.people.expect_field(person, Field.PLACE, context.now)
    return views.write_place(person, context.texts_of(person))


async def _ask_actor_type(person: Person, context: Context) -> Screen:
    return views.choose_actor_type(person, context.texts_of(person))


async def _ask_zone(person: Person, context: Context) -> Screen:
    """The time of the clock tells people more than the name of a zone."""
    person = await context.people.expect_field(person, Field.TIMEZONE, context.now)
    zones = [office.hours.zone for office in await context.offices.all()]
    return views.choose_zone(person, zones, context.now, context.texts_of(person))


_ASK: dict[Field, Callable[[Person, Context], Awaitable[Screen]]] = {
    Field.ORGANISATION: _ask_organisation,
    Field.OFFICE: _ask_office,
    Field.PLACE: _ask_place,
    Field.ACTOR_TYPE: _ask_actor_type,
    Field.TIMEZONE: _ask_zone,
    Field.ROLE: _ask_organisation,
}


# An answer that is tapped


async def put_office(pressed: Pressed, button: PutOffice, context: Context) -> None:
    """Not one that has been removed since it was offered."""
    known = [office.slug for office in await context.offices.all()]
    if button.slug not in known:
        context.toast(pressed.query, office_views.gone(context.texts_of(pressed.person)))
        return
    await _keep(pressed, context, office=button.slug)


async def put_actor_type(pressed: Pressed, button: PutActorType, context: Context) -> None:
    if button.actor_type not in list(ActorType):
        _old(pressed, context)
        return
    await _keep(pressed, context, actor_type=ActorType(button.actor_type))


async def put_zone(pressed: Pressed, button: PutZone, context: Context) -> None:
    try:
        zone = parse_zone(button.key)
    except NoSuchZone:
        _old(pressed, context)
        return
    await _keep(pressed, context, timezone=zone.key)


async def clear(pressed: Pressed, button: ClearField, context: Context) -> None:
    if button.field not in list(_COLUMNS):
        _old(pressed, context)
        return
    await _keep(pressed, context, **{_COLUMNS[Field(button.field)]: None})


async def _keep(pressed: Pressed, context: Context, **told: str | None) -> None:
    person = await context.people.tell(pressed.person, **told)
    await context.change(pressed.query, await _profile(person, context))
    if person != pressed.person:
        await relay.show_cards(context, person)


# Organisations, each with the person's role


async def add(pressed: Pressed, _button: AddOrganisation, context: Context) -> None:
    await context.change(pressed.query, await _ask_name(pressed.person, context))


async def membership(pressed: Pressed, button: ShowMembership, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    one = await context.organisations.one_of(person, button.organisation_id)
    if one is None:
        _old(pressed, context)
        return
    await context.change(pressed.query, views.membership(one, context.texts_of(person)))


async def write_role(pressed: Pressed, button: WriteRole, context: Context) -> None:
    one = await context.organisations.one_of(pressed.person, button.organisation_id)
    if one is None:
        _old(pressed, context)
        return
    number = one.organisation.id
    person = await context.people.expect_field(pressed.person, Field.ROLE, context.now, number)
    await context.change(pressed.query, views.write_role(one, context.texts_of(person)))


async def leave(pressed: Pressed, button: LeaveOrganisation, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.organisations.leave(person, button.organisation_id)
    await context.change(pressed.query, await _profile(person, context))
    await relay.show_cards(context, person)


# An answer that is typed


def is_told(person: Person, words: Incoming, context: Context) -> bool:
    """Whether the message is what the person was asked to tell; a picture goes another way."""
    awaited = person.awaiting is not None and person.awaiting.is_told(context.now)
    return awaited and words.kind is Kind.TEXT


async def told(person: Person, words: Incoming, context: Context) -> None:
    """What cannot be kept is asked once more; all else goes on where the person was."""
    assert person.awaiting is not None
    assert person.awaiting.field is not None
    field, _ = person.awaiting.field, context.texts_of(person)
    try:
        value = await _taken(person, field, words.plain, context)
    except tuple(_MISTAKES) as error:
        await context.tell(person.id, _MISTAKES[type(error)](error, field, _))
        return
    person = await context.people.tell(person, **value)
    known = await context.organisations.of(person)
    named = next((one for one in known if one.organisation.is_called(words.plain)), None)
    ticket = await context.tickets.continued_by(person, None, context.now)
    about = ticket.id if ticket is not None and not ticket.is_closed else None
    screen = views.thanks(field, views.Told(person, known, named, about), _)
    await context.tell(person.id, screen, about=about)
    await relay.show_cards(context, person)


async def _taken(person: Person, field: Field, said: str, context: Context) -> dict[str, str]:
    """The columns of the person that are new. Raises NotInOneLine, NoSuchZone and the like."""
    match field:
        case Field.ORGANISATION:
            await context.organisations.join(person, said)
        case Field.ROLE:
            assert person.awaiting is not None
            number = person.awaiting.organisation_id or 0
            await context.organisations.give_role(person, number, said)
        case Field.PLACE:
            return {"place": in_one_line(said, field)}
        case Field.TIMEZONE:
            return {"timezone": parse_zone(said).key}
    return {}


_MISTAKES: dict[type[DeskError], Callable[..., Screen]] = {
    NotInOneLine: lambda error, field, _: views.not_in_one_line(field, error.most, _),
    TooManyOrganisations: lambda _error, _field, _: views.too_many(_),
    NoSuchZone: lambda _error, _field, _: views.no_such_zone(_),
}


async def languages(pressed: Pressed, _button: ShowLanguages, context: Context) -> None:
    await context.change(pressed.query, language_views.choose(context.house.texts))


def _old(pressed: Pressed, context: Context) -> None:
    context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("profile", *menus.PROFILE), command),
    on_press(ShowProfile, show),
    on_press(EditField, edit),
    on_press(PutOffice, put_office),
    on_press(PutActorType, put_actor_type),
    on_press(PutZone, put_zone),
    on_press(ClearField, clear),
    on_press(ShowLanguages, languages),
    on_press(AddOrganisation, add),
    on_press(ShowMembership, membership),
    on_press(WriteRole, write_role),
    on_press(LeaveOrganisation, leave),
)
