"""Every button of the line. A prefix once given is never used for another meaning."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.callback import Callback


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Callback):
    prefix: ClassVar[str] = "lg"
    language: str


@dataclass(frozen=True, slots=True)
class KeepLanguage(Callback):
    """From now on in the language of this question."""

    prefix: ClassVar[str] = "lg.keep"
    question_id: int


@dataclass(frozen=True, slots=True)
class Helped(Callback):
    prefix: ClassVar[str] = "qs.helped"
    question_id: int


@dataclass(frozen=True, slots=True)
class SendOn(Callback):
    """Hand the question over to a person, with the answers tried."""

    prefix: ClassVar[str] = "qs.send"
    question_id: int


@dataclass(frozen=True, slots=True)
class LeaveIt(Callback):
    """Do not send it anywhere."""

    prefix: ClassVar[str] = "qs.leave"
    question_id: int


@dataclass(frozen=True, slots=True)
class TryEntry(Callback):
    prefix: ClassVar[str] = "qs.try"
    question_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class BrowseTopics(Callback):
    prefix: ClassVar[str] = "fq"


@dataclass(frozen=True, slots=True)
class BrowseTopic(Callback):
    prefix: ClassVar[str] = "fq.topic"
    topic: str


@dataclass(frozen=True, slots=True)
class ReadEntry(Callback):
    prefix: ClassVar[str] = "fq.entry"
    slug: str


@dataclass(frozen=True, slots=True)
class AskAbout(Callback):
    """Write to a person after reading this entry."""

    prefix: ClassVar[str] = "fq.ask"
    slug: str


@dataclass(frozen=True, slots=True)
class NewQuestion(Callback):
    prefix: ClassVar[str] = "tk.new"


@dataclass(frozen=True, slots=True)
class ListTickets(Callback):
    prefix: ClassVar[str] = "tk.list"


@dataclass(frozen=True, slots=True)
class ShowTicket(Callback):
    prefix: ClassVar[str] = "tk.show"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ContinueTicket(Callback):
    prefix: ClassVar[str] = "tk.continue"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class RateTicket(Callback):
    prefix: ClassVar[str] = "tk.rate"
    ticket_id: int
    helped: int


@dataclass(frozen=True, slots=True)
class CloseTicket(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "tk.close"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ReopenTicket(Callback):
    """Staff's."""

    prefix: ClassVar[str] = "tk.reopen"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class WriteToStaff(Callback):
    """The next message opens a ticket."""

    prefix: ClassVar[str] = "tk.write"


@dataclass(frozen=True, slots=True)
class ListGaps(Callback):
    prefix: ClassVar[str] = "gp"


@dataclass(frozen=True, slots=True)
class OpenGap(Callback):
    prefix: ClassVar[str] = "gp.open"
    question_id: int


@dataclass(frozen=True, slots=True)
class LearnFor(Callback):
    """The question becomes a phrasing of this entry."""

    prefix: ClassVar[str] = "gp.add"
    question_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class FindEntry(Callback):
    prefix: ClassVar[str] = "gp.find"
    question_id: int


@dataclass(frozen=True, slots=True)
class NewEntry(Callback):
    prefix: ClassVar[str] = "gp.new"
    question_id: int


@dataclass(frozen=True, slots=True)
class NoGap(Callback):
    """There is nothing to be learnt from this question."""

    prefix: ClassVar[str] = "gp.no"
    question_id: int


@dataclass(frozen=True, slots=True)
class Unlearn(Callback):
    """Take back what the message says was added."""

    prefix: ClassVar[str] = "gp.undo"


@dataclass(frozen=True, slots=True)
class WriteTitle(Callback):
    prefix: ClassVar[str] = "dr.title"


@dataclass(frozen=True, slots=True)
class WriteAnswer(Callback):
    prefix: ClassVar[str] = "dr.answer"


@dataclass(frozen=True, slots=True)
class ChooseTopic(Callback):
    prefix: ClassVar[str] = "dr.topics"


@dataclass(frozen=True, slots=True)
class PutIn(Callback):
    prefix: ClassVar[str] = "dr.topic"
    topic: str


@dataclass(frozen=True, slots=True)
class Publish(Callback):
    prefix: ClassVar[str] = "dr.publish"


@dataclass(frozen=True, slots=True)
class Withdraw(Callback):
    prefix: ClassVar[str] = "dr.withdraw"


@dataclass(frozen=True, slots=True)
class DropDraft(Callback):
    prefix: ClassVar[str] = "dr.drop"


@dataclass(frozen=True, slots=True)
class SendAnyway(Callback):
    """Words that were held go to the member."""

    prefix: ClassVar[str] = "hd.send"
    message_id: int


@dataclass(frozen=True, slots=True)
class KeepInside(Callback):
    """Words that were held stay in the topic."""

    prefix: ClassVar[str] = "hd.keep"
    message_id: int


@dataclass(frozen=True, slots=True)
class TakeTicket(Callback):
    """Whoever presses has it from now on."""

    prefix: ClassVar[str] = "tk.take"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class SolveTicket(Callback):
    prefix: ClassVar[str] = "tk.solve"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class WaitTicket(Callback):
    """The member has the word."""

    prefix: ClassVar[str] = "tk.wait"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class ListReplies(Callback):
    """The canned replies for the ticket of this topic; pages count from 0."""

    prefix: ClassVar[str] = "cn"
    page: int


@dataclass(frozen=True, slots=True)
class ShowReply(Callback):
    """As the member will read it."""

    prefix: ClassVar[str] = "cn.show"
    slug: str


@dataclass(frozen=True, slots=True)
class SendReply(Callback):
    """`seen` is the seal of what was shown: nothing else is sent."""

    prefix: ClassVar[str] = "cn.send"
    slug: str
    seen: int


@dataclass(frozen=True, slots=True)
class ListCanned(Callback):
    prefix: ClassVar[str] = "cn.all"
    page: int


@dataclass(frozen=True, slots=True)
class OpenCanned(Callback):
    prefix: ClassVar[str] = "cn.open"
    slug: str


@dataclass(frozen=True, slots=True)
class WriteCanned(Callback):
    """A reply to the message is the text in the language of this place among them, from 0."""

    prefix: ClassVar[str] = "cn.in"
    slug: str
    language: int


@dataclass(frozen=True, slots=True)
class DeleteCanned(Callback):
    """Asks first."""

    prefix: ClassVar[str] = "cn.del"
    slug: str


@dataclass(frozen=True, slots=True)
class ReallyDelete(Callback):
    """`seen` is the seal of the texts that were there."""

    prefix: ClassVar[str] = "cn.gone"
    slug: str
    seen: int


@dataclass(frozen=True, slots=True)
class ShowSensitive(Callback):
    """Read the words of a sensitive ticket; who did is written down."""

    prefix: ClassVar[str] = "fn.show"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class AsFile(Callback):
    """The whole ticket as a file."""

    prefix: ClassVar[str] = "fn.file"
    ticket_id: int


@dataclass(frozen=True, slots=True)
class GradeTicket(Callback):
    """How the help was, from one to five."""

    prefix: ClassVar[str] = "tk.grade"
    ticket_id: int
    grade: int


@dataclass(frozen=True, slots=True)
class AddRemark(Callback):
    """The next message says what was good or missing."""

    prefix: ClassVar[str] = "tk.remark"
    ticket_id: int
