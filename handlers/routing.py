"""The rows of the routing table: which words and which button lead to which action."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from telegram import CallbackQuery, Message, MessageEntity

from desk.people import Person
from desk.staff import EVERYBODY, Role
from handlers.callback import Callback
from handlers.context import Context


class Side(Enum):
    MEMBER = auto()  # a private chat
    STAFF = auto()  # the staff group


@dataclass(frozen=True, slots=True)
class Said:
    """A message by `person`; `rest` is what follows the command, where there is one."""

    message: Message
    person: Person
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    query: CallbackQuery
    person: Person


@dataclass(frozen=True, slots=True)
class OnCommand:
    """`words` are the command in English and in the words of each language.

    Of the staff, those who have one of the `roles` may use it.
    """

    words: tuple[str, ...]
    action: Callable[[Said, Context], Awaitable[None]]
    side: Side = Side.MEMBER
    roles: frozenset[Role] = EVERYBODY


@dataclass(frozen=True, slots=True)
class OnPress:
    """`action` answers False where the data is another button's."""

    prefix: str
    action: Callable[[Pressed, str, Context], Awaitable[bool]]
    side: Side = Side.MEMBER
    roles: frozenset[Role] = EVERYBODY


Route = OnCommand | OnPress
B = TypeVar("B", bound=Callback)


def on_press(
    button: type[B],
    action: Callable[[Pressed, B, Context], Awaitable[None]],
    side: Side = Side.MEMBER,
    roles: frozenset[Role] = EVERYBODY,
) -> OnPress:
    async def act(pressed: Pressed, data: str, context: Context) -> bool:
        unpacked = button.unpack(data)
        if unpacked is None:
            return False
        await action(pressed, unpacked, context)
        return True

    return OnPress(button.prefix, act, side, roles)


def command_of(message: Message, bot_username: str) -> tuple[str, str] | None:
    """The command that a message begins with and what follows it; None for another bot's."""
    entity = next((e for e in message.entities or () if e.offset == 0), None)
    if entity is None or entity.type != MessageEntity.BOT_COMMAND or message.text is None:
        return None
    word, _, addressee = message.text[1 : entity.length].partition("@")
    if addressee and addressee.lower() != bot_username.lower():
        return None
    return word.lower(), message.text[entity.length :].strip()
