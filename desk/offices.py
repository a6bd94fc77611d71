"""The offices of the line: where each is, when it is open, and which of them serves whom.

The first one is what the settings say, and it is always there; the others are rows that staff make.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

import faq
from desk.errors import DeskError
from desk.hours import Hours
from desk.languages import Language, resolve
from desk.people import Person
from desk.week import Spans

MAIN = "main"  # the slug of the first office
MOST_OFFICES = 20  # with the first: as many as a screen can show
MOST_SLUG, MOST_NAME, MOST_REASON = 24, 60, 100  # characters
# What staff write after the name of an office, or in its place: no office is called so.
RESERVED = frozenset(
    "new hours zone holidays languages closed open usual rename remove all".split()  # noqa: SIM905
)
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_NONE = ("all", "any", "off", "none")


class NoSuchOffice(DeskError):
    """No office has this slug or this name; it may have been removed."""


class IsInTheSettings(DeskError):
    """The first office is described by the settings of the line."""


class NameTaken(DeskError):
    """Another office is called so; `slug` is its."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class TooManyOffices(DeskError):
    """There is room for no further one."""


class NoName(DeskError):
    """Nothing that an office could be called, or too much of it."""


class UnknownLanguage(DeskError):
    """`word` is none of the line's languages."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Office:
    """`languages` are two-letter codes; none means that it serves whoever no other office does.

    `reasons` say why it is closed on a day off of its own, for staff.
    """

    slug: str
    name: str
    hours: Hours
    languages: tuple[str, ...] = ()
    reasons: Mapping[date, str] = field(default_factory=dict, hash=False)

    @property
    def is_main(self) -> bool:
        return self.slug == MAIN

    def is_called(self, name: str) -> bool:
        """By its slug, or by its name in any script, without marks."""
        return name.lower() == self.slug or (faq.fold(name) or " ") == faq.fold(self.name)


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day on which an office is not open as usual: closed, or open though it is a holiday."""

    day: date
    is_open: bool
    spans: Spans = ()
    reason: str = ""


def on_days(office: Office, days: Iterable[LocalDay]) -> Office:
    """The office with the days that staff have added."""
    days = list(days)
    hours = replace(
        office.hours,
        days_off=frozenset(day.day for day in days if not day.is_open),
        days_open={day.day: day.spans for day in days if day.is_open},
    )
    return replace(office, hours=hours, reasons={d.day: d.reason for d in days if d.reason})


def serving(language: Language | None, offices: Sequence[Office]) -> list[Office]:
    """Those that name the language; where none does, those that name none."""
    code = language.telegram_code if language else ""
    special = [office for office in offices if code in office.languages]
    return special or [office for office in offices if not office.languages]


def parse_languages(text: str) -> tuple[str, ...]:
    """Codes or own names, such as "sq, Srpski"; "all" for none in particular.

    Raises UnknownLanguage.
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if not words:
        raise UnknownLanguage(text)
    if [word.lower() for word in words] in ([word] for word in _NONE):
        return ()
    return tuple(dict.fromkeys(map(_code, words)))


def _code(word: str) -> str:
    own = {faq.fold(language.own_name): language for language in Language}
    found = own.get(faq.fold(word)) or resolve(word)
    if found is None:
        raise UnknownLanguage(word)
    return found.telegram_code


def slug_of(name: str, taken: Iterable[str]) -> str:
    """Small Latin letters and digits, unlike those that are taken and what commands say."""
    words = _NOT_IN_A_SLUG.sub("-", faq.fold(name)).strip("-")
    stem = words[: MOST_SLUG - 3].rstrip("-") or "office"
    known = {*taken, *RESERVED, MAIN}
    numbered = (f"{stem}-{number}" for number in range(2, len(known) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in known)


class OfficeStore(Protocol):
    async def all(self) -> list[Office]:
        """Those that staff have made, the oldest first, without their days."""

    async def days(self) -> Mapping[str, list[LocalDay]]:
        """By the slug of the office, the first one's among them."""

    async def add(self, office: Office, at: datetime) -> bool:
        """False where the slug is taken."""

    async def save(self, office: Office) -> None: ...

    async def put_days(self, slug: str, days: Sequence[LocalDay]) -> None:
        """In the place of what was said of these days."""

    async def drop_days(self, slug: str, days: Sequence[date]) -> None: ...

    async def belonging(self, slug: str) -> int:
        """How many people have this office."""

    async def remove(self, slug: str) -> None:
        """Whoever belonged to it belongs to none."""


class Offices:
    """As they are in this transaction."""

    def __init__(self, store: OfficeStore, main: Office) -> None:
        self._store = store
        self._main = main
        self._known: list[Office] | None = None

    async def all(self) -> list[Office]:
        """The first one first."""
        if self._known is None:
            offices, days = [self._main, *await self._store.all()], await self._store.days()
            self._known = [on_days(office, days.get(office.slug, ())) for office in offices]
        return self._known

    async def called(self, name: str) -> Office:
        """Raises NoSuchOffice."""
        found = next((one for one in await self.all() if one.is_called(name)), None)
        if found is None:
            raise NoSuchOffice(name)
        return found

    async def get(self, slug: str) -> Office:
        """Raises NoSuchOffice."""
        found = await self._find(slug)
        if found is None:
            raise NoSuchOffice(slug)
        return found

    async def of(self, person: Person) -> Office:
        """The one that they chose; else the only one that serves them; else the first."""
        chosen = await self._find(person.office) if person.office else None
        if chosen is not None:
            return chosen
        could = await self.serving(person)
        return could[0] if len(could) == 1 else (await self.all())[0]

    async def serving(self, person: Person) -> list[Office]:
        return serving(person.language, await self.all())

    async def add(self, name: str, at: datetime) -> Office:
        """With the hours, zone and holidays of the first, until somebody says others.

        Raises NameTaken, NoName, TooManyOffices.
        """
        name = await self._new_name(name)
        if len(await self.all()) >= MOST_OFFICES:
            raise TooManyOffices
        hours = replace(self._main.hours, days_off=frozenset(), days_open={})
        office = Office(slug_of(name, [one.slug for one in await self.all()]), name, hours)
        if not await self._store.add(office, at):
            raise NameTaken(office.slug)
        self._known = None
        return office

    async def rename(self, office: Office, name: str) -> Office:
        """The slug stays. Raises IsInTheSettings, NameTaken, NoName."""
        return await self.change(office, name=await self._new_name(name, office))

    async def keep_hours(self, office: Office, **parts: Any) -> Office:
        """Raises IsInTheSettings."""
        return await self.change(office, hours=replace(office.hours, **parts))

    async def change(self, office: Office, **parts: Any) -> Office:
        """Raises IsInTheSettings."""
        if office.is_main:
            raise IsInTheSettings
        changed = replace(office, **parts)
        await self._store.save(changed)
        self._known = None
        return changed

    async def put_days(self, office: Office, days: Sequence[LocalDay]) -> Office:
        await self._store.put_days(office.slug, days)
        return await self._anew(office)

    async def as_usual(self, office: Office, days: Sequence[date]) -> Office:
        """Nothing is said of these days any more."""
        await self._store.drop_days(office.slug, days)
        return await self._anew(office)

    async def belonging(self, office: Office) -> int:
        return await self._store.belonging(office.slug)

    async def remove(self, office: Office) -> None:
        """Raises IsInTheSettings."""
        if office.is_main:
            raise IsInTheSettings
        await self._store.remove(office.slug)
        self._known = None

    async def _anew(self, office: Office) -> Office:
        self._known = None
        return await self.get(office.slug)

    async def _find(self, slug: str) -> Office | None:
        return next((one for one in await self.all() if one.slug == slug), None)

    async def _new_name(self, name: str, besides: Office | None = None) -> str:
        """Raises NameTaken, NoName."""
        name = " ".join(name.split())
        if not faq.fold(name) or len(name) > MOST_NAME:
            raise NoName(name)
        for other in await self.all():
            if other.is_called(name) and (besides is None or other.slug != besides.slug):
                raise NameTaken(other.slug)
        return name
