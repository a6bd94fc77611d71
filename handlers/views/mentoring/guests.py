"""Colleagues who come along: the link for them, and what they read who open it."""

from markupsafe import Markup

from desk.organisations import Organisation
from handlers.buttons import WriteToStaff
from handlers.mentoring.session_buttons import ShowSessions
from handlers.profile_buttons import AddOrganisation
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.mentoring import session
from handlers.views.mentoring.session import Seen


def invitation(seen: Seen, organisation: Organisation, link: str, _: Texts) -> Screen:
    """To be sent on as it is."""
    text = _(
        "<b>Send this link to your colleagues.</b> Whoever of %(organisation)s opens it joins the "
        "session:",
        organisation=organisation.name,
    )
    return Screen(paragraphs(text, Markup("{}").format(link), session.facts(seen, _)))


def own(_: Texts) -> Screen:
    return Screen(_("This is your own session. Send the link to your colleagues: they join by it."))


def elsewhere(organisation: Organisation, _: Texts) -> Screen:
    text = _(
        "Only people of this organisation can join the session: %(organisation)s. If you write for "
        "it, tell us so and open the link again; if not, please ask who sent you the link.",
        organisation=organisation.name,
    )
    return Screen(text, column(Button(_.label("Name my organisation"), AddOrganisation())))


def for_one(_: Texts) -> Screen:
    return Screen(_("Nobody else can join this session. Please ask who sent you the link."))


def full(_: Texts) -> Screen:
    text = _("As many people as possible have joined already. Please ask who sent you the link.")
    return Screen(text)


def is_off(_: Texts) -> Screen:
    text = _("This session does not take place. Please ask who sent you the link.")
    return Screen(text)


def is_over(_: Texts) -> Screen:
    return Screen(_("This session has begun or is over. Please ask who sent you the link."))


def is_busy(_: Texts) -> Screen:
    text = _("You have another session at this time.")
    return Screen(text, column(Button(_.label("My sessions"), ShowSessions())))


def no_link(_: Texts) -> Screen:
    text = _("This link does not work any more. Please ask who sent it to you.")
    return Screen(text, column(Button(_.label("Talk to a person"), WriteToStaff())))
