"""What staff read where there are several groups of them."""

from markupsafe import Markup

from desk.errors import DeskError
from desk.groups import Groups, MovedAway
from desk.ticket import Ticket
from handlers.group_buttons import MoveTo
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import Texts
from handlers.views.html import clip
from handlers.views.links import number

ALL = "all"
_NOTE = 2000  # characters of a note, so that the last messages fit beside it


def where_to(ticket: Ticket, groups: Groups, _: Texts) -> Screen:
    others = list(groups.beside(ticket.group_name))
    if not others:
        text = _("There is no other staff group. Whoever runs the line adds one in STAFF_GROUPS.")
        return Screen(text)
    text = _(
        "To which group shall request %(number)s move? To say why, write it: %(command)s",
        number=ticket.id,
        command=Markup("<code>/move {} …</code>").format(others[0].name),
    )
    return Screen(text, column(*(Button(g.name, MoveTo(ticket.id, g.name)) for g in others)))


def not_open(group: str, _: Texts) -> str:
    return _.label(
        "Nothing can move to the group “%(group)s” now. For the others, send /move", group=group
    )


def moved_toast(ticket: Ticket, group: str, _: Texts) -> str:
    return _.label("Request %(number)s moves. Group: %(group)s", number=ticket.id, group=group)


def moved_here(name: str, ticket: Ticket, note: str, _: Texts) -> Markup:
    head = _(
        "%(name)s has moved this request here. It was in the group: %(group)s",
        name=name,
        group=ticket.group_name,
    )
    words = Markup("<b>{}:</b> {}").format(name, clip(note, _NOTE)) if note else None
    return paragraphs(head, words)


def goes_on(ticket: Ticket, groups: Groups, _: Texts) -> Screen:
    text = _(
        "Request %(number)s goes on in the group “%(group)s”. "
        "What is written here is not delivered.",
        number=number(ticket, groups),
        group=ticket.group_name,
    )
    return Screen(text)


def moved_away(error: DeskError, _: Texts) -> Screen:
    assert isinstance(error, MovedAway)
    text = _(
        "Nothing was done or delivered: request %(number)s goes on in the group “%(group)s”. "
        "Please write there.",
        number=number(error.ticket, error.groups),
        group=error.ticket.group_name,
    )
    return Screen(text)


def lost(group: str, open_: int, _: Texts) -> Screen:
    text = _(
        "I am not in the group “%(group)s” any more, so its requests go on here. Open: %(open)s\n"
        "To have them there again, make the bot an administrator of the group once more.",
        group=group,
        open=open_,
    )
    return Screen(text)


def dissolved(group: str, open_: int, _: Texts) -> Screen:
    text = _(
        "STAFF_GROUPS names no group “%(group)s” any more, so its requests go on here. "
        "Open: %(open)s",
        group=group,
        open=open_,
    )
    return Screen(text)


def found(group: str, _: Texts) -> Screen:
    text = _(
        "I am in the group “%(group)s” again: new requests go there. Those that came here stay "
        "until somebody sends %(command)s",
        group=group,
        command=Markup("<code>/move {}</code>").format(group),
    )
    return Screen(text)


def came_from(group: str, _: Texts) -> Screen:
    return Screen(_("This request was in the group “%(group)s” before.", group=group))


def scope(command: str, group: str | None, _: Texts) -> Markup:
    if group is None:
        return _("Of every group")
    return _(
        "Group: %(group)s. Of every group: %(command)s",
        group=group,
        command=Markup("/{} {}").format(command, ALL),
    )
