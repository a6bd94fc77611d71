"""What people share of an event that others can use, on its way into the knowledge base."""

from markupsafe import Markup

from desk.events.event import Event
from desk.events.feedback import Feedback
from desk.gaps import MOST_ANSWER
from handlers.events.door_buttons import DraftLesson
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.events import door


def write(_: Texts) -> Screen:
    return Screen(
        _(
            "What have you learned, or what works well, that others can use? Please write it in "
            "one message. Our staff read it first, and may put it into our answers for everybody, "
            "without your name."
        )
    )


def too_long(_: Texts) -> Screen:
    most = _.number(MOST_ANSWER)
    return Screen(_("This is too long. Please use at most %(most)s characters.", most=most))


def kept(_: Texts) -> Screen:
    return Screen(_("Thank you: our staff read it."))


def shared(event: Event, known: Feedback, _: Texts) -> Screen:
    """To staff; whose it is they need not know."""
    text = paragraphs(
        _("💡 <b>Somebody shares a lesson or a good practice</b>"),
        door.title(event, _),
        Markup("<blockquote>{}</blockquote>").format(known.lesson),
    )
    return Screen(text, column(Button(_.label("Make an entry of it"), DraftLesson(known.seat_id))))
