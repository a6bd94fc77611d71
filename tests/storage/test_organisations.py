"""Organisations and who writes for them as rows, on both engines."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.organisations import Membership, Organisation
from storage.database import Database
from storage.organisations import OrganisationRows
from storage.people import PeopleRows
from tests.storage.rows import ARTA, somebody_waits

BLERTA = replace(ARTA, id=ARTA.id + 1)


@pytest.fixture
async def rows(tx: AsyncConnection) -> OrganisationRows:
    for person in (ARTA, BLERTA):
        await PeopleRows(tx).save(person)
    return OrganisationRows(tx)


async def test_a_folded_name_is_one_organisation_and_the_first_spelling_stays(
    rows: OrganisationRows,
) -> None:
    agimi = await rows.named("Agimi", "agimi")
    assert await rows.named("AGIMI", "agimi") == agimi
    assert await rows.named("Zëri", "zeri") != agimi
    await rows.rename(agimi.id, "OJQ Agimi")
    assert await rows.named("agimi", "agimi") == Organisation(agimi.id, "OJQ Agimi")


async def test_memberships_come_back_in_order_with_roles_and_how_many_others_there_are(
    rows: OrganisationRows,
) -> None:
    agimi, zeri = await rows.named("Agimi", "agimi"), await rows.named("Zëri", "zeri")
    await rows.join(ARTA.id, zeri.id, None)
    await rows.join(ARTA.id, agimi.id, None)
    await rows.join(BLERTA.id, agimi.id, "anëtare")
    await rows.join(ARTA.id, zeri.id, "drejtoreshë")
    assert await rows.of(ARTA.id) == [Membership(zeri, "drejtoreshë"), Membership(agimi, None, 1)]
    await rows.leave(ARTA.id, agimi.id)
    await rows.leave(ARTA.id, agimi.id)
    assert await rows.of(ARTA.id) == [Membership(zeri, "drejtoreshë")]
    assert await rows.of(BLERTA.id) == [Membership(agimi, "anëtare")]


async def test_two_who_name_one_organisation_at_once_name_the_same(
    postgresql_database: Database,
) -> None:
    async def named(name: str) -> Organisation:
        async with postgresql_database.transaction() as tx:
            return await OrganisationRows(tx).named(name, "agimi")

    async with postgresql_database.transaction() as tx:
        first = await OrganisationRows(tx).named("Agimi", "agimi")
        second = asyncio.create_task(named("AGIMI"))
        await somebody_waits(postgresql_database)
    assert await second == first
