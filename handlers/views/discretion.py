"""What staff read of a sensitive request: that there is something to read, and how."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.incoming import Kind
from desk.messages import Message
from desk.ticket import Ticket
from handlers.guard_buttons import OpenText, ShowHere, TakeOut
from handlers.screen import Button, Rows, Screen, column, lines
from handlers.texts import Texts
from handlers.views.html import plain, units

_ALERT = 200  # characters (Bot API, answerCallbackQuery)


def arrived(message: Message, _: Texts) -> Screen:
    return Screen(_("✉️ A message of the member's has arrived."), _open(message, _))


def changed(message: Message, _: Texts) -> Screen:
    return Screen(_("✏️ The member has changed a message."), _open(message, _))


def marked(ticket: Ticket, _: Texts) -> Screen:
    text = _(
        "This request is sensitive now. Its words are not shown in lists, on the card and in "
        "the name of the topic, and new ones are not copied into it. "
        "Who opens them is written in its history."
    )
    take_out = Button(_.label("Take the text out of this topic"), TakeOut(ticket.id))
    return Screen(text, column(take_out))


def unmarked(_: Texts) -> Screen:
    return Screen(_("This request is no longer sensitive: new words come into the topic again."))


def is_marked(_: Texts) -> str:
    return _.label("This request is sensitive already.")


def is_unmarked(_: Texts) -> str:
    return _.label("This request is no longer sensitive. To mark it again: /sensitive")


def in_short(messages: Sequence[Message]) -> str | None:
    """What an alert can hold; None for files, and for what is longer."""
    words = "\n".join(plain(message.html) for message in messages)
    is_text = all(message.kind is Kind.TEXT for message in messages)
    return words if is_text and 0 < units(words) <= _ALERT else None


def for_you(ticket: Ticket, _: Texts) -> Screen:
    return Screen(_("<b>Request %(number)s</b>, for you alone:", number=ticket.id))


def words(message: Message) -> Screen:
    return Screen(Markup(message.html))  # noqa: S704 - Telegram's own HTML of it


def sent_to_you(_: Texts) -> str:
    return _.label("It is in your own chat with me.")


def too_long(bot: str, _: Texts) -> str:
    return _.label(
        "This does not fit in here. Press Start in your own chat with @%(bot)s and try again, "
        "or press “Show it here”.",
        bot=bot,
    )


def with_show_here(message: Message, _: Texts) -> Screen:
    here = Button(_.label("Show it here"), ShowHere(message.id))
    rows = (*_open(message, _), (here,))
    return Screen(_("✉️ A message of the member's has arrived."), rows)


def shown_here(name: str, _: Texts) -> Screen:
    return Screen(_("Shown here by %(name)s.", name=name))


def is_here(_: Texts) -> str:
    return _.label("It stands in this topic already.")


def gone(_: Texts) -> str:
    return _.label("This message is no longer there.")


def taken_out(count: int, left: int, former: int, _: Texts) -> Screen:
    """`former`: topics in groups that the request was in before."""
    out = _.plural(
        "%(n)s message was taken out of this topic.",
        "%(n)s messages were taken out of this topic.",
        n=count,
    )
    older = _.plural(
        "%(n)s message is older than 48 hours: please delete it by hand.",
        "%(n)s messages are older than 48 hours: please delete them by hand.",
        n=left,
    )
    topics = _.plural(
        "%(n)s topic that it was in before is deleted.",
        "%(n)s topics that it was in before are deleted.",
        n=former,
    )
    return Screen(lines(out, *([older] if left else []), *([topics] if former else [])))


def note(_: Texts) -> Markup:
    """On the card, where the first message would stand."""
    return _("🔒 Sensitive: the words are not shown here.")


def open_first(first: Message, _: Texts) -> Button:
    return Button(_.label("Open the text"), OpenText(first.id))


def _open(message: Message, _: Texts) -> Rows:
    return column(Button(_.label("Open the text"), OpenText(message.id)))
