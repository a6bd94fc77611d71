"""Bookings on rows: nobody is in two places, and what is refused leaves nothing behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import NotYours
from desk.mentoring.booking import (
    HasBegun,
    NoSuchBooking,
    NotBegun,
    NotNow,
    ReasonWanted,
    Side,
    Status,
    cells,
)
from desk.mentoring.bookings import Ended
from desk.mentoring.caps import Cap
from desk.mentoring.changing import DoesNotFit
from desk.mentoring.directory import Standing
from desk.mentoring.errors import CapReached, NotBookable, NotOpen, PersonBusy, SlotTaken, TooSoon
from desk.mentoring.fitting import Misfit
from desk.mentoring.wishes import Start, WishState
from storage.mentoring.tables import bookings
from tests.storage.sessions import EASY, HOUR, Desk, at

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tx: AsyncConnection) -> Desk:
    return Desk(tx)


async def test_three_are_offered_and_one_is_booked(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1, "Agimi")
    agimi = await desk.organisation("Agimi")
    wish = await desk.wish(arta, organisation_id=agimi)
    offers = await desk.bookings.offers(wish, arta, desk.now)
    assert [offer.slot.starts_at for offer in offers] == [at(0, 9), at(1, 9), at(2, 9)]
    held = await desk.bookings.hold(wish, arta, lira.id, at(0, 9), desk.now)
    assert (held.status, held.until) == (Status.HELD, desk.now + 2 * MINUTE)
    assert await desk.rows.look(held.id) == held
    booked = await desk.bookings.confirm(held.id, arta, desk.now + MINUTE)
    assert (booked.status, booked.until, booked.organisation_id) == (Status.BOOKED, None, agimi)
    assert booked.ends_at == at(0, 10)
    assert booked.uid == held.uid
    assert await desk.bookings.confirm(held.id, arta, desk.now) == booked
    known = await desk.know(wish)
    assert (known.state, known.booking_id) == (WishState.BOOKED, booked.id)
    assert await desk.bookings.upcoming(arta.id, desk.now) == [booked]
    assert await desk.bookings.of_mentor(lira.id, at(0, 9), at(1, 0)) == [booked]
    assert await desk.bookings.past(arta.id, at(0, 10)) == [booked]
    assert await desk.bookings.upcoming(arta.id, at(0, 10)) == []


async def test_what_is_taken_is_offered_to_nobody(desk: Desk) -> None:
    lira, arta, besa = await desk.mentor(), await desk.person(1), await desk.person(2)
    await desk.book(arta, lira, at(0, 9))
    wish = await desk.wish(besa)
    first, *_ = await desk.bookings.offers(wish, besa, desk.now)
    assert first.slot.starts_at == at(0, 10)
    found = await desk.bookings.on_day(wish, besa, at(0, 12).date(), wish.zone, desk.now)
    assert [offer.slot.starts_at for offer in found] == [at(0, h / 2) for h in range(20, 33)]
    week = at(0, 12).date(), at(6, 12).date()
    days = await desk.bookings.free_days(wish, besa, desk.now, *week, wish.zone)
    assert sorted(day.isoweekday() for day in days) == [1, 2, 3, 4, 5]
    own, *_ = await desk.bookings.offers(await desk.wish(arta), arta, desk.now)
    assert own.slot.starts_at == at(0, 10)


async def test_a_slot_taken_meanwhile_leaves_nothing_behind(desk: Desk) -> None:
    lira, drin = await desk.mentor(), await desk.mentor("Drin")
    arta, besa = await desk.person(1), await desk.person(2)
    first = await desk.hold(arta, lira, at(0, 9))
    for start in (at(0, 9), at(0, 9.5)):
        with pytest.raises(SlotTaken):
            await desk.hold(besa, lira, start)
    with pytest.raises(PersonBusy):
        await desk.hold(arta, drin, at(0, 9))
    assert await desk.tx.scalar(select(func.count()).select_from(bookings)) == 1
    assert await desk.cells() == {first.id}
    assert [timer.about_id for timer in await desk.timers.due(at(9, 0), 10)] == [first.id]


@pytest.mark.parametrize(("people", "error"), [((1, 2), SlotTaken), ((1, 1), PersonBusy)])
async def test_the_cells_alone_keep_two_apart(
    desk: Desk, people: tuple[int, int], error: type[Exception]
) -> None:
    """Whatever was checked before, and by whom: half of the time is none."""
    lira, drin = await desk.mentor(), await desk.mentor("Drin")
    first, second = [await desk.person(number) for number in people]
    held = await desk.hold(first, lira, at(0, 9))
    mentor = lira if error is SlotTaken else drin
    late = replace(held, id=0, uid="other", requester_id=second.id, mentor_id=mentor.id)
    late = replace(late, starts_at=at(0, 9.5), ends_at=at(0, 10.5))
    with pytest.raises(error):
        await desk.rows.add(late, cells(late.starts_at, late.ends_at))
    assert await desk.tx.scalar(select(func.count()).select_from(bookings)) == 1
    assert await desk.cells() == {held.id}


async def test_who_is_a_mentor_too_is_in_one_place_at_a_time(desk: Desk) -> None:
    arta, besa = await desk.person(1), await desk.person(2)
    lira, own = await desk.mentor(), await desk.mentor("Arta", person_id=arta.id)
    await desk.book(besa, own, at(0, 9))
    with pytest.raises(PersonBusy):
        await desk.hold(arta, lira, at(0, 9))
    await desk.book(arta, lira, at(0, 11))
    with pytest.raises(SlotTaken):
        await desk.hold(besa, own, at(0, 11))
    with pytest.raises(NotBookable):
        await desk.hold(arta, own, at(0, 14))
    wish = await desk.wish(arta)
    assert all(o.mentor == lira for o in await desk.bookings.offers(wish, arta, desk.now))


async def test_a_hold_ends_by_itself_and_can_be_taken_up_as_long_as_nobody_else_has(
    desk: Desk,
) -> None:
    lira, arta, besa = await desk.mentor(), await desk.person(1), await desk.person(2)
    held = await desk.hold(arta, lira, at(0, 9))
    desk.now += 3 * MINUTE
    late = await desk.bookings.confirm(held.id, arta, desk.now)
    assert late.status is Status.BOOKED
    again = await desk.hold(arta, lira, at(0, 11))
    assert await desk.bookings.expire(again.id, desk.now + MINUTE) is None
    desk.now += 2 * MINUTE
    await desk.tick()
    assert (await desk.bookings.get(again.id)).status is Status.EXPIRED
    assert await desk.cells() == {late.id}
    anew = await desk.bookings.confirm(again.id, arta, desk.now)
    assert (anew.status, anew.starts_at) == (Status.BOOKED, again.starts_at)
    third = await desk.hold(arta, lira, at(0, 14))
    desk.now += 2 * MINUTE
    theirs = await desk.book(besa, lira, at(0, 14))  # no timer has come, and none is needed
    with pytest.raises(SlotTaken):
        await desk.bookings.confirm(third.id, arta, desk.now)
    assert await desk.cells() == {late.id, anew.id, theirs.id}
    with pytest.raises(NotYours):
        await desk.bookings.confirm(theirs.id, arta, desk.now)


async def test_a_hold_is_over_when_its_timer_comes_though_it_was_made_amid_a_second(
    desk: Desk,
) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    desk.now += timedelta(milliseconds=970)
    held = await desk.hold(arta, lira, at(0, 9))
    kept_on = await desk.hold(await desk.person(2), lira, at(0, 11))
    await desk.bookings.keep_on(kept_on.id, await desk.person(2), desk.now)
    for booking in (held, kept_on):
        (timer,) = await desk.timers_of(booking)
        desk.now = timer.due_at
        await desk.tick()
        assert (await desk.bookings.get(booking.id)).status is Status.EXPIRED
    assert await desk.cells() == set()


async def test_who_chooses_anew_lets_go_of_what_they_held(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    wish = await desk.wish(arta)
    first = await desk.bookings.hold(wish, arta, lira.id, at(0, 9), desk.now)
    second = await desk.bookings.hold(wish, arta, lira.id, at(0, 9.5), desk.now)
    assert (await desk.bookings.get(first.id)).status is Status.CANCELLED
    assert await desk.cells() == {second.id}
    offer, *_ = await desk.bookings.offers(wish, arta, desk.now)
    assert offer.slot.starts_at == at(0, 9)
    assert await desk.cells() == set()
    with pytest.raises(NotNow):
        await desk.bookings.confirm(first.id, arta, desk.now)


async def test_terms_are_kept_at_the_hold_and_at_the_confirmation(desk: Desk) -> None:
    terms = replace(EASY, notice=2 * HOUR, after=timedelta(minutes=15), per_day=2, per_quarter=3)
    lira, arta = await desk.mentor(terms=terms), await desk.person(1)
    agimi = await desk.organisation("Agimi")
    with pytest.raises(TooSoon):
        await desk.hold(arta, lira, at(0, 9.5))
    with pytest.raises(NotOpen):
        await desk.hold(arta, lira, at(0, 16.5))
    with pytest.raises(NotBookable):
        await desk.hold(arta, lira, at(1, 9), length=2 * HOUR)
    held = await desk.hold(arta, lira, at(0, 10), organisation_id=agimi)
    desk.now += MINUTE  # within the hold, the notice is as it was
    await desk.bookings.confirm(held.id, arta, desk.now)
    with pytest.raises(SlotTaken):  # a quarter of an hour is kept free
        await desk.hold(arta, lira, at(0, 11))
    await desk.book(arta, lira, at(0, 12), organisation_id=agimi)
    with pytest.raises(CapReached) as reached:
        await desk.hold(arta, lira, at(0, 15))
    assert reached.value.cap is Cap.DAY
    last = await desk.hold(arta, lira, at(9, 9), organisation_id=agimi)
    with pytest.raises(CapReached) as reached:
        await desk.hold(arta, lira, at(30, 9), organisation_id=agimi)
    assert reached.value.cap is Cap.QUARTER
    await desk.mentors.save(replace(lira, standing=Standing.PAUSED))
    with pytest.raises(NotBookable):
        await desk.bookings.confirm(last.id, arta, desk.now)


async def test_a_mentor_cares_for_no_more_organisations_than_they_can(desk: Desk) -> None:
    lira, arta, besa = await desk.mentor(capacity=1), await desk.person(1), await desk.person(2)
    agimi, ylli = await desk.organisation("Agimi"), await desk.organisation("Ylli")
    first = await desk.book(arta, lira, at(0, 9), organisation_id=agimi)
    with pytest.raises(NotBookable):
        await desk.hold(besa, lira, at(1, 9), organisation_id=ylli)
    await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    wish = await desk.wish(besa, organisation_id=ylli)
    desk.now = at(40, 8)  # of an organisation with a session some weeks ago they still take care
    assert await desk.bookings.offers(wish, besa, desk.now) == []
    desk.now = at(80, 8)
    assert len(await desk.bookings.offers(wish, besa, desk.now)) == 3
    assert first.status is Status.BOOKED


async def test_where_the_mentor_is_to_confirm_it_is_asked(desk: Desk) -> None:
    lira = await desk.mentor(terms=replace(EASY, confirms=True))
    arta = await desk.person(1)
    asked = await desk.book(arta, lira, at(4, 9))
    assert (asked.status, asked.until) == (Status.ASKED, desk.now + 24 * HOUR)
    assert await desk.planned(asked) == {"answer": asked.until}
    booked = await desk.bookings.accept(asked.id, desk.now)
    assert (booked.status, booked.until) == (Status.BOOKED, None)
    assert await desk.bookings.accept(asked.id, desk.now) == booked
    other = await desk.book(arta, lira, at(3, 9))
    declined = await desk.bookings.decline(other.id, "jashtë qytetit", desk.now)
    assert (declined.status, declined.ended_by) == (Status.DECLINED, Side.MENTOR)
    assert declined.reason == "jashtë qytetit"
    wish = await desk.wishes.get(other.wish_id or 0)
    assert wish is not None
    assert (wish.state, wish.declined) == (WishState.OPEN, {Start(lira.id, at(3, 9))})
    soon = await desk.book(arta, lira, at(1, 9))
    assert soon.until == at(0, 21)
    desk.now = at(0, 21)
    await desk.tick()
    assert (await desk.bookings.get(soon.id)).status is Status.EXPIRED
    with pytest.raises(NotNow):
        await desk.bookings.accept(soon.id, desk.now)
    assert await desk.cells() == {booked.id}


async def test_moving_keeps_the_old_time_until_the_new_one_is_theirs(desk: Desk) -> None:
    lira, drin = await desk.mentor(), await desk.mentor("Drin")
    arta, besa = await desk.person(1, "Agimi"), await desk.person(2, "Agimi")
    agimi = await desk.organisation("Agimi")
    booked = await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    await desk.bookings.join(booked.id, besa, desk.now)
    await desk.bookings.come(booked.id, Side.MEMBER, desk.now)
    zana = await desk.person(3)
    for_besa = await desk.book(besa, drin, at(1, 14))
    other = await desk.book(zana, lira, at(1, 11))
    before = await desk.bookings.get(booked.id)
    assert before.member_comes
    for mentor, start, error in (
        (lira, at(1, 10.5), SlotTaken),
        (lira, at(1, 14), PersonBusy),  # their guest is elsewhere
        (lira, at(1, 20), NotOpen),
        (drin, at(1, 14), SlotTaken),
    ):
        with pytest.raises(error):
            await desk.bookings.move(booked.id, mentor.id, start, Side.MEMBER, desk.now)
        assert await desk.bookings.get(booked.id) == before
    assert await desk.cells() == {booked.id, other.id, for_besa.id}
    moved = await desk.bookings.move(booked.id, lira.id, at(1, 9.5), Side.MEMBER, desk.now)
    assert (moved.starts_at, moved.ends_at) == (at(1, 9.5), at(1, 10.5))
    assert (moved.uid, moved.sequence, moved.member_comes) == (booked.uid, 1, False)
    assert (await desk.planned(moved))["soon"] == at(1, 7.5)
    elsewhere = await desk.bookings.move(booked.id, drin.id, at(1, 9), Side.MENTOR, desk.now)
    assert (elsewhere.mentor_id, elsewhere.sequence) == (drin.id, 2)
    await desk.book(zana, lira, at(1, 9))
    with pytest.raises(HasBegun):
        await desk.bookings.move(booked.id, drin.id, at(1, 10), Side.MEMBER, at(1, 9))


async def test_cancelling_late_wants_a_reason_and_frees_all_seats(desk: Desk) -> None:
    lira = await desk.mentor(terms=replace(EASY, cancel_notice=24 * HOUR))
    arta, besa = await desk.person(1, "Agimi"), await desk.person(2, "Agimi")
    agimi = await desk.organisation("Agimi")
    booked = await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    early = await desk.book(arta, lira, at(4, 9), organisation_id=agimi)
    await desk.bookings.join(booked.id, besa, desk.now)
    desk.now = at(0, 9.5)
    for side in (Side.MEMBER, Side.MENTOR):
        with pytest.raises(ReasonWanted):
            await desk.bookings.cancel(booked.id, side, " ", desk.now)
    gone = await desk.bookings.cancel(booked.id, Side.MEMBER, "sëmurë", desk.now)
    assert (gone.status, gone.ended_by, gone.sequence) == (Status.CANCELLED, Side.MEMBER, 1)
    assert await desk.cells() == {early.id}
    assert await desk.planned(gone) == {}
    await desk.bookings.cancel(early.id, Side.MEMBER, "", desk.now)
    with pytest.raises(NotNow):
        await desk.bookings.cancel(early.id, Side.MEMBER, "", desk.now)
    with pytest.raises(NoSuchBooking):
        await desk.bookings.cancel(early.id + 9, Side.MEMBER, "", desk.now)
    await desk.book(besa, lira, at(1, 9))


async def test_who_did_not_come_is_marked_from_the_beginning_on(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    booked, other = await desk.book(arta, lira, at(0, 9)), await desk.book(arta, lira, at(1, 9))
    with pytest.raises(NotBegun):
        await desk.bookings.miss(booked.id, Side.MEMBER, at(0, 8.9))
    await desk.bookings.come(booked.id, Side.MENTOR, at(0, 8.9))
    for side in (Side.MEMBER, Side.MENTOR):
        marked = await desk.bookings.miss(booked.id, side, at(0, 9))
        assert (marked.missed, marked.mentor_comes) == (side, True)
    with pytest.raises(HasBegun):
        await desk.bookings.cancel(booked.id, Side.MEMBER, "", at(0, 9))
    await desk.bookings.cancel(other.id, Side.MENTOR, "", desk.now)
    for act in (desk.bookings.miss, desk.bookings.come):
        with pytest.raises(NotNow):
            await act(other.id, Side.MEMBER, at(1, 9))
    with pytest.raises(NotNow):
        await desk.bookings.come(booked.id, Side.MEMBER, at(0, 10))


async def test_guests_are_of_the_same_organisation_and_in_no_other_place(desk: Desk) -> None:
    lira, drin = await desk.mentor(), await desk.mentor("Drin")
    arta, besa = await desk.person(1, "Agimi"), await desk.person(2, "Agimi")
    zana, agimi = await desk.person(3, "Ylli"), await desk.organisation("Agimi")
    booked = await desk.book(arta, lira, at(0, 9), organisation_id=agimi)
    with pytest.raises(NotYours):
        await desk.bookings.join(booked.id, zana, desk.now)
    for _ in range(2):
        await desk.bookings.join(booked.id, besa, desk.now)
    await desk.bookings.join(booked.id, arta, desk.now)
    assert await desk.bookings.guests(booked.id) == [besa.id]
    assert await desk.bookings.upcoming(besa.id, desk.now) == [booked]
    with pytest.raises(PersonBusy):
        await desk.hold(besa, drin, at(0, 9))
    await desk.bookings.part(booked.id, besa)
    await desk.book(besa, drin, at(0, 9))
    with pytest.raises(PersonBusy):
        await desk.bookings.join(booked.id, besa, desk.now)
    assert await desk.bookings.guests(booked.id) == []
    with pytest.raises(HasBegun):
        await desk.bookings.join(booked.id, besa, at(0, 9))


async def test_somebody_else_takes_over_by_the_same_rules(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    booked = await desk.book(arta, lira, at(0, 9))
    busy, far = await desk.mentor("Drin"), await desk.mentor("Meri", languages=("tr",))
    law = await desk.mentor("Gent", areas=frozenset())
    full = await desk.mentor("Ilir", capacity=0)
    await desk.book(await desk.person(2), busy, at(0, 9))
    for mentor, why in ((far, Misfit.LANGUAGE), (law, Misfit.AREA), (full, Misfit.FULL)):
        with pytest.raises(DoesNotFit) as refused:
            await desk.bookings.reassign(booked.id, mentor.id, desk.now)
        assert refused.value.why == (why,)
    with pytest.raises(SlotTaken):
        await desk.bookings.reassign(booked.id, busy.id, desk.now)
    assert await desk.bookings.get(booked.id) == booked
    strict = replace(EASY, notice=72 * HOUR)
    other = await desk.mentor("Nora", terms=strict)
    taken = await desk.bookings.reassign(booked.id, other.id, desk.now)
    assert (taken.mentor_id, taken.sequence, taken.uid) == (other.id, 1, booked.uid)
    assert taken.starts_at == booked.starts_at
    await desk.book(await desk.person(3), lira, at(0, 9))
    assert await desk.bookings.open_of_mentor(other.id, desk.now) == [taken]


async def test_staff_book_on_somebodys_behalf(desk: Desk) -> None:
    lira, arta = await desk.mentor(), await desk.person(1)
    wish = await desk.wish(arta)
    held = await desk.bookings.hold(wish, arta, lira.id, at(0, 9), desk.now, made_by=77)
    assert (await desk.bookings.confirm(held.id, arta, desk.now)).made_by == 77
    with pytest.raises(NotYours):
        await desk.bookings.hold(wish, await desk.person(2), lira.id, at(0, 10), desk.now)


async def test_of_who_is_forgotten_only_what_is_past_stays(desk: Desk) -> None:
    arta, besa = await desk.person(1, "Agimi"), await desk.person(2, "Agimi")
    agimi = await desk.organisation("Agimi")
    lira, own = await desk.mentor(), await desk.mentor("Arta", person_id=arta.id)
    past = await desk.book(arta, lira, at(0, 9), organisation_id=agimi)
    desk.now = at(1, 8)
    ahead = await desk.book(arta, lira, at(1, 9), organisation_id=agimi)
    await desk.hold(arta, lira, at(1, 11))
    joined = await desk.book(besa, lira, at(1, 14), organisation_id=agimi)
    await desk.bookings.join(joined.id, arta, desk.now)
    given = await desk.book(besa, own, at(1, 16))
    waiting = await desk.bookings.waiting.wait(await desk.wish(arta), desk.now)
    ended = await desk.bookings.forget(arta, desk.now)
    gone = await desk.bookings.get(ahead.id)
    assert (gone.status, gone.ended_by, gone.sequence) == (Status.CANCELLED, Side.LINE, 1)
    assert ended == Ended((gone,), (given,))
    assert (await desk.bookings.get(past.id)).status is Status.BOOKED
    assert await desk.cells() == {past.id, joined.id, given.id}
    assert await desk.bookings.guests(joined.id) == []
    assert (await desk.know(waiting)).state is WishState.DROPPED
    left = await desk.mentors.get(own.id)
    assert left is not None
    assert left.standing is Standing.LEFT
