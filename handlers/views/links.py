"""Names that a tap leads on from: of a request to its topic, of a person to their profile."""

from markupsafe import Markup

from desk.groups import Groups
from desk.ticket import Ticket


def number(ticket: Ticket, groups: Groups) -> Markup:
    """The number, which opens the topic (t.me/c links, for supergroups)."""
    chat = str(groups.chat_of(ticket)).removeprefix("-100")
    if ticket.topic_id is None:
        return Markup("#{}").format(ticket.id)
    return Markup('<a href="https://t.me/c/{}/{}">#{}</a>').format(chat, ticket.topic_id, ticket.id)


def mention(person_id: int, name: str) -> Markup:
    """It rings at theirs, also where they have no username (Bot API, formatting options)."""
    return Markup('<a href="tg://user?id={}">{}</a>').format(person_id, name)
