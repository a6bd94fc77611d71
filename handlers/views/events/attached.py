"""What staff read in the topic of a request that is about an event."""

from desk.events.event import Event
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.events import shown, words


def line(event: Event, _: Texts) -> Screen:
    return Screen(
        _(
            "ℹ️ This is about the event <b>%(title)s</b>, %(when)s. Look at it: "
            "<code>/event %(number)s</code>",
            title=words.spoken(event.title, _),
            when="; ".join(shown.times(event, None, _)),
            number=event.id,
        )
    )
