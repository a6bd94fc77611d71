"""What staff read when they look for a ticket."""

from markupsafe import Markup

from desk.finding import Found, Hit, Piece
from desk.groups import Groups
from desk.ticket import Ticket
from handlers.buttons import ShowSensitive
from handlers.screen import Button, Screen, column, lines, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.links import number
from handlers.views.work import STATES

_WORDS = 100  # characters of what was looked for, where it is said again


def how_to_find(_: Texts) -> Screen:
    text = _(
        "Write what you look for after the command, such as /find budget Arta\n"
        "Words of messages, notes, subjects and members' names are found, in any script and "
        "without marks; the beginning of a word is enough. A number leads to that request: /find 12"
    )
    return Screen(text)


def nothing(words: str, scope: Markup | None, _: Texts) -> Screen:
    text = _(
        "No request holds all of this: %(words)s\n"
        "Try fewer words, or only the beginning of a word.",
        words=clip(words, _WORDS),
    )
    return Screen(paragraphs(scope, text), looked_up=True)


def found(found: Found, groups: Groups, scope: Markup | None, _: Texts) -> Screen:
    shown = [_hit(hit, groups, _) for hit in found.hits]
    more = None
    if found.is_cut:
        more = _("and many more: another word narrows it")
    elif found.more:
        more = _.plural("and %(n)s more", "and %(n)s more", n=found.more)
    how = _("To read one here, send /ticket and its number.")
    return Screen(paragraphs(scope, *shown, more, how), looked_up=True)


def how_to_read(_: Texts) -> Screen:
    text = _(
        "Write the number of the request after the command, such as /ticket 12, or send /ticket "
        "in its topic. To look for one by its words: /find"
    )
    return Screen(text)


def no_such_request(given: str, _: Texts) -> Screen:
    text = _(
        "There is no request with the number “%(number)s”. To look for it by its words: /find",
        number=clip(given, _WORDS),
    )
    return Screen(text)


def hidden(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "Request %(number)s is sensitive, so its words are not shown at once. "
        "Who has them shown is written in its history.",
        number=ticket.id,
    )
    return Screen(
        text, column(Button(_.label("Show it"), ShowSensitive(ticket.id))), looked_up=True
    )


def sent_as_file(ticket: Ticket, _: Texts) -> str:
    return _.label("Request %(number)s comes as a file.", number=ticket.id)


def _hit(hit: Hit, groups: Groups, _: Texts) -> Markup:
    ticket = hit.ticket
    if ticket.sensitive:
        return Markup(" · ").join([number(ticket, groups), _("sensitive")])
    line = Markup(" · ").join(
        [
            number(ticket, groups),
            ticket.language.telegram_code.upper(),
            _.label(STATES[ticket.status]),
            *([ticket.code_word] if ticket.code_word else []),
            ticket.subject or "…",
        ]
    )
    return lines(line, _piece(hit.piece)) if hit.piece else line


def _piece(piece: Piece) -> Markup:
    words = [
        Markup("<b>{}</b>").format(word.text) if word.is_sought else Markup.escape(word.text)
        for word in piece
    ]
    return Markup("<i>{}</i>").format(Markup(" ").join(words))
