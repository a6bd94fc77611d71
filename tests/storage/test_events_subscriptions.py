"""Subscriptions as rows: whom a new event is told to, once each, and page by page."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.events.event import Kind
from desk.events.subscriptions import EVERYTHING, Interest
from desk.events.themes import Theme
from desk.languages import Language
from desk.privacy import Consent, Purpose
from storage.events.subscriptions import SubscriptionRows
from storage.people import PeopleRows
from storage.privacy import ConsentRows
from tests.storage.halls import FORUM, MONDAY, member

EVENT = replace(FORUM, region="Prizren", themes=frozenset((Theme.WASTE, Theme.ADVOCACY)))
INTERESTS = (
    EVERYTHING,
    Interest(kind=Kind.REGIONAL),
    Interest(kind=Kind.TRAINING),
    Interest(region="Prizren", theme=Theme.WASTE),
    Interest(region="Peja"),
    Interest(theme=Theme.ELDERLY),
    Interest(kind=Kind.REGIONAL, theme=Theme.ADVOCACY),
)


async def _follow(tx: AsyncConnection, number: int, *interests: Interest) -> int:
    person = member(number)
    await PeopleRows(tx).save(person)
    for one in interests:
        await SubscriptionRows(tx).add(person.id, one, MONDAY)
    await _say(tx, person.id, is_on=True)
    return person.id


async def _say(tx: AsyncConnection, person_id: int, *, is_on: bool) -> None:
    consent = Consent(person_id, Purpose.CAMPAIGNS, is_on, 1, Language.SQ, MONDAY)
    await ConsentRows(tx).add(consent)


async def test_rows_find_whom_the_rule_fits(tx: AsyncConnection) -> None:
    people = [await _follow(tx, number, one) for number, one in enumerate(INTERESTS)]
    fitting = [who for who, one in zip(people, INTERESTS, strict=True) if one.fits(EVENT)]
    assert 0 < len(fitting) < len(people)
    assert await SubscriptionRows(tx).to_tell(EVENT, 0, 99) == fitting
    assert await SubscriptionRows(tx).to_tell(EVENT, fitting[0], 1) == fitting[1:2]


async def test_each_is_told_once_and_only_who_allows_it_and_can_be_reached(
    tx: AsyncConnection,
) -> None:
    rows = SubscriptionRows(tx)
    arta = await _follow(tx, 1, EVERYTHING, Interest(kind=Kind.REGIONAL), EVERYTHING)
    besa, cila = await _follow(tx, 2, EVERYTHING), await _follow(tx, 3, EVERYTHING)
    assert await rows.of(arta) == [EVERYTHING, Interest(kind=Kind.REGIONAL)]
    await _say(tx, besa, is_on=False)
    assert await rows.to_tell(EVENT, 0, 99) == [arta, cila]
    await PeopleRows(tx).save(replace(member(3), reachable=False))
    assert await rows.to_tell(EVENT, 0, 99) == [arta]
    await rows.drop(arta, EVERYTHING)
    assert await rows.of(arta) == [Interest(kind=Kind.REGIONAL)]
    assert await rows.stop(arta) == 1
    assert await rows.to_tell(EVENT, 0, 99) == []
