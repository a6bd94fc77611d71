"""Who may fetch which sessions: one address for each person, which stops when they say so."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.mentoring.booking import Booking, Status
from desk.mentoring.feeds import BACK, Attendance, Feed, Feeds, digest_of, is_shown
from tests.desk.stores import ARTA, BLERTA, MORNING, later

HOUR = timedelta(hours=1)
BOOKED = Booking(
    id=7,
    uid="u@linja",
    mentor_id=3,
    requester_id=ARTA.id,
    starts_at=MORNING,
    ends_at=MORNING + HOUR,
    zone=ZoneInfo("Europe/Tirane"),
    status=Status.BOOKED,
    made_at=MORNING - HOUR,
    language="sq",
)


@dataclass
class KnownFeeds:
    rows: dict[int, Feed] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)

    async def get(self, person_id: int) -> Feed | None:
        return self.rows.get(person_id)

    async def put(self, feed: Feed) -> None:
        self.rows[feed.person_id] = feed

    async def with_digest(self, digest: str) -> Feed | None:
        return next((feed for feed in self.rows.values() if feed.digest == digest), None)

    async def attendances(self, person_id: int, since: datetime) -> list[Attendance]:
        return [
            Attendance(booking, "", None)
            for booking in self.bookings
            if booking.requester_id == person_id and booking.ends_at > since
        ]


async def test_a_new_address_is_the_only_one() -> None:
    feeds = Feeds(KnownFeeds())
    first = await feeds.renew(ARTA, MORNING)
    second = await feeds.renew(ARTA, later(hours=1))
    assert first != second
    assert await feeds.reader(digest_of(first)) is None
    assert await feeds.reader(digest_of(second)) == ARTA.id
    assert await feeds.of(ARTA) == Feed(ARTA.id, digest_of(second), later(hours=1))


async def test_an_address_that_was_stopped_is_like_one_that_never_was() -> None:
    feeds = Feeds(KnownFeeds())
    token = await feeds.renew(ARTA, MORNING)
    theirs = await feeds.renew(BLERTA, MORNING)
    for _ in range(2):
        await feeds.stop(ARTA, later(hours=1))
    assert await feeds.reader(digest_of(token)) is None
    assert await feeds.of(ARTA) is None
    assert await feeds.reader(digest_of(theirs)) == BLERTA.id
    again = await feeds.renew(ARTA, later(hours=2))
    assert await feeds.reader(digest_of(again)) == ARTA.id


async def test_what_is_kept_of_an_address_does_not_tell_it() -> None:
    store = KnownFeeds()
    token = await Feeds(store).renew(ARTA, MORNING)
    assert len(token) == 43
    assert token not in repr(store.rows)


@pytest.mark.parametrize(
    ("status", "changes", "after", "shown"),
    [
        (Status.BOOKED, 0, BACK - HOUR, True),
        (Status.BOOKED, 0, BACK, False),
        (Status.ASKED, 0, -HOUR, True),
        (Status.CANCELLED, 1, -HOUR, True),
        (Status.CANCELLED, 1, HOUR, False),
        (Status.CANCELLED, 0, -HOUR, False),  # while it was held
        (Status.HELD, 0, -HOUR, False),
        (Status.DECLINED, 0, -HOUR, False),
        (Status.EXPIRED, 0, -HOUR, False),
    ],
)
async def test_a_session_stays_for_a_month_and_a_cancelled_one_until_it_would_be_over(
    status: Status, changes: int, after: timedelta, shown: bool
) -> None:
    """A series that ended long ago once stood in every feed for ever."""
    booking = replace(BOOKED, status=status, sequence=changes)
    at = booking.ends_at + after
    assert is_shown(booking, at) is shown
    found = await Feeds(KnownFeeds(bookings=[booking])).attendances(ARTA.id, at)
    assert [one.booking for one in found] == ([booking] if shown else [])
