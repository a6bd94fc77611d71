"""A screen in the place of the one that was pressed: words, or a file with words under it."""

from telegram import CallbackQuery, Message

from desk.outgoing import Call, Chat, Parcel
from handlers.context import Context
from handlers.screen import Rows, Screen, keyboard
from handlers.views.html import plain, units

_CAPTION = 1024  # characters (Bot API, editMessageCaption)


async def turn(pressed: CallbackQuery, screen: Screen, context: Context) -> None:
    """A message of its own where Telegram does not say any more what was pressed."""
    message = pressed.message
    if not isinstance(message, Message):
        await context.tell(pressed.from_user.id, screen)
    elif message.document is None:
        await context.change(pressed, screen)
    elif units(plain(str(screen.text))) > _CAPTION:
        await context.tell(pressed.from_user.id, screen)
    else:
        params = {"message_id": message.message_id, **screen.caption()}
        call = Call("editMessageCaption", params)
        await context.outbox.put(Parcel(Chat(message.chat.id), call))


async def put_buttons(pressed: CallbackQuery, rows: Rows, context: Context) -> None:
    """The words stay as they are."""
    message = pressed.message
    if message is not None:
        params = {"message_id": message.message_id, "reply_markup": keyboard(rows)}
        call = Call("editMessageReplyMarkup", params)
        await context.outbox.put(Parcel(Chat(message.chat.id), call))
