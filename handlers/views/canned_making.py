"""What staff read while they write, change or delete a canned reply."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from desk.canned import FACTS, MOST_SLUG, Draft, Reply, title_of
from desk.languages import Language
from handlers.buttons import DeleteCanned, ListCanned, OpenCanned, ReallyDelete, WriteCanned
from handlers.screen import Button, Rows, Screen, bullets, column, paragraphs, ticked
from handlers.texts import Texts
from handlers.views.canned import Page, by_topic, empty, topic_title, turning, written
from handlers.views.html import clip, plain

_IN_A_ROW = 3
_BEGINNING = 80  # characters of a text in a list of languages


def listed(page: Page, topics: Mapping[str, str], _: Texts) -> Screen:
    """With the languages that each one has."""
    if not page.replies:
        return empty(_)
    labels = {reply.slug: _with_languages(reply) for reply in page.replies}
    how = _(
        "Press one to read or change it. For a new one, send a short name and a topic, such as "
        "<code>/canned new thank-you general</code>"
    )
    parts = [_("<b>Canned replies</b>"), *by_topic(page, labels, topics, _), how]
    buttons = (Button(reply.title, OpenCanned(reply.slug)) for reply in page.replies)
    back, on = ListCanned(max(0, page.number - 1)), ListCanned(page.number + 1)
    return Screen(paragraphs(*parts), (*column(*buttons), *turning(page, back, on, _)))


def how_to_make(topics: Mapping[str, str], _: Texts) -> Screen:
    named = bullets(
        Markup("<code>{}</code> – {}").format(slug, topic_title(slug, topics, _)) for slug in topics
    )
    text = _(
        "Send /canned new, a short name and a topic, such as "
        "<code>/canned new thank-you general</code>. The name stands in the list and has small "
        "letters a-z, digits and -, at most %(most)s. The topics are:\n%(topics)s",
        most=_.number(MOST_SLUG),
        topics=named,
    )
    return Screen(text)


def in_general(_: Texts) -> Screen:
    text = _(
        "Canned replies are written in General, so that nothing of it goes to a member by "
        "mistake: send /canned there. To send one of them here: /r"
    )
    return Screen(text)


def new(slug: str, topic: str, topics: Mapping[str, str], _: Texts) -> Screen:
    how = _("Press the language that you want to write in.")
    rows = _languages(slug, {}, _)
    return Screen(paragraphs(_head(slug, topic, topics, _), how), rows)


def one(reply: Reply, topics: Mapping[str, str], _: Texts) -> Screen:
    """The beginning of each text."""
    texts = bullets(
        Markup("{}: {}").format(language.own_name, clip(plain(html), _BEGINNING))
        for language, html in reply.texts.items()
    )
    how = _("Press a language to read its text, to change it or to write it.")
    head = _head(reply.slug, reply.topic, topics, _)
    return Screen(paragraphs(head, texts, how), _rows(reply, _))


def writing(draft: Draft, reply: Reply | None, topics: Mapping[str, str], _: Texts) -> Screen:
    """The text in one language, and how to write another in its place."""
    assert draft.language is not None
    head = _head(draft.slug, draft.topic, topics, _)
    language = Markup("<b>{}</b>").format(draft.language.own_name)
    made = reply.in_language(draft.language) if reply else None
    note = None
    if draft.before is None:
        note = (
            _("This is made from the other script. Write it only where it must be different.")
            if made
            else _("There is no text in this language yet.")
        )
    how = _(
        "To write the text, reply to this message as the member shall read it; bold and links "
        "stay. These are filled in when it is sent, each written in one piece: %(placeholders)s",
        placeholders=placeholders(),
    )
    text = written(draft.before or made or "")
    rows = _rows(reply, _) if reply else _languages(draft.slug, {}, _)
    return Screen(paragraphs(head, language, text, note, how), rows)


def placeholders() -> str:
    return " ".join(f"{{{name}}}" for name in FACTS)


def really_delete(reply: Reply, _: Texts) -> Screen:
    text = _(
        "Delete <b>%(title)s</b> in all its languages? What was sent stays with the members.",
        title=reply.title,
    )
    delete = Button(_.label("Yes, delete it"), ReallyDelete(reply.slug, reply.seal))
    return Screen(text, ((delete, Button(_.label("Back"), OpenCanned(reply.slug))),))


def deleted(slug: str, _: Texts) -> Screen:
    text = _("<b>%(title)s</b> is deleted.", title=title_of(slug))
    return Screen(text, (_all(_),))


def deleted_toast(_: Texts) -> str:
    return _.label("Somebody has changed it meanwhile, so it was not deleted. Please look again.")


def unknown(names: Sequence[str], _: Texts) -> Screen:
    text = _(
        "Nothing was kept, since these cannot be filled in: %(names)s\n"
        "Those that can, each written in one piece without formatting inside: %(placeholders)s",
        names=" ".join(f"{{{name}}}" for name in names),
        placeholders=placeholders(),
    )
    return Screen(text)


def press_first(_: Texts) -> Screen:
    text = _("Press a language in the message below yours, then answer that message.")
    return Screen(text)


def too_much(most: int, _: Texts) -> Screen:
    text = _(
        "Nothing was kept, since that is too long. At most %(most)s characters fit.",
        most=_.number(most),
    )
    return Screen(text)


def changed_meanwhile(_: Texts) -> Screen:
    text = _(
        "Somebody has changed or deleted this text since you looked, so yours was not kept. "
        "Look at it above, then reply to that message again."
    )
    return Screen(text)


def _head(slug: str, topic: str, topics: Mapping[str, str], _: Texts) -> Markup:
    return _(
        "<b>%(title)s</b>\nTopic: %(topic)s",
        title=title_of(slug),
        topic=topic_title(topic, topics, _),
    )


def _rows(reply: Reply, _: Texts) -> Rows:
    delete = Button(_.label("Delete"), DeleteCanned(reply.slug))
    return (*_languages(reply.slug, reply.texts, _)[:-1], (delete, *_all(_)))


def _languages(slug: str, texts: Mapping[Language, str], _: Texts) -> Rows:
    buttons = [
        Button(
            ticked(language.own_name, is_so=language in texts),
            WriteCanned(slug, place),
        )
        for place, language in enumerate(Language)
    ]
    rows = (
        tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)
    )
    return (*rows, _all(_))


def _all(_: Texts) -> tuple[Button]:
    return (Button(_.label("All replies"), ListCanned(0)),)


def _with_languages(reply: Reply) -> str:
    return f"{reply.title} – {', '.join(language.own_name for language in reply.texts)}"
