"""The private address at which somebody's calendar program fetches their sessions."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Place
from desk.people import Person

BACK = timedelta(days=30)  # what is over stays in the feed for so long
_TOKEN_BYTES = 32  # 43 characters


class Attendance(NamedTuple):
    """A booking as one of those who come sees it: `other` is whom they meet, `place` where."""

    booking: Booking
    other: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`digest` is of the token in the address: who reads the table cannot fetch anything."""

    person_id: int
    digest: str
    made_at: datetime
    revoked_at: datetime | None = None


class FeedStore(Protocol):
    async def get(self, person_id: int) -> Feed | None: ...

    async def put(self, feed: Feed) -> None:
        """In the place of the person's feed, where there is one."""

    async def with_digest(self, digest: str) -> Feed | None: ...

    async def attendances(self, person_id: int, since: datetime) -> list[Attendance]:
        """As requester, guest or mentor, ending after `since`, in their order; no holds."""


class Feeds:
    def __init__(self, store: FeedStore) -> None:
        self._store = store

    async def of(self, person: Person) -> Feed | None:
        feed = await self._store.get(person.id)
        return feed if feed and feed.revoked_at is None else None

    async def renew(self, person: Person, at: datetime) -> str:
        """A new token, which is kept nowhere; the one before leads nowhere any more."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        await self._store.put(Feed(person.id, digest_of(token), at))
        return token

    async def stop(self, person: Person, at: datetime) -> None:
        feed = await self.of(person)
        if feed is not None:
            await self._store.put(replace(feed, revoked_at=at))

    async def reader(self, digest: str) -> int | None:
        """Whose feed it is; None where there never was one, and where it has been stopped."""
        feed = await self._store.with_digest(digest)
        return feed.person_id if feed and feed.revoked_at is None else None

    async def attendances(self, person_id: int, at: datetime) -> list[Attendance]:
        found = await self._store.attendances(person_id, at - BACK)
        return [one for one in found if is_shown(one.booking, at)]


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_shown(booking: Booking, at: datetime) -> bool:
    """Some programs keep what a feed leaves out: what is cancelled is said to be, till it is over.

    What nobody has said yes to was never in a calendar, or leaves it without a word.
    """
    if booking.status is Status.CANCELLED:
        return is_known(booking) and booking.ends_at > at
    return booking.status in (Status.ASKED, Status.BOOKED) and booking.ends_at > at - BACK


def is_known(booking: Booking) -> bool:
    """Whether a calendar is to have it, or has had it: ending what was booked counts as a change.

    What is only asked for is not sent to anybody's calendar yet.
    """
    return booking.status is Status.BOOKED or (not booking.status.is_open and booking.sequence > 0)
