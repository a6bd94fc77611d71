"""Organisations and who writes for them. One that is typed in another way is the same one."""

from dataclasses import dataclass
from typing import Protocol

import faq
from desk.errors import DeskError
from desk.people import Person
from desk.profile import Field, in_one_line

MOST = 5  # organisations of one person


class TooManyOrganisations(DeskError):
    """The person belongs to as many as there is room for."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """`name` as it was first written, or as staff have corrected it."""

    id: int
    name: str

    def is_called(self, name: str) -> bool:
        """In any spelling."""
        return folded(self.name) == folded(name)


@dataclass(frozen=True, slots=True)
class Membership:
    """`role` is the person's own in it; `others` of its people write to the line too."""

    organisation: Organisation
    role: str | None = None
    others: int = 0

    @property
    def title(self) -> str:
        """As in "Agimi (coordinator)"."""
        name = self.organisation.name
        return f"{name} ({self.role})" if self.role else name


class OrganisationStore(Protocol):
    async def named(self, name: str, folded: str) -> Organisation:
        """The one that is known by the folded name, or a new one."""

    async def get(self, organisation_id: int) -> Organisation | None: ...

    async def rename(self, organisation_id: int, name: str) -> None:
        """The folded name stays."""

    async def of(self, person_id: int) -> list[Membership]:
        """In the order in which they were told."""

    async def join(self, person_id: int, organisation_id: int, role: str | None) -> None:
        """Whoever belongs to it already has this role now."""

    async def leave(self, person_id: int, organisation_id: int) -> None: ...


def folded(name: str) -> str:
    """The same for all spellings: no script, no marks, and đ as dj or as d."""
    return faq.fold(name).replace("dj", "d")


class Organisations:
    def __init__(self, store: OrganisationStore) -> None:
        self._store = store

    async def get(self, organisation_id: int) -> Organisation | None:
        return await self._store.get(organisation_id)

    async def known_as(self, name: str) -> Organisation:
        """However it is spelt; a new one where nobody has named it. Raises NotInOneLine."""
        line = in_one_line(name, Field.ORGANISATION)
        return await self._store.named(line, folded(line))

    async def of(self, person: Person) -> list[Membership]:
        return await self._store.of(person.id)

    async def one_of(self, person: Person, organisation_id: int) -> Membership | None:
        """None where the person does not belong to it."""
        known = await self._store.of(person.id)
        return next((one for one in known if one.organisation.id == organisation_id), None)

    async def join(self, person: Person, name: str) -> Organisation:
        """Whoever belongs to it already keeps their role in it.

        Raises NotInOneLine, TooManyOrganisations.
        """
        line = in_one_line(name, Field.ORGANISATION)
        organisation = await self._store.named(line, folded(line))
        known = await self._store.of(person.id)
        if organisation not in [one.organisation for one in known]:
            if len(known) >= MOST:
                raise TooManyOrganisations(MOST)
            await self._store.join(person.id, organisation.id, None)
        return organisation

    async def give_role(self, person: Person, organisation_id: int, role: str | None) -> None:
        """Where the person belongs to it. Raises NotInOneLine."""
        if await self.one_of(person, organisation_id) is not None:
            line = in_one_line(role, Field.ROLE) if role is not None else None
            await self._store.join(person.id, organisation_id, line)

    async def leave(self, person: Person, organisation_id: int) -> None:
        await self._store.leave(person.id, organisation_id)

    async def correct(self, person: Person, wrong: Membership | None, name: str) -> Organisation:
        """The person belongs to the one of this name, in the place of the wrong one.

        The same name in another spelling is how it is written from now on. Raises NotInOneLine.
        """
        line = in_one_line(name, Field.ORGANISATION)
        right = await self._store.named(line, folded(line))
        if right.name != line:
            await self._store.rename(right.id, line)
        if wrong is not None and wrong.organisation.id != right.id:
            await self._store.leave(person.id, wrong.organisation.id)
        if await self.one_of(person, right.id) is None:
            await self._store.join(person.id, right.id, wrong.role if wrong else None)
        return Organisation(right.id, line)
