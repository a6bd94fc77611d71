"""A facilitator is asked for: what for, when and where; how far it has come; its two checklists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.errors import DeskError
from desk.incoming import Kind, MessageRef
from desk.mentoring.areas import Area
from desk.mentoring.booking import Side


class Purpose(StrEnum):
    FORUM = "forum"
    ACTIVITY = "activity"  # of the organisation's own


class Stage(StrEnum):
    DRAFT = "draft"  # the member is still saying what it is
    SENT = "sent"  # the coordinator is to find somebody
    ASKED = "asked"  # somebody is to say yes
    AGREED = "agreed"
    DONE = "done"
    REFUSED = "refused"  # by the coordinator
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Somebody is to do something about it, and it has been sent."""
        return self in (Stage.SENT, Stage.ASKED, Stage.AGREED)


class Step(StrEnum):
    SEND = "send"
    ASK = "ask"
    AGREE = "agree"
    RELEASE = "release"  # whoever was asked, or had agreed, does not do it
    COMPLETE = "complete"
    REFUSE = "refuse"
    CANCEL = "cancel"


_LIFE: Mapping[tuple[Stage, Step], Stage] = {
    (Stage.DRAFT, Step.SEND): Stage.SENT,
    (Stage.DRAFT, Step.CANCEL): Stage.CANCELLED,
    (Stage.SENT, Step.ASK): Stage.ASKED,
    (Stage.SENT, Step.REFUSE): Stage.REFUSED,
    (Stage.SENT, Step.CANCEL): Stage.CANCELLED,
    (Stage.ASKED, Step.AGREE): Stage.AGREED,
    (Stage.ASKED, Step.RELEASE): Stage.SENT,
    (Stage.ASKED, Step.REFUSE): Stage.REFUSED,
    (Stage.ASKED, Step.CANCEL): Stage.CANCELLED,
    (Stage.AGREED, Step.RELEASE): Stage.SENT,
    (Stage.AGREED, Step.COMPLETE): Stage.DONE,
    (Stage.AGREED, Step.REFUSE): Stage.REFUSED,
    (Stage.AGREED, Step.CANCEL): Stage.CANCELLED,
}


class StandsElsewise(DeskError):
    """The request has come to where the step cannot be taken."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage


class NoSuchFacilitation(DeskError):
    """No request for a facilitator has this number."""


class IsOver(DeskError):
    """It would begin before now."""


class NotesMissing(DeskError):
    """A forum is not complete before somebody has written what follows from it."""


def after(stage: Stage, step: Step) -> Stage:
    """Raises StandsElsewise."""
    found = _LIFE.get((stage, step))
    if found is None:
        raise StandsElsewise(stage)
    return found


class Part(StrEnum):
    """What is asked of the member, in this order."""

    PURPOSE = "purpose"
    THEME = "theme"
    DAY = "day"
    TIME = "time"
    LENGTH = "length"
    HOW = "how"
    PLACE = "place"
    REGION = "region"
    LANGUAGES = "languages"
    PEOPLE = "people"
    HOPES = "hopes"


TYPED = (Part.THEME, Part.DAY, Part.TIME, Part.PLACE, Part.PEOPLE, Part.HOPES)
LENGTHS = tuple(timedelta(hours=hours) for hours in (2, 3, 4, 8, 32, 56))  # up to three days


@dataclass(frozen=True, slots=True)
class Facilitation:
    """`zone` is the member's, on whose wall `day` and `minute` (after midnight) are. `answered` are
    the parts that they have said, as some may stay open. `mentor_id` is who is asked or has agreed,
    `until` when they may answer, and `rounds` how often anybody was asked; `avoided` said no.
    `message_id` is the coordinator's message about it in `group_name`; `form` is what an answer to
    it would be.
    """

    id: int
    person_id: int
    zone: ZoneInfo
    stage: Stage
    made_at: datetime
    organisation_id: int | None = None
    purpose: Purpose | None = None
    theme: str = ""
    areas: tuple[Area, ...] = ()
    day: date | None = None
    minute: int | None = None
    length: timedelta | None = None
    is_online: bool | None = None
    place: str = ""
    region: str | None = None
    languages: tuple[str, ...] = ()
    people: int | None = None
    hopes: str = ""
    answered: tuple[Part, ...] = ()
    mentor_id: int | None = None
    until: datetime | None = None
    rounds: int = 0
    avoided: tuple[int, ...] = ()
    booking_id: int | None = None
    group_name: str | None = None
    message_id: int | None = None
    form: str | None = None
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: Side | None = None
    reason: str = ""

    @property
    def starts_at(self) -> datetime | None:
        """In UTC; an hour that the clock leaves out is the one after it, as wall clocks go."""
        if self.day is None or self.minute is None:
            return None
        wall = datetime.combine(self.day, time(*divmod(self.minute, 60)), self.zone)
        return wall.astimezone(UTC)

    @property
    def ends_at(self) -> datetime | None:
        """Over several days it goes on until the last one ends: nobody is elsewhere in between."""
        if self.starts_at is None or self.length is None:
            return None
        return self.starts_at + self.length

    def is_over(self, at: datetime) -> bool:
        """Whether it has begun, or its day has come where no hour was said."""
        if self.starts_at is not None:
            return self.starts_at <= at
        return self.day is not None and self.day < at.astimezone(self.zone).date()


def asks(request: Facilitation, part: Part) -> bool:
    """Whether the part makes sense after what has been said."""
    match part:
        case Part.TIME | Part.LENGTH:
            return request.day is not None
        case Part.PLACE:
            return request.is_online is False
        case Part.REGION:
            return request.is_online is not True
    return True


def parts(request: Facilitation) -> list[Part]:
    return [part for part in Part if asks(request, part)]


def next_part(request: Facilitation) -> Part | None:
    """The first that has not been answered; None where all is said."""
    return next((part for part in parts(request) if part not in request.answered), None)


# What is to be seen to


class Item(StrEnum):
    ALONG = "along"  # files that the member sends with the request: on neither list

    PLACE = "place"
    INVITATIONS = "invitations"
    MATERIALS = "materials"
    ACCESS = "access"
    INTERPRETATION = "interpretation"
    AGENDA = "agenda"
    BRIEFING = "briefing"

    ATTENDANCE = "attendance"
    NOTES = "notes"
    PHOTOS = "photos"  # with the consent of those who are on them
    FOLLOW_UP = "follow_up"  # what was agreed, and who does what
    CONCLUSIONS = "conclusions"  # of a forum: its manifesto


class Phase(StrEnum):
    BEFORE = "before"
    AFTER = "after"


_BEFORE = (
    Item.PLACE,
    Item.INVITATIONS,
    Item.MATERIALS,
    Item.ACCESS,
    Item.INTERPRETATION,
    Item.AGENDA,
    Item.BRIEFING,
)
_AFTER = (Item.ATTENDANCE, Item.NOTES, Item.PHOTOS, Item.FOLLOW_UP, Item.CONCLUSIONS)
_MEMBERS = (
    Item.PLACE,
    Item.INVITATIONS,
    Item.MATERIALS,
    Item.ACCESS,
    Item.INTERPRETATION,
    Item.ATTENDANCE,
    Item.PHOTOS,
)


def checklist(request: Facilitation, phase: Phase) -> tuple[Item, ...]:
    """Only a forum has conclusions of its own; what is online needs no place."""
    if phase is Phase.BEFORE:
        return tuple(one for one in _BEFORE if one is not Item.PLACE or not request.is_online)
    is_forum = request.purpose is Purpose.FORUM
    return tuple(one for one in _AFTER if one is not Item.CONCLUSIONS or is_forum)


def phase_of(item: Item) -> Phase:
    return Phase.BEFORE if item in _BEFORE else Phase.AFTER


def may_tick(item: Item, side: Side) -> bool:
    """The facilitator all, the member what is theirs."""
    return side is Side.MENTOR or item in _MEMBERS


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a request's, from when it was first touched. `done_by` is who has ticked it."""

    id: int
    facilitation_id: int
    item: Item
    done_at: datetime | None = None
    done_by: Side | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """Words or a file in the place of an item; a file is copied from `at`, where it lies."""

    id: int
    facilitation_id: int
    item: Item
    author: Side
    html: str
    kind: Kind
    written_at: datetime
    at: MessageRef | None = None


def lacks_notes(request: Facilitation, slips: Iterable[Slip]) -> bool:
    """A forum is worth what follows from it."""
    is_forum = request.purpose is Purpose.FORUM
    return is_forum and not any(slip.item is Item.FOLLOW_UP for slip in slips)
