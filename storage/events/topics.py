"""Topics and who supports them, as rows. Nothing is counted before it is asked for."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.themes import Theme
from desk.events.topic import (
    Demand,
    Topic,
    TopicKind,
    TopicStanding,
    Vote,
)
from storage.database import upsert
from storage.events.subscriptions import ALLOWS_NEWS
from storage.events.tables import subscriptions, topic_votes, topics
from storage.schema import people

_GET = select(topics).where(topics.c.id == bindparam("topic"))
_LOCK = _GET.with_for_update(key_share=True)  # votes may point at it meanwhile
_ADD = insert(topics).returning(topics.c.id)
_SAVE = update(topics).where(topics.c.id == bindparam("this"))
_DROP = delete(topics).where(topics.c.id == bindparam("topic"))
_STANDING = (
    select(topics)
    .where(topics.c.standing.in_(bindparam("standings", expanding=True)))
    .order_by(topics.c.id)
)
_BY = select(topics).where(topics.c.author_id == bindparam("person")).order_by(topics.c.id)
_MET_BY = select(topics).where(topics.c.met_by == bindparam("event")).order_by(topics.c.id)
_MERGED = (
    select(topics)
    .where(topics.c.merged_into.in_(bindparam("these", expanding=True)))
    .order_by(topics.c.id)
)
_OF_THESE = topic_votes.c.topic_id.in_(bindparam("these", expanding=True))
_COUNTS = (
    func.count(topic_votes.c.person_id.distinct()),
    func.count(topic_votes.c.organisation_id.distinct()),
)
_DEMAND = select(topic_votes.c.topic_id, *_COUNTS).where(_OF_THESE).group_by(topic_votes.c.topic_id)
_TOGETHER = select(*_COUNTS).where(_OF_THESE)
_VOTE = upsert(topic_votes)
_THIS_VOTE = and_(
    topic_votes.c.topic_id == bindparam("topic"), topic_votes.c.person_id == bindparam("person")
)
_VOTE_OF = select(topic_votes).where(_THIS_VOTE)
_TAKE_BACK = delete(topic_votes).where(_THIS_VOTE)
_VOTES_OF = (
    select(topic_votes)
    .where(topic_votes.c.person_id == bindparam("person"))
    .order_by(topic_votes.c.topic_id)
)
_VOTERS = (
    select(topic_votes.c.person_id)
    .where(_OF_THESE)
    .group_by(topic_votes.c.person_id)
    .order_by(func.min(topic_votes.c.at), topic_votes.c.person_id)
)
_there = topic_votes.alias("there")
_ALREADY = select(_there.c.person_id).where(_there.c.topic_id == bindparam("into"))
# Votes change their topic and nothing else: so no row of anybody's is waited for.
_CARRY = (
    update(topic_votes)
    .where(topic_votes.c.topic_id == bindparam("before"), topic_votes.c.person_id.not_in(_ALREADY))
    .values(topic_id=bindparam("into"))
)
_DROP_VOTES = delete(topic_votes).where(topic_votes.c.topic_id == bindparam("topic"))
_REPOINT = (
    update(topics)
    .where(topics.c.merged_into == bindparam("before"))
    .values(merged_into=bindparam("into"))
)


class TopicRows:
    def __init__(self, tx: AsyncConnection) -> None:
        self._tx = tx

    async def add(self, topic: Topic) -> Topic:
        return replace(topic, id=await self._tx.scalar(_ADD, _values(topic)))

    async def get(self, topic_id: int) -> Topic | None:
        return await self._one(_LOCK, topic=topic_id)

    async def look(self, topic_id: int) -> Topic | None:
        return await self._one(_GET, topic=topic_id)

    async def save(self, topic: Topic) -> None:
        await self._tx.execute(_SAVE, {"this": topic.id, **_values(topic)})

    async def drop(self, topic_id: int) -> None:
        await self._tx.execute(_DROP, {"topic": topic_id})

    async def standing(self, *standings: TopicStanding) -> list[Topic]:
        return await self._some(_STANDING, standings=list(standings))

    async def by(self, person_id: int) -> list[Topic]:
        return await self._some(_BY, person=person_id)

    async def met_by(self, event_id: int) -> list[Topic]:
        return await self._some(_MET_BY, event=event_id)

    async def merged_into(self, topic_ids: Sequence[int]) -> list[Topic]:
        return await self._some(_MERGED, these=list(topic_ids))

    async def demand(self, topic_ids: Sequence[int]) -> dict[int, Demand]:
        rows = await self._tx.execute(_DEMAND, {"these": list(topic_ids)})
        return {number: Demand(people, organisations) for number, people, organisations in rows}

    async def demand_together(self, topic_ids: Sequence[int]) -> Demand:
        row = (await self._tx.execute(_TOGETHER, {"these": list(topic_ids)})).one()
        return Demand(*row)

    async def vote(self, vote: Vote) -> None:
        await self._tx.execute(_VOTE.on(self._tx), asdict(vote))

    async def take_back(self, topic_id: int, person_id: int) -> None:
        await self._tx.execute(_TAKE_BACK, {"topic": topic_id, "person": person_id})

    async def vote_of(self, topic_id: int, person_id: int) -> Vote | None:
        found = await self._tx.execute(_VOTE_OF, {"topic": topic_id, "person": person_id})
        row = found.mappings().first()
        return Vote(**row) if row else None

    async def votes_of(self, person_id: int) -> list[Vote]:
        rows = (await self._tx.execute(_VOTES_OF, {"person": person_id})).mappings()
        return [Vote(**row) for row in rows]

    async def voters(self, topic_ids: Sequence[int]) -> list[int]:
        return list(await self._tx.scalars(_VOTERS, {"these": list(topic_ids)}))

    async def followers(self, theme: Theme | None, after: int, most: int) -> list[int]:
        """Whoever asked for one kind of events or one region did not ask for this."""
        c = subscriptions.c
        query = (
            select(c.person_id)
            .distinct()
            .join(people, people.c.id == c.person_id)
            .where(
                c.person_id > after,
                people.c.reachable,
                c.kind.is_(None),
                c.region.is_(None),
                or_(c.theme.is_(None), c.theme == theme),
                func.coalesce(ALLOWS_NEWS, False),
            )
            .order_by(c.person_id)
            .limit(most)
        )
        return list(await self._tx.scalars(query))

    async def carry_votes(self, topic_id: int, into: int) -> None:
        both = {"before": topic_id, "into": into}
        await self._tx.execute(_CARRY, both)
        await self._tx.execute(_DROP_VOTES, {"topic": topic_id})
        await self._tx.execute(_REPOINT, both)

    async def _one(self, query: Any, **by: Any) -> Topic | None:
        found = await self._some(query, **by)
        return found[0] if found else None

    async def _some(self, query: Any, **by: Any) -> list[Topic]:
        return [_topic(row) for row in (await self._tx.execute(query, by)).mappings()]


def _values(topic: Topic) -> dict[str, Any]:
    return {name: getattr(topic, name) for name in Topic.__dataclass_fields__ if name != "id"}


def _topic(row: Any) -> Topic:
    return Topic(
        **{
            **row,
            "kind": TopicKind(row["kind"]),
            "standing": TopicStanding(row["standing"]),
            "theme": row["theme"] and Theme(row["theme"]),
        }
    )
