"""A person's own command menu, in their language and script."""

from desk.outgoing import Call, Nobody, Parcel, Priority
from desk.people import Person
from handlers.texts import Texts
from handlers.views import menus


def menu(person: Person, _: Texts) -> Parcel:
    """Telegram keeps two-letter languages only, so a script needs a menu of the person's own."""
    params = {"commands": menus.member(_), "scope": {"type": "chat", "chat_id": person.id}}
    return Parcel(Nobody(), Call("setMyCommands", params), Priority.NOTICE)
