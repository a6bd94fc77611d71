"""An event as members will read it, shown to staff in each language and script."""

from desk.events.event import Event
from desk.events.topic import Demand
from desk.languages import Language
from handlers.events.making_buttons import LookAs, OpenEvent
from handlers.screen import Button, Screen, in_pairs, paragraphs, ticked
from handlers.texts import Texts
from handlers.views.events import shown, topics


def screen(event: Event, demand: Demand, theirs: Texts, _: Texts) -> Screen:
    """`theirs` are the texts of whoever will read it."""
    others = [
        Button(ticked(one.own_name, is_so=one is theirs.language), LookAs(event.id, one))
        for one in Language
    ]
    note = _(
        "<i>So it is read in this language: %(language)s</i>", language=theirs.language.own_name
    )
    back = Button(_.label("Back"), OpenEvent(event.id))
    about = shown.event(event, None, theirs, topics.demand(demand, theirs))
    text = paragraphs(note, about.text)
    return Screen(text, (*in_pairs(others), (back,)))
