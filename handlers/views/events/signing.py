"""What an event asks of whoever signs up, a question at a time."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.events.event import Event, Question
from desk.events.signing import MOST_ACCESS
from desk.organisations import Membership
from handlers.events.seat_buttons import PutAnswer, ShowEvent, WriteAnswer
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.events import words
from handlers.views.html import clip
from handlers.views.mentoring.words import languages

_LABEL = 50  # characters of a button


def organisation(event: Event, known: Sequence[Membership], _: Texts) -> Screen:
    """Where none is known, the next message is the answer."""
    text = _("For which organisation do you come?")
    if not known:
        text = paragraphs(text, _("Please write the name of your organisation in one message."))
    buttons = [
        Button(
            clip(one.organisation.name, _LABEL),
            PutAnswer(event.id, f"{Question.ORGANISATION}.{one.organisation.id}"),
        )
        for one in known
    ]
    if known:
        another = WriteAnswer(event.id, Question.ORGANISATION)
        buttons.append(Button(_.label("Another organisation"), another))
    none = Button(_.label("For none"), PutAnswer(event.id, f"{Question.ORGANISATION}.0"))
    return _asked(event, text, [*buttons, none], _)


def write_organisation(event: Event, _: Texts) -> Screen:
    return _asked(event, _("Please write the name of your organisation in one message."), [], _)


def access(event: Event, _: Texts) -> Screen:
    """The next message is the answer."""
    text = _(
        "Is there anything you need to take part, such as a ramp, sign language or a seat in "
        "front? Please write it in one message. Only those who prepare the event read it."
    )
    nothing = Button(_.label("Nothing"), PutAnswer(event.id, f"{Question.ACCESS}.nothing"))
    return _asked(event, text, [nothing], _)


def access_too_long(_: Texts) -> Screen:
    return Screen(
        _(
            "That is too long: %(most)s characters at most. Please write it shorter.",
            most=_.number(MOST_ACCESS),
        )
    )


def interpretation(event: Event, _: Texts) -> Screen:
    text = _(
        "It is held in: %(languages)s. Would you like interpretation?",
        languages=languages(event.languages, _),
    )
    buttons = [
        Button(languages([code], _), PutAnswer(event.id, f"{Question.INTERPRETATION}.{code}"))
        for code in event.interpreted
    ]
    none = Button(_.label("I need none"), PutAnswer(event.id, f"{Question.INTERPRETATION}.none"))
    return _asked(event, text, [*buttons, none], _)


def photos(event: Event, _: Texts) -> Screen:
    text = _(
        "Pictures are taken there. May pictures with you in them be published? You can come either "
        "way."
    )
    buttons = [
        Button(_.label("Yes, they may"), PutAnswer(event.id, f"{Question.PHOTOS}.yes")),
        Button(_.label("No, please not"), PutAnswer(event.id, f"{Question.PHOTOS}.no")),
    ]
    return _asked(event, text, buttons, _)


def _asked(event: Event, text: Markup, buttons: Sequence[Button], _: Texts) -> Screen:
    head = Markup("<b>{}</b>").format(words.spoken(event.title, _))
    back = Button(_.label("Back"), ShowEvent(event.id))
    return Screen(paragraphs(head, text), column(*buttons, back))
