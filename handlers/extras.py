"""What goes with an entry besides its words: a place, a file, a link to it."""

from pathlib import PurePosixPath

import faq
from desk.outgoing import Call, Chat, Parcel
from desk.people import Person
from handlers.context import Context

LINK = "faq_"  # what follows /start in a link to an entry


async def send(person: Person, entry: faq.Entry | None, context: Context) -> None:
    """After the words: the place on a map, and the file."""
    if entry is None:
        return
    if entry.place is not None:
        place = entry.place
        params = {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "title": place.name,
            "address": place.address,
        }
        await context.outbox.put(Parcel(Chat(person.id), Call("sendVenue", params)))
    if entry.file:
        path = PurePosixPath(entry.topic) / entry.file
        call = Call("sendDocument", {}, upload=("document", str(path)))
        await context.outbox.put(Parcel(Chat(person.id), call))


def link(entry: faq.Entry, context: Context) -> str:
    """Opens the entry in a chat with the bot (Telegram, "Deep linking")."""
    return f"https://t.me/{context.house.bot_username}?start={LINK}{entry.slug}"
