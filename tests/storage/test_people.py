"""People as rows: every field comes back, and the last word counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.people import Awaiting, Person
from desk.profile import ActorType, Field
from storage.people import PeopleRows
from storage.schema import people as people_table
from tests.storage.rows import ARTA, MORNING, SHARED, ids, moments, words

people = st.builds(
    Person,
    id=ids,
    name=words,
    username=st.none() | words,
    met_at=moments,
    language=st.none() | st.sampled_from(Language),
    office=st.none() | words,
    reachable=st.booleans(),
    ticket_id=st.none() | ids,
    awaiting=st.none()
    | st.builds(
        Awaiting,
        st.lists(words, max_size=3).map(tuple),
        anonymous=st.booleans(),
        field=st.none() | st.sampled_from(Field),
        organisation_id=st.none() | ids,
        until=st.none() | moments,
    ),
    place=st.none() | words,
    actor_type=st.none() | st.sampled_from(ActorType),
    timezone=st.none() | words,
    blocked_until=st.none() | moments,
    blocked_unseen_until=st.none() | moments,
)


@SHARED
@given(before=people, after=people)
async def test_every_field_of_a_person_comes_back(
    tx: AsyncConnection, before: Person, after: Person
) -> None:
    for person in (before, after):
        await PeopleRows(tx).save(person)
        assert await PeopleRows(tx).get(person.id) == person
        assert await PeopleRows(tx).look(person.id) == person


async def test_what_an_earlier_version_awaited_is_awaited_still(tx: AsyncConnection) -> None:
    await PeopleRows(tx).save(replace(ARTA, awaiting=Awaiting(("grants",))))
    await tx.execute(update(people_table).values(awaiting={"tried": ["grants"]}))
    found = await PeopleRows(tx).get(ARTA.id)
    assert found is not None
    assert found.awaiting == Awaiting(("grants",))


async def test_nobody_is_found_where_nobody_was_met(tx: AsyncConnection) -> None:
    await PeopleRows(tx).save(ARTA)
    assert await PeopleRows(tx).get(ARTA.id + 1) is None
    assert await PeopleRows(tx).look(ARTA.id + 1) is None


@SHARED
@given(met_at=st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - the zone is drawn
async def test_times_keep_their_milliseconds_and_come_back_in_utc(
    tx: AsyncConnection, met_at: datetime
) -> None:
    await PeopleRows(tx).save(Person(1, "Arta", None, met_at=met_at))
    found = await PeopleRows(tx).get(1)
    assert found is not None
    assert found.met_at.tzinfo is UTC
    assert found.met_at.microsecond % 1000 == 0
    assert abs(found.met_at - met_at) <= timedelta(microseconds=500)


async def test_a_time_with_milliseconds_is_the_same_time(tx: AsyncConnection) -> None:
    met_at = MORNING + timedelta(milliseconds=123)
    await PeopleRows(tx).save(Person(1, "Arta", None, met_at=met_at))
    assert await PeopleRows(tx).get(1) == Person(1, "Arta", None, met_at=met_at)


async def test_people_are_found_by_username_and_by_how_their_names_begin(
    tx: AsyncConnection,
) -> None:
    rows = PeopleRows(tx)
    cela = replace(ARTA, id=2, name="Çela", username=None, met_at=MORNING + timedelta(days=1))
    artan = replace(ARTA, id=3, name="artan_%", username="Artan", met_at=MORNING)
    for person in (ARTA, cela, artan):
        await rows.save(person)
    assert await rows.with_username("ARTA") == [ARTA]
    assert await rows.with_username("art") == []
    assert {person.id for person in await rows.named("ART", 9)} == {ARTA.id, 3}
    assert await rows.named("Çel", 9) == [cela]
    assert await rows.named("artan_%", 9) == [artan]
    assert await rows.named("%", 9) == []
    assert len(await rows.named("a", 1)) == 1
