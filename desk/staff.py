"""Who works at the desk: their role, their language, and whether they are away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import faq
from desk.errors import DeskError
from desk.groups import MAIN
from desk.history import Actor, By
from desk.languages import Language


class Role(StrEnum):
    """What somebody may do; given by an admin. The owner of the group is one from the start."""

    ADVISER = "adviser"
    LEAD = "lead"
    MENTORS = "mentors"  # coordinates the mentors
    EVENTS = "events"
    REPORTER = "reporter"
    ADMIN = "admin"


EVERYBODY = frozenset(Role)
ANSWERING = EVERYBODY - {Role.REPORTER}


class NobodyOfThatName(DeskError):
    """No one, or more than one, of the staff is called so; `known` are the names that there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


class MayNot(DeskError):
    """The role of whoever tried does not allow it; `roles` do."""

    def __init__(self, roles: frozenset[Role]) -> None:
        super().__init__(roles)
        self.roles = roles


@dataclass(frozen=True, slots=True)
class Colleague:
    """`id` is the Telegram user id. `language`: in which they read the desk, if they chose one.

    `group_name` is the staff group in which they acted last.
    """

    id: int
    name: str
    username: str | None
    role: Role = Role.ADVISER
    language: Language | None = None
    away_until: datetime | None = None
    group_name: str = MAIN

    @property
    def actor(self) -> Actor:
        return Actor(By.STAFF, self.id, self.name)

    def is_away(self, at: datetime) -> bool:
        return self.away_until is not None and at < self.away_until

    def is_called(self, name: str) -> bool:
        """By username, full name or its beginning, in any script, without marks."""
        wanted = faq.fold(name.removeprefix("@"))
        own = (faq.fold(self.name), faq.fold(self.username or ""))
        return bool(wanted) and (wanted in own or own[0].startswith(f"{wanted} "))


class StaffStore(Protocol):
    async def get(self, colleague_id: int) -> Colleague | None: ...

    async def all(self) -> list[Colleague]:
        """By name."""

    async def save(self, colleague: Colleague) -> None: ...


class Staff:
    """As they are in this transaction."""

    def __init__(self, store: StaffStore) -> None:
        self._store = store
        self._known: dict[int, Colleague | None] = {}

    async def meet(
        self,
        colleague_id: int,
        name: str,
        username: str | None,
        *,
        owns_group: bool,
        group: str = MAIN,
    ) -> Colleague:
        """As known, under the name of today; whoever owns the group is an admin."""
        known = await self.get(colleague_id)
        now = {"name": name, "username": username, "group_name": group}
        today = replace(known or Colleague(colleague_id, name, username), **now)  # type: ignore[arg-type]
        if owns_group:
            today = replace(today, role=Role.ADMIN)
        return await self._keep(known, today)

    async def get(self, colleague_id: int | None) -> Colleague | None:
        if colleague_id is None:
            return None
        if colleague_id not in self._known:
            self._known[colleague_id] = await self._store.get(colleague_id)
        return self._known[colleague_id]

    async def all(self) -> list[Colleague]:
        return await self._store.all()

    async def called(self, name: str) -> Colleague:
        """Raises NobodyOfThatName."""
        known = await self._store.all()
        found = _only(known, name)
        if found is None:
            raise NobodyOfThatName(name, [colleague.name for colleague in known])
        return found

    async def named_first(self, words: str) -> tuple[Colleague, str]:
        """The colleague that the words begin with, and what follows. Raises NobodyOfThatName."""
        parts = words.split()
        known = await self._store.all()
        for length in range(min(len(parts), 4), 0, -1):
            found = _only(known, " ".join(parts[:length]))
            if found is not None:
                return found, words.split(None, length)[length] if len(parts) > length else ""
        raise NobodyOfThatName(parts[0] if parts else "", [colleague.name for colleague in known])

    async def give_role(self, colleague: Colleague, role: Role) -> Colleague:
        return await self._keep(colleague, replace(colleague, role=role))

    async def speak(self, colleague: Colleague, language: Language) -> Colleague:
        return await self._keep(colleague, replace(colleague, language=language))

    async def go_away(self, colleague: Colleague, until: datetime) -> Colleague:
        return await self._keep(colleague, replace(colleague, away_until=until))

    async def come_back(self, colleague: Colleague) -> Colleague:
        return await self._keep(colleague, replace(colleague, away_until=None))

    async def _keep(self, before: Colleague | None, after: Colleague) -> Colleague:
        if after != before:
            await self._store.save(after)
        self._known[after.id] = after
        return after


def nearest(colleagues: Iterable[Colleague], group: str) -> list[Colleague]:
    """Those who acted last in this group; all of them where nobody did."""
    known = list(colleagues)
    return [one for one in known if one.group_name == group] or known


def _only(known: Sequence[Colleague], name: str) -> Colleague | None:
    """None where nobody is called so, and where several are."""
    found = [colleague for colleague in known if colleague.is_called(name)]
    return found[0] if len(found) == 1 else None
