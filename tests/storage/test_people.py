"""People as rows: every field comes back, and the last word counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.languages import Language
from desk.people import Awaiting, People, Person
from desk.profile import ActorType, Field
from storage.database import Database
from storage.migrate import upgrade
from storage.people import PeopleRows
from storage.schema import people as people_table
from tests.storage.rows import ARTA, MORNING, SHARED, ids, migrate_to, moments, words

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


async def test_people_are_found_by_username_and_by_the_first_words_of_their_names(
    tx: AsyncConnection,
) -> None:
    rows = PeopleRows(tx)
    arta = replace(ARTA, id=2, name="ARTA Çela", username=None, met_at=MORNING + timedelta(days=1))
    artan = replace(ARTA, id=3, name="artan_%", username="Artan", met_at=MORNING)
    for person in (ARTA, arta, artan):
        await rows.save(person)
    assert await rows.with_username("ARTA") == [ARTA]
    assert await rows.with_username("art") == []
    assert await rows.named("arta", 9) == [arta, ARTA]
    assert await rows.named("arta", 1) == [arta]
    assert await rows.named("arta cela", 9) == [arta]
    assert await rows.named("artan", 9) == [artan]
    for nobodys in ("art", "arta c", "artan_%", "%", "cela"):
        assert await rows.named(nobodys, 9) == []
    await rows.save(replace(ARTA, name="Zana"))
    assert await rows.named("arta", 9) == [arta]


_PARTS = ("arta", "Çela", "đorđe", "ЉУБА", "ışık", "o'hara", "x!", "é", "-")


@SHARED
@given(
    names=st.lists(st.lists(st.sampled_from(_PARTS), max_size=3).map(" ".join), max_size=6),
    sought=st.lists(st.sampled_from(_PARTS), min_size=1, max_size=2).map(" ".join),
)
async def test_whoever_is_called_so_is_found_and_nobody_else(
    tx: AsyncConnection, names: list[str], sought: str
) -> None:
    known = [replace(ARTA, id=place + 1, name=name) for place, name in enumerate(names)]
    await tx.execute(delete(people_table))
    for person in known:
        await PeopleRows(tx).save(person)
    found = await People(PeopleRows(tx)).called(sought)
    assert {p.id for p in found} == {p.id for p in known if p.is_called(sought)}


async def test_people_are_found_without_reading_all(tx: AsyncConnection) -> None:
    """The engine says which index it would use."""
    if tx.dialect.name == "postgresql":
        await tx.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN" if tx.dialect.name == "sqlite" else "EXPLAIN"
    for index, where in (
        ("ix_people_folded", "folded = 'arta' OR (folded >= 'arta ' AND folded < 'arta!')"),
        ("ix_people_handle", "handle = 'arta'"),
    ):
        plan = await tx.execute(text(f"{explain} SELECT * FROM people WHERE {where}"))
        assert index in str(plan.all())


async def test_who_was_met_before_names_were_folded_is_found(empty_address: str) -> None:
    database = Database(empty_address)
    async with database.transaction() as tx:
        await tx.run_sync(migrate_to, "0011")
        for number, name in ((1, "Şükrü Demir"), (2, "Ђорђе"), (-1, "")):
            await tx.execute(
                text(
                    "INSERT INTO people (id, name, reachable, met_at) VALUES (:id, :name, :yes, 0)"
                ),
                {"id": number, "name": name, "yes": True},
            )
    await upgrade(database)
    async with database.transaction() as tx:
        people = People(PeopleRows(tx))
        assert [person.id for person in await people.called("sukru")] == [1]
        assert [person.id for person in await people.called("djordje")] == [2]
    await database.close()
