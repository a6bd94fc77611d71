"""What members read when they look at what is known of them, and when they tell more."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from desk.offices import Office
from desk.organisations import MOST, Membership
from desk.people import Person
from desk.profile import ActorType, Field
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
from handlers.screen import Button, Screen, bullets, column, lines, paragraphs, ticked
from handlers.texts import N_, Texts
from handlers.views import when
from handlers.views.html import clip
from handlers.views.offices import name_of

_LABEL = 60  # characters of a button
# What most people of the line live by, for those whose office is elsewhere.
_ZONES = ("Europe/Belgrade", "Europe/Istanbul")
_ACTORS: Mapping[ActorType, str] = {
    ActorType.CSO: N_("Civil society organisation"),
    ActorType.SOCIAL_ENTERPRISE: N_("Social enterprise"),
    ActorType.PLATFORM: N_("Platform or network"),
    ActorType.COOPERATIVE: N_("Cooperative"),
    ActorType.ACTIVIST: N_("Activist, without an organisation"),
}


class Known(NamedTuple):
    """All that is known of a person; `has_offices`: there is more than one."""

    person: Person
    memberships: Sequence[Membership]
    office: Office
    has_offices: bool
    now: datetime


def profile(known: Known, _: Texts) -> Screen:
    """With a button for each field, whether anything is known of it or not."""
    head = _("<b>What we know of you</b>")
    told = list(facts(known, _)) or [_("Nothing yet.")]
    note = _("You need not tell any of it. Our staff see it beside your requests.")
    fields = [
        Button(_.label("Organisation"), EditField(Field.ORGANISATION)),
        Button(_.label("Town"), EditField(Field.PLACE)),
        Button(_.label("Kind of actor"), EditField(Field.ACTOR_TYPE)),
        Button(_.label("Time zone"), EditField(Field.TIMEZONE)),
        Button(_.label("Language"), ShowLanguages()),
    ]
    if known.has_offices:
        fields.insert(1, Button(_.label("Office"), EditField(Field.OFFICE)))
    return Screen(paragraphs(head, lines(*told), note), column(*fields))


def facts(known: Known, _: Texts) -> Iterator[Markup]:
    """Line by line."""
    person = known.person
    for one in known.memberships:
        yield _("Organisation: %(organisation)s", organisation=one.title)
    if known.has_offices:
        yield _("Office: %(office)s", office=name_of(known.office, _))
    if person.place:
        yield _("Town: %(place)s", place=person.place)
    if person.actor_type:
        yield _("Kind of actor: %(kind)s", kind=_.label(_ACTORS[person.actor_type]))
    if person.timezone:
        zone = _clock(ZoneInfo(person.timezone), known.now, _)
        yield _("Time zone: %(zone)s", zone=zone)
    if person.language:
        yield _("Language: %(language)s", language=person.language.own_name)


def write_organisation(_: Texts) -> Screen:
    text = _("Which organisation do you write for? Please write its name. You may skip this.")
    return Screen(text, column(_skip(_)))


def memberships(known: Sequence[Membership], _: Texts) -> Screen:
    text = _("Press an organisation to say what you do there, or that you have left it.")
    buttons = [
        Button(clip(one.organisation.name, _LABEL), ShowMembership(one.organisation.id))
        for one in known
    ]
    if len(known) < MOST:
        buttons.append(Button(_.label("Add another organisation"), AddOrganisation()))
    return Screen(text, column(*buttons, _back(_)))


def membership(one: Membership, _: Texts) -> Screen:
    number = one.organisation.id
    buttons = (
        Button(_.label("My role there"), WriteRole(number)),
        Button(_.label("I do not write for it"), LeaveOrganisation(number)),
        _back(_),
    )
    return Screen(Markup("<b>{}</b>").format(one.title), column(*buttons))


def write_role(one: Membership, _: Texts) -> Screen:
    text = _(
        "What do you do at <b>%(organisation)s</b>? Please write it in a few words. "
        "You may skip this.",
        organisation=one.organisation.name,
    )
    return Screen(text, column(_skip(_)))


def choose_office(offices: Sequence[Office], person: Person, _: Texts) -> Screen:
    text = _("Which of our offices is the nearest to you?")
    buttons = [
        Button(ticked(name_of(one, _), is_so=one.slug == person.office), PutOffice(one.slug))
        for one in offices
    ]
    return Screen(text, column(*buttons, _back(_)))


def write_place(person: Person, _: Texts) -> Screen:
    text = _("In which town or village do you work? You may skip this.")
    empty = [Button(_.label("Delete what is there"), ClearField(Field.PLACE))]
    return Screen(text, column(*(empty if person.place else []), _skip(_)))


def choose_actor_type(person: Person, _: Texts) -> Screen:
    text = _("As what do you write to us? You may skip this.")
    buttons = [
        Button(
            ticked(_.label(name), is_so=kind is person.actor_type),
            PutActorType(kind),
        )
        for kind, name in _ACTORS.items()
    ]
    if person.actor_type:
        buttons.append(Button(_.label("Delete what is there"), ClearField(Field.ACTOR_TYPE)))
    return Screen(text, column(*buttons, _skip(_)))


def choose_zone(person: Person, zones: Sequence[ZoneInfo], now: datetime, _: Texts) -> Screen:
    """One button for each time that the clocks show now, whatever the zones are called."""
    text = _(
        "What time is it where you are? If it is none of these, please write the name of a large "
        "city with your time, such as Vienna. You may skip this."
    )
    offered = {
        when.clock(now, zone): zone
        for zone in reversed((*zones, *(ZoneInfo(key) for key in _ZONES)))
    }
    buttons = [
        Button(_clock(zone, now, _), PutZone(zone.key)) for _shown, zone in sorted(offered.items())
    ]
    if person.timezone:
        buttons.append(Button(_.label("Delete what is there"), ClearField(Field.TIMEZONE)))
    return Screen(text, column(*buttons, _skip(_)))


def _clock(zone: ZoneInfo, now: datetime, _: Texts) -> str:
    return f"{when.clock(now, zone)} – {when.zone_label(zone, _.language)}"


class Told(NamedTuple):
    """Somebody who has just told of themselves: `named` is the organisation that they wrote, and
    `ticket_id` what their next words are added to.
    """

    person: Person
    memberships: Sequence[Membership]
    named: Membership | None
    ticket_id: int | None


def thanks(field: Field, told: Told, _: Texts) -> Screen:
    """With what was understood, and where the person goes on."""
    person, names = told.person, bullets(one.title for one in told.memberships)
    noted = {
        Field.PLACE: _("Thank you. Town: %(place)s", place=person.place),
        Field.TIMEZONE: _("Thank you. Time zone: %(zone)s", zone=_zone_of(person, _)),
    }.get(field, _("Thank you. You write for:\n%(organisations)s", organisations=names))
    more = (
        _("What you write now is added to your request <b>%(number)s</b>.", number=told.ticket_id)
        if told.ticket_id
        else None
    )
    buttons = [Button(_.label("Your profile"), ShowProfile())]
    if field is Field.ORGANISATION and told.named is not None:
        number = told.named.organisation.id
        buttons.insert(0, Button(_.label("My role there"), WriteRole(number)))
    return Screen(paragraphs(noted, more), column(*buttons))


def _zone_of(person: Person, _: Texts) -> str:
    return when.zone_label(ZoneInfo(person.timezone), _.language) if person.timezone else ""


def not_in_one_line(field: Field, most: int, _: Texts) -> Screen:
    if field is Field.ORGANISATION:
        text = _(
            "This was not kept: please write the name of your organisation alone, at most %(most)s "
            "characters. If it was meant for our staff, press “Skip” and send it again.",
            most=_.number(most),
        )
    else:
        text = _(
            "This was not kept: please write it in at most %(most)s characters. "
            "If it was meant for our staff, press “Skip” and send it again.",
            most=_.number(most),
        )
    return Screen(text, column(_skip(_)))


def too_many(_: Texts) -> Screen:
    text = _(
        "There is room for %(most)s organisations. If you have left one of them, please say so "
        "first, and then write the new one.",
        most=_.number(MOST),
    )
    button = Button(_.label("Organisation"), EditField(Field.ORGANISATION))
    return Screen(text, column(button, _skip(_)))


def no_such_zone(_: Texts) -> Screen:
    text = _(
        "I do not know this place. Please write the name of a large city with your time, "
        "such as Vienna or Skopje."
    )
    return Screen(text, column(_skip(_)))


def _skip(_: Texts) -> Button:
    return Button(_.label("Skip"), ShowProfile())


def _back(_: Texts) -> Button:
    return Button(_.label("Back"), ShowProfile())
