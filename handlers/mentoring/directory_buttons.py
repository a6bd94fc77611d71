"""The buttons of the directory, of grants and of open calls. A prefix keeps its meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ShowDirectory(Callback):
    """Staff's: how the directory stands."""

    prefix: ClassVar[str] = "md"


@dataclass(frozen=True, slots=True)
class ListMentors(Callback):
    """Staff's; pages count from 0."""

    prefix: ClassVar[str] = "md.list"
    page: int


@dataclass(frozen=True, slots=True)
class ShowReport(Callback):
    """Staff's: one of the pages beside the list."""

    prefix: ClassVar[str] = "md.page"
    page: str


@dataclass(frozen=True, slots=True)
class OpenMentor(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "md.open"
    mentor_id: int


@dataclass(frozen=True, slots=True)
class TakeStep(Callback):
    """Staff's: approve, pause, resume, return; leaving asks first."""

    prefix: ClassVar[str] = "md.step"
    mentor_id: int
    step: str


@dataclass(frozen=True, slots=True)
class ReallyLeave(Callback):
    """Staff's; `ahead` is how many sessions were said to be ahead."""

    prefix: ClassVar[str] = "md.left"
    mentor_id: int
    ahead: int


@dataclass(frozen=True, slots=True)
class ChooseAmong(Callback):
    """Staff's: what there is of a part, each with a button that puts it on or off."""

    prefix: ClassVar[str] = "md.among"
    mentor_id: int
    part: str


@dataclass(frozen=True, slots=True)
class Toggle(Callback):
    """Staff's; `what` is a part and one of it, such as "areas.finance"."""

    prefix: ClassVar[str] = "md.set"
    mentor_id: int
    what: str


@dataclass(frozen=True, slots=True)
class WritePart(Callback):
    """Staff's: what answers the message is this part, such as "about.sq"."""

    prefix: ClassVar[str] = "md.write"
    mentor_id: int
    part: str


@dataclass(frozen=True, slots=True)
class ShowLink(Callback):
    """Staff's: by which the mentor opens the line."""

    prefix: ClassVar[str] = "md.link"
    mentor_id: int


@dataclass(frozen=True, slots=True)
class NewLink(Callback):
    """Staff's: the old one leads nowhere any more, and whoever used it is no mentor.

    `seen` seals what the link was when the button was shown.
    """

    prefix: ClassVar[str] = "md.anew"
    mentor_id: int
    seen: int


@dataclass(frozen=True, slots=True)
class AskCoordinator(Callback):
    """Anybody's: the next message opens a request about mentoring."""

    prefix: ClassVar[str] = "md.ask"


@dataclass(frozen=True, slots=True)
class ListGrants(Callback):
    """Staff's; pages count from 0."""

    prefix: ClassVar[str] = "mg"
    page: int


@dataclass(frozen=True, slots=True)
class OpenGrant(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "mg.open"
    grant_id: int


@dataclass(frozen=True, slots=True)
class RemoveGrant(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "mg.gone"
    grant_id: int


@dataclass(frozen=True, slots=True)
class CloseCall(Callback):
    """Staff's: advice on it is given again."""

    prefix: ClassVar[str] = "mc.close"
    call_id: int


@dataclass(frozen=True, slots=True)
class OfferHelp(Callback):
    """A member's: for which of their organisations they would help others."""

    prefix: ClassVar[str] = "mp"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class PickArea(Callback):
    """A member's; a bit of `chosen` stands for each area, in their order."""

    prefix: ClassVar[str] = "mp.area"
    organisation_id: int
    chosen: int


@dataclass(frozen=True, slots=True)
class ProposeSelf(Callback):
    """A member's."""

    prefix: ClassVar[str] = "mp.offer"
    organisation_id: int
    chosen: int
