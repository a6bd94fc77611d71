"""What somebody reads who becomes one of the directory: by their link, or by offering help."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.mentoring.areas import Area
from desk.mentoring.directory import Mentor, Standing
from desk.organisations import Membership
from handlers.mentoring.directory_buttons import (
    AskCoordinator,
    OfferHelp,
    OpenMentor,
    PickArea,
    ProposeSelf,
)
from handlers.profile_buttons import AddOrganisation
from handlers.screen import Button, Screen, column, in_pairs, lines, paragraphs, ticked
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.mentoring import areas, words

_LABEL = 60  # characters of a button


def welcome(mentor: Mentor, _: Texts) -> Screen:
    text = _(
        "Welcome, <b>%(name)s</b>. From now on this line knows you as one of its directory: "
        "%(kinds)s.",
        name=mentor.name,
        kinds=words.kinds(mentor.kinds, _),
    )
    hours = _("Please say when you are free: /hours")
    wait = _("Nothing is booked with you before the coordinator has approved it.")
    return Screen(paragraphs(text, hours, None if mentor.is_bookable else wait))


def link_used(_: Texts) -> Screen:
    text = _(
        "Somebody has used this link already, and it is for one person only. If it was meant for "
        "you, please write to our staff: they make a new one."
    )
    return Screen(text, column(_staff(_)))


def no_such_link(_: Texts) -> Screen:
    text = _(
        "This link does not work any more. If you help organisations, please write to our staff: "
        "they send you a new one."
    )
    return Screen(text, column(_staff(_)))


def is_another(mentor: Mentor, _: Texts) -> Screen:
    text = _(
        "You are in the directory already, as <b>%(name)s</b>, and this link is somebody else's. "
        "If that is wrong, please write to our staff.",
        name=mentor.name,
    )
    return Screen(text, column(_staff(_)))


def approved(_: Texts) -> Screen:
    text = _("You are approved: organisations can ask for sessions with you in your free hours.")
    return Screen(lines(text, _("To change when you are free: /hours")))


# Offering help as a peer


def which_organisation(known: Sequence[Membership], _: Texts) -> Screen:
    text = _(
        "<b>Offer help to other organisations</b>\n\n"
        "What your organisation does well can help another one, and you may ask for help in "
        "another field. For which organisation do you offer it?"
    )
    buttons = [
        Button(clip(one.organisation.name, _LABEL), OfferHelp(one.organisation.id)) for one in known
    ]
    return Screen(text, column(*buttons))


def no_organisation(_: Texts) -> Screen:
    text = _(
        "Help among organisations is given by organisations. Please say first for which one you "
        "write, then send /peer again."
    )
    return Screen(text, column(Button(_.label("Name my organisation"), AddOrganisation())))


def pick_areas(one: Membership, chosen: frozenset[Area], _: Texts) -> Screen:
    """The buttons themselves hold what is chosen, so that nothing is lost in a week."""
    number = one.organisation.id
    text = _(
        "<b>%(organisation)s</b>: in which areas can you help others? A press puts one on or off.",
        organisation=one.organisation.name,
    )
    told = (
        _("You offer: %(areas)s", areas=areas.names(chosen, _))
        if chosen
        else _("Nothing is chosen yet.")
    )
    buttons = [
        Button(
            ticked(areas.name(area, _), is_so=area in chosen),
            PickArea(number, bits(chosen ^ {area})),
        )
        for area in Area
    ]
    offer = Button(_.label("Offer this help"), ProposeSelf(number, bits(chosen)))
    return Screen(paragraphs(text, told), (*in_pairs(buttons), (offer,)))


def bits(chosen: frozenset[Area]) -> int:
    return sum(1 << place for place, area in enumerate(Area) if area in chosen)


def areas_of(number: int) -> frozenset[Area]:
    return frozenset(area for place, area in enumerate(Area) if number >> place & 1)


def choose_first(_: Texts) -> str:
    return _.label("Please choose at least one area.")


def proposed(mentor: Mentor, _: Texts) -> Screen:
    text = _(
        "Thank you. The coordinator of the mentors reads your offer and answers you here. "
        "You offer: %(areas)s",
        areas=areas.names(mentor.areas, _),
    )
    return Screen(paragraphs(text, _("Please say when you are free: /hours")))


def in_directory(mentor: Mentor, _: Texts) -> Screen:
    standing = _.label(words.STANDINGS[mentor.standing])
    text = _(
        "You are in the directory already: %(kinds)s, %(areas)s (%(standing)s). To change what "
        "you offer, please write to our staff.",
        kinds=words.kinds(mentor.kinds, _),
        areas=areas.names(mentor.areas, _) or "–",
        standing=standing,
    )
    return Screen(text, column(_staff(_)))


def somebody_offers(mentor: Mentor, organisation: str, _: Texts) -> Screen:
    """For the staff group."""
    text = _(
        "<b>%(name)s</b> of %(organisation)s offers help to other organisations: %(areas)s.",
        name=mentor.name,
        organisation=organisation,
        areas=areas.names(mentor.areas, _),
    )
    assert mentor.standing is Standing.PROPOSED
    return Screen(text, column(Button(_.label("Look at it"), OpenMentor(mentor.id))))


def _staff(_: Texts) -> Button:
    return Button(_.label("Talk to a person"), AskCoordinator())


def not_yours(_: Texts) -> Markup:
    return _("You do not write for this organisation any more. Please send /peer again.")
