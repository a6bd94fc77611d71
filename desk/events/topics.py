"""Topics are proposed, supported, made one, closed, and met by events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from desk.errors import NotYours
from desk.events.themes import Theme
from desk.events.topic import (
    NO_DEMAND,
    Counting,
    Demand,
    NoSuchTopic,
    NotAlike,
    Topic,
    TopicKind,
    TopicStanding,
    TopicStandsElsewise,
    TopicStep,
    Vote,
    Wanted,
    after,
    most_wanted,
)


class TopicStore(Protocol):
    async def add(self, topic: Topic) -> Topic:
        """The number is given here."""

    async def get(self, topic_id: int) -> Topic | None:
        """In line with whoever else changes it; after the person's row."""

    async def look(self, topic_id: int) -> Topic | None: ...

    async def save(self, topic: Topic) -> None: ...

    async def drop(self, topic_id: int) -> None:
        """One that has no votes."""

    async def standing(self, *standings: TopicStanding) -> list[Topic]: ...

    async def by(self, person_id: int) -> list[Topic]: ...

    async def met_by(self, event_id: int) -> list[Topic]: ...

    async def merged_into(self, topic_ids: Sequence[int]) -> list[Topic]: ...

    async def demand(self, topic_ids: Sequence[int]) -> dict[int, Demand]:
        """Of those that anybody supports."""

    async def demand_together(self, topic_ids: Sequence[int]) -> Demand:
        """Whoever supports two of them counts once."""

    async def vote(self, vote: Vote) -> None:
        """In the place of the same person's."""

    async def take_back(self, topic_id: int, person_id: int) -> None: ...

    async def vote_of(self, topic_id: int, person_id: int) -> Vote | None: ...

    async def votes_of(self, person_id: int) -> list[Vote]: ...

    async def voters(self, topic_ids: Sequence[int]) -> list[int]: ...

    async def followers(self, theme: Theme | None, after: int, most: int) -> list[int]:
        """Who wants to hear of the theme, can be reached and allows news: by their numbers."""

    async def carry_votes(self, topic_id: int, into: int) -> None:
        """Each voter's once; what was merged into the one before is merged into the other."""


class Topics:
    def __init__(self, store: TopicStore, counting: Counting) -> None:
        self._store = store
        self.counting = counting

    # What members do

    async def begin(self, draft: Topic) -> Topic:
        """A draft by its author; another one that they have not posted goes."""
        assert draft.author_id is not None
        before = await self.draft_of(draft.author_id)
        if before is not None:
            await self._store.drop(before.id)
        return await self._store.add(replace(draft, standing=TopicStanding.DRAFT))

    async def draft_of(self, person_id: int) -> Topic | None:
        theirs = await self._store.by(person_id)
        return next((one for one in theirs if one.standing is TopicStanding.DRAFT), None)

    async def own_draft(self, topic_id: int, person_id: int) -> Topic:
        """Raises NotYours, also where it is a draft no more."""
        found = await self._store.get(topic_id)
        if (
            found is None
            or found.author_id != person_id
            or found.standing is not TopicStanding.DRAFT
        ):
            raise NotYours(topic_id)
        return found

    async def change(self, topic_id: int, person_id: int, **parts: Any) -> Topic:
        """Raises NotYours."""
        return await self._save(replace(await self.own_draft(topic_id, person_id), **parts))

    async def drop(self, topic_id: int, person_id: int) -> None:
        """Raises NotYours."""
        await self._store.drop((await self.own_draft(topic_id, person_id)).id)

    async def post(
        self, topic_id: int, person_id: int, organisation_id: int | None, at: datetime
    ) -> Topic:
        """Its author supports it, unless nobody is to know who that is: then not even we do.

        Raises NotYours.
        """
        draft = await self.own_draft(topic_id, person_id)
        is_cause = draft.kind is TopicKind.CAUSE
        posted = replace(
            draft,
            standing=TopicStanding.ASKED if is_cause else TopicStanding.OPEN,
            author_id=None if draft.anonymous else person_id,
            made_at=at,
        )
        await self._store.save(posted)
        if not posted.anonymous:
            await self._store.vote(Vote(topic_id, person_id, organisation_id, at))
        return posted

    async def support(
        self, topic_id: int, person_id: int, organisation_id: int | None, at: datetime
    ) -> bool:
        """Or no more, where they did; who has an organisation by now lets it count instead.

        Raises NoSuchTopic, TopicStandsElsewise.
        """
        topic = await self._locked(topic_id)
        _check_open(topic)
        known = await self._store.vote_of(topic_id, person_id)
        if known is None or (known.organisation_id is None and organisation_id is not None):
            await self._store.vote(Vote(topic_id, person_id, organisation_id, at))
            return True
        await self._store.take_back(topic_id, person_id)
        return False

    async def add_support(
        self, topic_id: int, person_id: int, organisation_id: int | None, at: datetime
    ) -> None:
        """Whoever supports it already still does. Raises NoSuchTopic, TopicStandsElsewise."""
        _check_open(await self._locked(topic_id))
        if await self._store.vote_of(topic_id, person_id) is None:
            await self._store.vote(Vote(topic_id, person_id, organisation_id, at))

    # What staff do

    async def allow(self, topic_id: int) -> Topic:
        """Raises NoSuchTopic, TopicStandsElsewise."""
        return await self._step(topic_id, TopicStep.ALLOW)

    async def close(self, topic_id: int, reason: str, at: datetime) -> Topic:
        """Raises NoSuchTopic, TopicStandsElsewise."""
        return await self._step(topic_id, TopicStep.CLOSE, closed_at=at, reason=reason)

    async def reopen(self, topic_id: int) -> Topic:
        """Raises NoSuchTopic, TopicStandsElsewise."""
        return await self._step(topic_id, TopicStep.REOPEN, closed_at=None, reason="", met_by=None)

    async def schedule(self, topic_id: int, event_id: int, at: datetime) -> Topic:
        """Raises NoSuchTopic, TopicStandsElsewise."""
        return await self._step(topic_id, TopicStep.SCHEDULE, met_by=event_id, closed_at=at)

    async def merge(self, topic_id: int, into: int, at: datetime) -> tuple[Topic, Topic]:
        """Both as they are then. Raises NoSuchTopic, TopicStandsElsewise, NotAlike."""
        found = {number: await self._locked(number) for number in sorted((topic_id, into))}
        topic, target = found[topic_id], found[into]
        if topic_id == into or (topic.kind, topic.event_id) != (target.kind, target.event_id):
            raise NotAlike(topic_id, into)
        _check_open(target)
        standing = after(topic, TopicStep.MERGE)
        merged = replace(topic, standing=standing, merged_into=into, closed_at=at)
        await self._store.save(merged)
        await self._store.carry_votes(topic_id, into)
        return merged, target

    async def _step(self, topic_id: int, step: TopicStep, **parts: Any) -> Topic:
        topic = await self._locked(topic_id)
        return await self._save(replace(topic, standing=after(topic, step), **parts))

    # What is read

    async def look(self, topic_id: int) -> Topic:
        """Raises NoSuchTopic; a draft is nobody else's."""
        found = await self._store.look(topic_id)
        if found is None or found.standing is TopicStanding.DRAFT:
            raise NoSuchTopic(topic_id)
        return found

    async def open(self, event_id: int | None, theme: Theme | None = None) -> list[Wanted]:
        """The most wanted first. Those of no event are topics and causes."""
        known = await self._store.standing(TopicStanding.OPEN)
        of = [one for one in known if one.event_id == event_id and theme in (None, one.theme)]
        return await self.wanted(of)

    async def for_staff(self) -> list[Wanted]:
        """What waits for a yes, and then all that is open."""
        asked = await self._store.standing(TopicStanding.ASKED)
        return await self.wanted(asked) + await self.wanted(
            await self._store.standing(TopicStanding.OPEN)
        )

    async def wanted(self, topics: Sequence[Topic]) -> list[Wanted]:
        demand = await self._store.demand([one.id for one in topics])
        wanted = [Wanted(one, demand.get(one.id, NO_DEMAND)) for one in topics]
        return most_wanted(wanted, self.counting)

    async def supported_by(self, person_id: int) -> set[int]:
        return {vote.topic_id for vote in await self._store.votes_of(person_id)}

    async def of(self, person_id: int) -> tuple[list[Topic], list[Vote]]:
        """What they have proposed under their name, and what they support."""
        return await self._store.by(person_id), await self._store.votes_of(person_id)

    async def demand_of(self, event_id: int) -> Demand:
        """Of all topics that the event meets."""
        met = await self._store.met_by(event_id)
        return await self._store.demand_together([one.id for one in met])

    async def followers(self, theme: Theme | None, after: int, most: int) -> list[int]:
        """From the one after `after` on."""
        return await self._store.followers(theme, after, most)

    async def first_to_tell(self, event_id: int, topic_id: int | None = None) -> list[int]:
        """Whom the event answers: who has proposed its topics, then who supports them. Or of them
        those of one topic.
        """
        every = await self._store.met_by(event_id)
        met = [one for one in every if topic_id in (None, one.id)]
        numbers = [one.id for one in met]
        all_of_them = (*met, *await self._store.merged_into(numbers))
        authors = [one.author_id for one in all_of_them if one.author_id is not None]
        # Who is forgotten leaves a stand-in, whose number is below zero.
        wanted = dict.fromkeys((*authors, *await self._store.voters(numbers)))
        return [person_id for person_id in wanted if person_id > 0]

    async def _locked(self, topic_id: int) -> Topic:
        found = await self._store.get(topic_id)
        if found is None or found.standing is TopicStanding.DRAFT:
            raise NoSuchTopic(topic_id)
        return found

    async def _save(self, topic: Topic) -> Topic:
        await self._store.save(topic)
        return topic


def _check_open(topic: Topic) -> None:
    """Raises TopicStandsElsewise."""
    if topic.standing is not TopicStanding.OPEN:
        raise TopicStandsElsewise(topic)
