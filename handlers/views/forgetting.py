"""What is read where a person asks to be forgotten: by them, and by staff."""

from desk.erasure import Holdings
from desk.ticket import Ticket
from handlers.privacy_buttons import DropTopic, EraseAll, KeepAll, ReallyErase
from handlers.screen import Button, Screen, bullets, column, lines, paragraphs
from handlers.texts import Texts


def preview(held: Holdings, _: Texts) -> Screen:
    """What goes, what stays and why."""
    goes = bullets(
        [
            _("your name, your username and your settings"),
            _("the words and files of your requests: %(n)s", n=_.number(held.tickets)),
            _("messages in them: %(n)s", n=_.number(held.messages)),
            _("your questions: %(n)s", n=_.number(held.questions)),
            _("your seats at events: %(n)s. Somebody else gets them", n=_.number(held.seats)),
            _("what you have proposed: %(n)s, and your votes", n=_.number(held.topics)),
            _("what you said about the help, and what still waits to be sent to you"),
        ]
    )
    text = paragraphs(
        _("<b>Shall the line forget you?</b>"),
        lines(_("This is erased, at once and for good:"), goes),
        _(
            "This stays, so that we can count how many were helped: when a request was opened and "
            "closed, its language, its kind and its grade. It has no name, no words and nothing "
            "that leads to you. The same holds for the list of your choices."
        ),
        _("Wordings that our staff took over into the answers stay, without names and numbers."),
        _(
            "In the group of our staff, copies younger than 48 hours are deleted at once. Older "
            "ones Telegram lets no bot delete one by one: our staff are asked to delete them."
        ),
        _(
            "Open requests are closed. What the line wrote here stays in this chat: "
            "you can delete the chat yourself."
        ),
    )
    return Screen(
        text,
        column(
            Button(_.label("Erase everything"), EraseAll()),
            Button(_.label("Keep everything"), KeepAll()),
        ),
    )


def confirm(_: Texts) -> Screen:
    return Screen(
        _("Really? Nobody can bring it back, neither you nor we."),
        column(
            Button(_.label("Yes, erase it now"), ReallyErase()),
            Button(_.label("No, keep everything"), KeepAll()),
        ),
    )


def nothing_done(_: Texts) -> Screen:
    return Screen(_("Nothing was erased."))


def done(_: Texts) -> Screen:
    text = _(
        "The line has forgotten you: everything that was held about you is erased. "
        "If you write again, we meet anew. You can delete this chat now."
    )
    return Screen(text)


def done_toast(_: Texts) -> str:
    return _.label("The line has forgotten you.")


def told(ticket: Ticket, has_older: bool, _: Texts) -> Screen:  # noqa: FBT001 - what it says
    """The one line in the topic."""
    text = _(
        "The member of this request has asked to be forgotten. Their name and words are erased; "
        "the request stays in the counts."
    )
    if not has_older:
        return Screen(text)
    older = _(
        "Messages older than 48 hours are still in this topic, and can only be deleted with it."
    )
    return Screen(
        paragraphs(text, older), column(Button(_.label("Delete this topic"), DropTopic(ticket.id)))
    )


def topic_goes(_: Texts) -> str:
    return _.label("The topic is being deleted.")
