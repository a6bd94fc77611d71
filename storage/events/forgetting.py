"""What becomes of seats, topics and votes when somebody is forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.erasure import Fate
from desk.events.topic import TopicStanding
from storage.blank import blank
from storage.events.tables import ballot_papers, ballots, feedback, seats, topic_votes, topics

# Organisations that have voted: theirs is a vote of all who write for them.
VOTING = (
    select(ballot_papers.c.voter)
    .join(ballots, ballots.c.id == ballot_papers.c.ballot_id)
    .where(ballots.c.per_organisation)
)
_OF_PEOPLE = select(ballots.c.id).where(ballots.c.per_organisation.is_(False))
_UNDECIDED = (TopicStanding.ASKED, TopicStanding.OPEN)


async def forget_seats(tx: AsyncConnection, person_id: int, nobody: int) -> None:
    """They are counted, of whichever organisation; nobody is told by them any more. What they said
    afterwards in words goes; that they answered yes or no stays with the count.
    """
    mine = select(seats.c.id).where(seats.c.person_id == person_id)
    wordless = blank(feedback, Fate.WORDS)
    await tx.execute(update(feedback).where(feedback.c.seat_id.in_(mine)).values(wordless))
    theirs = {
        **blank(seats, Fate.WHO, Fate.WORDS),
        "person_id": nobody,
        "token": literal("erased:").concat(cast(seats.c.id, Text)),
    }
    await tx.execute(update(seats).where(seats.c.person_id == person_id).values(theirs))


async def forget_demand(tx: AsyncConnection, person_id: int, nobody: int, at: datetime) -> None:
    """What they have proposed loses its words, so nobody can vote on it any more. The paper of a
    vote stays, as nobody's; that of an organisation stays the organisation's.
    """
    theirs = topics.c.author_id == person_id
    await tx.execute(delete(topics).where(theirs, topics.c.standing == TopicStanding.DRAFT))
    closed = {"standing": TopicStanding.CLOSED, "closed_at": at}
    await tx.execute(update(topics).where(theirs, topics.c.standing.in_(_UNDECIDED)).values(closed))
    wordless = {"author_id": None, "words": "", "folded": ""}
    await tx.execute(update(topics).where(theirs).values(wordless))
    await tx.execute(delete(topic_votes).where(topic_votes.c.person_id == person_id))
    mine = ballot_papers.c.person_id == person_id
    of_people = ballot_papers.c.ballot_id.in_(_OF_PEOPLE)
    await tx.execute(
        update(ballot_papers).where(mine, of_people).values(voter=nobody, person_id=None)
    )
    await tx.execute(update(ballot_papers).where(mine).values(person_id=None))


async def drop_old_drafts(tx: AsyncConnection, begun_before: datetime) -> Any:
    """Topics that were begun and never posted."""
    old = (topics.c.standing == TopicStanding.DRAFT) & (topics.c.made_at < begun_before)
    return await tx.execute(delete(topics).where(old))
