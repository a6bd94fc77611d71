"""What an error of Telegram's means for the row that met it: error and row in, verdict out."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from desk.outgoing import (
    STAFF_LANE,
    Body,
    Call,
    Card,
    Chat,
    Claimed,
    Priority,
    Topic,
    is_staff_lane,
)

_GIVE_UP = timedelta(hours=24)
STAFF_TROUBLE = 60.0  # seconds: somebody must give the bot its rights back
_LONGEST = 60.0
_HOPELESS = 10  # attempts, five minutes of them


class Remedy(Enum):
    DONE = auto()  # what was wanted is so already
    WITHOUT_TAGS = auto()
    WITHOUT_QUOTE = auto()
    SEND_ANEW = auto()  # the message to be changed is gone
    CARD_GONE = auto()
    TOPIC_GONE = auto()
    TOPIC_CLOSED = auto()
    UNREACHABLE = auto()
    GROUP_LOST = auto()  # a staff group beside the main one has thrown the bot out


@dataclass(frozen=True, slots=True)
class Again:
    """The same once more, its chat held for so many seconds."""

    seconds: float
    is_flood: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Never:
    reason: str


Verdict = Remedy | Again | Moved | Never

# Parts of Telegram's descriptions, lower case. It documents none of them; these were seen.
_DESCRIPTIONS = (
    ("message is not modified", Remedy.DONE),
    ("message to delete not found", Remedy.DONE),
    ("message thread not found", Remedy.TOPIC_GONE),
    ("topic_deleted", Remedy.TOPIC_GONE),
    ("topic_id_invalid", Remedy.TOPIC_GONE),
    ("topic_closed", Remedy.TOPIC_CLOSED),
    ("can't parse entities", Remedy.WITHOUT_TAGS),
    ("quote_text_invalid", Remedy.WITHOUT_QUOTE),
    ("quote not found", Remedy.WITHOUT_QUOTE),
    ("message to edit not found", Remedy.SEND_ANEW),
    ("message can't be edited", Remedy.SEND_ANEW),
    ("message_id_invalid", Remedy.SEND_ANEW),
    ("chat not found", Remedy.UNREACHABLE),
    ("peer_id_invalid", Remedy.UNREACHABLE),
    ("user not found", Remedy.UNREACHABLE),
)
_RIGHTS = ("not enough rights", "have no rights", "administrator rights", "chat_write_forbidden")


def judge(error: TelegramError, row: Claimed, age: timedelta, *, works: bool = False) -> Verdict:
    """`age` is how long the row has waited in all; `works`: Telegram takes what others send."""
    match error:
        case RetryAfter():
            verdict: Verdict = Again(seconds_of(error), is_flood=True)
        case ChatMigrated():
            verdict = Moved(error.new_chat_id)
        case Forbidden():
            verdict = _refused(row)
        case BadRequest():
            verdict = _bad(error.message, row)
        case InvalidToken():
            verdict = Again(STAFF_TROUBLE)
        case _:
            verdict = _broken(error.message, row, age, works=works)
    return verdict


def _broken(message: str, row: Claimed, age: timedelta, *, works: bool) -> Verdict:
    """No answer, or one that says nothing: the call may have been carried out.

    A row that alone meets this again and again would hold up its whole lane, and the desk with it.
    """
    if row.priority is Priority.BULK:
        return Never(f"perhaps delivered: {message}")
    if age > _GIVE_UP or (works and row.attempts >= _HOPELESS):
        return Never(message)
    return Again(min(2.0 ** min(row.attempts - 1, 10), _LONGEST))


def _bad(message: str, row: Claimed) -> Verdict:
    description = message.lower()
    for part, remedy in _DESCRIPTIONS:
        if part in description:
            return _fitting(remedy, message, row)
    if any(part in description for part in _RIGHTS) and not isinstance(row.address, Chat):
        return Again(STAFF_TROUBLE)
    return Never(message)


def _fitting(remedy: Remedy, message: str, row: Claimed) -> Verdict:
    """A remedy for what this row is; where it has none, the reason."""
    is_topic = isinstance(row.address, Topic)
    match remedy, row.body:
        case Remedy.UNREACHABLE, _:
            return _refused(row)
        case Remedy.SEND_ANEW, Card():
            return Remedy.CARD_GONE
        case (Remedy.SEND_ANEW, body) if not _is_screen(body):
            return Never(message)
        case (Remedy.TOPIC_GONE | Remedy.TOPIC_CLOSED, _) if not is_topic:
            return Never(message)
    return remedy


def _is_screen(body: Body) -> bool:
    return isinstance(body, Call) and body.method == "editMessageText"


def _refused(row: Claimed) -> Verdict:
    """A person may refuse the bot, and another group does; the main one never means to."""
    if isinstance(row.address, Chat):
        return Remedy.UNREACHABLE
    if is_staff_lane(row.lane) and row.lane != STAFF_LANE:
        return Remedy.GROUP_LOST
    return Again(STAFF_TROUBLE)


def seconds_of(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
