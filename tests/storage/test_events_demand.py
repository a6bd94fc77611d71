"""Topics and votes as rows: each voter counts once, whatever becomes one, at once or later."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.ballots import Ballot, Ballots, BallotStanding, Method, NotOpen, Paper
from desk.events.demand_forms import DemandForm
from desk.events.event import Event, Kind, Standing
from desk.events.themes import Theme
from desk.events.topic import (
    Counting,
    Demand,
    NoSuchTopic,
    NotAlike,
    Topic,
    TopicKind,
    TopicStanding,
    TopicStandsElsewise,
)
from desk.events.topics import Topics
from desk.languages import Language
from desk.people import Person
from desk.privacy import Consent, Purpose
from storage.columns import metadata
from storage.database import Database
from storage.erasure import ErasureRows
from storage.events.ballots import BallotRows
from storage.events.demand_forms import DemandFormRows
from storage.events.events import EventRows
from storage.events.tables import ballot_papers, subscriptions
from storage.events.topics import TopicRows
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from tests.storage.rows import MORNING, later

ARTA, GORAN, ECE = 4_000_000_011, 4_000_000_012, 4_000_000_013
SECRET = "mbeturinat"


async def people(tx: AsyncConnection, *ids: int) -> None:
    for number in ids:
        await PeopleRows(tx).save(Person(number, f"P{number}", None, met_at=MORNING))


def topic(**parts: object) -> Topic:
    plain = Topic(
        0, TopicKind.TOPIC, SECRET, SECRET, "sq", TopicStanding.OPEN, MORNING, author_id=ARTA
    )
    return replace(plain, **parts)  # type: ignore[arg-type]


async def event(tx: AsyncConnection, uid: str = "u") -> int:
    zone = ZoneInfo("Europe/Belgrade")
    made = Event(0, uid, Kind.OPEN_MEETING, Standing.DRAFT, zone, MORNING)
    return (await EventRows(tx).add(made)).id


def topics(tx: AsyncConnection, counting: Counting = Counting.PERSON) -> Topics:
    return Topics(TopicRows(tx), counting)


async def test_a_topic_comes_back_as_it_was_put(tx: AsyncConnection) -> None:
    await people(tx, ARTA)
    rows, number = TopicRows(tx), await event(tx)
    first = await rows.add(topic())
    full = topic(
        kind=TopicKind.IDEA,
        standing=TopicStanding.CLOSED,
        anonymous=True,
        event_id=number,
        theme=Theme.WASTE,
        merged_into=first.id,
        met_by=number,
        closed_at=later(hours=1),
        reason="Done",
    )
    known = await rows.add(full)
    assert await rows.look(known.id) == replace(full, id=known.id)
    await rows.save(replace(known, words="other", theme=None))
    assert await rows.get(known.id) == replace(known, words="other", theme=None)
    assert await rows.look(99) is None
    await rows.drop(known.id)
    assert await rows.by(ARTA) == [first]


async def test_votes_are_counted_by_people_and_by_organisations_as_they_are_read(
    tx: AsyncConnection,
) -> None:
    await people(tx, ARTA, GORAN, ECE)
    agimi = (await OrganisationRows(tx).named("Agimi", "agimi")).id
    deniz = (await OrganisationRows(tx).named("Deniz", "deniz")).id
    rows = TopicRows(tx)
    one, other = await rows.add(topic()), await rows.add(topic(made_at=later(hours=1)))
    for person, organisation, of in (
        (ARTA, agimi, one),
        (GORAN, agimi, one),
        (ARTA, agimi, other),
        (ECE, deniz, other),
    ):
        assert await topics(tx).support(of.id, person, organisation, MORNING)
    by_people = await topics(tx).open(None)
    assert [(one.topic.id, one.demand) for one in by_people] == [
        (one.id, Demand(2, 1)),
        (other.id, Demand(2, 2)),
    ]
    by_organisations = await topics(tx, Counting.ORGANISATION).open(None)
    assert [one.topic.id for one in by_organisations] == [other.id, one.id]
    assert not await topics(tx).support(other.id, ECE, deniz, MORNING)
    assert (await topics(tx).open(None))[0].topic.id == one.id
    # Who had no organisation and has one now does not lose the vote but makes it count.
    assert await topics(tx).support(other.id, GORAN, None, MORNING)
    assert await topics(tx).support(other.id, GORAN, deniz, MORNING)
    assert (await rows.demand([other.id]))[other.id] == Demand(2, 2)


async def test_merging_keeps_each_voters_vote_once(tx: AsyncConnection) -> None:
    await people(tx, ARTA, GORAN, ECE)
    rows, use = TopicRows(tx), topics(tx)
    first, second, third = [await rows.add(topic()) for _n in range(3)]
    for person, of in ((ARTA, first), (GORAN, first), (GORAN, second), (ECE, second), (ECE, third)):
        await use.support(of.id, person, None, MORNING)
    merged, _into = await use.merge(second.id, first.id, MORNING)
    assert (merged.standing, merged.merged_into) == (TopicStanding.MERGED, first.id)
    assert await rows.demand([first.id, second.id]) == {first.id: Demand(3, 0)}
    await use.merge(first.id, third.id, MORNING)
    assert await rows.demand([third.id]) == {third.id: Demand(3, 0)}
    there = await rows.look(second.id)
    assert there is not None
    assert there.merged_into == third.id
    for wrong, error in ((second.id, TopicStandsElsewise), (third.id, NotAlike), (99, NoSuchTopic)):
        with pytest.raises(error):
            await use.merge(third.id, wrong, MORNING)
    idea = await rows.add(topic(kind=TopicKind.IDEA, event_id=await event(tx)))
    with pytest.raises(NotAlike):
        await use.merge(idea.id, third.id, MORNING)


async def test_an_event_knows_who_asked_for_it_proposers_first(tx: AsyncConnection) -> None:
    await people(tx, ARTA, GORAN, ECE)
    rows, use, number = TopicRows(tx), topics(tx), await event(tx)
    one = await rows.add(topic(author_id=ECE))
    same = await rows.add(topic(author_id=GORAN))
    nobodys = await rows.add(topic(author_id=None, anonymous=True))
    await use.support(one.id, ARTA, None, later(hours=1))
    await use.support(nobodys.id, ARTA, None, later(hours=1))
    await use.merge(same.id, one.id, MORNING)
    assert await use.first_to_tell(number) == []
    for met in (one, nobodys):
        await use.schedule(met.id, number, MORNING)
    assert await use.first_to_tell(number) == [ECE, GORAN, ARTA]
    assert await use.demand_of(number) == Demand(1, 0)
    with pytest.raises(TopicStandsElsewise):
        await use.support(one.id, GORAN, None, MORNING)
    await use.reopen(one.id)
    assert await use.first_to_tell(number) == [ARTA]


async def test_a_cause_goes_to_those_who_follow_its_theme_and_allow_news(
    tx: AsyncConnection,
) -> None:
    await people(tx, *range(20, 27))
    for person, parts in (
        (20, {"theme": Theme.WASTE}),
        (21, {"theme": Theme.QUALITY}),
        (22, {}),
        (23, {"theme": Theme.WASTE, "region": "Prizren"}),
        (24, {"theme": Theme.WASTE}),
        (25, {"theme": Theme.WASTE}),
        (26, {"theme": Theme.WASTE}),
        (26, {}),
    ):
        values = {"person_id": person, "made_at": MORNING, **parts}
        await tx.execute(subscriptions.insert().values(values))
    consents = ConsentRows(tx)
    for person, is_on in ((20, True), (21, True), (22, True), (23, True), (25, False), (26, True)):
        await consents.add(Consent(person, Purpose.CAMPAIGNS, is_on, 1, Language.SQ, MORNING))
    rows = TopicRows(tx)
    assert await rows.followers(Theme.WASTE, 0, 2) == [20, 22]
    assert await rows.followers(Theme.WASTE, 22, 2) == [26]
    assert await rows.followers(None, 0, 9) == [22, 26]


async def test_a_vote_and_its_papers_come_back_as_they_were_put(tx: AsyncConnection) -> None:
    await people(tx, ARTA)
    rows = BallotRows(tx)
    full = Ballot(
        0,
        {"en": "Which?", "sq": "Cila?"},
        {"en": ("A", "B"), "sq": ("C", "D")},
        Method.RANKING,
        MORNING,
        BallotStanding.OPEN,
        per_organisation=True,
        quorum=3,
        event_id=await event(tx),
        closes_at=later(hours=2),
    )
    known = await rows.add(full)
    assert await rows.get(known.id) == replace(full, id=known.id)
    await rows.save(replace(known, standing=BallotStanding.CLOSED, closed_at=MORNING))
    assert [one.standing for one in await rows.all()] == [BallotStanding.CLOSED]
    paper = Paper(known.id, 5, ARTA, (1, 0), MORNING)
    await rows.put(paper)
    await rows.put(replace(paper, choices=(0,)))
    assert await rows.papers(known.id) == [replace(paper, choices=(0,))]
    assert await rows.papers_of(ARTA) == await rows.papers(known.id)
    await rows.take_back(known.id, 5)
    assert await rows.paper(known.id, 5) is None
    with pytest.raises(NotOpen):
        await Ballots(rows).mark(known.id, 0, 5, ARTA, MORNING)


async def test_a_message_asks_for_one_thing_at_a_time(tx: AsyncConnection) -> None:
    rows = DemandFormRows(tx)
    await rows.keep_form(DemandForm(5, "main", "reason", 1))
    await rows.keep_form(DemandForm(5, "main", "ballot.quorum", 2))
    assert await rows.form(5, "main") == DemandForm(5, "main", "ballot.quorum", 2)
    assert await rows.form(5, "peja") is None
    await rows.drop_form(5, "main")
    assert await rows.form(5, "main") is None


async def test_who_is_forgotten_has_proposed_nothing(tx: AsyncConnection) -> None:
    await people(tx, ARTA, GORAN)
    era = (await OrganisationRows(tx).named("Era", "era")).id
    agimi = (await OrganisationRows(tx).named("Agimi", "agimi")).id
    rows, use = TopicRows(tx), topics(tx)
    open_ = await rows.add(topic())
    met = await rows.add(topic(standing=TopicStanding.SCHEDULED))
    await use.begin(topic())
    theirs = await rows.add(topic(author_id=GORAN, words="e tjetra", folded="e tjetra"))
    await use.support(theirs.id, ARTA, era, MORNING)
    await use.support(theirs.id, GORAN, agimi, MORNING)
    held = await ErasureRows(tx).holdings(ARTA)
    assert (held.topics, held.votes) == (3, 1)
    await ErasureRows(tx).forget(ARTA, later(hours=1))
    said = [
        repr(tuple(row)) for one in metadata.sorted_tables for row in await tx.execute(select(one))
    ]
    assert [row for row in said if SECRET in row or f"{ARTA}," in row] == []
    for number, standing in ((open_.id, TopicStanding.CLOSED), (met.id, TopicStanding.SCHEDULED)):
        left = await rows.look(number)
        assert left is not None
        assert (left.author_id, left.words, left.standing) == (None, "", standing)
    assert await rows.demand([theirs.id]) == {theirs.id: Demand(1, 1)}
    # One that somebody else's vote is for stays; one of which nothing is left is gone.
    assert await OrganisationRows(tx).get(agimi) is not None
    assert await OrganisationRows(tx).get(era) is None


async def test_the_papers_of_who_is_forgotten_are_nobodys(tx: AsyncConnection) -> None:
    await people(tx, ARTA)
    agimi = (await OrganisationRows(tx).named("Agimi", "agimi")).id
    ballots = BallotRows(tx)
    plain = Ballot(0, {"en": "?"}, {"en": ("A", "B")}, Method.APPROVAL, MORNING)
    alone = await ballots.add(plain)
    together = await ballots.add(replace(plain, per_organisation=True))
    await ballots.put(Paper(alone.id, ARTA, ARTA, (1,), MORNING))
    await ballots.put(Paper(together.id, agimi, ARTA, (0,), MORNING))
    assert (await ErasureRows(tx).holdings(ARTA)).votes == 2
    await ErasureRows(tx).forget(ARTA, later(hours=1))
    papers = (await tx.execute(select(ballot_papers).order_by("ballot_id"))).all()
    assert papers[0].voter < 0
    assert papers[0].choices == [1]
    assert (papers[1].voter, papers[1].person_id) == (agimi, None)
    assert await OrganisationRows(tx).get(agimi) is not None


async def test_drafts_that_nobody_posted_go_with_time(tx: AsyncConnection) -> None:
    await people(tx, ARTA)
    await topics(tx).begin(topic())
    assert await ErasureRows(tx).drop_unfinished(MORNING) == 0
    assert await ErasureRows(tx).drop_unfinished(later(hours=1)) == 1


async def test_votes_that_are_given_while_topics_become_one_are_all_counted(
    database: Database,
) -> None:
    """Each locks its person first, as everything that comes from a person does."""
    async with database.transaction() as tx:
        await people(tx, *range(100, 130))
        first, second = [await TopicRows(tx).add(topic(author_id=None)) for _n in range(2)]

    async def votes(person: int, of: Topic) -> int:
        async with database.transaction() as tx:
            await PeopleRows(tx).get(person)
            try:
                await topics(tx).add_support(of.id, person, None, MORNING)
            except TopicStandsElsewise:
                return 0
        return 1

    async def merges() -> int:
        await asyncio.sleep(0)
        async with database.transaction() as tx:
            await topics(tx).merge(first.id, second.id, MORNING + timedelta(hours=1))
        return 0

    async with asyncio.timeout(20):
        given = await asyncio.gather(
            *(votes(person, first) for person in range(100, 115)),
            merges(),
            *(votes(person, second) for person in range(110, 130)),
        )
    async with database.transaction() as tx:
        there = await TopicRows(tx).demand([first.id, second.id])
        voters = await TopicRows(tx).voters([second.id])
    in_first = {person for person, is_in in zip(range(100, 115), given, strict=False) if is_in}
    assert there == {second.id: Demand(len(voters), 0)}
    assert set(voters) == in_first | set(range(110, 130))
