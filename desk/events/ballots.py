"""Votes on needs and priorities. What comes of one is counted from its papers alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from desk.errors import DeskError
from desk.events.event import Words

MOST_OPTIONS, FEWEST_OPTIONS = 12, 2
MOST_QUESTION, MOST_OPTION = 200, 60  # characters
MOST_QUORUM = 100_000


class Method(StrEnum):
    APPROVAL = "approval"  # each option that a voter is for has a vote
    RANKING = "ranking"  # by Borda: of n options the first has n points, the next n - 1


class BallotStanding(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class NoSuchBallot(DeskError):
    """No vote has this number, or none that may be shown."""


class NotOpen(DeskError):
    """The vote has not begun, or is over."""

    def __init__(self, standing: BallotStanding) -> None:
        super().__init__(standing)
        self.standing = standing


class NotReady(DeskError):
    """A question and two options in one language are the least."""


class NoSuchOption(DeskError):
    """The vote has no option with this number."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """`options` are lines in each language, the same number in all. No quorum is 0."""

    id: int
    question: Words
    options: Mapping[str, Sequence[str]]
    method: Method
    made_at: datetime
    standing: BallotStanding = BallotStanding.DRAFT
    per_organisation: bool = False
    quorum: int = 0
    event_id: int | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def size(self) -> int:
        """How many options there are."""
        return max(map(len, self.options.values()), default=0)

    def takes(self, at: datetime) -> bool:
        """The hour counts, not the timer that follows it."""
        is_over = self.closes_at is not None and at >= self.closes_at
        return self.standing is BallotStanding.OPEN and not is_over


@dataclass(frozen=True, slots=True)
class Paper:
    """`voter` is a person, or an organisation where those vote; `choices` count from nought, of a
    ranking the best first.
    """

    ballot_id: int
    voter: int
    person_id: int | None
    choices: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Options with as many points share a place."""

    number: int
    option: int
    points: int
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    places: tuple[Place, ...]
    papers: int
    has_quorum: bool

    @property
    def winners(self) -> list[int]:
        """None without a quorum or without a vote."""
        counts = self.has_quorum and any(place.points for place in self.places)
        return [place.option for place in self.places if place.number == 1] if counts else []


def result(ballot: Ballot, papers: Collection[Paper]) -> Result:
    """The same whatever the order of the papers; of one voter's the last counts."""
    last: dict[int, Paper] = {}
    for paper in sorted(papers, key=lambda one: (one.at, one.choices)):
        last[paper.voter] = paper
    filled = [choices for paper in last.values() if (choices := valid(ballot, paper.choices))]
    points = [0] * ballot.size
    for choices in filled:
        for place, option in enumerate(choices):
            points[option] += 1 if ballot.method is Method.APPROVAL else ballot.size - place
    places = tuple(_place(option, points) for option in range(ballot.size))
    in_order = tuple(sorted(places, key=lambda place: (place.number, place.option)))
    return Result(in_order, len(filled), len(filled) >= max(1, ballot.quorum))


def _place(option: int, points: Sequence[int]) -> Place:
    own = points[option]
    return Place(1 + sum(one > own for one in points), option, own, points.count(own) > 1)


def valid(ballot: Ballot, choices: Sequence[int]) -> tuple[int, ...]:
    """Options that there are, each once."""
    return tuple(dict.fromkeys(one for one in choices if 0 <= one < ballot.size))


def marked(ballot: Ballot, choices: Sequence[int], option: int) -> tuple[int, ...]:
    """An option that is pressed joins at the end, or leaves. Raises NoSuchOption."""
    if not 0 <= option < ballot.size:
        raise NoSuchOption(option)
    known = valid(ballot, choices)
    if option in known:
        return tuple(one for one in known if one != option)
    return (*known, option) if ballot.method is Method.RANKING else tuple(sorted((*known, option)))


class BallotStore(Protocol):
    async def add(self, ballot: Ballot) -> Ballot:
        """The number is given here."""

    async def get(self, ballot_id: int) -> Ballot | None:
        """In line with whoever else changes it."""

    async def look(self, ballot_id: int) -> Ballot | None: ...

    async def save(self, ballot: Ballot) -> None: ...

    async def all(self) -> list[Ballot]:
        """The newest first."""

    async def put(self, paper: Paper) -> None:
        """In the place of the same voter's."""

    async def take_back(self, ballot_id: int, voter: int) -> None: ...

    async def papers(self, ballot_id: int) -> list[Paper]: ...

    async def paper(self, ballot_id: int, voter: int) -> Paper | None: ...

    async def papers_of(self, person_id: int) -> list[Paper]: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote, and what its papers come to."""

    ballot: Ballot
    result: Result
    papers: Sequence[Paper] = field(default=())


class Ballots:
    def __init__(self, store: BallotStore) -> None:
        self._store = store

    async def make(self, at: datetime) -> Ballot:
        return await self._store.add(Ballot(0, {}, {}, Method.APPROVAL, at))

    async def change(self, ballot_id: int, **parts: Any) -> Ballot:
        """A draft: what people have voted on is not changed. Raises NoSuchBallot, NotOpen."""
        ballot = await self._locked(ballot_id)
        if ballot.standing is not BallotStanding.DRAFT:
            raise NotOpen(ballot.standing)
        return await self._save(replace(ballot, **parts))

    async def open(self, ballot_id: int, at: datetime) -> Ballot:
        """Raises NoSuchBallot, NotOpen, NotReady."""
        ballot = await self._locked(ballot_id)
        if ballot.standing is not BallotStanding.DRAFT:
            raise NotOpen(ballot.standing)
        if not is_ready(ballot, at):
            raise NotReady(ballot_id)
        return await self._save(replace(ballot, standing=BallotStanding.OPEN))

    async def end(self, ballot_id: int, at: datetime) -> Counted:
        """Raises NoSuchBallot, NotOpen."""
        ballot = await self._locked(ballot_id)
        if ballot.standing is not BallotStanding.OPEN:
            raise NotOpen(ballot.standing)
        closed = replace(ballot, standing=BallotStanding.CLOSED, closed_at=at)
        await self._store.save(closed)
        return await self._counted(closed)

    async def mark(
        self, ballot_id: int, option: int, voter: int, person_id: int, at: datetime
    ) -> Paper:
        """Raises NoSuchBallot, NotOpen, NoSuchOption."""
        ballot = await self._locked(ballot_id)
        if not ballot.takes(at):
            raise NotOpen(ballot.standing)
        known = await self._store.paper(ballot_id, voter)
        choices = marked(ballot, known.choices if known else (), option)
        paper = Paper(ballot_id, voter, person_id, choices, at)
        if choices:
            await self._store.put(paper)
        else:
            await self._store.take_back(ballot_id, voter)
        return paper

    async def look(self, ballot_id: int) -> Ballot:
        """Raises NoSuchBallot."""
        found = await self._store.look(ballot_id)
        if found is None:
            raise NoSuchBallot(ballot_id)
        return found

    async def counted(self, ballot_id: int) -> Counted:
        """As the papers stand now. Raises NoSuchBallot."""
        return await self._counted(await self.look(ballot_id))

    async def choices_of(self, ballot_id: int, voter: int) -> tuple[int, ...]:
        paper = await self._store.paper(ballot_id, voter)
        return paper.choices if paper else ()

    async def all(self) -> list[Ballot]:
        return await self._store.all()

    async def running(self, at: datetime) -> list[Ballot]:
        return [one for one in await self._store.all() if one.takes(at)]

    async def papers_of(self, person_id: int) -> list[Paper]:
        return await self._store.papers_of(person_id)

    async def _counted(self, ballot: Ballot) -> Counted:
        papers = await self._store.papers(ballot.id)
        return Counted(ballot, result(ballot, papers), papers)

    async def _locked(self, ballot_id: int) -> Ballot:
        found = await self._store.get(ballot_id)
        if found is None:
            raise NoSuchBallot(ballot_id)
        return found

    async def _save(self, ballot: Ballot) -> Ballot:
        await self._store.save(ballot)
        return ballot


def is_ready(ballot: Ballot, at: datetime) -> bool:
    """Each language that has the question has all options, and the hour is ahead."""
    complete = [
        code
        for code, question in ballot.question.items()
        if question and len(ballot.options.get(code, ())) == ballot.size
    ]
    has_time = ballot.closes_at is None or ballot.closes_at > at
    languages = {code for code, question in ballot.question.items() if question}
    languages |= {code for code, options in ballot.options.items() if options}
    return has_time and ballot.size >= FEWEST_OPTIONS and languages == set(complete) != set()
