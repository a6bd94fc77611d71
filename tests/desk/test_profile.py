"""What members tell of themselves, and what nobody may ever ask them."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.organisations import (
    MOST,
    Membership,
    Organisation,
    Organisations,
    TooManyOrganisations,
    folded,
)
from desk.people import Awaiting, People
from desk.profile import (
    AWAITED_FOR,
    OF_ATTENDED,
    OF_EVENTS,
    OF_FACILITATIONS,
    OF_MENTORS,
    OF_PLANS,
    OF_SESSIONS,
    OF_TOPICS,
    OF_WISHES,
    Field,
    NotInOneLine,
    in_one_line,
)
from storage.columns import metadata
from storage.schema import people as people_table
from tests.desk.stores import ARTA, BLERTA, MORNING, KnownPeople, later

# As they may be called in a schema, in any of our languages.
NEVER = frozenset(
    {"ethnic", "ethnicity", "etni", "community", "religion", "religious", "faith", "vjera", "vera"}
    | {"fe", "din", "erlijio", "health", "disability", "diagnosis", "illness", "saglik"}
    | {"shendet", "zdravlje", "osasun", "gender", "sex", "orientation", "nation", "nationality"}
)


@dataclass
class KnownOrganisations:
    names: dict[str, Organisation] = field(default_factory=dict)
    joined: dict[tuple[int, int], str | None] = field(default_factory=dict)

    async def named(self, name: str, folded: str) -> Organisation:
        return self.names.setdefault(folded, Organisation(len(self.names) + 1, name))

    async def get(self, organisation_id: int) -> Organisation | None:
        return next((one for one in self.names.values() if one.id == organisation_id), None)

    async def rename(self, organisation_id: int, name: str) -> None:
        for key, one in self.names.items():
            if one.id == organisation_id:
                self.names[key] = replace(one, name=name)

    async def of(self, person_id: int) -> list[Membership]:
        by_id = {one.id: one for one in self.names.values()}
        return [
            Membership(by_id[o], role) for (p, o), role in self.joined.items() if p == person_id
        ]

    async def join(self, person_id: int, organisation_id: int, role: str | None) -> None:
        self.joined[person_id, organisation_id] = role

    async def leave(self, person_id: int, organisation_id: int) -> None:
        self.joined.pop((person_id, organisation_id), None)


@pytest.fixture
def organisations() -> Organisations:
    return Organisations(KnownOrganisations())


def test_no_table_has_a_column_for_ethnicity_religion_or_health() -> None:
    columns = [
        (table.name, column.name) for table in metadata.tables.values() for column in table.columns
    ]
    found = [(table, column) for table, column in columns if NEVER & set(column.split("_"))]
    assert len(columns) > 100
    assert found == []


def test_the_profile_has_these_fields_and_a_new_one_is_thought_over_here() -> None:
    assert {column.name for column in people_table.columns} >= {"place", "actor_type", "timezone"}
    asked = {"organisation", "role", "office", "place", "actor", "zone"}
    of_mentoring = {*OF_MENTORS, *OF_WISHES, *OF_SESSIONS, *OF_PLANS, *OF_FACILITATIONS}
    of_events = {*OF_EVENTS, *OF_TOPICS, *OF_ATTENDED, Field.LESSON}
    assert set(Field) == asked.union(of_mentoring, of_events)
    assert set(OF_MENTORS) == {"week", "away", "mentor zone", "about", "meeting place"}
    assert set(OF_WISHES) == {"need", "note"}
    assert set(OF_PLANS) == {"goal", "action", "due"}
    assert set(OF_FACILITATIONS) == {"facilitation", "new time", "item", "letter"}
    words = {"why cancelled", "why declined", "remark", "shared note", "private note"}
    assert set(OF_SESSIONS) == words
    assert set(OF_EVENTS) == {"event organisation", "event access"}  # what helps them take part
    assert set(OF_TOPICS) == {"topic", "cause", "idea", "problem"}
    assert set(OF_ATTENDED) == {"certificate name", "event words", "passed on"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Udruženje Đakovica", "UDRUZENJE DJAKOVICA"),
        ("Udruženje Đakovica", "udruzenje dakovica"),
        ("Удружење „Ђаковица“", "Udruženje Đakovica"),
        ("OJQ  Agimi", 'OJQ "Agimi"'),
        ("İNSAN HAKLARI DERNEĞİ", "insan haklari dernegi"),
        ("Shoqata Zëri i Grave", "shoqata zeri i grave"),
    ],
)
async def test_an_organisation_is_one_however_it_is_typed(
    organisations: Organisations, one: str, other: str
) -> None:
    first = await organisations.join(ARTA, one)
    assert await organisations.join(BLERTA, other) == first
    assert [m.organisation.name for m in await organisations.of(BLERTA)] == [first.name]
    assert folded(one) == folded(other)


async def test_a_person_may_write_for_several_each_with_a_role(
    organisations: Organisations,
) -> None:
    agimi = await organisations.join(ARTA, "Agimi")
    await organisations.give_role(ARTA, agimi.id, " drejtoreshë ")
    await organisations.join(ARTA, "Zëri")
    await organisations.join(ARTA, "AGIMI")
    told = [(m.organisation.name, m.role) for m in await organisations.of(ARTA)]
    assert told == [("Agimi", "drejtoreshë"), ("Zëri", None)]
    await organisations.leave(ARTA, agimi.id)
    await organisations.give_role(ARTA, agimi.id, "anëtare")
    assert [m.organisation.name for m in await organisations.of(ARTA)] == ["Zëri"]


async def test_there_is_room_for_so_many_and_no_more(organisations: Organisations) -> None:
    for number in range(MOST):
        await organisations.join(ARTA, f"Shoqata {number}")
    await organisations.join(ARTA, "shoqata 0")
    with pytest.raises(TooManyOrganisations):
        await organisations.join(ARTA, "Edhe një")


async def test_a_correction_takes_the_place_and_keeps_the_role(
    organisations: Organisations,
) -> None:
    wrong = await organisations.join(ARTA, "Agmi")
    await organisations.join(BLERTA, "Agmi")
    await organisations.give_role(ARTA, wrong.id, "drejtoreshë")
    (membership,) = await organisations.of(ARTA)
    right = await organisations.correct(ARTA, membership, "OJQ Agimi")
    assert await organisations.of(ARTA) == [Membership(right, "drejtoreshë")]
    assert (await organisations.of(BLERTA))[0].organisation == wrong
    spelt = await organisations.correct(ARTA, Membership(right), "OJQ AGIMI")
    assert spelt == Organisation(right.id, "OJQ AGIMI")
    assert [m.organisation for m in await organisations.of(ARTA)] == [spelt]


@given(words=st.text(max_size=120))
def test_what_is_kept_is_one_line_that_says_something(words: str) -> None:
    try:
        line = in_one_line(words, Field.PLACE)
    except NotInOneLine:
        return
    assert 1 <= len(line) <= 60
    assert len(line.splitlines()) == 1
    assert line == in_one_line(line, Field.PLACE)


async def test_a_field_is_awaited_for_an_hour_and_the_ticket_stays_in_hand() -> None:
    people = People(KnownPeople({ARTA.id: ARTA}))
    asked = await people.expect_field(await people.turn_to(ARTA, 7), Field.PLACE, MORNING)
    assert asked.ticket_id == 7
    assert asked.awaiting == Awaiting(field=Field.PLACE, until=MORNING + AWAITED_FOR)
    assert asked.awaiting.is_told(later(minutes=59))
    assert not asked.awaiting.is_told(later(minutes=60))
    told = await people.tell(asked, place="Tetovë")
    assert told == replace(ARTA, ticket_id=7, place="Tetovë")


async def test_who_is_expected_to_write_a_ticket_still_is_after_a_tap() -> None:
    people = People(KnownPeople({ARTA.id: ARTA}))
    expected = await people.expect_ticket(ARTA, ("grants",))
    assert (await people.tell(expected, place="Tetovë")).awaiting == Awaiting(("grants",))
