"""What a member reads when staff write first, and what staff read when they cannot."""

from markupsafe import Markup

from desk.errors import DeskError
from desk.groups import Groups
from desk.letters import NobodyMet, SeveralMet
from desk.people import Person
from desk.ticket import Ticket
from handlers.screen import Screen, bullets, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.links import number

_NAME, _LISTED = 40, 10  # characters, and people


def letter(reason: str, html: str, _: Texts) -> Markup:
    """`html` are staff's own words."""
    head = _("<b>The support line writes to you.</b>\nThe reason: %(reason)s", reason=reason)
    return paragraphs(head, Markup(html))  # noqa: S704 - Telegram's own HTML of their message


def how_to(_: Texts) -> Screen:
    text = _(
        "Write to whom, why, a colon and the words:\n"
        "<code>/write @arta the spring grant: Good morning, …</code>\n\n"
        "Instead of @arta you can write a name, or the number of a closed request. "
        "The member reads the reason above your words."
    )
    return Screen(text)


def nobody(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, NobodyMet)
    text = _(
        "Nobody called “%(name)s” has met the line, so nothing was sent. Write the @username, "
        "the name as it stands on a card, or the number of a request. To look for it: /find",
        name=clip(error.name, _NAME),
    )
    return Screen(text)


def several(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, SeveralMet)
    known = bullets(_person(person) for person in error.people[:_LISTED])
    text = _(
        "Several people are called “%(name)s”, so nothing was sent. "
        "Write what stands behind the name:\n%(people)s",
        name=clip(error.name, _NAME),
        people=known,
    )
    return Screen(text)


def goes_on(ticket: Ticket, groups: Groups, _: Texts) -> Screen:
    """The number leads to the topic, where what is written reaches the member."""
    if ticket.is_closed:
        return Screen(
            _(
                "Request %(number)s was written without a name, so nothing was sent. "
                "Open it again in its topic with /reopen, and write there.",
                number=number(ticket, groups),
            )
        )
    text = _(
        "Request %(number)s is not closed, so nothing was sent. "
        "What you write in its topic reaches the member.",
        number=number(ticket, groups),
    )
    return Screen(text)


def unreachable(person: Person, _: Texts) -> Screen:
    text = _(
        "%(member)s has blocked the bot or left Telegram, so nothing was sent. "
        "They can be reached again as soon as they write.",
        member=person.name,
    )
    return Screen(text)


def too_long(_: Texts) -> Screen:
    return Screen(_("With the reason this is too long for one message. Please write less."))


def _person(person: Person) -> str:
    handle = f"@{person.username}" if person.username else str(person.id)
    return f"{clip(person.name, _NAME)} – {handle}"
