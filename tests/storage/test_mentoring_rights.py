"""Grants, open calls, links and forms as rows, on both engines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.directory import Form
from desk.mentoring.eligibility import GrantKind, OpenCall
from desk.organisations import folded
from storage.erasure import ErasureRows
from storage.mentoring.directory import MentorRows
from storage.mentoring.eligibility import EligibilityRows
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, MORNING, SHARED
from tests.storage.test_mentoring_directory import PLAIN

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def rows(tx: AsyncConnection) -> EligibilityRows:
    return EligibilityRows(tx)


async def test_a_grant_is_given_once_and_counts_who_writes_for_the_organisation(
    tx: AsyncConnection, rows: EligibilityRows
) -> None:
    given = [
        await rows.add_grant(name, folded(name), GrantKind.ACTION, FIRST, LAST)
        for name in ("Agimi", "AGIMI", "Dituria")
    ]
    assert given[0] == given[1]
    agimi = given[0].organisation
    await PeopleRows(tx).save(ARTA)
    await OrganisationRows(tx).join(ARTA.id, agimi.id, None)
    assert [(one.organisation.name, one.people) for one in await rows.grants()] == [
        ("Agimi", 1),
        ("Dituria", 0),
    ]
    assert [one.id for one in await rows.grants_of([agimi.id])] == [given[0].id]
    await rows.drop_grant(given[0].id)
    assert await rows.grant(given[0].id) is None
    assert await rows.grant(given[2].id) == given[2]


async def test_grants_of_an_organisation_come_in_the_order_of_their_beginnings(
    rows: EligibilityRows,
) -> None:
    for kind in GrantKind:
        for year in (2027, 2025):
            period = date(year, 1, 1), date(year, 6, 30)
            await rows.add_grant("Agimi", folded("Agimi"), kind, *period)
    assert [one.starts.year for one in await rows.grants()] == [2025, 2025, 2027, 2027]


@SHARED
@given(until=st.dates(), days=st.integers(0, 400))
async def test_the_last_word_on_an_open_call_counts(
    tx: AsyncConnection, until: date, days: int
) -> None:
    rows = EligibilityRows(tx)
    until = min(until, date(9998, 1, 1))
    first = await rows.open_call("Small grants", "smallgrants", until, "https://a.example")
    again = until + timedelta(days=days)
    second = await rows.open_call("Small Grants", "smallgrants", again, "https://b.example")
    assert second == OpenCall(first.id, "Small Grants", again, "https://b.example")
    assert await rows.calls() == [second]
    await rows.close_call(second.id)
    assert await rows.calls() == []


async def test_whose_link_it_is_is_decided_once_and_anew_only_with_another_link(
    tx: AsyncConnection,
) -> None:
    people, mentors = PeopleRows(tx), MentorRows(tx)
    await people.save(ARTA)
    mentor = await mentors.add(PLAIN, "first")
    assert await mentors.claim(mentor.id, ARTA.id)
    assert not await mentors.claim(mentor.id, ARTA.id)
    found = await mentors.of_person(ARTA.id)
    assert found is not None
    assert found.id == mentor.id
    await mentors.put_token(mentor.id, "second")
    assert await mentors.of_person(ARTA.id) is None
    assert await mentors.with_token("first") is None
    assert await mentors.with_token("second") == mentor
    assert await mentors.claim(mentor.id, ARTA.id)


async def test_what_answers_a_message_is_the_part_that_was_asked_for_last(
    tx: AsyncConnection,
) -> None:
    mentors = MentorRows(tx)
    mentor = await mentors.add(PLAIN, "first")
    await mentors.keep_form(Form(7, "main", mentor.id, "place"))
    await mentors.keep_form(Form(7, "main", mentor.id, "about.sq"))
    assert await mentors.form(7, "main") == Form(7, "main", mentor.id, "about.sq")
    assert await mentors.form(7, "peja") is None
    await mentors.drop_form(7, "main")
    assert await mentors.form(7, "main") is None


async def test_an_organisation_with_a_grant_outlives_its_last_member(
    tx: AsyncConnection, rows: EligibilityRows
) -> None:
    await PeopleRows(tx).save(ARTA)
    organisations = OrganisationRows(tx)
    grant = await rows.add_grant("Agimi", "agimi", GrantKind.ACTION, FIRST, LAST)
    other = await organisations.named("Dituria", "dituria")
    for organisation in (grant.organisation, other):
        await organisations.join(ARTA.id, organisation.id, None)
    await ErasureRows(tx).forget(ARTA.id, MORNING)
    assert await rows.grant(grant.id) == grant
    assert (await organisations.named("DITURIA", "dituria")).name == "DITURIA"
