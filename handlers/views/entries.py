"""The knowledge base to read: topics, titles, one entry."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

import faq
from handlers.buttons import AskAbout, BrowseTopic, BrowseTopics, ReadEntry
from handlers.screen import Button, Screen, column
from handlers.texts import Texts
from handlers.views.markdown import to_html


def fill(answer: str, placeholders: Mapping[str, str], _: Texts) -> str:
    """The answer with the office's own facts in it; one that is not set says so."""
    for name, value in placeholders.items():
        answer = answer.replace(f"%({name})s", value or _.label("please ask us"))
    return answer


def body(entry: faq.Entry, filled: str) -> Markup:
    return Markup("<b>{}</b>\n\n{}").format(entry.title, to_html(filled))


def topics(found: Sequence[faq.Topic], _: Texts) -> Screen:
    buttons = [Button(topic.title, BrowseTopic(topic.slug)) for topic in found]
    return Screen(_("<b>Frequent questions</b>\n\nChoose a topic:"), column(*buttons))


def titles(topic: faq.Topic, entries: Sequence[faq.Entry], _: Texts) -> Screen:
    buttons = [Button(entry.title, ReadEntry(entry.slug)) for entry in entries]
    back = Button(_.label("Back"), BrowseTopics())
    return Screen(Markup("<b>{}</b>").format(topic.title), column(*buttons, back))


def entry(shown: faq.Entry, filled: str, _: Texts) -> Screen:
    return Screen(
        body(shown, filled),
        column(
            Button(_.label("Talk to a person"), AskAbout(shown.slug)),
            Button(_.label("Back"), BrowseTopic(shown.topic)),
        ),
    )


def gone(_: Texts) -> str:
    return _.label("This text is no longer here. See /faq for all topics.")
