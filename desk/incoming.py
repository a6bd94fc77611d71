"""What somebody sent, as far as the desk cares: where it stands, what it says, what it answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What staff need to know of a message when they cannot see it."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """One message in one chat; message ids count per chat."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Media:
    """A file at Telegram: `type` as in InputMedia, `file_id` to send it, `unique_id` to know it."""

    type: str
    file_id: str
    unique_id: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a person's; `html` is its text or caption as Telegram's HTML."""

    at: MessageRef
    kind: Kind
    html: str
    plain: str
    sent_at: datetime
    media: Media | None = None
    media_group_id: str | None = None
    answers: MessageRef | None = None
    quote: str | None = None
