"""What staff write in answer to the screen of something in the making."""

from telegram import Message

from desk.people import Person
from handlers import canned_making, gaps
from handlers.context import Context
from handlers.incoming import answered
from handlers.routing import Said


async def is_written(message: Message, person: Person, context: Context) -> bool:
    """Whether this was a part of an entry, or of a canned reply, that it answers."""
    ref = answered(message)
    if ref is None or message.text is None:
        return False
    said = Said(message, person)
    if entry := await context.gaps.draft(ref.message_id, context.group):
        await gaps.answered(said, entry, context)
    elif text := await context.canned.draft(ref.message_id, context.group):
        await canned_making.answered(said, text, context)
    else:
        return False
    return True
