"""A ticket from its first word to its last, for staff: as a message, and as a page in a file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from desk.messages import Author, Message
from desk.outgoing import TextFile
from desk.people import Person
from desk.ticket import Ticket
from handlers.buttons import AsFile
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views import kinds, pages, when
from handlers.views.card import Seat, belonging, work
from handlers.views.flood import times
from handlers.views.html import plain, units
from handlers.views.work import STATES

_MESSAGE = 4096  # characters of a message's text (Bot API, sendMessage)
_ALL = 1_000_000  # characters: more than any message has
_NOTE = "//"

_ARTICLE = Markup("""<article class="{author}">
<h2><bdi>{name}</bdi>{marks}</h2>
<time datetime="{iso}">{at}</time>
<p lang="{lang}" dir="auto">{words}</p>{before}
</article>""")


class Told(NamedTuple):
    """A ticket with its member and all that was written in it."""

    ticket: Ticket
    person: Person | None
    messages: Sequence[Message]
    seat: Seat


def screen(told: Told, _: Texts) -> Screen | None:
    """None where it is too long for one message."""
    head = Markup("<b>{}</b>").format(_title(told.ticket, _))
    words = [_said(message, told, _) for message in told.messages]
    text = paragraphs(lines(head, *_facts(told, _)), *words)
    if units(plain(str(text))) > _MESSAGE:
        return None
    as_file = Button(_.label("As a file"), AsFile(told.ticket.id))
    return Screen(text, column(as_file), looked_up=True)


def caption(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s", number=ticket.id)


def page(told: Told, _: Texts) -> TextFile:
    """One page that needs nothing else, for a phone as for a printer."""
    facts = pages.facts(_facts(told, _))
    articles = (_article(message, told, _) for message in told.messages)
    html = pages.page(_title(told.ticket, _), lines(facts, *articles), _)
    return TextFile(f"request-{told.ticket.id}.html", html)


def _title(ticket: Ticket, _: Texts) -> str:
    title = caption(ticket, _)
    return f"{title}: {ticket.subject}" if ticket.subject else title


def _facts(told: Told, _: Texts) -> Iterator[Markup]:
    ticket, person, seat = told.ticket, told.person, told.seat
    yield _("State: %(state)s", state=_.label(STATES[ticket.status]))
    if person is not None:
        username = f" (@{person.username})" if person.username else ""
        yield _("Member: %(member)s", member=person.name + username)
    yield _("Language: %(language)s", language=ticket.language.own_name)
    yield _("Opened: %(opened)s", opened=when.stamp(ticket.opened_at, seat.zone, _))
    if ticket.closed_at:
        yield _("Closed: %(closed)s", closed=when.stamp(ticket.closed_at, seat.zone, _))
    if person is not None:
        yield from belonging(person, seat, _)
    if seat.service:
        yield _("Service: %(service)s", service=seat.service)
    yield from work(ticket, seat, _)
    if ticket.solution:
        yield _("Solution: %(solution)s", solution=ticket.solution)


def _said(message: Message, told: Told, _: Texts) -> Markup:
    head = Markup("<b>{}</b>{}").format(_name(message, told), _marks(message, _))
    at = when.stamp(message.sent_at, told.seat.zone, _)
    words = _words(message, _)
    if message.recalled_at is not None:
        words = Markup("<s>{}</s>").format(words)
    return lines(Markup("{} · {}").format(head, at), words)


def _article(message: Message, told: Told, _: Texts) -> Markup:
    words = _words(message, _)
    if message.recalled_at is not None:
        words = Markup("<del>{}</del>").format(words)
    return _ARTICLE.format(
        author=message.author,
        name=_name(message, told),
        marks=Markup("<span>{}</span>").format(_marks(message, _)),
        iso=message.sent_at.isoformat(timespec="seconds"),
        at=when.stamp(message.sent_at, told.seat.zone, _),
        lang=_written_in(message, told, _),
        words=words,
        before=_before(message, _),
    )


def _written_in(message: Message, told: Told, _: Texts) -> str:
    """Notes are for colleagues, all else is in the language of the ticket."""
    language = _.language if message.author is Author.NOTE else told.ticket.language
    return language.replace("_", "-")


def _before(message: Message, _: Texts) -> Markup:
    """What stood there before it was edited."""
    if not message.edits:
        return Markup()
    was = [Markup('<p dir="auto">{}</p>').format(plain(edit.html)) for edit in message.edits]
    summary = _("Earlier words")
    return Markup("\n<details><summary>{}</summary>{}</details>").format(summary, lines(*was))


def _name(message: Message, told: Told) -> str:
    is_member = message.author is Author.MEMBER and told.person is not None
    return told.person.name if is_member and told.person else message.author_name


def _marks(message: Message, _: Texts) -> Markup:
    """What a reader must know of it besides the words."""
    marks = []
    if message.author is Author.NOTE:
        marks.append(_("internal note"))
    if message.edits:
        marks.append(_("edited"))
    if message.recalled_at is not None:
        marks.append(_("taken back"))
    if message.times > 1:
        marks.append(Markup.escape(times(message.times)))
    return Markup().join(Markup(" · {}").format(mark) for mark in marks)


def _words(message: Message, _: Texts) -> Markup:
    words = kinds.excerpt(message, _, most=_ALL)
    is_note = message.author is Author.NOTE and words.startswith(_NOTE)
    return Markup(words.removeprefix(_NOTE).lstrip()) if is_note else words  # noqa: S704 - it is escaped
