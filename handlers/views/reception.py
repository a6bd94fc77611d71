"""What a kind receptionist says to what is no question."""

from markupsafe import Markup

from faq.reception import Courtesy
from handlers.buttons import BrowseTopics, WriteToStaff
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts


def reply(courtesy: Courtesy, _: Texts) -> Screen:
    match courtesy:
        case Courtesy.THANKS:
            return Screen(_("You are welcome. Write whenever you have a question."))
        case Courtesy.GOODBYE:
            return Screen(_("Goodbye. Write whenever you need us."))
        case Courtesy.SWEARING:
            text = _("I am sorry that you are upset. A person from our staff can help you here.")
            return Screen(text, column(_person(_)))
        case Courtesy.SIGN:
            text = _("I understand words. Please write in a few words what you need.")
            return Screen(text, column(_person(_)))
        case _:
            text = _("Hello! Write your question in your own words, and you get an answer here.")
            topics = Button(_.label("Frequent questions"), BrowseTopics())
            return Screen(text, column(topics, _person(_)))


def danger(number: int, emergency: str, _: Texts) -> Screen:
    """For a message about danger to life: `emergency` is what the office has its members call."""
    bold = Markup("<b>{}</b>").format(emergency)
    parts = [
        _("It is good that you wrote to us. You are not alone."),
        _("<b>If a life is in danger, please call for help at once.</b>"),
        _("Emergency number: %(number)s", number=bold) if emergency else None,
        _("Do not wait for our answer: outside office hours nobody may be reading."),
        _(
            "Your message has gone to our staff as urgent, under the number <b>%(number)s</b>. "
            "Please write where you are.",
            number=number,
        ),
    ]
    return Screen(paragraphs(*parts))


def _person(_: Texts) -> Button:
    return Button(_.label("Talk to a person"), WriteToStaff())
