"""The buttons of offices and of what members tell of themselves, beside those in `buttons.py`."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowProfile(Callback):
    prefix: ClassVar[str] = "pf"


@dataclass(frozen=True, slots=True)
class EditField(Callback):
    prefix: ClassVar[str] = "pf.edit"
    field: str


@dataclass(frozen=True, slots=True)
class PutOffice(Callback):
    prefix: ClassVar[str] = "pf.office"
    slug: str


@dataclass(frozen=True, slots=True)
class PutActorType(Callback):
    prefix: ClassVar[str] = "pf.actor"
    actor_type: str


@dataclass(frozen=True, slots=True)
class PutZone(Callback):
    prefix: ClassVar[str] = "pf.zone"
    key: str


@dataclass(frozen=True, slots=True)
class ClearField(Callback):
    """Nothing is known of it any more."""

    prefix: ClassVar[str] = "pf.none"
    field: str


@dataclass(frozen=True, slots=True)
class ShowLanguages(Callback):
    prefix: ClassVar[str] = "pf.lang"


@dataclass(frozen=True, slots=True)
class AddOrganisation(Callback):
    """The next message is its name."""

    prefix: ClassVar[str] = "pf.join"


@dataclass(frozen=True, slots=True)
class ShowMembership(Callback):
    prefix: ClassVar[str] = "pf.org"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class WriteRole(Callback):
    """The next message is the person's role in it."""

    prefix: ClassVar[str] = "pf.role"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class LeaveOrganisation(Callback):
    prefix: ClassVar[str] = "pf.leave"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class AtOffice(Callback):
    """Asked when the ticket was opened."""

    prefix: ClassVar[str] = "pf.at"
    ticket_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class NameOrganisation(Callback):
    """Asked when the ticket was opened; the next message is the name."""

    prefix: ClassVar[str] = "pf.name"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class SkipAsked(Callback):
    """What was asked when the ticket was opened is not answered."""

    prefix: ClassVar[str] = "pf.skip"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ListOffices(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "of"


@dataclass(frozen=True, slots=True)
class OpenOffice(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "of.open"
    slug: str


@dataclass(frozen=True, slots=True)
class PutCalendar(Callback):
    """Staff's; the place of the calendar among them, after the last for none."""

    prefix: ClassVar[str] = "of.days"
    slug: str
    calendar: int


@dataclass(frozen=True, slots=True)
class RemoveOffice(Callback):
    """Staff's; asks first."""

    prefix: ClassVar[str] = "of.remove"
    slug: str


@dataclass(frozen=True, slots=True)
class ReallyRemoveOffice(Callback):
    """Staff's; `people` is how many were said to belong to it."""

    prefix: ClassVar[str] = "of.gone"
    slug: str
    people: int
