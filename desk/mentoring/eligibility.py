"""Who may ask for whose help: by the grants of their organisations, and while which calls are open.

Facts only; the reasons are put into words where they are shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from desk.errors import DeskError
from desk.mentoring.directory import Kind
from desk.organisations import Membership, Organisation, folded
from desk.profile import Field, in_one_line


class GrantKind(StrEnum):
    INSTITUTIONAL = "institutional"
    ACTION = "action"


Needs = Mapping[Kind, frozenset[GrantKind]]  # any of them; a kind that is not there needs none

_ANY = "any"
# What a slip would shut everybody out of: peers help whoever asks them.
_NEEDY = frozenset(Kind) - {Kind.PEER}


class UnreadableNeeds(DeskError):
    """`part` names no kind of help with the grants that it needs."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NoSuchGrant(DeskError):
    """No grant has this number; it may have been removed."""


class NoSuchCall(DeskError):
    """No call of this name or number is open."""


@dataclass(frozen=True, slots=True)
class Grant:
    """It counts on both days and on those between. `people` write to the line for the
    organisation.
    """

    id: int
    organisation: Organisation
    kind: GrantKind
    starts: date
    ends: date
    people: int = 0

    def covers(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class OpenCall:
    """Until the end of the day `until` nobody advises on it in private. Answers to questions about
    it are published at `where`.
    """

    id: int
    name: str
    until: date
    where: str

    def is_open(self, day: date) -> bool:
        return day <= self.until

    def is_called(self, name: str) -> bool:
        """In any spelling."""
        return folded(self.name) == folded(name)


class Outcome(StrEnum):
    MAY = "may"
    NO_ORGANISATION = "no organisation"  # they have not said for whom they write
    NO_GRANT = "no grant"
    OTHER_GRANT = "other grant"  # there is one, of a kind that does not give this right
    NOT_YET = "not yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`needed` are the kinds of grants that give the right; any of them does.

    `grant` is what gives it, or what comes nearest to it: begins on a later day, is over, or is of
    another kind. `calls` are open: whoever asks about one of them reads where answers are
    published, and gets no private advice on it.
    """

    kind: Kind
    outcome: Outcome
    needed: frozenset[GrantKind] = frozenset()
    grant: Grant | None = None
    calls: tuple[OpenCall, ...] = ()

    @property
    def may(self) -> bool:
        return self.outcome is Outcome.MAY

    @property
    def organisation_id(self) -> int | None:
        """For whom they ask by right of a grant."""
        return self.grant.organisation.id if self.may and self.grant else None


def parse_needs(text: str) -> Needs:
    """As in "mentor institutional, facilitator any"; nothing means that everybody may ask.

    Raises UnreadableNeeds.
    """
    needs: dict[Kind, frozenset[GrantKind]] = {}
    for part in filter(None, map(str.strip, re.split("[,;]", text.lower()))):
        kind, *grants = part.split()
        if kind not in _NEEDY or Kind(kind) in needs or not grants:
            raise UnreadableNeeds(part)
        if not {*grants} <= {*GrantKind, _ANY}:
            raise UnreadableNeeds(part)
        named = GrantKind if _ANY in grants else grants
        needs[Kind(kind)] = frozenset(map(GrantKind, named))
    return needs


def may_book(
    kind: Kind,
    memberships: Sequence[Membership],
    grants: Iterable[Grant],
    open_calls: Iterable[OpenCall],
    *,
    needs: Needs,
    today: date,
) -> Verdict:
    """`grants` are those of the organisations for which the person writes."""
    calls = tuple(call for call in open_calls if call.is_open(today))
    needed = needs.get(kind, frozenset())
    if not needed:
        return Verdict(kind, Outcome.MAY, calls=calls)
    if not memberships:
        return Verdict(kind, Outcome.NO_ORGANISATION, needed, calls=calls)
    outcome, grant = _nearest(list(grants), needed, today)
    return Verdict(kind, outcome, needed, grant, calls)


def _nearest(
    grants: Sequence[Grant], needed: frozenset[GrantKind], today: date
) -> tuple[Outcome, Grant | None]:
    """The grant that gives the right for the longest; else the one that says best why not."""
    right = [grant for grant in grants if grant.kind in needed]
    valid = [grant for grant in right if grant.covers(today)]
    if valid:
        return Outcome.MAY, max(valid, key=lambda grant: grant.ends)
    coming = [grant for grant in right if grant.starts > today]
    if coming:
        return Outcome.NOT_YET, min(coming, key=lambda grant: grant.starts)
    if right:
        return Outcome.OVER, max(right, key=lambda grant: grant.ends)
    others = [grant for grant in grants if grant.covers(today)]
    return (Outcome.OTHER_GRANT, others[0]) if others else (Outcome.NO_GRANT, None)


class EligibilityStore(Protocol):
    async def grants(self) -> list[Grant]:
        """By the name of the organisation, and by their beginning."""

    async def grants_of(self, organisation_ids: Sequence[int]) -> list[Grant]: ...

    async def grant(self, grant_id: int) -> Grant | None: ...

    async def add_grant(
        self, name: str, folded_name: str, kind: GrantKind, starts: date, ends: date
    ) -> Grant:
        """The same one where it is there already; the organisation is known from then on."""

    async def drop_grant(self, grant_id: int) -> None: ...

    async def calls(self) -> list[OpenCall]:
        """Those that nobody has closed; the first to end comes first."""

    async def open_call(self, name: str, folded_name: str, until: date, where: str) -> OpenCall:
        """In the place of what was said of one of the same name."""

    async def close_call(self, call_id: int) -> None: ...


class Eligibility:
    def __init__(self, store: EligibilityStore, needs: Needs) -> None:
        self._store = store
        self._needs = needs

    async def may_book(self, kind: Kind, memberships: Sequence[Membership], today: date) -> Verdict:
        """`memberships` are the person's, `today` is by the clock of the line."""
        ids = [one.organisation.id for one in memberships]
        grants = await self._store.grants_of(ids) if ids and kind in self._needs else []
        calls = await self._store.calls()
        return may_book(kind, memberships, grants, calls, needs=self._needs, today=today)

    async def grants(self) -> list[Grant]:
        return await self._store.grants()

    async def grant(self, grant_id: int) -> Grant:
        """Raises NoSuchGrant."""
        found = await self._store.grant(grant_id)
        if found is None:
            raise NoSuchGrant(grant_id)
        return found

    async def give(self, name: str, kind: GrantKind, starts: date, ends: date) -> Grant:
        """Raises NotInOneLine."""
        line = in_one_line(name, Field.ORGANISATION)
        return await self._store.add_grant(line, folded(line), kind, starts, ends)

    async def remove(self, grant: Grant) -> None:
        await self._store.drop_grant(grant.id)

    async def calls(self, today: date) -> list[OpenCall]:
        return [call for call in await self._store.calls() if call.is_open(today)]

    async def open_call(self, name: str, until: date, where: str) -> OpenCall:
        """Raises NotInOneLine."""
        line = in_one_line(name, Field.ORGANISATION)
        return await self._store.open_call(line, folded(line), until, where)

    async def close_call(self, call_id: int, today: date) -> OpenCall:
        """Raises NoSuchCall."""
        for call in await self.calls(today):
            if call.id == call_id:
                await self._store.close_call(call.id)
                return call
        raise NoSuchCall(call_id)
