"""What staff read about canned replies: the list, the preview, and what was sent.

How replies are written and deleted is in `handlers/views/canned_making.py`.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from desk.canned import GENERAL, MOST_FILLED, Filled, Reply, Version, bare, seal
from desk.languages import Language
from desk.ticket import Ticket
from handlers.buttons import ListCanned, ListReplies, SendReply, ShowReply
from handlers.screen import Button, Rows, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip

_A_PAGE = 8
_UNWRITTEN = "◌"
_NAME = 40  # characters, so that what stands above the words stays short
# The setting that each of the office's facts comes from.
_SETTINGS = {"office": "OFFICE_NAME", "hours": "OFFICE_HOURS", "contact": "OFFICE_CONTACT"}


class Preview(NamedTuple):
    """A reply for one ticket. `owner` is whoever else has the ticket; `asked` is the member's."""

    ticket: Ticket
    reply: Reply
    member: str
    asked: Language
    version: Version
    filled: Filled
    owner: str | None

    @property
    def can_be_sent(self) -> bool:
        return self.filled.fits and not self.filled.lacks

    @property
    def seal(self) -> int:
        """Another one whenever the member, or whoever sends, would read something else."""
        return seal(self.filled.html, self.owner or "")


class Page(NamedTuple):
    """A part of a list; `number` counts from 0."""

    replies: Sequence[Reply]
    number: int
    is_last: bool


def page_of(replies: Sequence[Reply], number: int) -> Page:
    """The page of that number, or the last one where the list has become shorter."""
    number = min(number, max(0, len(replies) - 1) // _A_PAGE)
    start = number * _A_PAGE
    return Page(replies[start : start + _A_PAGE], number, len(replies) <= start + _A_PAGE)


def number_of(replies: Sequence[Reply], slug: str) -> int:
    """The page that a reply stands on."""
    return next((n for n, reply in enumerate(replies) if reply.slug == slug), 0) // _A_PAGE


def listed(
    page: Page, language: Language, topics: Mapping[str, str], _: Texts, *, rest: int = 0
) -> Screen:
    """`rest`: so many more were found, on no page."""
    if not page.replies:
        return empty(_)
    unwritten = {r.slug for r in page.replies if r.in_language(language) is None}
    labels = {r.slug: _marked(r.title, r.slug in unwritten) for r in page.replies}
    parts = [_("<b>Canned replies</b>"), *by_topic(page, labels, topics, _)]
    if rest:
        parts.append(_.plural("and %(n)s more", "and %(n)s more", n=rest))
    if unwritten:
        text = _("%(mark)s – not there in the member's language yet", mark=_UNWRITTEN)
        parts.append(text)
    parts.append(_("To find one by its words, send /r and the words."))
    buttons = (Button(labels[r.slug], ShowReply(r.slug)) for r in page.replies)
    back, on = ListReplies(max(0, page.number - 1)), ListReplies(page.number + 1)
    return Screen(paragraphs(*parts), (*column(*buttons), *turning(page, back, on, _)))


def by_topic(
    page: Page, labels: Mapping[str, str], topics: Mapping[str, str], _: Texts
) -> list[Markup]:
    """The labels of the replies under the titles of their topics."""
    return [
        lines(
            Markup("<b>{}</b>").format(topic_title(topic, topics, _)),
            bullets(labels[reply.slug] for reply in found),
        )
        for topic, found in groupby(page.replies, key=lambda reply: reply.topic)
    ]


def topic_title(slug: str, topics: Mapping[str, str], _: Texts) -> str:
    return _.label("General") if slug == GENERAL else topics.get(slug, slug)


def turning(
    page: Page, back: ListReplies | ListCanned, on: ListReplies | ListCanned, _: Texts
) -> Rows:
    buttons = []
    if page.number:
        buttons.append(Button(_.label("Previous"), back))
    if not page.is_last:
        buttons.append(Button(_.label("Next"), on))
    return (tuple(buttons),) if buttons else ()


def empty(_: Texts) -> Screen:
    text = _(
        "There are no canned replies yet. A lead or an admin makes the first one in General, "
        "with a short name and a topic, such as <code>/canned new thank-you general</code>"
    )
    return Screen(text)


def not_found(words: str, _: Texts) -> Screen:
    text = _(
        "No canned reply has all of these words: %(words)s\nFor all of them, send /r alone.",
        words=clip(words, 100),
    )
    return Screen(text)


def preview(shown: Preview, page: int, _: Texts) -> Screen:
    """The words are as the member will read them; what is wrong with them stands below."""
    parts = [_head(shown, _)]
    if shown.owner is not None:
        name, number = clip(shown.owner, _NAME), shown.ticket.id
        text = _(
            "<b>%(owner)s</b> is on request %(number)s. Send it all the same?",
            owner=name,
            number=number,
        )
        parts.append(text)
    if not shown.version.is_asked:
        text = _(
            "Not there yet in the member's language: %(asked)s. You see it in another one: "
            "%(language)s",
            asked=shown.asked.own_name,
            language=shown.version.language.own_name,
        )
        parts.append(text)
    parts.append(_words(shown.filled))
    parts += _wrong(shown.filled, _)
    label = _.label("Send") if shown.version.is_asked else _.label("Send this one")
    send = Button(label, SendReply(shown.reply.slug, shown.seal))
    back = Button(_.label("Back"), ListReplies(page))
    return Screen(paragraphs(*parts), ((send, back),) if shown.can_be_sent else ((back,),))


def sent(shown: Preview, _: Texts) -> Screen:
    text = _("<b>Sent to the member:</b> %(title)s", title=shown.reply.title)
    return Screen(paragraphs(text, _words(shown.filled)))


def sent_already(_: Texts) -> str:
    return _.label("This has been sent already. For another one, send /r again.")


def changed(_: Texts) -> str:
    return _.label("Something has changed since you looked. Nothing was sent: please look again.")


def too_old(_: Texts) -> str:
    return _.label("This message is too old. Send /r again.")


def gone(_: Texts) -> str:
    return _.label("This canned reply is no longer there. Those that are: /r")


def written(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - as Telegram gave it; facts are escaped where they are filled


def _head(shown: Preview, _: Texts) -> Markup:
    return _(
        "<b>%(title)s</b>\nMember: %(member)s\nLanguage: %(language)s",
        title=shown.reply.title,
        member=clip(shown.member, _NAME),
        language=shown.version.language.own_name,
    )


def _words(filled: Filled) -> Markup:
    """Telegram takes no more than 4096 characters, so what is too long is cut."""
    return written(filled.html) if filled.fits else Markup.escape(clip(bare(filled.html), 1500))


def _wrong(filled: Filled, _: Texts) -> list[Markup]:
    parts = []
    if filled.lacks:
        names = bullets(_lacking(name, _) for name in filled.lacks)
        text = _("It cannot be sent yet, since nothing is known for this:\n%(names)s", names=names)
        parts.append(text)
    if not filled.fits:
        text = _(
            "It cannot be sent: with everything filled in it is too long. At most %(most)s "
            "characters fit. A lead or an admin can shorten it with /canned",
            most=_.number(MOST_FILLED),
        )
        parts.append(text)
    return parts


def _lacking(name: str, _: Texts) -> Markup:
    placeholder = f"{{{name}}}"
    setting = _SETTINGS.get(name)
    if setting is None:
        return _("%(placeholder)s: the request belongs to no service", placeholder=placeholder)
    return _(
        "%(placeholder)s: nothing in the setting %(setting)s yet",
        placeholder=placeholder,
        setting=setting,
    )


def _marked(title: str, is_unwritten: bool) -> str:  # noqa: FBT001 - the flag is all there is
    return f"{title} {_UNWRITTEN}" if is_unwritten else title
