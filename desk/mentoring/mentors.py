"""Who is in the directory, who may be booked, and who of the people of the line is which mentor."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import faq
from desk.errors import DeskError
from desk.mentoring.areas import Area
from desk.mentoring.directory import Form, Kind, Mentor, MentorStore, Standing, newcomer
from desk.organisations import Organisation
from desk.people import Person
from desk.week import Spans

MOST_NAME, MOST_ABOUT, MOST_PLACE, MOST_CAPACITY = 60, 700, 100, 50
MOST_REGIONS, MOST_REGION = 12, 40
_TOKEN_BYTES = 18  # 24 characters: start parameters have 64 at most (Bot API, deep linking)


class Step(StrEnum):
    APPROVE = "approve"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    RETURN = "return"


_LIFE: Mapping[tuple[Standing, Step], Standing] = {
    (Standing.PROPOSED, Step.APPROVE): Standing.APPROVED,
    (Standing.PROPOSED, Step.LEAVE): Standing.LEFT,
    (Standing.APPROVED, Step.PAUSE): Standing.PAUSED,
    (Standing.APPROVED, Step.LEAVE): Standing.LEFT,
    (Standing.PAUSED, Step.RESUME): Standing.APPROVED,
    (Standing.PAUSED, Step.LEAVE): Standing.LEFT,
    (Standing.LEFT, Step.RETURN): Standing.PROPOSED,
}


class Lack(StrEnum):
    """What somebody must have before they can be offered to anybody."""

    KINDS = "kinds"
    LANGUAGES = "languages"
    AREAS = "areas"
    WAY = "way"  # neither online nor at a place


class NoSuchMentor(DeskError):
    """Nobody of the directory has this number."""


class NoSuchLink(DeskError):
    """No token of the directory's is this one."""


class LinkUsed(DeskError):
    """Somebody else has opened the line by this link."""


class IsInDirectory(DeskError):
    """The person is one of the directory already."""

    def __init__(self, mentor: Mentor) -> None:
        super().__init__(mentor.id)
        self.mentor = mentor


class NameTaken(DeskError):
    """Somebody of the directory is called so."""

    def __init__(self, mentor: Mentor) -> None:
        super().__init__(mentor.id)
        self.mentor = mentor


class NoName(DeskError):
    """Nothing that somebody could be called, or too much of it."""


class NoAreas(DeskError):
    """Nothing was named in which help is offered."""


class StandsElsewise(DeskError):
    """The step cannot be taken as they stand."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class Incomplete(DeskError):
    """They cannot be approved as long as something lacks."""

    def __init__(self, lacks: Iterable[Lack]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(self.lacks)


def lacks(mentor: Mentor) -> list[Lack]:
    there: Mapping[Lack, Callable[[], bool]] = {
        Lack.KINDS: lambda: bool(mentor.kinds),
        Lack.LANGUAGES: lambda: bool(mentor.languages),
        Lack.AREAS: lambda: bool(mentor.areas),
        Lack.WAY: lambda: mentor.is_online or mentor.place is not None,
    }
    return [lack for lack, is_there in there.items() if not is_there()]


def steps(mentor: Mentor) -> list[Step]:
    """Those that can be taken from where they stand."""
    return [step for standing, step in _LIFE if standing is mentor.standing]


def in_one_line(name: str) -> str:
    """Raises NoName."""
    line = " ".join(name.split())
    if not faq.fold(line) or len(line) > MOST_NAME:
        raise NoName(name)
    return line


class Mentors:
    """`opened` is told of each who can be booked and is not as before: it may suit who waits."""

    def __init__(self, store: MentorStore, opened: Callable[[int], Awaitable[None]]) -> None:
        self._store = store
        self._opened = opened

    async def all(self, standing: Standing | None = None) -> list[Mentor]:
        return await self._store.all(standing)

    async def get(self, mentor_id: int) -> Mentor:
        """Raises NoSuchMentor."""
        found = await self._store.get(mentor_id)
        if found is None or not found.name:  # they had everything about them erased
            raise NoSuchMentor(mentor_id)
        return found

    async def even_forgotten(self, mentor_id: int) -> Mentor:
        """Whoever had everything about them erased has no name. Raises NoSuchMentor."""
        found = await self._store.get(mentor_id)
        if found is None:
            raise NoSuchMentor(mentor_id)
        return found

    async def of(self, person: Person) -> Mentor | None:
        return await self._store.of_person(person.id)

    async def locked(self, mentor: Mentor) -> Mentor:
        """As they are now, and nobody else changes or books them until the end of the transaction.

        Raises NoSuchMentor.
        """
        current = await self._store.get(mentor.id, locked=True)
        if current is None:
            raise NoSuchMentor(mentor.id)
        return current

    async def called(self, name: str) -> list[Mentor]:
        """Of this name in any spelling; else those in whose name a word begins so."""
        wanted = faq.fold(name)
        if not wanted:
            return []
        known = [(mentor, faq.fold(mentor.name)) for mentor in await self._store.all()]
        exactly = [mentor for mentor, own in known if own == wanted]
        return exactly or [mentor for mentor, own in known if f" {wanted}" in f" {own}"]

    async def add(self, name: str, zone: ZoneInfo, at: datetime, **parts: Any) -> Mentor:
        """A newcomer, unless `parts` say more. Raises NameTaken, NoName."""
        blank = newcomer(await self._free_name(name), zone, at)
        return await self._store.add(replace(blank, **parts), _token())

    async def change(self, mentor: Mentor, **parts: Any) -> Mentor:
        """What else has changed meanwhile stays. Raises NoSuchMentor."""
        current = await self.locked(mentor)
        changed = replace(current, **parts)
        if changed != current:
            await self._store.save(changed)
            await self._tell(changed)
        return changed

    async def put_days(self, mentor: Mentor, days: Mapping[date, Spans]) -> Mentor:
        """Away on those without spans, else there in these. Raises NoSuchMentor."""
        await self.locked(mentor)
        await self._store.put_days(mentor.id, days)
        return await self._tell(await self.get(mentor.id))

    async def as_usual(self, mentor: Mentor, days: Sequence[date]) -> Mentor:
        """Raises NoSuchMentor."""
        await self._store.drop_days(mentor.id, days)
        return await self._tell(await self.get(mentor.id))

    async def bring_in(self, mentor: Mentor, parts: Mapping[str, Any] | None) -> Mentor:
        """Somebody of a table: new, or with other parts than before."""
        if parts is None:
            return await self._tell(await self._store.add(mentor, _token()))
        return await self.change(mentor, **parts)

    async def rename(self, mentor: Mentor, name: str) -> Mentor:
        """Raises NameTaken, NoName."""
        return await self.change(mentor, name=await self._free_name(name, mentor))

    async def take(self, mentor: Mentor, step: Step) -> Mentor:
        """Raises StandsElsewise, Incomplete."""
        standing = _LIFE.get((mentor.standing, step))
        if standing is None:
            raise StandsElsewise(mentor.standing)
        if standing is Standing.APPROVED and (missing := lacks(mentor)):
            raise Incomplete(missing)
        return await self.change(mentor, standing=standing)

    async def approve(self, mentor: Mentor) -> Mentor:
        """Raises StandsElsewise, Incomplete."""
        return await self.take(mentor, Step.APPROVE)

    async def pause(self, mentor: Mentor) -> Mentor:
        """What is booked stays. Raises StandsElsewise."""
        return await self.take(mentor, Step.PAUSE)

    async def leave(self, mentor: Mentor) -> Mentor:
        """What is booked is whoever calls this' to move or to cancel. Raises StandsElsewise."""
        return await self.take(mentor, Step.LEAVE)

    # The link

    async def token(self, mentor: Mentor) -> str:
        return await self._store.token_of(mentor.id)

    async def claim(self, token: str, person: Person) -> Mentor:
        """The person is this mentor from now on; saying it again changes nothing.

        Raises NoSuchLink, LinkUsed, IsInDirectory.
        """
        mentor = await self._store.with_token(token) if _is_token(token) else None
        if mentor is None or mentor.standing is Standing.LEFT:
            raise NoSuchLink
        if mentor.person_id == person.id:
            return mentor
        other = await self.of(person)
        if other is not None:
            raise IsInDirectory(other)
        if not await self._store.claim(mentor.id, person.id):
            raise LinkUsed(mentor.id)
        return replace(mentor, person_id=person.id)

    async def new_link(self, mentor: Mentor) -> Mentor:
        """Whoever used the old one is nobody of the directory any more."""
        await self._store.put_token(mentor.id, _token())
        return replace(mentor, person_id=None)

    # Peers

    async def propose(
        self,
        person: Person,
        organisation: Organisation,
        areas: frozenset[Area],
        zone: ZoneInfo,
        at: datetime,
    ) -> Mentor:
        """Somebody of an organisation offers help to others; the coordinator says yes or no.

        Raises IsInDirectory, NoAreas.
        """
        if not areas:
            raise NoAreas
        language = (person.language.telegram_code,) if person.language else ()
        told = {
            "kinds": frozenset((Kind.PEER,)),
            "areas": areas,
            "languages": language,
            "organisation_id": organisation.id,
        }
        known = await self.of(person)
        if known is not None and known.standing is not Standing.LEFT:
            raise IsInDirectory(known)
        if known is not None:
            return await self.change(known, standing=Standing.PROPOSED, **told)
        name = await self._peer_name(person, organisation)
        return await self.add(name, zone, at, person_id=person.id, **told)

    # What is written as an answer to a message of the staff group

    async def form(self, message_id: int, group: str) -> Form | None:
        return await self._store.form(message_id, group)

    async def ask(self, form: Form) -> None:
        """Whatever answers the message is this part of the mentor."""
        await self._store.keep_form(form)

    async def turn(self, message_id: int, group: str) -> None:
        """Whatever answers the message is nothing of the kind any more."""
        await self._store.drop_form(message_id, group)

    async def _tell(self, mentor: Mentor) -> Mentor:
        if mentor.is_bookable:
            await self._opened(mentor.id)
        return mentor

    async def _peer_name(self, person: Person, organisation: Organisation) -> str:
        """With the organisation where somebody else is called so."""
        name = (person.name if faq.fold(person.name) else organisation.name)[:MOST_NAME].strip()
        taken = {faq.fold(mentor.name) for mentor in await self._store.all()}
        longer = f"{name} ({organisation.name})"[:MOST_NAME]
        numbered = (f"{name[: MOST_NAME - 4]} {number}" for number in range(2, len(taken) + 4))
        return next(one for one in (name, longer, *numbered) if faq.fold(one) not in taken)

    async def _free_name(self, name: str, besides: Mentor | None = None) -> str:
        """Raises NameTaken, NoName."""
        line = in_one_line(name)
        for other in await self._store.all():
            is_other = besides is None or other.id != besides.id
            if is_other and faq.fold(other.name) == faq.fold(line):
                raise NameTaken(other)
        return line


def _token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _is_token(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{16,56}", text))
