"""What both sides say of a session, on rows."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.mentoring.accounts import Account
from desk.mentoring.booking import Side
from storage.mentoring.accounts import AccountRows
from tests.storage.sessions import MONDAY, Desk, at


async def test_each_side_has_its_own_account_and_the_last_word_of_it_counts(
    tx: AsyncConnection,
) -> None:
    desk, accounts = Desk(tx), AccountRows(tx)
    held = await desk.hold(await desk.person(1), await desk.mentor(), at(1, 9))
    assert await accounts.of(held.id) == []
    member = Account(held.id, Side.MEMBER, MONDAY, useful=4, words="Sa mirë!")
    mentor = Account(held.id, Side.MENTOR, MONDAY, missed=True)
    await accounts.put(member)
    await accounts.put(mentor)
    said_again = replace(member, agreed=0, another=1)
    await accounts.put(said_again)
    assert await accounts.of(held.id) == [said_again, mentor]
    assert await accounts.get(held.id, Side.MENTOR) == mentor
    assert await accounts.get(held.id + 1, Side.MENTOR) is None


async def test_who_could_take_a_session_over_is_free_then_and_fits(tx: AsyncConnection) -> None:
    desk = Desk(tx)
    lira, besa = await desk.mentor(), await desk.mentor("Besa")
    booking = await desk.hold(await desk.person(1), lira, at(1, 9))
    could = await desk.bookings.could_take_over(booking, desk.now)
    assert [one.id for one in could] == [besa.id]
    await desk.hold(await desk.person(2), besa, at(1, 9))
    assert await desk.bookings.could_take_over(booking, desk.now) == []
