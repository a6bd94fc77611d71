"""How a request is named in a list, so that a tap leads to its topic."""

from markupsafe import Markup

from desk.ticket import Ticket


def number(ticket: Ticket, chat_id: int | None) -> Markup:
    """The number, which opens the topic (t.me/c links, for supergroups)."""
    chat = str(chat_id or "").removeprefix("-100")
    if ticket.topic_id is None or not chat:
        return Markup("#{}").format(ticket.id)
    return Markup('<a href="https://t.me/c/{}/{}">#{}</a>').format(chat, ticket.topic_id, ticket.id)
