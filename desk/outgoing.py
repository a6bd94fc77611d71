"""What leaves the house: one parcel is one Bot API call, in rows until Telegram has taken it.

A parcel may point at things that Telegram has not made yet (a topic, a card, a copy): it names
them by our own ids, and they are looked up when its turn comes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Literal, Protocol

from desk.groups import MAIN
from desk.incoming import MessageRef


class Priority(IntEnum):
    """Lower goes first; within a chat, equal ones keep their order."""

    MENDING = 0  # a topic made anew, before what waits for it
    PERSON = 1  # somebody looks at the screen
    STAFF = 2
    NOTICE = 3  # news that can wait a moment: a card's new state
    IDLE = 4  # what nobody waits for: it takes half of a chat's window at most
    BULK = 5


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat, or any chat whose id is known for good."""

    chat_id: int
    to: Literal["chat"] = "chat"


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a ticket in its staff group, made when the first parcel for it is sent."""

    ticket_id: int
    to: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True)
class General:
    """A staff group itself."""

    group: str = MAIN
    to: Literal["general"] = "general"


@dataclass(frozen=True, slots=True)
class Nobody:
    """The bot's own profile: names, descriptions, command menus."""

    to: Literal["nobody"] = "nobody"


Address = Chat | Topic | General | Nobody


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that is written for the occasion: its name, and all that it says."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class BinaryFile:
    """The same of what is no text."""

    name: str
    base64: str


@dataclass(frozen=True, slots=True)
class Call:
    """A Bot API call that says everything itself, but for its address.

    `about` is the ticket that an answer to this message belongs to; `upload` is a parameter, and
    what goes in it: a file of the knowledge base, or one that the row itself holds. `looked_up`:
    staff read in it what members said, so it goes where one of them is forgotten.
    """

    method: str
    params: dict[str, Any]
    about: int | None = None
    upload: tuple[str, str | TextFile | BinaryFile] | None = None
    looked_up: bool = False
    kind: Literal["call"] = "call"


@dataclass(frozen=True, slots=True)
class Mark:
    """A reaction instead of chatter; Telegram has a fixed list of free ones (ReactionTypeEmoji)."""

    message: MessageRef
    emoji: str
    kind: Literal["mark"] = "mark"


@dataclass(frozen=True, slots=True)
class Card:
    """The one message of a topic that shows the ticket: sent once, edited ever after.

    `first` is the message whose words the card carries.
    """

    text: str
    reply_markup: dict[str, Any]
    first: MessageRef | None = None
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class Relay:
    """Messages to be copied to the other side: one, an album, or a burst of texts as one.

    `size` is the length of a burst's words; 0 where nothing may join. `is_plain`: the words go
    without their formatting, since Telegram would not take it. `is_worded`: what stands at the
    source is a screen of ours, so the words that are known of it go instead of a copy. `is_asked`:
    somebody wants the words in the topic although they are sensitive.
    """

    sources: tuple[MessageRef, ...]
    answers: MessageRef | None = None
    quote: str | None = None
    size: int = 0
    is_plain: bool = False
    is_worded: bool = False
    is_asked: bool = False
    kind: Literal["relay"] = "relay"


@dataclass(frozen=True, slots=True)
class Revision:
    """The copy of this message gets its new words, with a mark in the reader's language.

    `swaps`: its file has changed too. `is_plain` as in a relay.
    """

    original: MessageRef
    mark: str
    swaps: bool = False
    is_plain: bool = False
    kind: Literal["revision"] = "revision"


@dataclass(frozen=True, slots=True)
class Recall:
    """The copy of this message is taken away."""

    original: MessageRef
    kind: Literal["recall"] = "recall"


@dataclass(frozen=True, slots=True)
class Sign:
    """The topic gets the name and icon of the ticket as it stands then, unless it has them."""

    kind: Literal["sign"] = "sign"


@dataclass(frozen=True, slots=True)
class Face:
    """The card, if there is one, gets the words of the ticket as it stands then."""

    kind: Literal["face"] = "face"


@dataclass(frozen=True, slots=True)
class Board:
    """The one message of a staff group that counts who comes to an event, as it stands then: sent
    once, edited ever after.
    """

    event_id: int
    kind: Literal["board"] = "board"


Harmless = Call | Mark
Body = Call | Mark | Card | Relay | Revision | Recall | Sign | Face | Board


@dataclass(frozen=True, slots=True)
class Parcel:
    """`key`: a later parcel with the same key takes the place of one that still waits. From `until`
    on it is not sent any more.
    """

    address: Address
    body: Body
    priority: Priority = Priority.PERSON
    key: str | None = None
    due_at: datetime | None = None
    until: datetime | None = None


STAFF_LANE = "staff"  # the main group's; another's has its name behind a colon


def staff_lane(group: str) -> str:
    return STAFF_LANE if group == MAIN else f"{STAFF_LANE}:{group}"


def is_staff_lane(lane: str) -> bool:
    return lane.partition(":")[0] == STAFF_LANE


def lane_of(parcel: Parcel, group: str = MAIN) -> str:
    """Where the parcel queues: parcels of one lane go one after the other, and share its limit.

    `group` is the one that the ticket is in, for a parcel that goes to its topic.
    """
    match parcel:
        case Parcel(body=Mark(message)):
            # Telegram counts no reaction, so it need not queue behind what is counted.
            return f"marks:{message.chat_id}"
        case Parcel(address=Chat(chat_id)):
            return f"chat:{chat_id}"
        case Parcel(address=Nobody()):
            return "profile"
        case Parcel(address=General(named)):
            return staff_lane(named)
        case _:
            return staff_lane(group)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the outbox, before anybody looks inside.

    `harmless` is given where the row has just been put in and would change nothing if it went out
    twice: it needs no claim. `cause` is given along with it.
    """

    id: int
    lane: str
    priority: Priority
    due_at: datetime
    harmless: "Harmless | None" = None
    cause: str | None = None


def harmless(parcel: Parcel) -> "Harmless | None":
    """A mark set twice is one mark, and a name set twice is one name."""
    match parcel:
        case Parcel(body=Mark() as mark):
            return mark
        case Parcel(address=Nobody(), body=Call() as call):
            return call
    return None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in hand: nothing joins or replaces it any more. `term`: in whose leadership. `cause`
    names the update or the timer that it follows from; several, with spaces between them, where
    several joined it.
    """

    id: int
    lane: str
    address: Address
    body: Body
    priority: Priority
    attempts: int
    created_at: datetime
    until: datetime | None = None
    term: int | None = None
    cause: str | None = None


class Outbox(Protocol):
    """What handlers see of the outbox: they put things in and send nothing."""

    async def put(self, parcel: Parcel) -> None: ...

    async def join(self, key: str, source: MessageRef) -> bool:
        """Adds an album's next item to the relay that waits under this key, if one does."""

    async def join_burst(self, ticket_id: int, source: MessageRef, size: int) -> bool:
        """Adds a text to the burst that waits last for this topic, if one does and has room."""

    async def drop(self, key: str) -> None:
        """What waits under this key is not needed any more."""

    async def follow(self, ticket_id: int) -> None:
        """What waits for this ticket's topic waits in the lane of the group that it is in now."""

    async def follow_all(self, group: str) -> None:
        """The same for all that waits in the lane of a group that was emptied."""

    async def carries(self, source: MessageRef, ticket_id: int) -> bool:
        """Whether a relay of this message waits for the ticket's topic."""

    async def recall(self, source: MessageRef, chat_id: int) -> bool:
        """Takes back the relay of this one message to a private chat while it waits.

        False where it has gone out.
        """

    async def holds(self, number: int) -> bool:
        """Whether this row is there still, which it then is until the end of the transaction."""

    async def withdraw(self, beginning: str) -> None:
        """Takes back what waits under keys that begin so."""


@dataclass(slots=True)
class Instants:
    """Answers that are worthless later, sent once after the commit and never again."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def add(self, method: str, **params: Any) -> None:
        self.calls.append((method, params))
