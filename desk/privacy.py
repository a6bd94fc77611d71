"""What people are told about their data, and what they allow: every change is written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desk.languages import Language
from desk.people import PeopleStore, Person

# Raised when the text of a language says something new: its readers are told once.
VERSIONS: Mapping[Language, int] = dict.fromkeys(Language, 1)


class Purpose(StrEnum):
    """What somebody may allow beside the desk itself; everything is off until they say so."""

    REMINDERS = "reminders"
    CAMPAIGNS = "campaigns"
    CONTACT = "contact"  # their contact card may be given to others of the programme
    STORY = "story"  # what the programme did for them may be published


NOTICE = "notice"  # in the log: this version of the text was shown


@dataclass(frozen=True, slots=True)
class Consent:
    """A line of the log. `what` is a Purpose, or NOTICE; `version` and `language` are the text's
    that was read.
    """

    person_id: int
    what: str
    is_on: bool
    version: int
    language: Language
    at: datetime


class ConsentStore(Protocol):
    async def add(self, consent: Consent) -> None: ...

    async def of(self, person_id: int) -> list[Consent]:
        """Oldest first."""


class Privacy:
    def __init__(
        self,
        store: ConsentStore,
        people: PeopleStore,
        versions: Mapping[Language, int] = VERSIONS,
    ) -> None:
        self._store = store
        self._people = people
        self._versions = versions

    def has_news(self, person: Person) -> bool:
        """Whether the text that this person reads says more than the one they were shown."""
        return person.language is not None and person.notice < self._versions[person.language]

    async def told(self, person: Person, at: datetime) -> Person:
        """The notice was shown, in the language that they have chosen."""
        if person.language is None or not self.has_news(person):
            return person
        told = replace(person, notice=self._versions[person.language])
        await self._people.save(told)
        await self._write(person, NOTICE, person.language, at, is_on=True)
        return told

    async def log(self, person: Person) -> list[Consent]:
        return await self._store.of(person.id)

    async def allowed(self, person: Person) -> frozenset[Purpose]:
        return allowed(await self._store.of(person.id))

    async def allow(
        self, person: Person, purpose: Purpose, language: Language, at: datetime, *, is_on: bool
    ) -> frozenset[Purpose]:
        """What is allowed now; what was so already is no line of the log."""
        before = await self.allowed(person)
        if is_on is (purpose in before):
            return before
        await self._write(person, purpose, language, at, is_on=is_on)
        return before ^ {purpose}

    async def _write(
        self, person: Person, what: str, language: Language, at: datetime, *, is_on: bool
    ) -> None:
        version = self._versions[language]
        await self._store.add(Consent(person.id, what, is_on, version, language, at))


def allowed(log: Iterable[Consent]) -> frozenset[Purpose]:
    """The last word on each purpose counts."""
    last = {consent.what: consent.is_on for consent in log}
    return frozenset(purpose for purpose in Purpose if last.get(purpose, False))
