"""The knowledge base to read: topics, titles, one entry."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

import faq
from desk.languages import Language
from desk.mentoring.directory import Kind
from handlers.buttons import (
    AskAbout,
    BrowseTopic,
    BrowseTopics,
    ListTickets,
    ReadEntry,
    WriteToStaff,
)
from handlers.callback import Callback
from handlers.mentoring.facilitation_buttons import BeginFacilitation
from handlers.mentoring.wish_buttons import BeginWish
from handlers.screen import Button, Link, Rows, Screen, column, paragraphs
from handlers.texts import N_, Texts
from handlers.views.markdown import to_html

# What an entry's button may open, by the name that its file gives: the words, and where it leads.
_FLOWS: dict[str, tuple[str, Callback]] = {
    "ticket": (N_("Write to a person"), WriteToStaff()),
    "tickets": (N_("Your requests"), ListTickets()),
    "mentor": (N_("Book a session"), BeginWish(Kind.MENTOR)),
    "facilitation": (N_("Ask for a facilitator"), BeginFacilitation()),
    "faq": (N_("Frequent questions"), BrowseTopics()),
}
FLOWS = tuple(_FLOWS)
_SHARE = "https://t.me/share/url"


def fill(answer: str, placeholders: Mapping[str, str], _: Texts) -> str:
    """The answer with the office's own facts in it; one that is not set says so."""
    for name, value in placeholders.items():
        answer = answer.replace(f"%({name})s", value or _.label("please ask us"))
    return answer


def body(entry: faq.Entry, filled: str, _: Texts) -> Markup:
    """An entry that nobody has translated yet says in which language it is."""
    title = Markup("<b>{}</b>").format(entry.title)
    note = None if entry.language == _.language else _untranslated(entry, _)
    return paragraphs(title, to_html(filled), note)


def topics(found: Sequence[faq.Topic], _: Texts) -> Screen:
    buttons = [Button(topic.title, BrowseTopic(topic.slug)) for topic in found]
    return Screen(_("<b>Frequent questions</b>\n\nChoose a topic:"), column(*buttons))


def titles(topic: faq.Topic, entries: Sequence[faq.Entry], _: Texts) -> Screen:
    buttons = [Button(entry.title, ReadEntry(entry.slug)) for entry in entries]
    back = Button(_.label("Back"), BrowseTopics())
    return Screen(Markup("<b>{}</b>").format(topic.title), column(*buttons, back))


def entry(
    shown: faq.Entry, filled: str, link: str, related: Sequence[faq.Entry], _: Texts
) -> Screen:
    rows = (
        (Button(_.label("Talk to a person"), AskAbout(shown.slug)), share(shown, link, _)),
        *flow(shown, _),
        *column(*(Button(f"› {other.title}", ReadEntry(other.slug)) for other in related)),
        (Button(_.label("Back"), BrowseTopic(shown.topic)),),
    )
    return Screen(body(shown, filled, _), rows)


def gone(_: Texts) -> str:
    return _.label("This text is no longer here. See /faq for all topics.")


def share(shown: faq.Entry, link: str, _: Texts) -> Link:
    """Opens Telegram's list of chats, with the title and the entry's address to be sent."""
    return Link(_.label("Share"), f"{_SHARE}?{urlencode({'url': link, 'text': shown.title})}")


def flow(shown: faq.Entry, _: Texts) -> Rows:
    """The button that the entry asks for, if any."""
    found = _FLOWS.get(shown.flow)
    return ((Button(_.label(found[0]), found[1]),),) if found else ()


def _untranslated(entry: faq.Entry, _: Texts) -> Markup:
    name = Language(entry.language).own_name
    return _(
        "<i>This text is only there in another language so far: %(language)s</i>", language=name
    )
