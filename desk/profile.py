"""What a member may tell of themselves, bit by bit. Nothing here is ever needed to be helped.

There is no field for ethnicity, religion or health, and none may be added: those who write may be
in danger for them.
"""

from datetime import timedelta
from enum import StrEnum

from desk.errors import DeskError


class ActorType(StrEnum):
    """As which kind of civil actor somebody writes."""

    CSO = "cso"
    SOCIAL_ENTERPRISE = "social-enterprise"
    PLATFORM = "platform"
    COOPERATIVE = "cooperative"
    ACTIVIST = "activist"  # without an organisation


class Field(StrEnum):
    """What is asked for, each in a message of its own."""

    ORGANISATION = "organisation"
    ROLE = "role"  # within one organisation
    OFFICE = "office"
    PLACE = "place"
    ACTOR_TYPE = "actor"
    TIMEZONE = "zone"

    # Of a session that is booked
    WHY_CANCELLED = "why cancelled"
    WHY_DECLINED = "why declined"
    REMARK = "remark"
    SHARED_NOTE = "shared note"  # files, too
    PRIVATE_NOTE = "private note"

    # Of a plan
    GOAL = "goal"
    ACTION = "action"
    DUE = "due"

    # Of a mentor, in /hours
    WEEK = "week"
    AWAY = "away"
    MENTOR_ZONE = "mentor zone"
    ABOUT = "about"
    MEETING_PLACE = "meeting place"

    # Of whoever books a session
    NEED = "need"  # what they want help with
    NOTE = "note"  # for the mentor, files too

    # Of a request for a facilitator
    FACILITATION = "facilitation"  # the part of it that is asked
    NEW_TIME = "new time"
    ITEM = "item"  # of a checklist, files too
    LETTER = "letter"  # to the other side, files too

    # Of whoever signs up for an event
    EVENT_ORGANISATION = "event organisation"
    EVENT_ACCESS = "event access"

    # Of whoever says what they want to talk about, or brings something to an event
    TOPIC = "topic"
    CAUSE = "cause"
    IDEA = "idea"
    PROBLEM = "problem"

    # Of whoever came to one
    CERTIFICATE_NAME = "certificate name"
    EVENT_WORDS = "event words"
    PASSED_ON = "passed on"
    LESSON = "lesson"


OF_MENTORS = (Field.WEEK, Field.AWAY, Field.MENTOR_ZONE, Field.ABOUT, Field.MEETING_PLACE)
OF_WISHES = (Field.NEED, Field.NOTE)
OF_FACILITATIONS = (Field.FACILITATION, Field.NEW_TIME, Field.ITEM, Field.LETTER)
OF_EVENTS = (Field.EVENT_ORGANISATION, Field.EVENT_ACCESS)
OF_TOPICS = (Field.TOPIC, Field.CAUSE, Field.IDEA, Field.PROBLEM)
OF_ATTENDED = (Field.CERTIFICATE_NAME, Field.EVENT_WORDS, Field.PASSED_ON)
OF_SESSIONS = (
    Field.WHY_CANCELLED,
    Field.WHY_DECLINED,
    Field.REMARK,
    Field.SHARED_NOTE,
    Field.PRIVATE_NOTE,
)
OF_PLANS = (Field.GOAL, Field.ACTION, Field.DUE)

LONGEST = {
    Field.ORGANISATION: 100,
    Field.ROLE: 60,
    Field.PLACE: 60,
    Field.TIMEZONE: 60,
    Field.CERTIFICATE_NAME: 70,
}
# What somebody writes much later is a question, and must not become the name of anything.
AWAITED_FOR = timedelta(hours=1)


class NotInOneLine(DeskError):
    """What was given says nothing, or is longer than `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def in_one_line(given: str, field: Field) -> str:
    """Raises NotInOneLine."""
    line = " ".join(given.split())
    if len(line) > LONGEST[field] or not any(map(str.isalnum, line)):
        raise NotInOneLine(LONGEST[field])
    return line
